// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Staging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;

/** The range of a map on the graphics device: {@code range.wgsl}. */
public final class RangeKernel {
    /** Bytes of the result. */
    public static final int BYTES = 32;

    private static final int SCRATCH_BYTES = (4 + 1024) * 4;
    private static final int WORKGROUP = 256;
    private static final int MOST_WORKGROUPS = 64;

    private final int workgroups;
    private final GPUPipeline.Compute[] pipelines = new GPUPipeline.Compute[3];
    private final GPUBindGroup[] groups = new GPUBindGroup[3];
    private final GPUBuffer scratch;
    private final GPUBuffer range;
    private final GPUBuffer settings;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param map of that many values
     * @param count of values
     */
    public RangeKernel(Gpu gpu, GPUBuffer map, int count) {
        workgroups = Math.max(1, Math.min(MOST_WORKGROUPS, (count + WORKGROUP - 1) / WORKGROUP));
        scratch = gpu.storage(SCRATCH_BYTES);
        range = gpu.storage(BYTES);
        settings = gpu.uniform(16);
        var values = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        values.putInt(0, count)
                .putFloat(4, (float) (DepthPostprocessor.LOW * count))
                .putFloat(8, (float) (DepthPostprocessor.HIGH * count));
        gpu.write(settings, Uint8Array.fromJavaBuffer(values));
        var shader = gpu.shader(KernelTexts.getRange());
        pipelines[0] = gpu.compute(shader, "extremes");
        pipelines[1] = gpu.compute(shader, "histogram");
        pipelines[2] = gpu.compute(shader, "percentiles");
        for (int i = 0; i < 2; ++i) {
            groups[i] =
                    gpu.bind(
                            pipelines[i],
                            new Bindings().buffer(0, map).buffer(1, scratch).buffer(3, settings));
        }
        groups[2] =
                gpu.bind(
                        pipelines[2],
                        new Bindings().buffer(1, scratch).buffer(2, range).buffer(3, settings));
    }

    /** The result, as {@code range.wgsl} says. */
    public GPUBuffer range() {
        return range;
    }

    /**
     * Encodes the work.
     *
     * @param timestamps of the pass, or null
     */
    public void encode(GPUCommandEncoder encoder, JSObject timestamps) {
        encoder.clearBuffer(scratch);
        var pass = Gpu.compute(encoder, timestamps);
        for (int i = 0; i < 3; ++i) {
            pass.setPipeline(pipelines[i]);
            pass.setBindGroup(0, groups[i]);
            pass.dispatchWorkgroups(i == 2 ? 1 : workgroups);
        }
        pass.end();
    }

    /**
     * The result that was read back to the start of a buffer.
     *
     * @throws SightlineException as {@link DepthPostprocessor#range} does
     */
    public static DepthRange of(ArrayBuffer mapped) {
        if (Staging.intAt(mapped, 4) > 0) {
            throw new SightlineException(ErrorCode.INTERNAL, "not-finite");
        }
        var range =
                new DepthRange(
                        Staging.floatAt(mapped, 0),
                        Staging.floatAt(mapped, 1),
                        Staging.floatAt(mapped, 2),
                        Staging.floatAt(mapped, 3));
        if (range.isConstant()) {
            throw new SightlineException(ErrorCode.INTERNAL, "constant");
        }
        return range;
    }

    /** Frees its part of the device. */
    public void destroy() {
        scratch.destroy();
        range.destroy();
        settings.destroy();
    }
}
