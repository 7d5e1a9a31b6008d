// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** transformers.js in a worker of a page of its own. */
final class PeerPage {
    private final Patience page;

    PeerPage(Patience patience, String address, byte[] picture) {
        page = patience;
        Page page = patience.page();
        page.navigate(address);
        page.waitForFunction("() => window.peer");
        Pictures.keep(page, picture);
    }

    double load(String device, int threads, int edge) {
        String script =
                """
                async (how) => {
                  const start = performance.now();
                  await peer('load', how);
                  return performance.now() - start;
                }
                """;
        var how = Map.of("device", device, "threads", threads, "edge", edge);
        return ((Number) page.run("loading the pipeline", script, how)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> depth() {
        String script =
                """
                async () => {
                  const bitmap = await createImageBitmap(window.picture);
                  const start = performance.now();
                  const result = await peer('depth', { bitmap }, [bitmap]);
                  return { ...result, wall: performance.now() - start };
                }
                """;
        return (Map<String, Object>) page.run("measuring a picture", script, null);
    }

    @SuppressWarnings("unchecked")
    List<Double> bare(String device, int runs) {
        var how = Map.of("device", device, "runs", runs);
        var times =
                (List<Number>) page.run("running the model alone", "how => peer('bare', how)", how);
        return times.stream().map(Number::doubleValue).toList();
    }
}
