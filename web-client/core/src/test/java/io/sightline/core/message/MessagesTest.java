// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.motion.Camera;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.OrbitCamera;
import io.sightline.core.space.Point;
import io.sightline.core.space.SceneView;
import io.sightline.core.steady.Flicker;
import io.sightline.core.steady.Steadiness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Object HANDLE = new Object();

    @Test
    void eventsComeBackAsTheyWent() {
        var events =
                List.of(
                        new VisionEvent.Ready(
                                new DeviceFacts(true, "Apple M3", false, true, true, true, 10)),
                        new VisionEvent.Progress(7, "depth", "fetch", 12, 50e6, false),
                        new VisionEvent.Loaded(
                                7,
                                "depth",
                                "fp16w",
                                Backend.WASM_THREADS,
                                2,
                                List.of(
                                        new BackendPlan.Pass(
                                                Backend.WEBGPU_FP16, "no-adapter", ""))),
                        new VisionEvent.Depth(
                                8,
                                new ImageSize(336, 252),
                                HANDLE,
                                new DepthRange(0, 4, 0.5f, 3.5f),
                                new DepthTimings(4, 400, 5, 2, 1, 410, DepthTimings.GPU),
                                null),
                        new VisionEvent.Depth(
                                8,
                                new ImageSize(336, 252),
                                HANDLE,
                                new DepthRange(0, 4, 0.5f, 3.5f),
                                new DepthTimings(4, 400, 5, 0, 0, 410, DepthTimings.CPU),
                                new Steadiness(
                                        true,
                                        Camera.SHAKING,
                                        3,
                                        new Flicker(0.03, 0.01, 12, true))),
                        new VisionEvent.Values(8, HANDLE),
                        new VisionEvent.Detected(
                                9,
                                List.of(
                                        new Detection("person", 0.75, new Box(1.5, 2, 30, 60)),
                                        new Detection("chair", 0.5, new Box(0, 0, 1, 1))),
                                new DepthTimings(4, 40, 5, 49, DepthTimings.CPU)),
                        new VisionEvent.Detected(
                                10, List.of(), new DepthTimings(1, 2, 3, 6, DepthTimings.CPU)),
                        new VisionEvent.Failed(
                                9,
                                ErrorCode.MODEL_CORRUPT,
                                "digest",
                                Map.of("file", "model.onnx"),
                                "abc"),
                        new VisionEvent.NoScene("no-adapter"),
                        new VisionEvent.Picked(11, true, 0.25, 0.5),
                        new VisionEvent.Floor(
                                12, 60, 70, 0.1, 1.42, new Point(0, -1, 0), 0.3, HANDLE),
                        new VisionEvent.Notice("not-kept", Map.of("bytes", 5.0)),
                        new VisionEvent.Stored(
                                10, List.of(new VisionEvent.StoredFile("ab", 3)), 5, 100));
        for (var event : events) {
            assertEquals(event, VisionEvent.of(event.toMap()));
        }
    }

    @Test
    void commandsComeBackAsTheyWent() {
        var frame =
                new VisionCommand.Frame(
                        3,
                        HANDLE,
                        new ImageSize(640, 480),
                        new ImageSize(336, 252),
                        true,
                        true,
                        4,
                        true);
        for (var command :
                List.of(
                        frame,
                        new VisionCommand.Attach(HANDLE),
                        new VisionCommand.Look(
                                new DepthLook(Palette.of("magma"), true, 16, 0.25f, 0.75f)),
                        new VisionCommand.Read(5, List.of(0.25, 1.0)),
                        new VisionCommand.AttachScene(HANDLE),
                        new VisionCommand.Scene(null),
                        new VisionCommand.Scene(view(null)),
                        new VisionCommand.SceneFrame(HANDLE, new ImageSize(640, 480)),
                        new VisionCommand.Pick(6, view(null), 0.25, 0.75),
                        new VisionCommand.Floor(7, view(new DepthLaw(true, 0.5, -0.1, 100))),
                        new VisionCommand.Detect(11, HANDLE, new ImageSize(640, 480), 0.25, true),
                        new VisionCommand.Abort(3),
                        new VisionCommand.Storage(4, "all"))) {
            assertEquals(command, VisionCommand.of(command.toMap()));
        }
        var model = ModelIndex.of(Map.of("models", List.of(index()))).model("depth");
        var load =
                (VisionCommand.Load)
                        VisionCommand.of(
                                new VisionCommand.Load(
                                                1,
                                                model,
                                                BackendChoice.WASM,
                                                "http://localhost/",
                                                new ImageSize(336, 252))
                                        .toMap());
        assertEquals(model.variants(), load.model().variants());
        assertEquals(model.contract().input(), load.model().contract().input());
        assertEquals(model.contract().std()[2], load.model().contract().std()[2]);
        assertEquals(BackendChoice.WASM, load.choice());
    }

    private static SceneView view(DepthLaw law) {
        return new SceneView(
                new ImageSize(800, 600),
                new OrbitCamera(new Point(0.1, -0.2, 2), 0.3, 0.4, 2.5, 50),
                Intrinsics.webcam(new ImageSize(640, 480)),
                law,
                true,
                true,
                0.25,
                0.75);
    }

    @Test
    void readsTheServersIndex() {
        ModelEntry model = ModelIndex.of(Map.of("models", List.of(index()))).firstOf("depth");
        assertEquals("Apache-2.0", model.licence());
        assertEquals(
                List.of(
                        new ModelVariant(
                                "fp16w",
                                "fp16",
                                "fp32",
                                List.of(),
                                true,
                                "npm",
                                List.of(
                                        new ModelFile(
                                                "model.onnx", 5, "ab", "models/ab/model.onnx")),
                                "")),
                model.variants());
    }

    @Test
    void aDetectorComesBackAsItWent() {
        var contract =
                Map.of(
                        "name", "images",
                        "size", List.of(320, 416),
                        "colour", "BGR",
                        "range", List.of(0, 255),
                        "mean", List.of(1, 2, 3),
                        "std", List.of(4, 5, 6),
                        "pad", 114);
        var entry = new LinkedHashMap<>(index());
        entry.put("role", "detector");
        entry.put("input", contract);
        entry.put("output", Map.of("name", "output", "kind", "boxes", "decoder", "yolox"));
        var read = ModelIndex.of(Map.of("models", List.of(entry))).firstOf("detector");
        entry.put("role", "face");
        var both = ModelIndex.of(Map.of("models", List.of(entry)));
        assertNull(both.firstOf("detector"));
        assertEquals(416, both.firstOf("face").detector().size().width());
        var again = ModelIndex.of(Map.of("models", List.of(ModelIndex.toMap(read))));
        for (var one : List.of(read, again.firstOf("detector"))) {
            var detector = one.detector();
            assertEquals(new ImageSize(416, 320), detector.size());
            assertEquals("images", detector.input());
            assertEquals("output", detector.output());
            assertEquals("yolox", detector.decoder());
            assertTrue(detector.blueFirst());
            assertEquals(255, detector.full());
            assertArrayEquals(new float[] {1, 2, 3}, detector.mean());
            assertArrayEquals(new float[] {4, 5, 6}, detector.std());
            assertEquals(114, detector.pad());
        }
        entry.put("input", Map.of("name", "images"));
        assertThrows(
                SightlineException.class, () -> ModelIndex.of(Map.of("models", List.of(entry))));
    }

    @Test
    void aMessageThatDoesNotFitIsRefusedWithThePathOfTheFault() {
        assertEquals("v", path(Map.of("type", "look")));
        assertEquals("palette", path(Map.of("v", 1, "type", "look")));
        assertEquals(
                "places[1]",
                path(Map.of("v", 1, "type", "read", "call", 1, "places", List.of(0, 1.5))));
        assertEquals("palette", path(Map.of("v", 1, "type", "look", "palette", 5)));
        assertEquals(
                "ends",
                path(
                        Map.of(
                                "v",
                                1,
                                "type",
                                "look",
                                "palette",
                                "grey",
                                "contours",
                                0,
                                "ends",
                                List.of(0.5, 0.25))));
        var scene = new VisionCommand.Scene(view(new DepthLaw(true, 1, 0, 100))).toMap();
        @SuppressWarnings("unchecked")
        var law = (Map<String, Object>) ((Map<?, ?>) scene.get("view")).get("law");
        law.put("scale", 0.0);
        assertEquals("view.law", path(scene));
        law.remove("scale");
        assertEquals("view.law.scale", path(scene));
        assertEquals(
                "contours",
                path(
                        Map.of(
                                "v",
                                1,
                                "type",
                                "look",
                                "palette",
                                "grey",
                                "contours",
                                65,
                                "ends",
                                List.of(0, 1))));
        assertEquals(
                "width", path(Map.of("v", 1, "type", "frame", "call", 1, "width", Double.NaN)));
        assertEquals("width", path(Map.of("v", 1, "type", "frame", "call", 1, "width", 0.5)));
        var detect = new VisionCommand.Detect(1, HANDLE, new ImageSize(2, 2), 0.5, false).toMap();
        detect.put("minScore", 1.5);
        assertEquals("minScore", path(detect));
        detect.put("width", 0);
        assertEquals("width", path(detect));
        assertEquals("message", path("text"));
        assertEquals("message", path(null));
        var index = index();
        @SuppressWarnings("unchecked")
        var variant = (Map<String, Object>) ((List<?>) index.get("variants")).get(0);
        variant.remove("id");
        var load =
                Map.of(
                        "v", 1, "type", "load", "call", 1, "model", index, "choice", "auto", "site",
                        "s");
        assertEquals("model.variants[0].id", path(load));
        var version =
                assertThrows(
                        SightlineException.class,
                        () -> VisionCommand.of(Map.of("v", 2, "type", "look")));
        assertEquals("message-version", version.reason());
        var type =
                assertThrows(
                        SightlineException.class,
                        () -> VisionEvent.of(Map.of("v", 1, "type", "nope")));
        assertEquals("message-type", type.reason());
    }

    private static Object path(Object message) {
        return assertThrows(SightlineException.class, () -> VisionCommand.of(message))
                .values()
                .get("path");
    }

    private static Map<String, Object> index() {
        var variant = new LinkedHashMap<String, Object>();
        variant.put("id", "fp16w");
        variant.put("precision", Map.of("storage", "fp16", "compute", "fp32"));
        variant.put("needs", List.of());
        variant.put("state", "ready");
        variant.put("source", "npm");
        variant.put(
                "files",
                List.of(
                        Map.of(
                                "name",
                                "model.onnx",
                                "bytes",
                                5,
                                "sha256",
                                "ab",
                                "url",
                                "models/ab/model.onnx")));
        var model = new LinkedHashMap<String, Object>();
        model.put("id", "depth");
        model.put("name", "Depth");
        model.put("role", "depth");
        model.put("licence", Map.of("spdx", "Apache-2.0"));
        model.put(
                "input",
                Map.of(
                        "name",
                        "pixel_values",
                        "multiple",
                        14,
                        "mean",
                        List.of(0.485, 0.456, 0.406),
                        "std",
                        List.of(0.229, 0.224, 0.225)));
        model.put("output", Map.of("name", "predicted_depth", "kind", "relative", "near", "large"));
        model.put("variants", List.of(variant));
        return model;
    }
}
