// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.model.Detectors;
import io.sightline.e2e.model.TinyDetector;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is on a picture: the detector's call, its panel, and real detectors on real frames. */
@InChromium(models = Models.DETECTOR)
final class DetectIT {
    /** A picture twice as wide as high, its left half red. */
    private static final String HALF_RED =
            """
            (async () => {
              const canvas = new OffscreenCanvas(832, 416);
              const context = canvas.getContext('2d');
              context.fillRect(0, 0, 832, 416);
              context.fillStyle = '#f00';
              context.fillRect(0, 0, 416, 416);
              return canvas.convertToBlob();
            })()""";

    private static String detect(String image, String options) {
        return image + ".then((image) => sightline.detect(image" + options + "))";
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> boxes(Map<String, Object> result) {
        return (List<Map<String, Object>>) result.get("boxes");
    }

    private static double number(Map<String, Object> map, String name) {
        return ((Number) map.get(name)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> model(Api api, String id) {
        for (var model : (List<Map<String, Object>>) api.capabilities().get("models")) {
            if (model.get("id").equals(id)) {
                return model;
            }
        }
        throw new AssertionError("no " + id);
    }

    private static void assertHalfRed(Map<String, Object> result) {
        var found = boxes(result);
        assertEquals(1, found.size(), result.toString());
        var box = found.get(0);
        assertEquals("person", box.get("label"));
        // A quarter of the letterbox is red, a half is padding of 114.
        assertEquals(0.25 + 114 / 255.0 / 2, number(box, "score"), 0.01);
        // The box is in the middle of the input; a pixel of that is two of the picture, which ends
        // at half the input's height.
        assertEquals(416 - TinyDetector.EDGE, number(box, "x"), 0.01);
        assertEquals(416 - TinyDetector.EDGE, number(box, "y"), 0.01);
        assertEquals(2 * TinyDetector.EDGE, number(box, "width"), 0.01);
        assertEquals(TinyDetector.EDGE, number(box, "height"), 0.01);
    }

    @Test
    void tellsBoxesInPixelsOfThePicture(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        assertEquals("absent", model(api, Detectors.TINY).get("state"));
        assertEquals("detector", model(api, Detectors.TINY).get("role"));
        api.load(Detectors.TINY);
        assertEquals("ready", model(api, Detectors.TINY).get("state"));
        var result = api.map(detect(HALF_RED, ""));
        assertHalfRed(result);
        assertEquals(Detectors.TINY, result.get("model"));
        assertTrue(String.valueOf(result.get("backend")).startsWith("wasm"), result.toString());
        assertEquals(model(api, Detectors.TINY).get("backend"), result.get("backend"));
        assertTrue(boxes(api.map(detect(HALF_RED, ", { minScore: 0.6 }"))).isEmpty());
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.DETECTOR)
    void tellsTheSameOnTheGraphicsDevice(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        Api api = page.api();
        api.load(Detectors.TINY);
        var result = api.map(detect(HALF_RED, ""));
        assertEquals("webgpu-fp32", result.get("backend"));
        assertHalfRed(result);
    }

    @Test
    void refusesWhatCannotBeLookedAt(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.capabilities();
        assertEquals("no-model", api.failure(detect(HALF_RED, "")).code());
        assertEquals("no-model", api.failure("sightline.load(['no-such-detector'])").code());
        api.load(Detectors.TINY);
        for (var image : List.of("new Blob(['no picture'])", "new Blob([])", "'x.png'", "null")) {
            var failure = api.failure("sightline.detect(" + image + ")");
            assertEquals("bad-input", failure.code(), image);
            assertFalse(failure.message().contains("{"), failure.message());
        }
        for (var options : List.of("{ minScore: 2 }", "{ minScore: 'x' }", "{ signal: 1 }")) {
            assertEquals(
                    "bad-input", api.failure(detect(HALF_RED, ", " + options)).code(), options);
        }
        assertEquals(
                "aborted",
                api.failure(detect(HALF_RED, ", { signal: AbortSignal.abort() }")).code());
        assertEquals(
                "aborted",
                api.failure(
                                HALF_RED
                                        + """
                                        .then(async (image) => {
                                          const stop = new AbortController();
                                          const found = sightline.detect(await createImageBitmap(image),
                                              { signal: stop.signal });
                                          setTimeout(() => stop.abort(), 0);
                                          return found;
                                        })""")
                        .code());
        assertHalfRed(api.map(detect(HALF_RED, "")));
    }

    @Test
    void aFileThatIsNotWhatItsEntrySaysIsRefusedAndTheOtherServesOn(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.load(Detectors.TINY);
        var failure = api.failure("sightline.load(['" + Detectors.WRONG + "'])");
        assertEquals("bad-input", failure.code(), failure.toString());
        assertTrue(failure.message().contains("301,750"), failure.message());
        assertEquals("failed", model(api, Detectors.WRONG).get("state"));
        api.load(Detectors.TINY);
        assertHalfRed(api.map(detect(HALF_RED, "")));
    }

    @Test
    void aLoadThatIsGivenUpCanBeDoneAgain(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.capabilities();
        String aborted =
                """
                (async () => {
                  const stop = new AbortController();
                  const load = sightline.load(['%s'], { signal: stop.signal,
                      onProgress: () => stop.abort() });
                  stop.abort();
                  return load;
                })()"""
                        .formatted(Detectors.TINY);
        assertEquals("aborted", api.failure(aborted).code());
        api.load(Detectors.TINY);
        assertHalfRed(api.map(detect(HALF_RED, "")));
    }

    @Test
    void thePanelMarksWhatIsThere(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("detect-note", "Test detector");
        assertEquals(List.of(), visit.proxy().requests("/models/[0-9a-f]{64}/"));
        page.tab().locator("#detect-on").focus();
        page.tab().keyboard().press("Space");
        page.waitForText("detect-list", "person");
        var box = page.tab().locator("#boxes .box");
        assertThat(box).hasCount(1);
        assertThat(box).hasText(Pattern.compile("^person.*"));
        // The room is 960 × 720: the box is in its middle across, by the input's 416.
        Until.right(
                page.tab(),
                () -> {
                    var pane = page.tab().locator("#pane-picture").boundingBox();
                    var marked = box.boundingBox();
                    return List.of(
                            marked.x + marked.width / 2 - pane.x - pane.width / 2,
                            marked.width - pane.width * TinyDetector.EDGE / 416);
                },
                off -> off.stream().allMatch(each -> Math.abs(each) <= 2),
                off -> "the middle and the width are off by " + off);
        page.tab().keyboard().press("Space");
        page.tab().waitForFunction("() => !document.querySelector('#boxes .box')");
        assertThat(page.tab().locator("#detect-list")).hasText("");
    }

    @Test
    void thePanelFollowsWhatMovesAndAnotherSource(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room-walk");
        page.tab().locator("#detect-on").check();
        page.waitForText("detect-list", "person");
        page.tab()
                .evaluate(
                        "() => { window.drawn = 0; new MutationObserver(() => ++window.drawn)"
                                + ".observe(document.getElementById('boxes'), { childList: true }); }");
        page.tab().waitForFunction("() => window.drawn > 4");
        page.openSample("room");
        page.waitForText("detect-list", "person");
    }

    @Test
    @InChromium(models = Models.ABSENT)
    void withoutOneThePanelSaysHowToGetOne(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.waitForText("detect-note", "./sightline models fetch");
        assertThat(page.tab().locator("#detect-on")).isDisabled();
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void realDetectorsFindWhoIsInTheRoom(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        for (var id : ready(api)) {
            api.load(id);
            var result =
                    api.map(
                            "fetch('samples/room.jpg').then((r) => r.blob())"
                                    + ".then((image) => sightline.detect(image))");
            System.out.println(id + " on the room: " + result);
            var people = of(result, "person");
            assertEquals(1, people.size(), id + ": " + result);
            // Where two other detectors see the figure, ONNX Runtime and numpy: 636, 205, 158 ×
            // 450.
            double overlap = overlap(people.get(0), 636, 205, 158, 450);
            assertTrue(overlap > 0.85, id + " overlaps by " + overlap);
            assertFalse(of(result, "couch").isEmpty(), id + ": " + result);
        }
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void realDetectorsTellPeopleFromBottles(Visit visit) throws IOException {
        Api api = SightlinePage.open(visit).api();
        for (var id : ready(api)) {
            api.load(id);
            var room = frame(api, "classroom-3s.mp4", 1);
            assertTrue(of(room, "person").size() >= 3, id + ": " + room);
            assertTrue(of(room, "person").size() <= 5, id + ": " + room);
            var bottles = frame(api, "bottle-detection.mp4", 5);
            System.out.println(id + " on bottles: " + bottles);
            assertEquals(3, of(bottles, "bottle").size(), id + ": " + bottles);
            assertEquals(0, of(bottles, "person").size(), id + ": " + bottles);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> ready(Api api) {
        var ids = new ArrayList<String>();
        for (var model : (List<Map<String, Object>>) api.capabilities().get("models")) {
            if (model.get("role").equals("detector")
                    && Boolean.TRUE.equals(model.get("available"))) {
                ids.add((String) model.get("id"));
            }
        }
        assertFalse(ids.isEmpty());
        return ids;
    }

    private static List<Map<String, Object>> of(Map<String, Object> result, String label) {
        return boxes(result).stream().filter(box -> box.get("label").equals(label)).toList();
    }

    private static double overlap(
            Map<String, Object> box, double x, double y, double width, double height) {
        double across =
                Math.min(x + width, number(box, "x") + number(box, "width"))
                        - Math.max(x, number(box, "x"));
        double down =
                Math.min(y + height, number(box, "y") + number(box, "height"))
                        - Math.max(y, number(box, "y"));
        double shared = Math.max(0, across) * Math.max(0, down);
        return shared / (width * height + number(box, "width") * number(box, "height") - shared);
    }

    /** What is found on a clip's frame at a time. */
    private static Map<String, Object> frame(Api api, String clip, double seconds)
            throws IOException {
        var file = Project.shared("media/" + clip);
        assumeTrue(Files.exists(file), "the clip is not here: " + clip);
        return api.map(
                """
                (async () => {
                  const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
                  const video = document.createElement('video');
                  const heard = (name) => new Promise((done, failed) => {
                    video.addEventListener(name, done, { once: true });
                    video.onerror = failed;
                  });
                  video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/mp4' }));
                  video.preload = 'auto';
                  await heard('canplay');
                  video.currentTime = %s;
                  await heard('seeked');
                  const image = await createImageBitmap(video);
                  URL.revokeObjectURL(video.src);
                  return sightline.detect(image);
                })()"""
                        .formatted(
                                Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
                                seconds));
    }
}
