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
            return Protocol.start("ready")
                    .with("webGpu", facts.webGpu())
                    .with("adapter", facts.adapter())
                    .with("softwareAdapter", facts.softwareAdapter())
                    .with("shaderF16", facts.shaderF16())
                    .with("simd", facts.simd())
                    .with("isolated", facts.isolated())
                    .with("cores", facts.cores())
                    .map();
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
            return Protocol.start("progress")
                    .with("call", call)
                    .with("model", model)
                    .with("stage", stage)
                    .with("done", done)
                    .with("total", total)
                    .with("cached", cached)
                    .map();
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
            var list = new ArrayList<Object>();
            for (var pass : passes) {
                list.add(
                        Map.of(
                                "backend", pass.backend().wire(),
                                "reason", pass.reason(),
                                "detail", pass.detail()));
            }
            return Protocol.start("loaded")
                    .with("call", call)
                    .with("model", model)
                    .with("variant", variant)
                    .with("backend", backend.wire())
                    .with("threads", threads)
                    .with("passes", list)
                    .with("parts", parts)
                    .map();
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
            var form =
                    Protocol.start("depth")
                            .with("call", call)
                            .with(size)
                            .with("data", data)
                            .with("least", range.least())
                            .with("greatest", range.greatest())
                            .with("low", range.low())
                            .with("high", range.high())
                            .with("pre", timings.pre())
                            .with("run", timings.run())
                            .with("post", timings.post())
                            .with("steadyTime", timings.steady())
                            .with("paintTime", timings.paint())
                            .with("total", timings.total())
                            .with("clock", timings.clock());
            if (steadiness != null) {
                var flicker = steadiness.flicker();
                form.with("steady", steadiness.steady())
                        .with("camera", steadiness.camera().wire())
                        .with("moves", steadiness.moves())
                        .with("flickerRaw", flicker.raw())
                        .with("flickerSteady", flicker.steady())
                        .with("flickerFrames", flicker.frames())
                        .with("flickerCarried", flicker.carried());
            }
            return form.map();
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
            return Protocol.start("values").with("call", call).with("data", data).map();
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
            return Protocol.start("no-scene").with("reason", reason).map();
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
            return Protocol.start("picked")
                    .with("call", call)
                    .with("found", found)
                    .with("across", u)
                    .with("down", v)
                    .map();
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
            return Protocol.start("floor")
                    .with("call", call)
                    .with("columns", columns)
                    .with("rows", rows)
                    .with("cell", cell)
                    .with("height", height)
                    .with("upX", up.x())
                    .with("upY", up.y())
                    .with("upZ", up.z())
                    .with("share", share)
                    .with("cells", cells)
                    .map();
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
            return Protocol.start("effect").with("image", image).with("reason", reason).map();
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
            return Protocol.start("failed")
                    .with("call", call)
                    .with("code", code.wire())
                    .with("reason", reason)
                    .with("values", values)
                    .with("detail", detail)
                    .map();
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
            return Protocol.start("notice").with("reason", reason).with("values", values).map();
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
            var list = new ArrayList<Object>();
            for (var file : files) {
                list.add(Map.of("sha256", file.sha256(), "bytes", file.bytes()));
            }
            return Protocol.start("stored")
                    .with("call", call)
                    .with("files", list)
                    .with("used", used)
                    .with("quota", quota)
                    .map();
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
            return Protocol.start("detected")
                    .with("call", call)
                    .with("found", list)
                    .with("pre", timings.pre())
                    .with("run", timings.run())
                    .with("post", timings.post())
                    .with("total", timings.total())
                    .with("clock", timings.clock())
                    .map();
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
            return Protocol.start("kept")
                    .with("call", call)
                    .with("sha256", sha256)
                    .with("bytes", bytes)
                    .with("lasting", lasting)
                    .map();
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
                            Protocol.call(fields),
                            fields.text("model"),
                            fields.text("stage"),
                            fields.number("done"),
                            fields.number("total"),
                            fields.flag("cached"));
            case "loaded" ->
                    new Loaded(
                            Protocol.call(fields),
                            fields.text("model"),
                            fields.text("variant"),
                            Backend.ofWire(fields.text("backend")),
                            fields.whole("threads", 1, 4096),
                            passes(fields),
                            parts(fields));
            case "depth" ->
                    new Depth(
                            Protocol.call(fields),
                            Protocol.size(fields),
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
            case "values" -> new Values(Protocol.call(fields), fields.raw("data"));
            case "no-scene" -> new NoScene(fields.text("reason"));
            case "picked" ->
                    new Picked(
                            Protocol.call(fields),
                            fields.flag("found"),
                            fields.number("across"),
                            fields.number("down"));
            case "floor" ->
                    new Floor(
                            Protocol.call(fields),
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
                            Protocol.call(fields),
                            ErrorCode.ofWire(fields.text("code")),
                            fields.text("reason"),
                            values(fields),
                            fields.text("detail", ""));
            case "detected" -> new Detected(Protocol.call(fields), found(fields), timings(fields));
            case "kept" ->
                    new Kept(
                            Protocol.call(fields),
                            fields.text("sha256"),
                            fields.number("bytes"),
                            fields.flag("lasting"));
            case "notice" -> new Notice(fields.text("reason"), values(fields));
            case "stored" ->
                    new Stored(
                            Protocol.call(fields),
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
