// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/** Thousands of frames through the watch worker: what is remembered does not grow with them. */
@InChromium
final class LongRunIT {
    /** Most of what may be left after two thousand frames more, megabytes: 6 KB a frame. */
    private static final double MOST_GROWTH = 12;

    private static final int FRAMES = 2000;

    /** A small picture as often as the browser takes it; something comes and goes in it. */
    private static final String CAMERA =
            """
            (() => {
              const canvas = document.createElement('canvas');
              canvas.width = 160;
              canvas.height = 120;
              const context = canvas.getContext('2d', { alpha: false });
              let step = 0;
              setInterval(() => {
                context.fillStyle = '#666';
                context.fillRect(0, 0, 160, 120);
                context.fillStyle = '#888';
                for (let i = 0; i < 40; ++i) context.fillRect(i * 37 % 160, i * 53 % 120, 6, 4);
                context.fillStyle = '#6a6a6a';
                for (let i = 0; i < 60; ++i) context.fillRect(Math.random() * 160, Math.random() * 120, 1, 1);
                const at = ++step % 400 - 200;
                context.fillStyle = '#eee';
                if (at > 0) context.fillRect(at - 20, 30, 24, 70);
              }, 15);
              navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
            })();
            """;

    private static double frames(Page tab) {
        return ((Number) tab.evaluate("() => window.scene?.funnel.frames ?? 0")).doubleValue();
    }

    private static void run(Page tab, double until) {
        tab.waitForFunction(
                "n => window.scene?.funnel.frames >= n",
                until,
                new Page.WaitForFunctionOptions().setTimeout(600_000));
    }

    /** All of the page and its workers, after a collection, megabytes. */
    private static double memory(Page tab) {
        return ((Number)
                                tab.evaluate(
                                        "async () => (await performance.measureUserAgentSpecificMemory()).bytes"))
                        .doubleValue()
                / 1e6;
    }

    @Test
    void thousandsOfFramesLeaveNothingBehind(Visit visit) {
        visit.context().addInitScript(CAMERA);
        visit.context().setDefaultTimeout(600_000);
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(
                "() => { window.alerts = 0; window.scene = null; sightline.on('alert', () => ++alerts);"
                        + " sightline.on('scene', (scene) => { window.scene = scene; }); }");
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Moves',"
                                + " subject: { label: 'motion' }, act: { cooldownSeconds: 0 } })");
        tab.locator("#tab-watch").click();
        tab.locator("#source-camera").click();
        run(tab, 600);
        double before = memory(tab);
        double from = frames(tab);
        run(tab, from + FRAMES);
        double after = memory(tab);
        assertTrue(
                after - before <= MOST_GROWTH,
                before + " MB, and after " + FRAMES + " frames more " + after);
        assertTrue(((Number) tab.evaluate("() => alerts")).intValue() >= 2);
    }
}
