// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.space.SceneView;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCanvasContext;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPUSampler;
import org.teavm.jso.webgpu.GPUTexture;

/**
 * A map in space, on the graphics device: {@code scene.wgsl}. It keeps a copy of the map and of its
 * frame, so that both are of one moment whatever is measured meanwhile.
 */
public final class SceneKernel {
    private static final int CORNERS = 6;

    private final Gpu gpu;
    private final String format;
    private final GPUPipeline.Render points;
    private final GPUPipeline.Render surface;
    private final GPUBuffer settings;
    private final GPUSampler smooth;
    private final OffscreenCanvas canvas = new OffscreenCanvas(1, 1);
    private final GPUCanvasContext context;
    private final ByteBuffer values =
            ByteBuffer.allocateDirect(SceneView.BYTES).order(ByteOrder.nativeOrder());
    private ImageSize size;
    private GPUBuffer map;
    private GPUTexture frame;
    private GPUTexture samples;
    private GPUTexture nearness;
    private GPUBindGroup ofPoints;
    private GPUBindGroup ofSurface;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     */
    public SceneKernel(Gpu gpu) {
        this.gpu = gpu;
        format = Platform.gpu().getPreferredCanvasFormat();
        var shader = gpu.shader(KernelTexts.getScene());
        points = gpu.solid(shader, "points", "colour", format);
        surface = gpu.solid(shader, "surface", "colour", format);
        settings = gpu.uniform(SceneView.BYTES);
        smooth = gpu.smooth();
        context = canvas.contextWebGpu();
        gpu.configure(context, format);
    }

    /** The device it is made for. */
    public Gpu gpu() {
        return gpu;
    }

    /** True when it has something to draw. */
    public boolean ready() {
        return map != null && frame != null;
    }

    /** Takes a map that is on the device. */
    public void map(GPUBuffer from, ImageSize mapSize) {
        fit(mapSize);
        var encoder = gpu.encoder();
        encoder.copyBufferToBuffer(from, 0, map, 0, mapSize.pixels() * 4);
        gpu.submit(encoder);
    }

    /** Takes a map of the processor. */
    public void map(FloatBuffer from, ImageSize mapSize) {
        fit(mapSize);
        gpu.write(map, Float32Array.fromJavaBuffer(from));
    }

    private void fit(ImageSize mapSize) {
        if (mapSize.equals(size)) {
            return;
        }
        if (map != null) {
            map.destroy();
        }
        map = gpu.storage(((int) mapSize.pixels() * 4 + 15) / 16 * 16);
        size = mapSize;
        ofPoints = null;
    }

    /**
     * Takes the frame of the map.
     *
     * @param image an ImageBitmap or VideoFrame, which may be closed afterwards
     * @param frameSize of it
     */
    public void frame(JSObject image, ImageSize frameSize) {
        if (frame == null
                || frame.getWidth() != frameSize.width()
                || frame.getHeight() != frameSize.height()) {
            if (frame != null) {
                frame.destroy();
            }
            frame = gpu.image(frameSize.width(), frameSize.height());
            ofPoints = null;
        }
        gpu.copy(image, frame);
    }

    /**
     * Draws it.
     *
     * @param range of the map's values
     * @return what was drawn; the caller's to show or close
     */
    public ImageBitmap draw(SceneView view, DepthRange range) {
        resize(view.canvas());
        if (ofPoints == null) {
            ofPoints = gpu.bind(points, bindings());
            ofSurface = gpu.bind(surface, bindings());
        }
        view.put(values, size, range);
        gpu.write(settings, Uint8Array.fromJavaBuffer(values));
        var encoder = gpu.encoder();
        var pass = Gpu.drawSolid(encoder, context.getCurrentTexture(), samples, nearness);
        pass.setPipeline(view.surface() ? surface : points);
        pass.setBindGroup(0, view.surface() ? ofSurface : ofPoints);
        int cells = view.surface() ? (size.width() - 1) * (size.height() - 1) : (int) size.pixels();
        pass.draw(cells * CORNERS);
        pass.end();
        gpu.submit(encoder);
        return canvas.transferToImageBitmap();
    }

    private Bindings bindings() {
        return new Bindings()
                .buffer(0, map)
                .texture(1, frame)
                .sampler(2, smooth)
                .buffer(3, settings);
    }

    private void resize(ImageSize wanted) {
        if (samples != null
                && canvas.getWidth() == wanted.width()
                && canvas.getHeight() == wanted.height()) {
            return;
        }
        if (samples != null) {
            samples.destroy();
            nearness.destroy();
        }
        canvas.setWidth(wanted.width());
        canvas.setHeight(wanted.height());
        samples = gpu.samples(wanted.width(), wanted.height(), format);
        nearness = gpu.nearness(wanted.width(), wanted.height());
    }

    /** Frees its part of the device. */
    public void destroy() {
        settings.destroy();
        if (map != null) {
            map.destroy();
        }
        if (frame != null) {
            frame.destroy();
        }
        if (samples != null) {
            samples.destroy();
            nearness.destroy();
        }
    }
}
