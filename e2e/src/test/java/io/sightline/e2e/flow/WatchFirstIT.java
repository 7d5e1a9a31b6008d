// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.TestSite;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Stage;
import io.sightline.models.ModelStore;
import io.sightline.models.store.StoreFolder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Where depth takes long, as the real model on WebAssembly does: what is watched for waits for it
 * only where it needs it, and the page's own picture gives way, says so, and goes on.
 */
@InChromium
final class WatchFirstIT {
    private static final String MOVES =
            "{ id: 'moves', version: 1, name: 'Moves', subject: { label: 'motion' } }";

    private static final String NEAR =
            """
            { id: 'near', version: 1, name: 'Near', subject: { label: 'motion' },
              zone: { distance: [0, 0.5], unit: 'relative' } }
            """;

    /** A camera before which a square goes to and fro while the test says so; and what is asked. */
    private static final String CAMERA =
            """
            (() => {
              const canvas = document.createElement('canvas');
              const context = canvas.getContext('2d', { alpha: false });
              canvas.width = 320;
              canvas.height = 240;
              setInterval(() => {
                for (let i = 0; i < 12; ++i) {
                  context.fillStyle = `hsl(${i * 37} 30% ${30 + 3 * i}%)`;
                  context.fillRect((i % 4) * 80, Math.floor(i / 4) * 80, 80, 80);
                }
                context.fillStyle = 'white';
                if (window.moves) context.fillRect(130 + 100 * Math.sin(performance.now() / 700), 70, 50, 110);
              }, 100);
              navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
              const Own = Worker;
              window.looks = [];
              window.Worker = class extends Own {
                constructor(url, options) {
                  super(url, options);
                  this.addEventListener('message', ({ data }) => {
                    if (data.type === 'look') looks.push(data.depth);
                  });
                }
              };
            })();
            """;

    private static void await(Page tab, String condition) {
        tab.waitForFunction(
                "() => " + condition, null, new Page.WaitForFunctionOptions().setTimeout(120_000));
    }

    private static int shown(SightlinePage page) {
        return Integer.parseInt(page.text("t-frames").replace(",", ""));
    }

    @Test
    void thePictureGivesWayAndLooksMeasureWhatIsNeeded(Stage stage) {
        var store = ModelStore.open(StoreFolder.of(System.getenv(), Project.root()));
        assumeTrue(
                store.models().stream()
                        .anyMatch(m -> m.model().id().equals(RealModel.ID) && m.ready()),
                "the depth model is not here");
        try (var site = TestSite.of(store);
                var visit = new Visit(stage.browsers().get(BrowserProfile.FAKE_CAMERA), site)) {
            visit.context().grantPermissions(List.of("camera"));
            visit.context().addInitScript(CAMERA);
            SightlinePage page = SightlinePage.open(visit);
            Page tab = page.tab();
            tab.evaluate("(id) => sightline.load([id])", RealModel.ID);
            tab.evaluate("() => sightline.open({ kind: 'camera' })");
            tab.evaluate("() => sightline.watch(" + MOVES + ")");
            await(tab, "looks.length > 0");
            assertEquals(true, tab.evaluate("() => looks[0]"), "while nothing happens, with depth");
            await(tab, "document.getElementById('t-rate').textContent.includes('frames/s')");
            assertFalse(page.text("t-rate").contains("Watch"), page.text("t-rate"));
            tab.evaluate("() => { looks.length = 0; window.moves = true; }");
            await(tab, "looks.length >= 20");
            int before = shown(page);
            var counts =
                    (Map<?, ?>)
                            tab.evaluate(
                                    "() => ({ all: looks.length, deep: looks.filter(Boolean).length })");
            int deep = ((Number) counts.get("deep")).intValue();
            assertTrue(deep * 2 <= ((Number) counts.get("all")).intValue(), counts::toString);
            // The first may have been under way already.
            assertTrue(
                    (Boolean) tab.evaluate("() => looks.slice(0, 2).includes(false)"),
                    "the event waits for no depth");
            await(
                    tab,
                    "document.getElementById('t-rate').textContent.endsWith('Watch goes first')");
            await(tab, "Number(document.getElementById('t-frames').textContent) > " + (before + 1));
            tab.evaluate("() => sightline.watch(" + NEAR + ")");
            tab.evaluate("() => { looks.length = 0; }");
            await(tab, "looks.length >= 6");
            // The first may have been under way already.
            assertTrue(
                    (Boolean) tab.evaluate("() => looks.slice(1).every(Boolean)"),
                    "a distance is needed each time");
            tab.evaluate("() => { window.moves = false; sightline.unwatch('near'); }");
            tab.evaluate("() => sightline.unwatch('moves')");
            await(tab, "!document.getElementById('t-rate').textContent.includes('Watch')");
        }
    }
}
