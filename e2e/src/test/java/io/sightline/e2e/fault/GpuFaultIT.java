// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Worker;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import org.junit.jupiter.api.Test;

/** The graphics device fails; the next best backend takes over, and the page says so. */
final class GpuFaultIT {
    private static final String HOLD_DEVICE =
            """
            () => {
              const request = GPUAdapter.prototype.requestDevice;
              GPUAdapter.prototype.requestDevice = async function (...wanted) {
                return (self.testDevice = await request.apply(this, wanted));
              };
            }
            """;

    private static Worker worker(Visit visit) {
        return visit.page().workers().stream()
                .filter(worker -> worker.url().contains("vision-worker"))
                .findFirst()
                .orElseThrow();
    }

    private static String reasons(SightlinePage page) {
        page.tab().locator("#backend").click();
        page.tab().locator("#backend-passes").waitFor();
        return page.tab().locator("#backend-passes").textContent();
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aLostDeviceMovesToWebAssembly(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        // The first source brings the worker.
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.tab().waitForCondition(() -> !page.tab().workers().isEmpty());
        worker(visit).evaluate(HOLD_DEVICE);
        page.loadModel();
        page.waitForDepth();
        assertEquals("WebGPU", page.text("backend-text"));
        int[] before = page.depthPicture();

        worker(visit).evaluate("() => testDevice.destroy()");
        assertTrue(page.notice("device-lost").contains("next best backend"));
        assertTrue(SightlinePage.difference(before, page.depthPicture()) == 0, "nothing is lost");

        page.openImage("b.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.9)));
        page.waitForChange(before, 0.5);
        page.waitForText("backend-text", "WASM");
        String words = reasons(page);
        assertTrue(words.contains("graphics device was lost"), words);
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.IMPOSTOR)
    void aWrongAnswerMovesToWebAssembly(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.loadModel();
        page.waitForText("backend-text", "WASM");
        String words = reasons(page);
        assertTrue(words.contains("test picture was wrong"), words);
    }
}
