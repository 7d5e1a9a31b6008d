// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.effect.Composite;
import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Layers;
import io.sightline.core.effect.LensBlur;
import io.sightline.core.effect.Matte;
import io.sightline.core.effect.Occlusion;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Effects with depth, as they are seen and as they are saved, held against plain Java. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class EffectsIT {
    private static final int PATIENCE = 180_000;
    private static final ImageSize SIZE = new ImageSize(336, 252);
    private static final int COUNT = 336 * 252;
    private static final BufferedImage ROOM = Scenes.corridor(336, 252, 0.4);

    private static SightlinePage onGpu(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        return page;
    }

    private static SightlinePage measured(Visit visit) {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        page.openImage("my room.png", "image/png", Scenes.png(ROOM));
        page.waitForDepth();
        return page;
    }

    private static void choose(SightlinePage page, EffectKind kind) {
        page.tab().locator("#effect-kind").selectOption(kind.id());
    }

    private static void waitForEffect(SightlinePage page) {
        page.tab()
                .locator("#effect-png:enabled")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    }

    private static void slide(SightlinePage page, String id, int percent) {
        page.tab().locator("#" + id).fill(Integer.toString(percent));
    }

    /** Four bytes a pixel of what is shown. */
    private static byte[] seen(SightlinePage page) {
        return Base64.getDecoder()
                .decode(
                        (String)
                                page.tab()
                                        .evaluate(
                                                """
                                                () => {
                                                  const c = document.getElementById('effect');
                                                  const context = c.getContext('2d');
                                                  const { data } = context.getImageData(0, 0, c.width, c.height);
                                                  let text = '';
                                                  for (let i = 0; i < data.length; i += 8192) {
                                                    text += String.fromCharCode(...data.subarray(i, i + 8192));
                                                  }
                                                  return btoa(text);
                                                }
                                                """));
    }

    /** Waits until the page shows what plain Java makes of the same frame and map. */
    private static void assertShows(SightlinePage page, ByteBuffer expected) {
        Until.right(
                page.tab(),
                () -> {
                    byte[] actual = seen(page);
                    return actual.length == COUNT * 4 ? wrong(expected, actual) : COUNT;
                },
                // The map of the two differs by rounding, which the rim of a disc may tell.
                wrong -> wrong <= COUNT / 1000,
                wrong -> wrong + " of " + COUNT + " pixels differ");
    }

    private static int wrong(ByteBuffer expected, byte[] actual) {
        int wrong = 0;
        for (int i = 0; i < COUNT * 4; i += 4) {
            int off = Math.abs((expected.get(i + 3) & 255) - (actual[i + 3] & 255));
            // A canvas keeps colours multiplied: of what hardly shows little is left.
            for (int c = 0; (actual[i + 3] & 255) > 128 && c < 3; ++c) {
                off = Math.max(off, Math.abs((expected.get(i + c) & 255) - (actual[i + c] & 255)));
            }
            wrong += off > 3 ? 1 : 0;
        }
        return wrong;
    }

    private static ByteBuffer picture() {
        var rgba = ByteBuffer.allocate(COUNT * 4);
        for (int i = 0; i < COUNT; ++i) {
            int rgb = ROOM.getRGB(i % SIZE.width(), i / SIZE.width());
            rgba.put(i * 4, (byte) (rgb >> 16)).put(i * 4 + 1, (byte) (rgb >> 8));
            rgba.put(i * 4 + 2, (byte) rgb).put(i * 4 + 3, (byte) 255);
        }
        return rgba;
    }

    /** How near the page's own map says that each pixel is. */
    private static float[] nearness(SightlinePage page) {
        byte[] file = page.api().export("depth-npy");
        var map =
                ByteBuffer.wrap(file, file.length - COUNT * 4, COUNT * 4)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        var range = new DepthPostprocessor(SIZE.width(), SIZE.height()).range(map);
        return Layers.nearness(map, SIZE, range, Polarity.LARGE, SIZE);
    }

    @Test
    void blursByDistanceAndLeavesWhatIsInFocus(Visit visit) {
        SightlinePage page = measured(visit);
        choose(page, EffectKind.BLUR);
        waitForEffect(page);
        slide(page, "effect-depth", 100);
        slide(page, "effect-amount", 70);
        var near = nearness(page);
        var picture = picture();
        var aperture =
                EffectSettings.DEFAULT
                        .with(EffectKind.BLUR)
                        .withDepth(100)
                        .withAmount(70)
                        .aperture(SIZE);
        var expected = ByteBuffer.allocate(COUNT * 4);
        LensBlur.run(
                picture,
                FloatBuffer.wrap(near),
                SIZE.width(),
                SIZE.height(),
                aperture,
                EffectSettings.ONE_SURFACE,
                expected);
        assertShows(page, expected);

        byte[] actual = seen(page);
        // The test's model has no sense: where it is sure of "middle" there are edges, so only the
        // ends tell; that blur grows in between, the kernels' tests say.
        double focused =
                roughness(actual, near, 0.97, 1) / roughness(picture.array(), near, 0.97, 1);
        double far = roughness(actual, near, 0, 0.2) / roughness(picture.array(), near, 0, 0.2);
        System.out.printf("of the variance is left: near %.3f, far %.3f%n", focused, far);
        assertEquals(1, focused, 0.02, "what is in focus is blurred");
        assertTrue(far < 0.5, "what is far is not blurred");
    }

    /** Mean square of the step to the next pixel, of pixels within a stretch of nearness. */
    private static double roughness(byte[] rgba, float[] near, double from, double to) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < COUNT - 1; ++i) {
            boolean both =
                    near[i] >= from && near[i] <= to && near[i + 1] >= from && near[i + 1] <= to;
            if (both && (i + 1) % SIZE.width() != 0) {
                for (int c = 0; c < 3; ++c) {
                    double step = (rgba[i * 4 + c] & 255) - (rgba[i * 4 + 4 + c] & 255);
                    sum += step * step;
                    ++count;
                }
            }
        }
        assertTrue(count > 100, "hardly anything lies from " + from + " to " + to);
        return sum / count;
    }

    @Test
    void cutsOutWithAlpha(Visit visit) throws IOException {
        SightlinePage page = measured(visit);
        assertEquals("bad-input", page.api().failure("sightline.export('cutout-png')").code());
        choose(page, EffectKind.CUT_OUT);
        waitForEffect(page);
        slide(page, "effect-depth", 60);
        slide(page, "effect-amount", 10);
        var how = EffectSettings.DEFAULT.with(EffectKind.CUT_OUT).withDepth(60).withAmount(10);
        var picture = picture();
        var alpha =
                Matte.refined(
                        Matte.of(
                                FloatBuffer.wrap(nearness(page)),
                                COUNT,
                                0.6,
                                how.band(),
                                Polarity.LARGE),
                        picture,
                        SIZE.width(),
                        SIZE.height(),
                        EffectSettings.reach(SIZE),
                        4e-4);
        var expected = ByteBuffer.allocate(COUNT * 4);
        Composite.cutOut(picture, alpha, expected);
        assertShows(page, expected);

        Download download =
                page.tab().waitForDownload(() -> page.tab().locator("#effect-png").click());
        assertEquals("my_room-cutout.png", download.suggestedFilename());
        var file = Files.readAllBytes(download.path());
        var image = ImageIO.read(new ByteArrayInputStream(file));
        assertEquals(336, image.getWidth());
        assertEquals(252, image.getHeight());
        int behind = 0;
        int before = 0;
        for (int i = 0; i < COUNT; ++i) {
            int argb = image.getRGB(i % 336, i / 336);
            assertEquals(alpha[i] * 255, argb >>> 24, 3);
            if (alpha[i] == 0) {
                ++behind;
                assertEquals(0, argb >>> 24);
            } else if (alpha[i] == 1) {
                ++before;
                assertEquals(255, argb >>> 24);
                assertEquals(picture.get(i * 4) & 255, argb >> 16 & 255);
            }
        }
        assertTrue(behind > 1000 && before > 1000, behind + " behind, " + before + " before");
        assertTrue(page.api().export("cutout-png").length > 1000);
    }

    @Test
    void hidesAnObjectBehindWhatIsNearer(Visit visit) {
        SightlinePage page = measured(visit);
        choose(page, EffectKind.OBJECT);
        waitForEffect(page);
        slide(page, "effect-amount", 80);
        var near = nearness(page);
        var depth = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            depth[i] = (float) (1 / EffectSettings.inverse(near[i]));
        }
        for (int place : new int[] {100, 40}) {
            slide(page, "effect-depth", place);
            var how =
                    EffectSettings.DEFAULT.with(EffectKind.OBJECT).withAmount(80).withDepth(place);
            var lens = Intrinsics.webcam(SIZE);
            var shows =
                    Occlusion.run(
                            how.object(lens, 1),
                            lens,
                            FloatBuffer.wrap(depth),
                            EffectSettings.SOFT);
            assertHides(page, shows);
        }
    }

    /** Where nothing of the object shows the picture is as it was; where all does, it is red. */
    private static void assertHides(SightlinePage page, float[] shows) {
        var picture = picture();
        int[] counts =
                Until.right(
                        page.tab(),
                        () -> hides(picture, seen(page), shows),
                        seen -> seen[2] <= COUNT / 1000,
                        seen -> seen[2] + " of " + COUNT + " pixels are wrong");
        assertTrue(
                counts[0] > 1000 && counts[1] > 100,
                counts[0] + " hidden, " + counts[1] + " shown");
    }

    /** Pixels that hide all of the object, that show all of it, and that are wrong. */
    private static int[] hides(ByteBuffer picture, byte[] actual, float[] shows) {
        var counts = new int[3];
        for (int i = 0; i < COUNT; ++i) {
            int red = actual[i * 4] & 255;
            int green = actual[i * 4 + 1] & 255;
            if (shows[i] == 0) {
                ++counts[0];
                counts[2] += Math.abs(red - (picture.get(i * 4) & 255)) > 1 ? 1 : 0;
            } else if (shows[i] == 1) {
                ++counts[1];
                counts[2] += red < green + 50 ? 1 : 0;
            }
        }
        return counts;
    }

    @Test
    void replacesWhatIsBehindByTheUsersPicture(Visit visit) {
        SightlinePage page = measured(visit);
        choose(page, EffectKind.REPLACE);
        waitForEffect(page);
        slide(page, "effect-amount", 0);
        page.tab()
                .locator("#file-effect")
                .setInputFiles(new FilePayload("x.png", "image/png", new byte[] {1, 2, 3}));
        assertTrue(page.alert("effect-image").contains("x.png"));
        var behind = new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 90 * 60; ++i) {
            behind.setRGB(i % 90, i / 90, 0x1040f0);
        }
        page.tab()
                .locator("#file-effect")
                .setInputFiles(new FilePayload("sky.png", "image/png", Scenes.png(behind)));
        page.tab().locator("#effect-without:visible").waitFor();
        page.tab()
                .waitForFunction(
                        """
                        () => {
                          const c = document.getElementById('effect');
                          const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
                          let sky = 0;
                          for (let i = 0; i < data.length; i += 4) {
                            sky += data[i] === 0x10 && data[i + 1] === 0x40 && data[i + 2] === 0xf0 ? 1 : 0;
                          }
                          return sky > 5000;
                        }
                        """);
    }

    @Test
    void recordsAVideoThatPlays(Visit visit) throws IOException {
        SightlinePage page = recording(visit);
        Download download =
                page.tab().waitForDownload(() -> page.tab().locator("#effect-record").click());
        page.notice("recording-saved");
        var size =
                (List<?>)
                        page.tab()
                                .evaluate(
                                        "() => ['videoWidth', 'videoHeight'].map("
                                                + "name => document.getElementById('video')[name])");
        assertPlays(page, download, new ImageSize((Integer) size.get(0), (Integer) size.get(1)));
    }

    /** A clip with an effect, of which at least two seconds are recorded. */
    private static SightlinePage recording(Visit visit) throws IOException {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        choose(page, EffectKind.CUT_OUT);
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        page.waitForDepth();
        waitForEffect(page);
        page.tab().locator("#effect-record").click();
        page.tab()
                .waitForFunction(
                        "() => /^([2-9]|[1-9][0-9]+) s · .*[1-9]/.test("
                                + "document.getElementById('effect-recorded').textContent)",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
        page.waitForText("effect-note", "transparency");
        return page;
    }

    @SuppressWarnings("unchecked")
    private static void assertPlays(SightlinePage page, Download download, ImageSize size)
            throws IOException {
        assertTrue(download.suggestedFilename().startsWith("walk-effect."));
        byte[] file = Files.readAllBytes(download.path());
        assertTrue(file.length > 1000, file.length + " bytes");
        var facts =
                (Map<String, Object>)
                        page.tab()
                                .evaluate(
                                        """
                                        async ({ text, type }) => {
                                          const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
                                          const video = document.createElement('video');
                                          video.muted = true;
                                          video.src = URL.createObjectURL(new Blob([bytes], { type }));
                                          const once = (name) => new Promise((done, failed) => {
                                            video.addEventListener(name, done, { once: true });
                                            video.addEventListener('error', () => failed(video.error));
                                          });
                                          const go = async (seconds) => {
                                            const there = once('seeked');
                                            video.currentTime = seconds;
                                            await there;
                                          };
                                          const look = () => {
                                            const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
                                            const context = canvas.getContext('2d');
                                            context.drawImage(video, 0, 0);
                                            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
                                            let clear = 0;
                                            let solid = 0;
                                            for (let i = 3; i < data.length; i += 4) {
                                              clear += data[i] < 16 ? 1 : 0;
                                              solid += data[i] > 240 ? 1 : 0;
                                            }
                                            return { width: canvas.width, height: canvas.height, clear, solid };
                                          };
                                          await once('loadeddata');
                                          // Its length is known only at its end.
                                          await go(1e6);
                                          const seconds = video.currentTime;
                                          const last = look();
                                          // A video that was only loaded draws as nothing; one that was sought draws.
                                          await go(0);
                                          const first = look();
                                          await go(seconds / 2);
                                          return { ...look(), first, last, seconds };
                                        }
                                        """,
                                        Map.of(
                                                "text",
                                                Base64.getEncoder().encodeToString(file),
                                                "type",
                                                download.suggestedFilename().endsWith("webm")
                                                        ? "video/webm"
                                                        : "video/mp4"));
        System.out.println("the recording: " + facts + ", " + file.length + " bytes");
        assertTrue(((Number) facts.get("seconds")).doubleValue() > 1, facts.toString());
        for (var frame :
                List.of(
                        facts,
                        (Map<String, Object>) facts.get("first"),
                        (Map<String, Object>) facts.get("last"))) {
            assertEquals(size.width(), frame.get("width"), facts.toString());
            assertEquals(size.height(), frame.get("height"), facts.toString());
            assertTrue(
                    ((Number) frame.get("clear")).intValue() > 1000, "no transparency: " + facts);
            assertTrue(((Number) frame.get("solid")).intValue() > 1000, "nothing solid: " + facts);
        }
    }

    @Test
    void aSourceThatChangesItsSizeEndsARecordingThatPlays(Visit visit) throws IOException {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        choose(page, EffectKind.CUT_OUT);
        var pictures = new ArrayList<byte[]>();
        for (int i = 0; i < 60; ++i) {
            int width = i < 40 ? 336 : 252;
            pictures.add(Scenes.png(Scenes.corridor(width, width * 3 / 4, 0.4 + i % 40 * 0.01)));
        }
        page.openVideo("walk.webm", "video/webm", DrawnClip.of(page.tab(), pictures, 1000));
        page.waitForDepth();
        waitForEffect(page);
        // From the clip's beginning, however long it took to come here.
        page.tab().evaluate("() => { document.getElementById('video').currentTime = 0; }");
        page.waitForText("effect-size", "336");
        Download download =
                page.tab()
                        .waitForDownload(
                                new Page.WaitForDownloadOptions().setTimeout(PATIENCE),
                                () -> page.tab().locator("#effect-record").click());
        assertTrue(page.notice("recording-resized").contains("changed its size"));
        assertPlays(page, download, new ImageSize(336, 252));
        // What is shown goes on.
        page.waitForText("effect-size", "252");
        page.tab().locator("#effect-record:enabled").waitFor();
    }

    @Test
    void keepsWhatWasRecordedWhenTheSourceIsClosed(Visit visit) throws IOException {
        SightlinePage page = recording(visit);
        Download download = page.tab().waitForDownload(() -> page.tab().locator("#stop").click());
        page.notice("recording-source-ended");
        assertTrue(Files.size(download.path()) > 1000);
    }

    @Test
    void keepsWhatWasRecordedWhenTheDeviceIsLost(Visit visit) throws IOException {
        SightlinePage page = recording(visit);
        var worker = page.visionWorker();
        Download download =
                page.tab()
                        .waitForDownload(
                                () ->
                                        worker.evaluate(
                                                """
                                                () => {
                                                  const submit = GPUQueue.prototype.submit;
                                                  GPUQueue.prototype.submit = function () {
                                                    GPUQueue.prototype.submit = submit;
                                                    throw new Error('the device is gone');
                                                  };
                                                }
                                                """));
        page.notice("recording-lost");
        assertTrue(Files.size(download.path()) > 1000);
    }

    @Test
    void isKeptAndWorksByKeyboard(Visit visit) {
        SightlinePage page = measured(visit);
        page.tab().locator("#effect-kind").focus();
        page.tab().keyboard().press("ArrowDown");
        waitForEffect(page);
        page.tab().keyboard().press("Tab");
        page.tab().keyboard().press("Home");
        assertThat(page.tab().locator("#effect-depth")).hasAttribute("aria-valuetext", "0%");
        // A place in the picture, without a mouse.
        page.tab().locator("#effect-pick").focus();
        page.tab().keyboard().press("Enter");
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        var near = nearness(page);
        int wanted = (int) Math.round(100.0 * near[126 * 336 + 168]);
        page.tab()
                .waitForFunction(
                        "(n) => Math.abs(document.getElementById('effect-depth').value - n) < 6",
                        wanted);
        assertThat(page.tab().locator("#effect-pick")).hasAttribute("aria-pressed", "false");
        assertThat(page.tab().locator("#pins li")).hasCount(0);
        assertEquals(List.of(), Look.violations(page.tab()));
        String value = page.tab().locator("#effect-depth").inputValue();

        visit.page().reload();
        page = SightlinePage.started(visit);
        assertThat(page.tab().locator("#effect-kind")).hasValue("blur");
        assertThat(page.tab().locator("#effect-depth")).hasValue(value);
        assertThat(page.tab().locator("#effect")).isHidden();
    }

    @Test
    void saysThatItNeedsWebGpu(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("wasm");
        page.loadModel();
        page.openImage("a.png", "image/png", Scenes.png(ROOM));
        page.waitForDepth();
        choose(page, EffectKind.BLUR);
        page.waitForText("effect-note", "Choose WebGPU");
        assertThat(page.tab().locator("#effect")).isHidden();
        assertThat(page.tab().locator("#effect-png")).isDisabled();
    }

    @OnScreens(machine = BrowserProfile.SOFTWARE_WEBGPU)
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = onGpu(visit);
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
        choose(page, EffectKind.OBJECT);
        waitForEffect(page);
        page.tab().locator("#effect-title").scrollIntoViewIfNeeded();
        page.tab().locator("#effect-png").scrollIntoViewIfNeeded();
        var look = new Look(page.tab(), "effect-" + screen);
        look.picture("");
        assertEquals(List.of(), look.faults());
    }
}
