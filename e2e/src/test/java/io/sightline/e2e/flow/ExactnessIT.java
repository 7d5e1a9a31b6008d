// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Stage;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The numbers that come out of the page, held against the same model computed in plain Java, and
 * backend against backend.
 */
final class ExactnessIT {
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};
    private static final int HEIGHT = 70;
    private static final int WIDTH = 98;

    /** At the model's own size nothing is resized, so the answer is known to the last digits. */
    @Test
    @InChromium
    void onWebAssembly(Visit visit) {
        Api.Depth depth = measureTiny(visit, "wasm-threads");
        assertTrue(
                depth.differenceTo(expected()) < 1e-5, "off by " + depth.differenceTo(expected()));
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void onWebGpu(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        Api api = page.api();
        api.load(TestStore.ID);
        assertEquals("webgpu-fp32", api.capabilities().get("backend"));
        Api.Depth depth = api.depth(Scenes.png(picture()), List.of(HEIGHT, WIDTH));
        assertEquals("webgpu-fp32", depth.facts().get("backend"));
        assertTrue(
                depth.differenceTo(expected()) < 1e-3, "off by " + depth.differenceTo(expected()));
        page.waitForText("backend-text", "WebGPU");
    }

    /**
     * The software adapter takes a minute for one frame of the real size, so it gets the least one.
     */
    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.REAL)
    void theRealModelOnWebGpuAsOnWebAssembly(Visit visit, Stage stage) {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                RealModel.find().orElseThrow().anySize(),
                "only the fixed-size model is here; " + RealModel.MISSING);
        visit.context().setDefaultTimeout(600_000);
        byte[] image = Scenes.png(Scenes.corridor(140, 112, 0.6));
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.api().load(RealModel.ID);
        Api.Depth gpu = page.api().depth(image, List.of(56, 70));
        assertEquals("webgpu-fp32", gpu.facts().get("backend"));
        page.chooseBackend("wasm");
        page.tab()
                .waitForFunction(
                        "() => /WASM/.test(document.getElementById('backend-text').textContent)");
        page.waitForModel();
        Api.Depth wasm = page.api().depth(image, List.of(56, 70));
        assertEquals("wasm-threads", wasm.facts().get("backend"));
        System.out.printf(
                "WebGPU against WASM, real model at 56 x 70: %.2e%n",
                wasm.differenceTo(gpu.values()));
        assertTrue(
                wasm.differenceTo(gpu.values()) < 1e-3,
                "off by " + wasm.differenceTo(gpu.values()));
    }

    private static Api.Depth measureTiny(Visit visit, String backend) {
        Api api = SightlinePage.open(visit).api();
        api.load(TestStore.ID);
        Api.Depth depth = api.depth(Scenes.png(picture()), List.of(HEIGHT, WIDTH));
        assertEquals(backend, depth.facts().get("backend"));
        assertEquals(TestStore.ID, depth.facts().get("model"));
        return depth;
    }

    private static BufferedImage picture() {
        return Scenes.corridor(WIDTH, HEIGHT, 0.4);
    }

    private static float[] expected() {
        BufferedImage picture = picture();
        var planes = new float[3 * HEIGHT * WIDTH];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                int rgb = picture.getRGB(x, y);
                for (int c = 0; c < 3; ++c) {
                    double value = (rgb >> 16 - 8 * c & 255) / 255.0;
                    planes[(c * HEIGHT + y) * WIDTH + x] = (float) ((value - MEAN[c]) / STD[c]);
                }
            }
        }
        return Stage.TINY.run(planes, HEIGHT, WIDTH);
    }
}
