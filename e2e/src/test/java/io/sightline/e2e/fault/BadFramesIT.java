// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live stream whose frames, or whose place on the page, become what nobody expects. */
final class BadFramesIT {
    /** More in a row than a source that never worked is given. */
    private static final int MANY = 5;

    /** A camera that shows a canvas: {@code show(what)} and {@code resize(width, height)}. */
    private static final String CAMERA =
            """
            (() => {
              window.failures = 0;
              window.measured = 0;
              const Native = Worker;
              window.Worker = class extends Native {
                constructor(...how) {
                  super(...how);
                  this.addEventListener('message', ({ data }) => {
                    failures += data?.type === 'failed' && data.call > 0 ? 1 : 0;
                    if (data?.type === 'depth') {
                      measured += 1;
                      window.map = [data.width, data.height];
                    }
                  });
                }
              };
              const canvas = document.createElement('canvas');
              const context = canvas.getContext('2d');
              let shown = 'bright';
              let beat = 0;
              window.show = (what) => { shown = what; failures = 0; measured = 0; };
              window.resize = (width, height) => {
                canvas.width = width;
                canvas.height = height;
                failures = 0;
                measured = 0;
              };
              resize(320, 240);
              setInterval(() => {
                const { width, height } = canvas;
                beat ^= 1;
                if (shown === 'dark') {
                  context.fillStyle = beat ? '#000' : '#010101';
                } else {
                  context.fillStyle = beat ? '#fff' : '#fefefe';
                }
                context.fillRect(0, 0, width, height);
                if (shown === 'bright' || shown === 'other') {
                  context.fillStyle = shown === 'bright' ? '#c0c8d0' : '#ffe0a0';
                  context.fillRect(shown === 'bright' ? 0 : width / 2, 0, width / 2, height / 2 + beat);
                }
              }, 100);
              const devices = navigator.mediaDevices;
              devices.getUserMedia = async () => canvas.captureStream(10);
            })();
            """;

    private static SightlinePage live(Visit visit, String backend) {
        visit.context().addInitScript(CAMERA);
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend(backend);
        page.loadModel();
        page.tab().locator("#source-camera").click();
        page.waitForDepth();
        return page;
    }

    private static void waitFor(SightlinePage page, String condition) {
        page.tab()
                .waitForFunction(
                        "() => " + condition,
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(180_000));
    }

    /** Shows what has no map, long enough, and then something else that has one. */
    private static void goesOn(Visit visit, String backend, String what, String error) {
        SightlinePage page = live(visit, backend);
        int[] before = page.depthPicture();
        page.tab().evaluate("what => show(what)", what);
        String words = page.alert(error);
        assertTrue(words.contains("Choose another backend"), words);
        waitFor(page, "failures >= " + MANY);
        // A good frame may have been on its way yet: from here on none is.
        int[] last = page.depthPicture();
        assertTrue(SightlinePage.difference(before, last) < 1, "it is no map of what was shown");
        page.tab().evaluate("() => { failures = 0; }");
        waitFor(page, "failures >= " + MANY);
        assertEquals(0, SightlinePage.difference(last, page.depthPicture()), "the last good map");

        // What is on show is still that map, whichever way it is painted.
        page.tab().locator("#palette").selectOption("grey");
        page.waitForChange(last, 2);
        int[] grey = page.depthPicture();
        page.tab().evaluate("() => show('other')");
        page.waitForChange(grey, 2);
        waitFor(page, "measured >= 3");
        page.waitForSilence();
    }

    @Test
    @InChromium(models = Models.LIGHT)
    void framesOfOneColourAreToldAndPass(Visit visit) {
        goesOn(visit, "wasm", "blank", "constant");
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.LIGHT)
    void framesOfOneColourAreNoFaultOfTheGraphicsDevice(Visit visit) {
        goesOn(visit, "webgpu", "blank", "constant");
        assertEquals(
                "webgpu-fp32", SightlinePage.started(visit).api().capabilities().get("backend"));
    }

    @Test
    @InChromium(models = Models.LIGHT)
    void mapsOfNoNumbersAreToldAndPass(Visit visit) {
        goesOn(visit, "wasm", "dark", "not-finite");
    }

    private static void turns(Visit visit, String backend, String badge) {
        SightlinePage page = live(visit, backend);
        for (int[] size : new int[][] {{180, 320}, {640, 360}, {320, 240}}) {
            page.tab()
                    .evaluate(
                            "([width, height]) => resize(width, height)",
                            List.of(size[0], size[1]));
            double aspect = (double) size[0] / size[1];
            waitFor(page, "Math.abs(map[0] / map[1] / %s - 1) < 0.06".formatted(aspect));
            waitFor(page, "measured >= 3");
            page.depthPicture();
        }
        page.waitForText("backend-text", badge);
        assertEquals(List.of(), page.messages());
    }

    @Test
    @InChromium
    void aStreamMayChangeItsResolution(Visit visit) {
        turns(visit, "wasm", "WASM");
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aStreamMayChangeItsResolutionOnTheGraphicsDevice(Visit visit) {
        turns(visit, "webgpu", "WebGPU");
    }

    @Test
    @InChromium
    void aStreamWhosePictureVanishesGoesOnWhenItIsBack(Visit visit) {
        SightlinePage page = live(visit, "wasm");
        waitFor(page, "measured >= 3");
        page.tab().evaluate("() => resize(0, 0)");
        // What was on its way arrives; then nothing does.
        Until.still(page.tab(), 1500, () -> page.tab().evaluate("() => measured"), Object::equals);
        // The last good map.
        int[] before = page.depthPicture();
        page.tab().waitForTimeout(1000);
        assertEquals(0, SightlinePage.difference(before, page.depthPicture()));
        assertEquals(List.of(), page.messages());
        page.tab().evaluate("() => { resize(320, 240); show('other'); }");
        page.waitForChange(before, 2);
        assertEquals(List.of(), page.messages());
    }

    /** As where a window is made small, or an embedding page hides its frame. */
    private static void hide(SightlinePage page, boolean hidden) {
        page.tab()
                .evaluate(
                        """
                        (hidden) => {
                          const { style } = document.getElementById('stage');
                          style.width = style.height = style.minHeight = hidden ? '0' : '';
                          style.overflow = hidden ? 'hidden' : '';
                          for (const id of ['surface', 'space']) {
                            document.getElementById(id).style.display = hidden ? 'none' : '';
                          }
                        }
                        """,
                        hidden);
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aViewOfNoSizeGoesOnWhenItHasOne(Visit visit) {
        SightlinePage page = live(visit, "webgpu");
        for (String mode : List.of("scene", "side", "depth", "over")) {
            page.tab()
                    .locator("#view input[value=" + mode + "]")
                    .check(new Locator.CheckOptions().setForce(true));
            hide(page, true);
            page.tab().evaluate("() => { measured = 0; }");
            waitFor(page, "measured >= 2");
            hide(page, false);
            page.tab().evaluate("() => { measured = 0; }");
            waitFor(page, "measured >= 2");
            String canvas = mode.equals("scene") ? "#scene" : "#depth";
            var box = page.tab().locator(canvas).boundingBox();
            assertTrue(box != null && box.width > 50 && box.height > 50, mode + ": " + box);
        }
        page.waitForText("backend-text", "WebGPU");
        assertEquals(List.of(), page.messages());
    }
}
