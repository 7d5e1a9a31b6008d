// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Layers;
import io.sightline.core.effect.Light;
import io.sightline.core.effect.Surroundings;
import io.sightline.core.effect.VirtualObject;
import io.sightline.core.image.ImageSize;
import io.sightline.core.space.Point;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCanvasContext;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPUShaderModule;
import org.teavm.jso.webgpu.GPUTexture;

/**
 * What depth does to frames of one size, on the graphics device: {@code lay.wgsl}, {@code
 * blur.wgsl}, {@code matte.wgsl}, {@code object.wgsl} and {@code compose.wgsl}.
 */
public final class EffectKernel {
    private static final int TILE = 8;
    private static final double EPSILON = 4e-4;
    private static final int LIGHTS = 256;

    /** The longest edge of the picture on a billboard, pixels. */
    private static final int MOST_SKIN = 512;

    private final Gpu gpu;
    private final ImageSize frame;
    private final ImageSize size;
    private final String format = Platform.gpu().getPreferredCanvasFormat();
    private final Map<String, GPUShaderModule> shaders = new HashMap<>();
    private final Map<String, GPUPipeline.Compute> computed = new HashMap<>();
    private final Map<String, GPUPipeline.Render> drawn = new HashMap<>();
    private final GPUTexture texture;
    private final GPUBuffer picture;
    private final GPUBuffer near;
    private final GPUBuffer result;
    private final GPUBuffer matte;
    private final GPUBuffer light;
    private final GPUBuffer sizes;
    private final GPUBuffer settings;
    private final GPUBuffer width;
    private final OffscreenCanvas canvas;
    private final GPUCanvasContext context;
    // Made when first needed.
    private GPUBuffer planes;
    private GPUBuffer means;
    private GPUBuffer below;
    private String belowOf;
    private GPUBuffer skin;
    private ImageSize skinSize;
    private GPUBuffer inverse;
    // Of the frame that was taken; null where it is not known in metres.
    private Intrinsics lens;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param frame size of the frames
     */
    public EffectKernel(Gpu gpu, ImageSize frame) {
        this.gpu = gpu;
        this.frame = frame;
        size = Layers.sizeFor(frame);
        int count = (int) size.pixels();
        texture = gpu.image(frame.width(), frame.height());
        picture = gpu.storage(count * 4);
        near = gpu.storage(count * 4);
        result = gpu.storage(count * 4);
        matte = gpu.storage(count * 4);
        light = gpu.storage(LIGHTS * 4);
        sizes = gpu.uniform(32);
        settings = gpu.uniform(112);
        width = gpu.uniform(16);
        var table = bytes(LIGHTS * 4);
        for (int i = 0; i < LIGHTS; ++i) {
            table.putFloat(i * 4, Light.of((byte) i));
        }
        write(light, table);
        write(width, bytes(16).putInt(0, size.width()));
        canvas = new OffscreenCanvas(size.width(), size.height());
        context = canvas.contextWebGpu();
        gpu.configure(context, format);
    }

    /** The device it is made for. */
    public Gpu gpu() {
        return gpu;
    }

    /** The size of the frames that it is made for. */
    public ImageSize frame() {
        return frame;
    }

    /**
     * Takes a frame and its map. Blocks when it is the first one.
     *
     * @param image of {@link #frame}'s size; may be closed afterwards
     * @param map that was measured from it
     * @param nearIsSmall of the map
     * @param surroundings of objects; null where they are not known in metres
     */
    public void take(
            JSObject image, PictureKernel map, boolean nearIsSmall, Surroundings surroundings) {
        var lay = compute("lay", KernelTexts.getLay(), "picture");
        var nearness = compute("lay", KernelTexts.getLay(), "nearness");
        var disparity = compute("lay", KernelTexts.getLay(), "disparity");
        if (surroundings != null && inverse == null) {
            inverse = gpu.storage((int) size.pixels() * 4);
        }
        var law = surroundings == null ? null : surroundings.law();
        lens = law == null ? null : surroundings.lens().scaledTo(size);
        gpu.copy(image, texture);
        write(
                sizes,
                bytes(32)
                        .putInt(0, size.width())
                        .putInt(4, size.height())
                        .putInt(8, map.size().width())
                        .putInt(12, map.size().height())
                        .putInt(16, nearIsSmall ? 1 : 0)
                        .putFloat(20, law == null ? 0 : (float) law.scale())
                        .putFloat(24, law == null ? 0 : (float) law.shift())
                        .putInt(28, law != null && law.inverse() ? 1 : 0));
        var encoder = gpu.encoder();
        dispatch(
                encoder,
                lay,
                new Bindings().texture(0, texture).buffer(3, picture).buffer(5, sizes),
                size);
        dispatch(
                encoder,
                nearness,
                new Bindings()
                        .buffer(1, map.map())
                        .buffer(2, map.range())
                        .buffer(4, near)
                        .buffer(5, sizes),
                size);
        if (law != null) {
            dispatch(
                    encoder,
                    disparity,
                    new Bindings().buffer(1, map.map()).buffer(4, inverse).buffer(5, sizes),
                    size);
        }
        gpu.submit(encoder);
    }

    /** What the frame that was taken looks like; the caller's to show or close. Blocks. */
    public ImageBitmap run(EffectSettings how, ImageBitmap backdrop, ImageBitmap skinImage) {
        return switch (how.kind()) {
            case BLUR -> blurred(how);
            case REPLACE, CUT_OUT -> cut(how, backdrop);
            case OBJECT -> withObject(how, skinImage);
            default -> throw new IllegalStateException("no effect is " + how.kind().id());
        };
    }

    private ImageBitmap blurred(EffectSettings how) {
        var blur = compute("blur", KernelTexts.getBlur(), "blur");
        var plain = draw("plain");
        var aperture = how.aperture(size);
        write(
                settings,
                bytes(32)
                        .putInt(0, size.width())
                        .putInt(4, size.height())
                        .putFloat(8, (float) aperture.focus())
                        .putFloat(12, (float) aperture.strength())
                        .putFloat(16, (float) aperture.most())
                        .putFloat(20, (float) EffectSettings.ONE_SURFACE));
        var encoder = gpu.encoder();
        dispatch(
                encoder,
                blur,
                new Bindings()
                        .buffer(0, picture)
                        .buffer(1, near)
                        .buffer(2, light)
                        .buffer(3, result)
                        .buffer(4, settings),
                size);
        return shown(encoder, plain, new Bindings().buffer(0, result).buffer(4, width));
    }

    private ImageBitmap cut(EffectSettings how, ImageBitmap backdrop) {
        boolean replaced = how.kind() == EffectKind.REPLACE;
        var soft = compute("matte", KernelTexts.getMatte(), "soft");
        var across = compute("matte", KernelTexts.getMatte(), "across");
        var fit = compute("matte", KernelTexts.getMatte(), "fit");
        var refine = compute("matte", KernelTexts.getMatte(), "refine");
        var last = draw(replaced ? "over" : "cut");
        if (planes == null) {
            planes = gpu.storage((int) size.pixels() * 16);
            means = gpu.storage((int) size.pixels() * 16);
        }
        if (replaced) {
            putBelow(how.background(), backdrop);
        }
        write(
                settings,
                bytes(32)
                        .putInt(0, size.width())
                        .putInt(4, size.height())
                        .putInt(8, EffectSettings.reach(size))
                        .putFloat(16, how.edge() / 100f)
                        .putFloat(20, (float) how.band())
                        .putFloat(24, (float) EPSILON));
        var encoder = gpu.encoder();
        dispatch(
                encoder,
                soft,
                new Bindings()
                        .buffer(0, picture)
                        .buffer(1, near)
                        .buffer(2, planes)
                        .buffer(5, settings),
                size);
        dispatch(encoder, across, planes(), size);
        dispatch(encoder, fit, planes(), size);
        dispatch(encoder, across, planes(), size);
        dispatch(
                encoder,
                refine,
                new Bindings()
                        .buffer(0, picture)
                        .buffer(3, means)
                        .buffer(4, matte)
                        .buffer(5, settings),
                size);
        var bindings = new Bindings().buffer(0, picture).buffer(1, matte);
        if (replaced) {
            bindings.buffer(2, below).buffer(3, light);
        }
        return shown(encoder, last, bindings.buffer(4, width));
    }

    private Bindings planes() {
        return new Bindings().buffer(2, planes).buffer(3, means).buffer(5, settings);
    }

    /** Prepares what is shown behind, if it is another than before. */
    private void putBelow(String colour, ImageBitmap backdrop) {
        // A picture is told from another by its being put anew: see forget.
        if (below != null && colour.equals(belowOf)) {
            return;
        }
        var drawing = new OffscreenCanvas(size.width(), size.height());
        var pen = drawing.context();
        pen.setFillStyle(colour);
        pen.fillRect(0, 0, size.width(), size.height());
        if (backdrop != null) {
            // As large as it takes to fill everything, cut alike at both sides.
            double scale =
                    Math.max(
                            (double) size.width() / backdrop.getWidth(),
                            (double) size.height() / backdrop.getHeight());
            double across = backdrop.getWidth() * scale;
            double down = backdrop.getHeight() * scale;
            pen.setImageSmoothingQuality("high");
            pen.drawImage(
                    backdrop,
                    (size.width() - across) / 2,
                    (size.height() - down) / 2,
                    across,
                    down);
        }
        if (below == null) {
            below = gpu.storage((int) size.pixels() * 4);
        }
        load(drawing, size, below);
        belowOf = colour;
    }

    /** A picture of the user's was changed. */
    public void forget() {
        belowOf = null;
        if (skin != null) {
            skin.destroy();
            skin = null;
        }
    }

    private void load(OffscreenCanvas drawing, ImageSize of, GPUBuffer to) {
        var lay = compute("lay", KernelTexts.getLay(), "picture");
        var image = gpu.image(of.width(), of.height());
        gpu.copy(drawing, image);
        write(sizes, bytes(32).putInt(0, of.width()).putInt(4, of.height()));
        var encoder = gpu.encoder();
        dispatch(encoder, lay, new Bindings().texture(0, image).buffer(3, to).buffer(5, sizes), of);
        gpu.submit(encoder);
        image.destroy();
    }

    private ImageBitmap withObject(EffectSettings how, ImageBitmap skinImage) {
        var put = compute("object", KernelTexts.getObject(), "put");
        var over = draw("over");
        putSkin(skinImage);
        boolean metres = lens != null;
        double ratio = (double) skinSize.width() / skinSize.height();
        var through = metres ? lens : Intrinsics.webcam(size);
        write(
                settings,
                place(
                        metres ? how.objectInMetres(through, ratio) : how.object(through, ratio),
                        through,
                        metres ? 0 : EffectSettings.inverse(0),
                        metres ? 1 : EffectSettings.inverse(1)));
        var encoder = gpu.encoder();
        dispatch(
                encoder,
                put,
                new Bindings()
                        .buffer(0, metres ? inverse : near)
                        .buffer(1, matte)
                        .buffer(2, result)
                        .buffer(3, settings)
                        .buffer(4, skin)
                        .buffer(5, light),
                size);
        return shown(
                encoder,
                over,
                new Bindings()
                        .buffer(0, result)
                        .buffer(1, matte)
                        .buffer(2, picture)
                        .buffer(3, light)
                        .buffer(4, width));
    }

    private void putSkin(ImageBitmap image) {
        if (skin != null) {
            return;
        }
        double longest = image == null ? 1 : Math.max(image.getWidth(), image.getHeight());
        double scale = Math.min(1, MOST_SKIN / longest);
        skinSize =
                image == null
                        ? new ImageSize(1, 1)
                        : new ImageSize(
                                Math.max(1, (int) Math.round(image.getWidth() * scale)),
                                Math.max(1, (int) Math.round(image.getHeight() * scale)));
        var drawing = new OffscreenCanvas(skinSize.width(), skinSize.height());
        var pen = drawing.context();
        if (image == null) {
            pen.setFillStyle("#ffffff");
            pen.fillRect(0, 0, 1, 1);
        } else {
            pen.setImageSmoothingQuality("high");
            pen.drawImage(image, 0, 0, skinSize.width(), skinSize.height());
        }
        skin = gpu.storage((int) skinSize.pixels() * 4);
        load(drawing, skinSize, skin);
    }

    /** With 1 / depth of the values 0 and 1 of what the object is held against. */
    private ByteBuffer place(VirtualObject object, Intrinsics through, double far, double close) {
        var place = bytes(112);
        place.putInt(0, size.width()).putInt(4, size.height());
        place.putInt(12, skinSize.width()).putInt(28, skinSize.height());
        Point centre;
        var halves = new Point(0, 0, 0);
        var right = new Point(1, 0, 0);
        var up = new Point(0, 1, 0);
        if (object instanceof VirtualObject.Sphere sphere) {
            centre = sphere.centre();
            halves = new Point(sphere.radius(), 0, 0);
        } else if (object instanceof VirtualObject.Box box) {
            place.putInt(8, 1);
            centre = box.centre();
            halves = new Point(box.width() / 2, box.height() / 2, box.length() / 2);
            right = box.right();
            up = box.up();
        } else {
            var board = (VirtualObject.Billboard) object;
            place.putInt(8, 2);
            centre = board.centre();
            halves = new Point(board.width() / 2, board.height() / 2, 0);
        }
        put(place, 16, centre);
        put(place, 32, halves);
        place.putFloat(44, (float) EffectSettings.SOFT);
        put(place, 48, right);
        place.putFloat(60, (float) far);
        put(place, 64, up);
        place.putFloat(76, (float) close);
        // A warm red, which few rooms have much of.
        put(place, 80, new Point(0.75, 0.16, 0.08));
        place.putFloat(96, (float) through.fx())
                .putFloat(100, (float) through.fy())
                .putFloat(104, (float) through.cx())
                .putFloat(108, (float) through.cy());
        return place;
    }

    private static void put(ByteBuffer to, int at, Point point) {
        to.putFloat(at, (float) point.x())
                .putFloat(at + 4, (float) point.y())
                .putFloat(at + 8, (float) point.z());
    }

    // ---- the device

    private GPUPipeline.Compute compute(String name, String text, String entry) {
        var pipeline = computed.get(name + "." + entry);
        if (pipeline == null) {
            pipeline = gpu.compute(shader(name, text), entry);
            computed.put(name + "." + entry, pipeline);
        }
        return pipeline;
    }

    private GPUPipeline.Render draw(String entry) {
        var pipeline = drawn.get(entry);
        if (pipeline == null) {
            var shader = shader("compose", KernelTexts.getCompose());
            pipeline = gpu.render(shader, "corner", entry, format);
            drawn.put(entry, pipeline);
        }
        return pipeline;
    }

    private GPUShaderModule shader(String name, String text) {
        var shader = shaders.get(name);
        if (shader == null) {
            shader = gpu.shader(text);
            shaders.put(name, shader);
        }
        return shader;
    }

    private void dispatch(
            GPUCommandEncoder encoder,
            GPUPipeline.Compute pipeline,
            Bindings bindings,
            ImageSize over) {
        var pass = Gpu.compute(encoder, null);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, gpu.bind(pipeline, bindings));
        pass.dispatchWorkgroups(tiles(over.width()), tiles(over.height()));
        pass.end();
    }

    /** Nothing may be waited for in here: the canvas's texture ends with the task. */
    private ImageBitmap shown(
            GPUCommandEncoder encoder, GPUPipeline.Render pipeline, Bindings bindings) {
        var pass = Gpu.draw(encoder, context.getCurrentTexture(), null);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, gpu.bind(pipeline, bindings));
        pass.draw(3);
        pass.end();
        gpu.submit(encoder);
        return canvas.transferToImageBitmap();
    }

    private static int tiles(int edge) {
        return (edge + TILE - 1) / TILE;
    }

    private void write(GPUBuffer buffer, ByteBuffer values) {
        gpu.write(buffer, Uint8Array.fromJavaBuffer(values));
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    /** Frees its part of the device. */
    public void destroy() {
        texture.destroy();
        GPUBuffer[] buffers = {
            picture, near, result, matte, light, sizes, settings, width, planes, means, below, skin,
            inverse
        };
        for (var buffer : buffers) {
            if (buffer != null) {
                buffer.destroy();
            }
        }
        context.unconfigure();
    }
}
