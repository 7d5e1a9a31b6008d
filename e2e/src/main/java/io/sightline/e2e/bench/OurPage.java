// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Sightline, asked through its public API. */
final class OurPage {
    private static final int[] FRAME = {640, 480};

    private final Patience page;
    private final String model;
    private boolean drawing;

    /**
     * Opens it.
     *
     * @param patience with its page
     * @param address of the site
     * @param model id
     * @param backend wire name
     * @param picture a file
     */
    OurPage(Patience patience, String address, String model, String backend, byte[] picture) {
        page = patience;
        this.model = model;
        Page page = patience.page();
        page.navigate(address);
        page.waitForFunction("() => window.sightline");
        page.locator("input[name=choice][value=" + backend + "]").check(Pictures.FORCED);
        Pictures.keep(page, picture);
    }

    double load() {
        String script =
                """
                async (id) => {
                  const start = performance.now();
                  await sightline.load([id]);
                  return performance.now() - start;
                }
                """;
        return ((Number) page.run("loading the model", script, model)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> depth(int height, int width) {
        String script =
                """
                async (size) => {
                  const bitmap = await createImageBitmap(window.picture);
                  const start = performance.now();
                  const { width, height, timings, backend } = await sightline.depth(bitmap, { size });
                  return { ...timings, width, height, backend, wall: performance.now() - start };
                }
                """;
        return (Map<String, Object>)
                page.run("measuring a picture", script, List.of(height, width));
    }

    /** One frame of a stream, stabilised and painted. */
    Map<String, Object> live(int height, int width) {
        if (!drawing) {
            LiveFrames.draw(page, FRAME);
            drawing = true;
        }
        var input = new int[] {height, width};
        return LiveFrames.ours(page, height + "x" + width, input, true, 1).get(0);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> facts() {
        String script =
                """
                async () => {
                  const { version, backend, threads, isolated, adapter } = await sightline.capabilities();
                  return { version, backend, threads, isolated, adapter };
                }
                """;
        return (Map<String, Object>) page.run("telling what it can do", script, null);
    }
}
