// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.space.Point;
import io.sightline.core.steady.Flicker;
import io.sightline.core.steady.Steadiness;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the vision worker tells the page. */
public sealed interface VisionEvent {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /**
     * The worker has started.
     *
     * @param facts what the browser says of the machine
     */
    record Ready(DeviceFacts facts) implements VisionEvent, LanguageEvent, WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("ready");
            map.put("webGpu", facts.webGpu());
            map.put("adapter", facts.adapter());
            map.put("softwareAdapter", facts.softwareAdapter());
            map.put("shaderF16", facts.shaderF16());
            map.put("simd", facts.simd());
            map.put("isolated", facts.isolated());
            map.put("cores", facts.cores());
            return map;
        }
    }

    /**
     * How far a load is.
     *
     * @param call number of the load
     * @param model id
     * @param stage "fetch", "verify", "start" or "check"
     * @param done bytes so far, in "fetch"
     * @param total bytes in all, 0 when the stage has no measure
     * @param cached the bytes come from the browser's own store
     */
    record Progress(int call, String model, String stage, double done, double total, boolean cached)
            implements VisionEvent, LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("progress");
            map.put("call", call);
            map.put("model", model);
            map.put("stage", stage);
            map.put("done", done);
            map.put("total", total);
            map.put("cached", cached);
            return map;
        }
    }

    /**
     * A model is ready, or has moved to another backend (then {@code call} is 0).
     *
     * @param call number of the load
     * @param model id
     * @param variant id of the variant in use
     * @param backend where it runs
     * @param threads WebAssembly threads
     * @param passes the backends above it and why they are not in use
     * @param parts precision of the weights of each part, read from the files that were loaded;
     *     empty for a model that is one
     */
    record Loaded(
            int call,
            String model,
            String variant,
            Backend backend,
            int threads,
            List<BackendPlan.Pass> passes,
            Map<String, String> parts)
            implements VisionEvent, LanguageEvent {
        /** A model that is one. */
        public Loaded(
                int call,
                String model,
                String variant,
                Backend backend,
                int threads,
                List<BackendPlan.Pass> passes) {
            this(call, model, variant, backend, threads, passes, Map.of());
        }

        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("loaded");
            map.put("call", call);
            map.put("model", model);
            map.put("variant", variant);
            map.put("backend", backend.wire());
            map.put("threads", threads);
            var list = new ArrayList<Object>();
            for (var pass : passes) {
                list.add(
                        Map.of(
                                "backend", pass.backend().wire(),
                                "reason", pass.reason(),
                                "detail", pass.detail()));
            }
            map.put("passes", list);
            map.put("parts", parts);
            return map;
        }
    }

    /**
     * A frame has been measured.
     *
     * @param call number of the frame
     * @param size of the map, pixels: the model's input size
     * @param data Float32Array, row-major, the model's own values; null where they stay on the
     *     graphics device until {@link VisionCommand.Read} asks for them
     * @param range of the values
     * @param timings of the stages
     * @param steadiness of the stream that the frame belongs to; null for a picture by itself, and
     *     where the values stay on the graphics device
     */
    record Depth(
            int call,
            ImageSize size,
            Object data,
            DepthRange range,
            DepthTimings timings,
            Steadiness steadiness)
            implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("depth");
            map.put("call", call);
            map.put("width", size.width());
            map.put("height", size.height());
            map.put("data", data);
            map.put("least", (double) range.least());
            map.put("greatest", (double) range.greatest());
            map.put("low", (double) range.low());
            map.put("high", (double) range.high());
            map.put("pre", timings.pre());
            map.put("run", timings.run());
            map.put("post", timings.post());
            map.put("steadyTime", timings.steady());
            map.put("paintTime", timings.paint());
            map.put("total", timings.total());
            map.put("clock", timings.clock());
            if (steadiness != null) {
                map.put("steady", steadiness.steady());
                map.put("camera", steadiness.camera().wire());
                map.put("moves", (double) steadiness.moves());
                map.put("flickerRaw", steadiness.flicker().raw());
                map.put("flickerSteady", steadiness.flicker().steady());
                map.put("flickerFrames", steadiness.flicker().frames());
                map.put("flickerCarried", steadiness.flicker().carried());
            }
            return map;
        }
    }

    /**
     * Values of the map on show.
     *
     * @param call number of the call
     * @param data Float32Array: one value for each place that was asked for, or the whole map
     */
    record Values(int call, Object data) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("values");
            map.put("call", call);
            map.put("data", data);
            return map;
        }
    }

    /**
     * The scene in space cannot be drawn.
     *
     * @param reason key of the text, without its "scene." prefix
     */
    record NoScene(String reason) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("no-scene");
            map.put("reason", reason);
            return map;
        }
    }

    /**
     * What was picked in the scene.
     *
     * @param call number of the call
     * @param found something is there
     * @param u of the picture: 0 at its left edge, 1 at its right edge
     * @param v of the picture: 0 at its top edge, 1 at its bottom edge
     */
    record Picked(int call, boolean found, double u, double v) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("picked");
            map.put("call", call);
            map.put("found", found);
            map.put("across", u);
            map.put("down", v);
            return map;
        }
    }

    /**
     * The scene from above: {@link io.sightline.core.space.FloorMap}.
     *
     * @param call number of the call
     * @param columns of the raster, from left to right; 0 when the scene shows no floor
     * @param rows of the raster, from far to near
     * @param cell edge of a cell, metres, or as the law has it
     * @param height of the lens over the floor, likewise
     * @param up direction against gravity
     * @param share of what is seen that is floor
     * @param cells Uint8Array, row by row
     */
    record Floor(
            int call,
            int columns,
            int rows,
            double cell,
            double height,
            Point up,
            double share,
            Object cells)
            implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("floor");
            map.put("call", call);
            map.put("columns", columns);
            map.put("rows", rows);
            map.put("cell", cell);
            map.put("height", height);
            map.put("upX", up.x());
            map.put("upY", up.y());
            map.put("upZ", up.z());
            map.put("share", share);
            map.put("cells", cells);
            return map;
        }
    }

    /**
     * The newest frame with the effect on it, or none.
     *
     * @param image an ImageBitmap, the receiver's own; null where there is no effect
     * @param reason key of the text that says why, empty where nothing went wrong
     */
    record Effect(Object image, String reason) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("effect");
            map.put("image", image);
            map.put("reason", reason);
            return map;
        }
    }

    /**
     * A call failed, or the worker as a whole (then {@code call} is 0).
     *
     * @param call number of the call
     * @param code for programs
     * @param reason key of the text
     * @param values placeholders of the text
     * @param detail what the browser said, for logs; may be empty
     */
    record Failed(
            int call, ErrorCode code, String reason, Map<String, Object> values, String detail)
            implements VisionEvent, LanguageEvent, WatchEvent {
        /** The failure that an exception tells of. */
        public static Failed of(int call, SightlineException e, String detail) {
            return new Failed(call, e.code(), e.reason(), e.values(), detail);
        }

        /** The exception that this failure tells of. */
        public SightlineException exception() {
            return new SightlineException(code, reason, values);
        }

        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("failed");
            map.put("call", call);
            map.put("code", code.wire());
            map.put("reason", reason);
            map.put("values", values);
            map.put("detail", detail);
            return map;
        }
    }

    /**
     * Something that the user should know, though nothing failed.
     *
     * @param reason key of the text, without its "notice." prefix
     * @param values placeholders of the text
     */
    record Notice(String reason, Map<String, Object> values) implements VisionEvent, LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("notice");
            map.put("reason", reason);
            map.put("values", values);
            return map;
        }
    }

    /**
     * What the browser keeps of the models.
     *
     * @param call number of the call
     * @param files digests and bytes kept
     * @param used bytes that this site uses in all
     * @param quota bytes that it may use
     */
    record Stored(int call, List<StoredFile> files, double used, double quota)
            implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("stored");
            map.put("call", call);
            var list = new ArrayList<Object>();
            for (var file : files) {
                list.add(Map.of("sha256", file.sha256(), "bytes", file.bytes()));
            }
            map.put("files", list);
            map.put("used", used);
            map.put("quota", quota);
            return map;
        }
    }

    /**
     * What a detector found.
     *
     * @param call number of the call
     * @param found best first, in pixels of the picture
     * @param timings of the stages, milliseconds
     */
    record Detected(int call, List<Detection> found, DepthTimings timings) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("detected");
            map.put("call", call);
            var list = new ArrayList<Object>();
            for (var one : found) {
                var box = one.box();
                list.add(
                        Map.of(
                                "label",
                                one.label(),
                                "score",
                                one.score(),
                                "box",
                                Map.of(
                                        "x", box.x(),
                                        "y", box.y(),
                                        "width", box.width(),
                                        "height", box.height())));
            }
            map.put("found", list);
            map.put("pre", timings.pre());
            map.put("run", timings.run());
            map.put("post", timings.post());
            map.put("total", timings.total());
            map.put("clock", timings.clock());
            return map;
        }
    }

    /**
     * A model file that the user brought is kept.
     *
     * @param call number of the call
     * @param sha256 its digest
     * @param bytes its length
     * @param lasting it lies in the browser's store; else it is in memory until the page goes
     */
    record Kept(int call, String sha256, double bytes, boolean lasting) implements VisionEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("kept");
            map.put("call", call);
            map.put("sha256", sha256);
            map.put("bytes", bytes);
            map.put("lasting", lasting);
            return map;
        }
    }

    /**
     * A file in the browser's store.
     *
     * @param sha256 its digest by the catalogue
     * @param bytes kept so far
     */
    record StoredFile(String sha256, double bytes) {}

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static VisionEvent of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        return switch (type) {
            case "ready" ->
                    new Ready(
                            new DeviceFacts(
                                    fields.flag("webGpu"),
                                    fields.text("adapter"),
                                    fields.flag("softwareAdapter"),
                                    fields.flag("shaderF16"),
                                    fields.flag("simd"),
                                    fields.flag("isolated"),
                                    fields.whole("cores", 1, 4096)));
            case "progress" ->
                    new Progress(
                            call(fields),
                            fields.text("model"),
                            fields.text("stage"),
                            fields.number("done"),
                            fields.number("total"),
                            fields.flag("cached"));
            case "loaded" ->
                    new Loaded(
                            call(fields),
                            fields.text("model"),
                            fields.text("variant"),
                            Backend.ofWire(fields.text("backend")),
                            fields.whole("threads", 1, 4096),
                            passes(fields),
                            parts(fields));
            case "depth" ->
                    new Depth(
                            call(fields),
                            new ImageSize(
                                    fields.whole("width", 1, 1 << 14),
                                    fields.whole("height", 1, 1 << 14)),
                            fields.raw("data"),
                            new DepthRange(
                                    (float) fields.number("least"),
                                    (float) fields.number("greatest"),
                                    (float) fields.number("low"),
                                    (float) fields.number("high")),
                            new DepthTimings(
                                    fields.number("pre"),
                                    fields.number("run"),
                                    fields.number("post"),
                                    fields.number("steadyTime"),
                                    fields.number("paintTime"),
                                    fields.number("total"),
                                    fields.text("clock")),
                            steadiness(fields));
            case "effect" -> new Effect(fields.raw("image"), fields.text("reason"));
            case "values" -> new Values(call(fields), fields.raw("data"));
            case "no-scene" -> new NoScene(fields.text("reason"));
            case "picked" ->
                    new Picked(
                            call(fields),
                            fields.flag("found"),
                            fields.number("across"),
                            fields.number("down"));
            case "floor" ->
                    new Floor(
                            call(fields),
                            fields.whole("columns", 0, 1 << 14),
                            fields.whole("rows", 0, 1 << 14),
                            fields.number("cell"),
                            fields.number("height"),
                            new Point(
                                    fields.number("upX"),
                                    fields.number("upY"),
                                    fields.number("upZ")),
                            fields.number("share"),
                            fields.raw("cells"));
            case "failed" ->
                    new Failed(
                            call(fields),
                            ErrorCode.ofWire(fields.text("code")),
                            fields.text("reason"),
                            values(fields),
                            fields.text("detail", ""));
            case "detected" -> new Detected(call(fields), found(fields), timings(fields));
            case "kept" ->
                    new Kept(
                            call(fields),
                            fields.text("sha256"),
                            fields.number("bytes"),
                            fields.flag("lasting"));
            case "notice" -> new Notice(fields.text("reason"), values(fields));
            case "stored" ->
                    new Stored(
                            call(fields),
                            storedFiles(fields),
                            fields.number("used"),
                            fields.number("quota"));
            default -> throw Protocol.unknown(type);
        };
    }

    private static DepthTimings timings(Fields fields) {
        return new DepthTimings(
                fields.number("pre"),
                fields.number("run"),
                fields.number("post"),
                fields.number("total"),
                fields.text("clock"));
    }

    private static List<Detection> found(Fields fields) {
        var list = new ArrayList<Detection>();
        for (var one : fields.objects("found")) {
            var edges = one.object("box");
            list.add(
                    new Detection(
                            one.text("label"),
                            one.number("score"),
                            new Box(
                                    edges.number("x"),
                                    edges.number("y"),
                                    edges.number("width"),
                                    edges.number("height"))));
        }
        return list;
    }

    private static Steadiness steadiness(Fields fields) {
        return fields.raw("camera") == null
                ? null
                : new Steadiness(
                        fields.flag("steady"),
                        Camera.ofWire(fields.text("camera")),
                        fields.whole("moves", 0, Integer.MAX_VALUE),
                        new Flicker(
                                fields.number("flickerRaw"),
                                fields.number("flickerSteady"),
                                fields.whole("flickerFrames", 0, 1 << 16),
                                fields.flag("flickerCarried")));
    }

    private static int call(Fields fields) {
        return fields.whole("call", 0, Integer.MAX_VALUE);
    }

    private static Map<String, String> parts(Fields fields) {
        var parts = new LinkedHashMap<String, String>();
        if (fields.raw("parts") instanceof Map<?, ?> map) {
            for (var part : map.entrySet()) {
                parts.put(String.valueOf(part.getKey()), String.valueOf(part.getValue()));
            }
        }
        return parts;
    }

    private static List<BackendPlan.Pass> passes(Fields fields) {
        var list = new ArrayList<BackendPlan.Pass>();
        for (var pass : fields.objects("passes")) {
            list.add(
                    new BackendPlan.Pass(
                            Backend.ofWire(pass.text("backend")),
                            pass.text("reason"),
                            pass.text("detail", "")));
        }
        return list;
    }

    private static List<StoredFile> storedFiles(Fields fields) {
        var list = new ArrayList<StoredFile>();
        for (var file : fields.objects("files")) {
            list.add(new StoredFile(file.text("sha256"), file.number("bytes")));
        }
        return list;
    }

    private static Map<String, Object> values(Fields fields) {
        var values = new LinkedHashMap<String, Object>();
        if (fields.raw("values") instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                values.put(String.valueOf(entry.getKey()), entry.getValue());
            }
        }
        return values;
    }
}
