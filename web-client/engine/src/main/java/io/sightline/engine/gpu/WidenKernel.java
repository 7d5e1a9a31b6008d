// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;

/** Half to single precision on the graphics device: {@code widen.wgsl}. */
public final class WidenKernel {
    private static final int WORKGROUPS = 64;

    private final GPUBuffer half;
    private final GPUPipeline.Compute pipeline;
    private final GPUBindGroup group;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on, with "shader-f16"
     * @param map the result
     * @param count of values
     */
    public WidenKernel(Gpu gpu, GPUBuffer map, int count) {
        half = gpu.storage((count * 2 + 15) / 16 * 16);
        pipeline = gpu.compute(gpu.shader(KernelTexts.of(KernelTexts.getWiden(), true)), "widen");
        group = gpu.bind(pipeline, new Bindings().buffer(0, half).buffer(1, map));
    }

    /** What is widened. */
    public GPUBuffer half() {
        return half;
    }

    /** Encodes the work. */
    public void encode(GPUCommandEncoder encoder) {
        var pass = Gpu.compute(encoder, null);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(WORKGROUPS);
        pass.end();
    }

    /** Frees its part of the device. */
    public void destroy() {
        half.destroy();
    }
}
