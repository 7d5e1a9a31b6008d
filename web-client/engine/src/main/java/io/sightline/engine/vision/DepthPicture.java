// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.engine.gpu.PictureKernel;
import io.sightline.engine.gpu.SceneKernel;
import io.sightline.glue.canvas.BitmapContext;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Staging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;

/**
 * The canvas on the page that the worker shows depth on, at the map's own size; the page scales it.
 * It takes finished bitmaps, so that whichever backend measures may paint: a canvas that was once
 * given to the graphics device could not be drawn on by the processor.
 */
final class DepthPicture {
    private BitmapContext page;
    private DepthLook look = DepthLook.of(Palette.of(""));
    private ImageSize size;
    // By the processor.
    private OffscreenCanvas canvas;
    private OffscreenContext context;
    private ImageData pixels;
    private ByteBuffer rgba;
    private FloatBuffer map;
    private DepthRange range;
    // By the graphics device.
    private PictureKernel kernel;
    private ImageBitmap taken;

    /** Takes over a canvas of the page. */
    void attach(OffscreenCanvas attached) {
        page = attached.contextBitmap();
        repaint();
    }

    /** Changes how maps are painted, and paints the last one so. */
    void look(DepthLook how) {
        look = how;
        repaint();
    }

    /** The map on show, on the graphics device; null where the processor has it. */
    PictureKernel onGpu() {
        return size == null || map != null || kernel.gpu().lost() ? null : kernel;
    }

    /** True where small values are near. */
    boolean nearIsSmall() {
        return look.nearIsSmall();
    }

    private void repaint() {
        if (page == null || size == null) {
            return;
        }
        if (map != null) {
            paint();
        } else if (!kernel.gpu().lost()) {
            kernel.repaint(look);
            show(kernel.take());
        }
    }

    private void show(ImageBitmap bitmap) {
        if (page == null) {
            bitmap.close();
        } else {
            page.transferFromImageBitmap(bitmap);
        }
    }

    // ---- by the processor

    /** Paints a map, which must stay as it is until the next one. */
    void paint(ImageSize mapSize, FloatBuffer values, DepthRange mapRange) {
        size = mapSize;
        map = values;
        range = mapRange;
        release();
        paint();
    }

    private void paint() {
        if (canvas == null
                || canvas.getWidth() != size.width()
                || canvas.getHeight() != size.height()) {
            canvas = new OffscreenCanvas(size.width(), size.height());
            context = canvas.context();
            pixels = new ImageData(size.width(), size.height());
            rgba = ByteBuffer.allocateDirect((int) size.pixels() * 4);
        }
        new DepthPostprocessor(size.width(), size.height()).paint(map, range, look, rgba);
        pixels.getData().set(Uint8ClampedArray.fromJavaBuffer(rgba), 0);
        context.putImageData(pixels, 0, 0);
        show(canvas.transferToImageBitmap());
    }

    // ---- by the graphics device

    /** Is ready to paint maps of that size on that device. Blocks. */
    void ready(Gpu gpu, ImageSize mapSize) {
        if (kernel != null && kernel.gpu().isSame(gpu) && kernel.size().equals(mapSize)) {
            return;
        }
        var fresh = gpu.checked(() -> new PictureKernel(gpu, mapSize));
        release();
        kernel = fresh;
        size = null;
    }

    /** Encodes that a map is kept and painted, on a scale with other ends than its own or null. */
    void encode(
            GPUCommandEncoder encoder,
            GPUBuffer from,
            GPUBuffer fromRange,
            DepthRange ends,
            JSObject timestamps) {
        kernel.encode(encoder, from, fromRange, ends, look, timestamps);
    }

    /** Takes what was painted, in the task that submitted it. */
    void take() {
        taken = kernel.take();
    }

    /** Shows what was taken: its map is known to be a measurement. */
    void present(DepthRange mapRange) {
        kernel.keep();
        size = kernel.size();
        map = null;
        range = mapRange;
        show(taken);
        taken = null;
    }

    /** Closes what was taken and not shown. */
    void discard() {
        if (taken != null) {
            taken.close();
            taken = null;
        }
    }

    private void release() {
        if (kernel != null) {
            kernel.destroy();
            kernel = null;
        }
    }

    // ---- what is on show

    /** True once something is. */
    boolean shown() {
        return size != null;
    }

    /** The range of its values. */
    DepthRange range() {
        return range;
    }

    /** The device that it is on; null when the processor has it. */
    Gpu gpu() {
        return map == null && kernel != null ? kernel.gpu() : null;
    }

    /** Hands it to the scene, which is on the same device or on one of its own. */
    void giveTo(SceneKernel scene) {
        if (map == null) {
            scene.map(kernel.map(), size);
        } else {
            scene.map(map, size);
        }
    }

    /** All of it, with its size, in the processor's memory. Blocks. */
    FloatBuffer whole() {
        if (size != null && map != null) {
            return map;
        }
        var values = read(List.of());
        var copy =
                ByteBuffer.allocateDirect(values.getLength() * 4)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        Float32Array.fromJavaBuffer(copy).set(values, 0);
        return copy;
    }

    /** Width and height of it. */
    ImageSize size() {
        return size;
    }

    // ---- values

    /**
     * Values of the map on show. Blocks.
     *
     * @param places across, down, across, down, as shares of the image; none for the whole map
     */
    Float32Array read(List<Double> places) {
        if (size == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "nothing-measured");
        }
        if (map == null && kernel.gpu().lost()) {
            throw new SightlineException(ErrorCode.DEVICE_LOST, "device-lost");
        }
        if (places.isEmpty()) {
            return map == null ? kernel.values() : copy(map);
        }
        var result = new Float32Array(places.size() / 2);
        if (map != null) {
            for (int i = 0; i < result.getLength(); ++i) {
                result.set(i, (float) DepthSampler.at(map::get, size, point(places, i)));
            }
            return result;
        }
        var stretches = new ArrayList<PictureKernel.Stretch>();
        for (int i = 0; i < result.getLength(); ++i) {
            var corner = DepthSampler.corner(size, point(places, i));
            stretches.add(new PictureKernel.Stretch(corner, 2));
            stretches.add(new PictureKernel.Stretch(corner + size.width(), 2));
        }
        return kernel.read(
                stretches,
                mapped -> {
                    for (int i = 0; i < result.getLength(); ++i) {
                        int at = i * 4;
                        int corner = stretches.get(i * 2).from();
                        result.set(
                                i,
                                (float)
                                        DepthSampler.at(
                                                index ->
                                                        Staging.floatAt(
                                                                mapped,
                                                                at + within(index - corner)),
                                                size,
                                                point(places, i)));
                    }
                    return result;
                });
    }

    /** Where one of the four values around a place was read to, by its distance to the first. */
    private int within(int distance) {
        return distance < 2 ? distance : 2 + distance - size.width();
    }

    private static ImagePoint point(List<Double> places, int i) {
        return new ImagePoint(places.get(i * 2), places.get(i * 2 + 1));
    }

    private static Float32Array copy(FloatBuffer map) {
        var result = new Float32Array(map.capacity());
        result.set(Float32Array.fromJavaBuffer(map), 0);
        return result;
    }
}
