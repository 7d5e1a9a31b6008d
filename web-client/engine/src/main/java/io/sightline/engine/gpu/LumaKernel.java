// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.image.ImageSize;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Staging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;

/** A frame's small luma, made on the graphics device and read back: {@code luma.wgsl}. */
public final class LumaKernel {
    private static final int CELLS_A_WORKGROUP = 256;

    private final Gpu gpu;
    private final ImageSize frame;
    private final ImageSize size;
    private final GPUPipeline.Compute video;
    private final GPUPipeline.Compute picture;
    private final GPUBuffer luma;
    private final GPUBuffer sizes;
    private final Staging staging;
    private final ByteBuffer bytes;
    private GPUBuffer waiting;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param frame size of the frames
     * @param size of the luma
     */
    public LumaKernel(Gpu gpu, ImageSize frame, ImageSize size) {
        this.gpu = gpu;
        this.frame = frame;
        this.size = size;
        var shader = gpu.shader(KernelTexts.getLuma());
        video = gpu.compute(shader, "video");
        picture = gpu.compute(shader, "picture");
        int words = ((int) size.pixels() + 3) / 4;
        luma = gpu.storage(words * 4);
        sizes = gpu.uniform(16);
        staging = new Staging(gpu, words * 4);
        bytes = ByteBuffer.allocateDirect(words * 4);
        var values = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        values.putInt(0, frame.width())
                .putInt(4, frame.height())
                .putInt(8, size.width())
                .putInt(12, size.height());
        gpu.write(sizes, Uint8Array.fromJavaBuffer(values));
    }

    /** The size of the frames that it is made for. */
    public ImageSize frame() {
        return frame;
    }

    /** Encodes the work for a texture that is bound already at 0 (video) or 1 (a picture). */
    void encode(GPUCommandEncoder encoder, Bindings texture, boolean ofVideo) {
        var pipeline = ofVideo ? video : picture;
        var pass = Gpu.compute(encoder, null);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, gpu.bind(pipeline, texture.buffer(2, luma).buffer(3, sizes)));
        pass.dispatchWorkgroups(((int) size.pixels() + CELLS_A_WORKGROUP - 1) / CELLS_A_WORKGROUP);
        pass.end();
        waiting = staging.take();
        encoder.copyBufferToBuffer(luma, 0, waiting, 0, luma.getSize());
    }

    /** Waits for the luma of the frame that was submitted last. */
    public void read(byte[] into) {
        staging.read(
                waiting,
                mapped -> {
                    Uint8Array.fromJavaBuffer(bytes.clear()).set(new Uint8Array(mapped), 0);
                    return null;
                });
        bytes.clear().get(into, 0, into.length);
    }

    /** Frees its part of the device. */
    public void destroy() {
        luma.destroy();
        sizes.destroy();
        staging.destroy();
    }
}
