// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Stage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
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

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aLostDeviceMovesToWebAssembly(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        // The first source brings the worker.
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.visionWorker().evaluate(HOLD_DEVICE);
        page.loadModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#backend-text")).hasText("WebGPU");
        int[] before = page.depthPicture();

        page.visionWorker().evaluate("() => testDevice.destroy()");
        assertTrue(page.notice("device-lost").contains("next best backend"));
        assertTrue(SightlinePage.difference(before, page.depthPicture()) == 0, "nothing is lost");

        page.openImage("b.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.9)));
        page.waitForChange(before, 0.5);
        page.waitForText("backend-text", "WASM");
        page.waitForReasons("graphics device was lost");
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.IMPOSTOR)
    void aWrongAnswerMovesToWebAssembly(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.loadModel();
        page.waitForText("backend-text", "WASM");
        page.waitForReasons("test picture was wrong");
    }

    /** Opens a picture and changes the worker before a model comes to the device. */
    private static SightlinePage altered(Visit visit, String script) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.visionWorker().evaluate(script);
        return page;
    }

    private static void movesOn(SightlinePage page, String... reasons) {
        page.loadModel();
        page.waitForDepth();
        page.waitForText("backend-text", "WASM");
        assertTrue(Arrays.stream(page.depthPicture()).distinct().count() > 20, "flat");
        page.waitForReasons(reasons);
    }

    /** The model's input, 252 by 336, is one buffer, and the device refuses its size. */
    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aLimitThatIsExceededMovesToWebAssembly(Visit visit) {
        SightlinePage page =
                altered(
                        visit,
                        """
                        () => {
                          const create = GPUDevice.prototype.createBuffer;
                          GPUDevice.prototype.createBuffer = function (how) {
                            return create.call(this, how.size === 252 * 336 * 12 ? { ...how, size: 2 ** 50 } : how);
                          };
                        }
                        """);
        movesOn(page, "1125899906842624");
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aDeviceWithoutMemoryMovesToWebAssembly(Visit visit) {
        SightlinePage page =
                altered(
                        visit,
                        """
                        () => {
                          GPUDevice.prototype.popErrorScope = async () => new GPUOutOfMemoryError('all is taken');
                        }
                        """);
        movesOn(page, "too little memory", "all is taken");
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aKernelThatDoesNotCompileMovesToWebAssembly(Visit visit) {
        SightlinePage page =
                altered(
                        visit,
                        """
                        () => {
                          const create = GPUDevice.prototype.createShaderModule;
                          GPUDevice.prototype.createShaderModule = function (how) {
                            const ours = how.code.includes('fn percentiles');
                            return create.call(this, { code: ours ? how.code.replace('fn ', 'fun ') : how.code });
                          };
                        }
                        """);
        movesOn(page, "fun");
    }

    /** A texture that cannot be made does not matter: the pixels go the long way. */
    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aFrameWithoutATextureIsMeasuredAllTheSame(Visit visit) {
        SightlinePage page =
                altered(
                        visit,
                        """
                        () => {
                          const create = GPUDevice.prototype.createTexture;
                          GPUDevice.prototype.createTexture = function (how) {
                            return create.call(this, { ...how, size: how.size[0] === 320 ? [2 ** 20, 1] : how.size });
                          };
                        }
                        """);
        page.loadModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#backend-text")).hasText("WebGPU");
        assertEquals(List.of(), page.messages());
        BufferedImage picture = Scenes.corridor(320, 240, 0.6);
        Api.Depth depth = page.api().depth(Scenes.png(picture), List.of(70, 98));
        assertEquals("webgpu-fp32", depth.facts().get("backend"));
        assertTrue(depth.differenceTo(Stage.tinyDepth(picture, 70, 98)) < 1e-3);
    }

    /** What the device says is wrong with a frame's own commands is no result of that frame. */
    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aFaultInMidFrameMeasuresTheSameFrameOnWebAssembly(Visit visit) {
        faultsAt(visit, true);
    }

    /** The runtime computes on the device while it makes a model ready for another input size. */
    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void aFaultWhileTheModelIsMadeReadyMeasuresOnWebAssembly(Visit visit) {
        faultsAt(visit, false);
    }

    /** The next dispatch is more than any device takes. */
    private static void faultsAt(Visit visit, boolean ready) {
        // The runtime writes on the console, line by line, what the device finds wrong.
        visit.guard().expect("ort-wasm-simd-threaded");
        SightlinePage page =
                altered(
                        visit,
                        """
                        () => {
                          const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
                          GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...groups) {
                            dispatch.apply(this, self.faulty ? [2 ** 20] : groups);
                            self.faulty = false;
                          };
                        }
                        """);
        page.loadModel();
        page.waitForDepth();
        BufferedImage picture = Scenes.corridor(320, 240, 0.9);
        if (ready) {
            var before = page.api().depth(Scenes.png(picture), List.of(70, 98));
            assertEquals("webgpu-fp32", before.facts().get("backend"));
        }
        page.visionWorker().evaluate("() => { self.faulty = true; }");
        Api.Depth depth = page.api().depth(Scenes.png(picture), List.of(70, 98));
        assertTrue(((String) depth.facts().get("backend")).startsWith("wasm"), depth.toString());
        assertTrue(depth.differenceTo(Stage.tinyDepth(picture, 70, 98)) < 1e-4);
        assertTrue(page.notice("backend-left").contains("next best backend"));
        page.waitForReasons("failed to start, or on a frame");
    }
}
