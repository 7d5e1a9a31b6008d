// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Route;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Half precision is used where the device has it and its answer to the check is right. The software
 * adapter does not have it; for the decision, it is made to say that it has.
 */
final class HalfPrecisionIT {
    private static final String CLAIM =
            """
            {
              const { get } = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'features');
              Object.defineProperty(GPUAdapter.prototype, 'features', {
                get() { return new Set([...get.call(this), 'shader-f16']); },
              });
              const request = GPUAdapter.prototype.requestDevice;
              GPUAdapter.prototype.requestDevice = function (how = {}) {
                const wanted = [...(how.requiredFeatures ?? [])].filter((name) => name !== 'shader-f16');
                return request.call(this, { ...how, requiredFeatures: wanted });
              };
            }
            """;

    private static SightlinePage claiming(Visit visit) {
        visit.context()
                .route(
                        "**/vision-worker.js*",
                        route -> {
                            var answer = route.fetch();
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setResponse(answer)
                                            .setBody(CLAIM + answer.text()));
                        });
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.api().load(RealModel.ID);
        return page;
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.HALF)
    void isChosenWhereItsAnswerIsRight(Visit visit) {
        SightlinePage page = claiming(visit);
        assertEquals("webgpu-fp16", page.api().capabilities().get("backend"));
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.HALF_WRONG)
    void isLeftForSinglePrecisionWhereItsAnswerIsWrong(Visit visit) {
        SightlinePage page = claiming(visit);
        assertEquals("webgpu-fp32", page.api().capabilities().get("backend"));
        page.waitForReasons("test picture was wrong");
    }

    /** What the software adapter does in earnest when it is told to compute in half precision. */
    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.HALF_TRUE)
    void isLeftForSinglePrecisionWhereTheDeviceCannot(Visit visit) {
        visit.guard().expect("f16");
        SightlinePage page = claiming(visit);
        assertEquals("webgpu-fp32", page.api().capabilities().get("backend"));
        page.waitForReasons("f16");
        Api.Depth depth =
                page.api().depth(Scenes.png(Scenes.corridor(70, 70, 0.5)), List.of(70, 70));
        assertEquals("webgpu-fp32", depth.facts().get("backend"));
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.HALF)
    void isPassedOverWhereTheDeviceDoesNotHaveIt(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.api().load(RealModel.ID);
        assertEquals("webgpu-fp32", page.api().capabilities().get("backend"));
        page.waitForReasons("does not compute in half precision");
    }

    /** On a machine with such a device, the real model. */
    @Test
    @InChromium(value = BrowserProfile.REAL_WEBGPU, models = Models.WORDS)
    void agreesWithWebAssembly(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        assumeTrue(
                Kernel.has(page.tab(), "shader-f16"),
                "this machine's graphics adapter does not compute in half precision (shader-f16)");
        page.chooseBackend("webgpu");
        var capabilities = page.api().capabilities();
        assumeTrue(
                capabilities.toString().contains("fp16/fp16"),
                "the half-precision file is not here; get it with: ./sightline models fetch "
                        + RealModel.ID);
        page.api().load(RealModel.ID);
        byte[] picture = Scenes.png(Scenes.corridor(320, 240, 0.4));
        Api.Depth half = page.api().depth(picture, List.of(252, 336));
        assertEquals("webgpu-fp16", half.facts().get("backend"));
        page.chooseBackend("wasm");
        page.api().load(RealModel.ID);
        Api.Depth whole = page.api().depth(picture, List.of(252, 336));
        assertFalse(String.valueOf(whole.facts().get("backend")).startsWith("webgpu"));
        double off = whole.differenceTo(half.values());
        assertTrue(off < 0.02, "off by " + off);
    }
}
