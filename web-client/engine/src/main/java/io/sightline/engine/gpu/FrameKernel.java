// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.depth.CubicTaps;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Timestamps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPUTexture;

/** A frame becomes a model's input without leaving the graphics device: {@code prepare.wgsl}. */
public final class FrameKernel {
    private static final int TILE = 8;
    private static final int TAP_BYTES = 32;
    private static final int SETTINGS_BYTES = 32;

    private final Gpu gpu;
    private final ImageSize input;
    private final GPUPipeline.Compute video;
    private final GPUPipeline.Compute picture;
    private final GPUBuffer taps;
    private final GPUBuffer settings;
    private final GPUBuffer tensor;
    private GPUTexture texture;
    private ImageSize source;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param input size of the tensor
     * @param contract whose mean and standard deviation apply
     * @param half the tensor is of half precision
     */
    public FrameKernel(Gpu gpu, ImageSize input, ModelContract contract, boolean half) {
        this.gpu = gpu;
        this.input = input;
        var shader = gpu.shader(KernelTexts.of(KernelTexts.getPrepare(), half));
        video = gpu.compute(shader, "video");
        picture = gpu.compute(shader, "picture");
        taps = gpu.storage((input.width() + input.height()) * TAP_BYTES);
        settings = gpu.uniform(SETTINGS_BYTES);
        // The device copies and binds whole words: an odd number of half values needs one more.
        tensor = gpu.storage(((int) input.pixels() * 3 * (half ? 2 : 4) + 15) / 16 * 16);
        var values = bytes(SETTINGS_BYTES);
        for (int c = 0; c < 3; ++c) {
            values.putFloat(c * 4, 1 / contract.std()[c]);
            values.putFloat(16 + c * 4, -contract.mean()[c] / contract.std()[c]);
        }
        values.putInt(12, input.width()).putInt(28, input.height());
        gpu.write(settings, Uint8Array.fromJavaBuffer(values));
    }

    /** The tensor, [3, height, width]. */
    public GPUBuffer tensor() {
        return tensor;
    }

    /**
     * Submits the work for a frame of video, which may be closed afterwards.
     *
     * @param frame a VideoFrame
     * @param size of it
     * @param luma looks at it too; or null
     * @param timer of times 0 and 1, or null
     */
    public void video(JSObject frame, ImageSize size, LumaKernel luma, Timestamps timer) {
        aim(size);
        // Nothing may be waited for from here on: the texture ends with the task.
        var external = gpu.external(frame);
        var encoder = gpu.encoder();
        encode(encoder, video, new Bindings().external(0, external), timer);
        if (luma != null) {
            luma.encode(encoder, new Bindings().external(0, external), true);
        }
        gpu.submit(encoder);
    }

    /**
     * Submits the work for a picture, which may be closed afterwards.
     *
     * @param image an ImageBitmap, VideoFrame or canvas
     * @param size of it
     * @param luma looks at it too; or null
     * @param timer of times 0 and 1, or null
     */
    public void picture(JSObject image, ImageSize size, LumaKernel luma, Timestamps timer) {
        aim(size);
        if (texture == null
                || texture.getWidth() != size.width()
                || texture.getHeight() != size.height()) {
            if (texture != null) {
                texture.destroy();
                texture = null;
            }
            texture = gpu.checked(() -> gpu.image(size.width(), size.height()));
        }
        gpu.copy(image, texture);
        var encoder = gpu.encoder();
        encode(encoder, picture, new Bindings().texture(1, texture), timer);
        if (luma != null) {
            luma.encode(encoder, new Bindings().texture(1, texture), false);
        }
        gpu.submit(encoder);
    }

    private void encode(
            GPUCommandEncoder encoder,
            GPUPipeline.Compute pipeline,
            Bindings texture,
            Timestamps timer) {
        var group =
                gpu.bind(pipeline, texture.buffer(2, taps).buffer(3, tensor).buffer(4, settings));
        var pass = Gpu.compute(encoder, timer == null ? null : timer.span(0, 1));
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(tiles(input.width()), tiles(input.height()));
        pass.end();
    }

    private static int tiles(int edge) {
        return (edge + TILE - 1) / TILE;
    }

    /** Where each sample reads, for frames of this size. */
    private void aim(ImageSize size) {
        if (size.equals(source)) {
            return;
        }
        var values = bytes((input.width() + input.height()) * TAP_BYTES);
        put(values, 0, input.width(), new CubicTaps(size.width(), input.width()));
        put(values, input.width(), input.height(), new CubicTaps(size.height(), input.height()));
        gpu.write(taps, Uint8Array.fromJavaBuffer(values));
        source = size;
    }

    private static void put(ByteBuffer values, int from, int count, CubicTaps taps) {
        for (int i = 0; i < count * 4; ++i) {
            int at = (from + i / 4) * TAP_BYTES + i % 4 * 4;
            values.putInt(at, taps.index()[i]).putFloat(at + 16, taps.weight()[i]);
        }
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    /** Frees its part of the device. */
    public void destroy() {
        taps.destroy();
        settings.destroy();
        tensor.destroy();
        if (texture != null) {
            texture.destroy();
        }
    }
}
