// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.steady.Stabiliser;
import io.sightline.core.steady.Steadiness;
import io.sightline.core.steady.StreamStabiliser;
import io.sightline.glue.gpu.Gpu;
import org.teavm.jso.webgpu.GPUBuffer;

/** Stabilises the maps of a stream of frames, both on the graphics device. */
public final class GpuStream {
    private final Gpu gpu;
    private final StreamStabiliser<GpuSteadyMaps> stabiliser;
    private GpuSteadyMaps maps;
    private LumaKernel kernel;
    private byte[] luma;
    private DepthRange shown;

    /**
     * @param gpu to run on
     */
    public GpuStream(Gpu gpu) {
        this.gpu = gpu;
        stabiliser = new StreamStabiliser<>(this::make);
    }

    private GpuSteadyMaps make(ImageSize size) {
        if (maps != null) {
            maps.destroy();
        }
        shown = null;
        maps = gpu.checked(() -> new GpuSteadyMaps(gpu, size));
        return maps;
    }

    /**
     * Is ready for the next frame; blocks where a size has changed.
     *
     * @return the kernel that has to look at the frame
     */
    public LumaKernel aim(int number, ImageSize frame, ImageSize mapSize) {
        var small = stabiliser.aim(number, frame, mapSize);
        if (kernel == null || !kernel.frame().equals(frame)) {
            if (kernel != null) {
                kernel.destroy();
            }
            kernel = gpu.checked(() -> new LumaKernel(gpu, frame, small));
            luma = new byte[(int) small.pixels()];
        }
        return kernel;
    }

    /**
     * Takes the map of the frame that was looked at. Blocks until the device has made it.
     *
     * @param map the model's
     * @param steady the steady one is wanted
     */
    public Steadiness next(GPUBuffer map, boolean steady) {
        kernel.read(luma);
        maps.take(map, stabiliser.look(luma));
        var step = stabiliser.update().step();
        if (step == Stabiliser.Step.STARTED || step == Stabiliser.Step.CUT) {
            shown = null;
        }
        return new Steadiness(
                steady, stabiliser.camera(), stabiliser.moves(), stabiliser.flicker());
    }

    /** The steady map. */
    public GPUBuffer steady() {
        return maps.steady();
    }

    /**
     * The range to paint the next steady map with: that of the maps before it, since its own is not
     * known before it is painted; null for the first of a scene.
     */
    public DepthRange shown() {
        return shown;
    }

    /** Takes the range of the newest steady map. */
    public DepthRange range(DepthRange range) {
        shown = stabiliser.range(range);
        return shown;
    }

    /** Frees its part of the device. */
    public void destroy() {
        if (maps != null) {
            maps.destroy();
        }
        if (kernel != null) {
            kernel.destroy();
        }
    }
}
