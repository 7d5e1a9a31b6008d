// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Stage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A frame stays on the graphics device from its texture to its picture. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class GpuPathIT {
    /** Counts what the vision worker hands over. */
    private static final String COUNT_MAPS =
            """
            (() => {
              window.maps = { sent: 0, kept: 0 };
              window.clocks = new Set();
              const Native = Worker;
              window.Worker = class extends Native {
                constructor(...how) {
                  super(...how);
                  this.addEventListener('message', ({ data }) => {
                    if (data?.type === 'depth') {
                      maps[data.data ? 'sent' : 'kept']++;
                      clocks.add(data.clock);
                      window.steady = data.steady;
                      window.flickerFrames = data.flickerFrames;
                    }
                  });
                }
              };
            })();
            """;

    /** The software adapter takes its time for a frame of this size. */
    private static final Page.WaitForFunctionOptions PATIENT =
            new Page.WaitForFunctionOptions().setTimeout(180_000);

    private static SightlinePage onGpu(Visit visit) {
        visit.context().addInitScript(COUNT_MAPS);
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        return page;
    }

    private static void assertMeasures(Api api, BufferedImage picture, int height, int width) {
        Api.Depth depth = api.depth(Scenes.png(picture), List.of(height, width));
        assertEquals("webgpu-fp32", depth.facts().get("backend"));
        double off = depth.differenceTo(Stage.tinyDepth(picture, height, width));
        assertTrue(off < 1e-3, "off by " + off);
    }

    @Test
    void measuresFramesOfAnySizeAtAnySize(Visit visit) {
        Api api = onGpu(visit).api();
        api.load(TestStore.ID);
        assertMeasures(api, Scenes.corridor(320, 240, 0.4), 70, 98);
        assertMeasures(api, Scenes.corridor(64, 180, 0.7), 70, 98);
        assertMeasures(api, Scenes.corridor(640, 360, 0.2), 126, 70);
        // The first again: what was kept for another size must not show.
        assertMeasures(api, Scenes.corridor(320, 240, 0.4), 70, 98);
    }

    @Test
    void measuresAFrameOfOneColour(Visit visit) {
        Api api = onGpu(visit).api();
        api.load(TestStore.ID);
        var picture = new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(new java.awt.Color(0x204060));
        graphics.fillRect(0, 0, 90, 60);
        graphics.dispose();
        assertMeasures(api, picture, 70, 98);
    }

    @Test
    void readsTheMapOnlyWhereItIsLookedAt(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        BufferedImage picture = Scenes.corridor(320, 240, 0.4);
        page.openImage("a.png", "image/png", Scenes.png(picture));
        page.waitForDepth();
        assertEquals(0, page.tab().evaluate("() => maps.sent"));
        assertEquals(1, page.tab().evaluate("() => maps.kept"));
        assertEquals("–", page.text("reading-value"));

        // The keyboard's probe starts in the middle of the image.
        page.tab().locator("#surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab()
                .waitForFunction(
                        "() => /\\d/.test(document.getElementById('reading-value').textContent)");
        float[] map = Stage.tinyDepth(picture, 252, 336);
        // Between the four values about the centre of pixel (160, 120) of 320 by 240.
        double x = 160.5 / 320 * 336 - 0.5;
        double y = 120.5 / 240 * 252 - 0.5;
        int at = (int) y * 336 + (int) x;
        double fx = x - (int) x;
        double fy = y - (int) y;
        double value =
                (map[at] * (1 - fx) + map[at + 1] * fx) * (1 - fy)
                        + (map[at + 336] * (1 - fx) + map[at + 337] * fx) * fy;
        assertEquals(value, Double.parseDouble(page.text("reading-value")), 2e-3);
        assertEquals(0, page.tab().evaluate("() => maps.sent"), "and nothing more was sent");
    }

    @Test
    void exportsTheMapThatIsShown(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        BufferedImage picture = Scenes.corridor(320, 240, 0.4);
        page.openImage("a.png", "image/png", Scenes.png(picture));
        page.waitForDepth();
        // Another picture measured for a caller leaves what is shown alone.
        page.api().depth(Scenes.png(Scenes.corridor(200, 100, 0.9)), List.of(70, 98));
        byte[] file = page.api().export("depth-npy");
        float[] map = Stage.tinyDepth(picture, 252, 336);
        var values =
                ByteBuffer.wrap(file, file.length - map.length * 4, map.length * 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        for (int i = 0; i < map.length; ++i) {
            assertEquals(map[i], values.get(i), 1e-3);
        }
    }

    @Test
    void paintsWithAnotherPalette(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.4)));
        page.waitForDepth();
        int[] before = page.depthPicture();
        assertTrue(Arrays.stream(before).distinct().count() > 20, "the depth picture is flat");
        page.tab().locator("#palette").selectOption("grey");
        page.waitForChange(before, 10);
        int[] grey = page.depthPicture();
        for (int i = 0; i < grey.length; i += 3) {
            assertEquals(grey[i], grey[i + 1], 1);
            assertEquals(grey[i], grey[i + 2], 1);
        }
        assertEquals(1, page.tab().evaluate("() => maps.kept"), "without measuring again");
    }

    @Test
    void showsAVideoWithoutSendingMaps(Visit visit) throws IOException {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        page.waitForDepth();
        page.waitForChange(page.depthPicture(), 0.5);
        assertThat(page.tab().locator("#backend-text")).hasText("WebGPU");
        assertEquals(0, page.tab().evaluate("() => maps.sent"));
        assertThat(page.tab().locator("#t-pre")).hasText(Pattern.compile("\\d.*"));
        assertEquals(
                List.of("gpu"),
                page.tab().evaluate("() => [...clocks]"),
                "the software adapter has timestamps");
    }

    @Test
    void steadiesAVideo(Visit visit) throws IOException {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        page.waitForDepth();
        page.tab()
                .waitForFunction(
                        "() => window.steady === true && flickerFrames > 0", null, PATIENT);
        assertThat(page.tab().locator("#backend-text")).hasText("WebGPU");
        assertTrue(Arrays.stream(page.depthPicture()).distinct().count() > 20, "flat");
        assertEquals(0, page.tab().evaluate("() => maps.sent"));
    }

    /** The runtime's next submission fails because the device goes while a frame is measured. */
    @Test
    void aDeviceLostInMidFrameMeasuresTheSameFrameOnWebAssembly(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.visionWorker()
                .evaluate(
                        """
                        () => {
                          const request = GPUAdapter.prototype.requestDevice;
                          GPUAdapter.prototype.requestDevice = async function (...wanted) {
                            return (self.testDevice = await request.apply(this, wanted));
                          };
                          const submit = GPUQueue.prototype.submit;
                          GPUQueue.prototype.submit = function (...commands) {
                            submit.apply(this, commands);
                            if (self.breakAfter > 0 && --self.breakAfter === 0) {
                              testDevice.destroy();
                            }
                          };
                        }
                        """);
        page.loadModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#backend-text")).hasText("WebGPU");
        // The first submission of a frame is that of its preparation.
        page.visionWorker().evaluate("() => { self.breakAfter = 1; }");
        BufferedImage picture = Scenes.corridor(320, 240, 0.9);
        Api.Depth depth = page.api().depth(Scenes.png(picture), List.of(70, 98));
        assertTrue(((String) depth.facts().get("backend")).startsWith("wasm"), depth.toString());
        assertTrue(depth.differenceTo(Stage.tinyDepth(picture, 70, 98)) < 1e-4);
        page.waitForText("backend-text", "WASM");
        int[] before = page.depthPicture();
        page.openImage("b.png", "image/png", Scenes.png(picture));
        page.waitForChange(before, 0.5);
    }

    /** One value of the map is no number, as where a driver overflows. */
    @Test
    void aMapThatIsNoMeasurementIsMeasuredAgainOnWebAssembly(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.openImage("a.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.visionWorker()
                .evaluate(
                        """
                        () => {
                          const create = GPUDevice.prototype.createShaderModule;
                          GPUDevice.prototype.createShaderModule = function ({ code }) {
                            return create.call(this, { code: code.replaceAll('bitcast<u32>(map[i])',
                              '(bitcast<u32>(map[i]) | select(0u, 0x7f800000u, i == 7u))') });
                          };
                        }
                        """);
        page.loadModel();
        page.waitForText("backend-text", "WASM");
        page.waitForDepth();
        page.tab().locator("#backend").click();
        page.tab().locator("#backend-passes").waitFor();
        assertThat(page.tab().locator("#backend-passes")).containsText("wrong");
        assertTrue(Arrays.stream(page.depthPicture()).distinct().count() > 20);
    }
}
