// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.depth.DepthLook;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Platform;
import io.sightline.glue.gpu.Staging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCanvasContext;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;

/**
 * The picture of the last map, on the graphics device: {@code colour.wgsl}. It keeps a copy of the
 * map there, so that it can be painted anew and read when asked for.
 */
public final class PictureKernel {
    private static final int PALETTE_BYTES = 256 * 4;
    private static final int LOOK_BYTES = 32;

    private final Gpu gpu;
    private final ImageSize size;
    private final GPUPipeline.Render pipeline;
    // One is on show; the other takes the next map, which may turn out to be no measurement.
    private final GPUBindGroup[] groups = new GPUBindGroup[2];
    private final GPUBuffer[] maps = new GPUBuffer[2];
    private final GPUBuffer[] ranges = new GPUBuffer[2];
    private final GPUBuffer palette;
    private final GPUBuffer look;
    private final OffscreenCanvas canvas;
    private final GPUCanvasContext context;
    private DepthLook shown;
    private DepthRange scale;
    private int onShow;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param size of the maps
     */
    public PictureKernel(Gpu gpu, ImageSize size) {
        this.gpu = gpu;
        this.size = size;
        var format = Platform.gpu().getPreferredCanvasFormat();
        pipeline = gpu.render(gpu.shader(KernelTexts.getColour()), "corner", "colour", format);
        palette = gpu.storage(PALETTE_BYTES);
        look = gpu.uniform(LOOK_BYTES);
        for (int i = 0; i < groups.length; ++i) {
            maps[i] = gpu.storage((int) size.pixels() * 4);
            ranges[i] = gpu.storage(RangeKernel.BYTES);
            groups[i] =
                    gpu.bind(
                            pipeline,
                            new Bindings()
                                    .buffer(0, maps[i])
                                    .buffer(1, ranges[i])
                                    .buffer(2, palette)
                                    .buffer(3, look));
        }
        canvas = new OffscreenCanvas(size.width(), size.height());
        context = canvas.contextWebGpu();
        gpu.configure(context, format);
    }

    /** The device it is made for. */
    public Gpu gpu() {
        return gpu;
    }

    /** The size it is made for. */
    public ImageSize size() {
        return size;
    }

    /** Its range, as {@code range.wgsl} leaves it. */
    public GPUBuffer range() {
        return ranges[onShow];
    }

    /**
     * Encodes that a map is taken and painted; it takes the place of the one on show by {@link
     * #keep}.
     *
     * @param from the map
     * @param fromRange its range, as {@code range.wgsl} leaves it
     * @param ends of the scale where they are not the map's own, or null
     * @param timestamps of the pass, or null
     */
    public void encode(
            GPUCommandEncoder encoder,
            GPUBuffer from,
            GPUBuffer fromRange,
            DepthRange ends,
            DepthLook how,
            JSObject timestamps) {
        int next = 1 - onShow;
        encoder.copyBufferToBuffer(from, 0, maps[next], 0, maps[next].getSize());
        encoder.copyBufferToBuffer(fromRange, 0, ranges[next], 0, RangeKernel.BYTES);
        if (!Objects.equals(ends, scale)) {
            scale = ends;
            shown = null;
        }
        draw(encoder, next, how, timestamps);
    }

    /** The map that was taken last is a measurement, and on show from now on. */
    public void keep() {
        onShow = 1 - onShow;
    }

    /** Paints the map on show; {@link #take} has the result. */
    public void repaint(DepthLook how) {
        var encoder = gpu.encoder();
        draw(encoder, onShow, how, null);
        gpu.submit(encoder);
    }

    private void draw(GPUCommandEncoder encoder, int which, DepthLook how, JSObject timestamps) {
        if (!how.equals(shown)) {
            write(how);
            shown = how;
        }
        var pass = Gpu.draw(encoder, context.getCurrentTexture(), timestamps);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, groups[which]);
        pass.draw(3);
        pass.end();
    }

    private void write(DepthLook how) {
        var colours = ByteBuffer.allocateDirect(PALETTE_BYTES).order(ByteOrder.nativeOrder());
        colours.asIntBuffer().put(how.palette().abgr());
        gpu.write(palette, Uint8Array.fromJavaBuffer(colours));
        var values = ByteBuffer.allocateDirect(LOOK_BYTES).order(ByteOrder.nativeOrder());
        values.putInt(0, size.width())
                .putInt(4, size.height())
                .putInt(8, how.nearIsSmall() ? 1 : 0)
                .putInt(12, how.contours())
                .putFloat(16, how.from())
                .putFloat(20, how.to())
                .putFloat(24, scale == null ? 0 : scale.low())
                .putFloat(28, scale == null ? 0 : scale.high());
        gpu.write(look, Uint8Array.fromJavaBuffer(values));
    }

    /** What was painted, in the task that painted it; the caller's to show or close. */
    public ImageBitmap take() {
        return canvas.transferToImageBitmap();
    }

    /** The map on show. */
    public GPUBuffer map() {
        return maps[onShow];
    }

    /** All values of the map. Blocks. */
    public Float32Array values() {
        return read(List.of(new Stretch(0, (int) size.pixels())), Staging::floats);
    }

    /**
     * Stretches of the map's values, one after another. Blocks.
     *
     * @param reader takes them from memory that ends when it returns
     */
    public <T> T read(List<Stretch> stretches, Staging.Reader<T> reader) {
        int count = 0;
        for (var stretch : stretches) {
            count += stretch.count();
        }
        var staging = new Staging(gpu, count * 4);
        var buffer = staging.take();
        var encoder = gpu.encoder();
        int at = 0;
        for (var stretch : stretches) {
            encoder.copyBufferToBuffer(
                    maps[onShow], stretch.from() * 4, buffer, at, stretch.count() * 4);
            at += stretch.count() * 4;
        }
        gpu.submit(encoder);
        try {
            return staging.read(buffer, reader);
        } finally {
            buffer.destroy();
        }
    }

    /**
     * Values that lie one after another.
     *
     * @param from index of the first
     * @param count of values
     */
    public record Stretch(int from, int count) {}

    /** Frees its part of the device. */
    public void destroy() {
        for (int i = 0; i < groups.length; ++i) {
            maps[i].destroy();
            ranges[i].destroy();
        }
        palette.destroy();
        look.destroy();
        context.unconfigure();
    }
}
