// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Surroundings;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.space.SceneView;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;

/**
 * What the page asks of the vision worker. Fields called {@code image} or {@code canvas} are the
 * browser's own objects, which core passes on without looking at them; they are transferred, so the
 * sender must not use them afterwards.
 */
public sealed interface VisionCommand {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /**
     * Gives the worker the canvas that it draws the depth picture on.
     *
     * @param canvas an OffscreenCanvas
     */
    record Attach(Object canvas) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("attach").with("canvas", canvas).map();
        }
    }

    /**
     * Fetches, checks and starts a model; answered by {@link VisionEvent.Progress}, then {@link
     * VisionEvent.Loaded} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call, for the answers
     * @param model with the variants that the server has
     * @param choice which backends may be used
     * @param site absolute address that the files' addresses are relative to
     * @param input input size to be ready for, so that the first frame does not wait
     */
    record Load(int call, ModelEntry model, BackendChoice choice, String site, ImageSize input)
            implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("load")
                    .with("call", call)
                    .with("model", ModelIndex.toMap(model))
                    .with("choice", choice.wire())
                    .with("site", site)
                    .with("inputWidth", input.width())
                    .with("inputHeight", input.height())
                    .map();
        }
    }

    /**
     * Measures one frame; answered by {@link VisionEvent.Depth} or {@link VisionEvent.Failed}. The
     * sender waits for the answer before it sends the next frame of a stream, so nothing piles up.
     *
     * @param call number of the call
     * @param image an ImageBitmap or VideoFrame; the worker closes it
     * @param size of the image, pixels
     * @param input size at which it enters the model: multiples of 14
     * @param draw paint the result on the attached canvas
     * @param values hand over the map's values; without it they may stay on the graphics device
     * @param stream number of the moving source that it belongs to; 0 for a picture by itself
     * @param steady stabilise it with the stream's frames before
     */
    record Frame(
            int call,
            Object image,
            ImageSize size,
            ImageSize input,
            boolean draw,
            boolean values,
            int stream,
            boolean steady)
            implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("frame")
                    .with("call", call)
                    .with("image", image)
                    .with(size)
                    .with("inputWidth", input.width())
                    .with("inputHeight", input.height())
                    .with("draw", draw)
                    .with("values", values)
                    .with("stream", stream)
                    .with("steady", steady)
                    .map();
        }
    }

    /**
     * Asks for values of the map that was painted last; answered by {@link VisionEvent.Values} or
     * {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param places to read, as far across and down as a share of the image, each 0 to 1: across,
     *     down, across, down, and so on; none for the whole map
     */
    record Read(int call, List<Double> places) implements VisionCommand {
        /** More than a page shows; a caller who wants more wants the map. */
        public static final int MOST_PLACES = 64;

        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("read").with("call", call).with("places", places).map();
        }
    }

    /**
     * Changes how maps are drawn, and draws the last one again.
     *
     * @param how from now on
     */
    record Look(DepthLook how) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("look")
                    .with("palette", how.palette().id())
                    .with("nearIsSmall", how.nearIsSmall())
                    .with("contours", how.contours())
                    .with("ends", List.of((double) how.from(), (double) how.to()))
                    .map();
        }
    }

    /**
     * Gives the worker the canvas that it draws the scene in space on.
     *
     * @param canvas an OffscreenCanvas
     */
    record AttachScene(Object canvas) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("attach-scene").with("canvas", canvas).map();
        }
    }

    /**
     * Draws the scene in space from now on, or again from elsewhere; overtakes other commands. What
     * stands in the way is told by {@link VisionEvent.NoScene}.
     *
     * @param view from where; null to draw it no more
     */
    record Scene(SceneView view) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("scene").with("view", view == null ? null : view.toMap()).map();
        }
    }

    /**
     * Gives the colours of the map on show to the scene: the frame that it was measured from.
     *
     * @param image an ImageBitmap; the worker closes it
     * @param size of the image, pixels
     */
    record SceneFrame(Object image, ImageSize size) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("scene-frame").with("image", image).with(size).map();
        }
    }

    /**
     * Asks which place of the picture is seen at a place of the scene; answered by {@link
     * VisionEvent.Picked} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param view of the scene
     * @param u 0 at its left edge, 1 at its right edge
     * @param v 0 at its top edge, 1 at its bottom edge
     */
    record Pick(int call, SceneView view, double u, double v) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("pick")
                    .with("call", call)
                    .with("view", view.toMap())
                    .with("at", List.of(u, v))
                    .map();
        }
    }

    /**
     * Asks for the scene from above; answered by {@link VisionEvent.Floor} or {@link
     * VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param view whose lens, law and ends are used
     */
    record Floor(int call, SceneView view) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("floor").with("call", call).with("view", view.toMap()).map();
        }
    }

    /**
     * Changes what is done to the picture by depth, from the last frame on; answered, as each frame
     * that is drawn from then on, by {@link VisionEvent.Effect}.
     *
     * @param how from now on
     * @param scene what an object is put into; null where it is not known in metres. It holds for
     *     frames that are measured from now on
     */
    record Effect(EffectSettings how, Surroundings scene) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("effect")
                    .with("how", how.toMap())
                    .with("scene", scene == null ? null : scene.toMap())
                    .map();
        }
    }

    /**
     * Gives a picture to effects; the worker keeps it.
     *
     * @param skin it is put into the scene, not behind it
     * @param image an ImageBitmap, or null for none
     */
    record EffectImage(boolean skin, Object image) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("effect-image").with("skin", skin).with("image", image).map();
        }
    }

    /**
     * Finds what is on a picture; answered by {@link VisionEvent.Detected} or {@link
     * VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param image an ImageBitmap or VideoFrame; the worker closes it
     * @param size of the image, pixels
     * @param minScore below which nothing is told, 0 to 1; 0 for the detector's own
     * @param faces whether the face detector is to look, instead of the other
     */
    record Detect(int call, Object image, ImageSize size, double minScore, boolean faces)
            implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("detect")
                    .with("call", call)
                    .with("image", image)
                    .with(size)
                    .with("minScore", minScore)
                    .with("faces", faces)
                    .map();
        }
    }

    /**
     * Stops the load of this number as soon as it can.
     *
     * @param call number of the load
     */
    record Abort(int call) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("abort").with("call", call).map();
        }
    }

    /**
     * Asks what the browser keeps; answered by {@link VisionEvent.Stored}.
     *
     * @param call number of the call
     * @param delete digest of a file to delete first, "all" for everything, empty for nothing
     */
    record Storage(int call, String delete) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("storage").with("call", call).with("delete", delete).map();
        }
    }

    /**
     * Keeps a model file that the user brings; answered by {@link VisionEvent.Kept} or {@link
     * VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param blob the file, a Blob
     */
    record Keep(int call, Object blob) implements VisionCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("keep").with("call", call).with("blob", blob).map();
        }
    }

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static VisionCommand of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        return switch (type) {
            case "attach" -> new Attach(fields.raw("canvas"));
            case "load" ->
                    new Load(
                            Protocol.call(fields),
                            ModelIndex.entryOf(fields.object("model")),
                            BackendChoice.ofWire(fields.text("choice")),
                            fields.text("site"),
                            input(fields));
            case "frame" ->
                    new Frame(
                            Protocol.call(fields),
                            fields.raw("image"),
                            size(fields),
                            input(fields),
                            fields.flag("draw"),
                            fields.flag("values"),
                            fields.whole("stream", 0, Integer.MAX_VALUE),
                            fields.flag("steady"));
            case "read" ->
                    new Read(Protocol.call(fields), fields.shares("places", Read.MOST_PLACES * 2));
            case "look" -> new Look(look(fields));
            case "attach-scene" -> new AttachScene(fields.raw("canvas"));
            case "scene" -> new Scene(fields.has("view") ? view(fields) : null);
            case "scene-frame" -> new SceneFrame(fields.raw("image"), size(fields));
            case "pick" -> {
                var at = fields.numbers("at", 2);
                yield new Pick(Protocol.call(fields), view(fields), at[0], at[1]);
            }
            case "floor" -> new Floor(Protocol.call(fields), view(fields));
            case "effect" ->
                    new Effect(
                            EffectSettings.of(fields.raw("how")),
                            fields.has("scene") ? Surroundings.of(fields.object("scene")) : null);
            case "effect-image" -> new EffectImage(fields.flag("skin"), fields.raw("image"));
            case "detect" ->
                    new Detect(
                            Protocol.call(fields),
                            fields.raw("image"),
                            size(fields),
                            share(fields, "minScore"),
                            fields.flag("faces"));
            case "abort" -> new Abort(Protocol.call(fields));
            case "keep" -> new Keep(Protocol.call(fields), fields.raw("blob"));
            case "storage" -> new Storage(Protocol.call(fields), fields.text("delete"));
            default -> throw Protocol.unknown(type);
        };
    }

    private static double share(Fields fields, String name) {
        double value = fields.number(name);
        if (!(value >= 0 && value <= 1)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "message-field",
                    Map.of("path", name, "wanted", "number from 0 to 1"));
        }
        return value;
    }

    private static DepthLook look(Fields fields) {
        var palette = Palette.of(fields.text("palette"));
        var ends = fields.shares("ends", 2);
        if (ends.size() != 2 || ends.get(0) > ends.get(1)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "message-field",
                    Map.of("path", "ends", "wanted", "far and near end, from 0 to 1"));
        }
        return new DepthLook(
                palette,
                fields.flag("nearIsSmall"),
                fields.whole("contours", 0, DepthLook.MOST_CONTOURS),
                ends.get(0).floatValue(),
                ends.get(1).floatValue());
    }

    private static SceneView view(Fields fields) {
        try {
            return SceneView.of(fields.object("view"));
        } catch (IllegalArgumentException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "message-field",
                    Map.of("path", "view.law", "wanted", "a law of depth"));
        }
    }

    private static ImageSize size(Fields fields) {
        return new ImageSize(fields.whole("width", 1, 1 << 16), fields.whole("height", 1, 1 << 16));
    }

    private static ImageSize input(Fields fields) {
        return new ImageSize(
                fields.whole("inputWidth", 1, 1 << 14), fields.whole("inputHeight", 1, 1 << 14));
    }
}
