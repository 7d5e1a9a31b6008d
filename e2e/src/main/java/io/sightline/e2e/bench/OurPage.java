// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import io.sightline.e2e.model.RealModel;
import java.util.List;
import java.util.Map;

/** Sightline, asked through its public API. */
final class OurPage {
    private final Page page;

    OurPage(Page page, String address, String backend, byte[] picture) {
        this.page = page;
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
        return ((Number) page.evaluate(script, RealModel.ID)).doubleValue();
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
        return (Map<String, Object>) page.evaluate(script, List.of(height, width));
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
        return (Map<String, Object>) page.evaluate(script);
    }
}
