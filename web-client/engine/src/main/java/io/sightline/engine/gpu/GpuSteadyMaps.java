// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Warp;
import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.Stabiliser;
import io.sightline.core.steady.SteadyMaps;
import io.sightline.glue.gpu.Bindings;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Staging;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPUShaderModule;

/**
 * A stabiliser's maps on the graphics device: {@code steady.wgsl}. Sums alone are read back, and
 * waited for; so its methods block.
 */
public final class GpuSteadyMaps implements SteadyMaps {
    private static final int SETTINGS_BYTES = 96;
    private static final int WORKGROUPS = 64;

    private final Gpu gpu;
    private final ImageSize size;
    private final int bytes;
    private final GPUPipeline.Compute sums;
    private final GPUPipeline.Compute forget;
    private final GPUPipeline.Compute align;
    private final GPUPipeline.Compute blend;
    private final GPUPipeline.Compute carry;
    private final GPUPipeline.Compute follow;
    private final GPUBuffer map;
    private final GPUBuffer mapBefore;
    private final GPUBuffer steady;
    private final GPUBuffer carried;
    private final GPUBuffer reference;
    private final GPUBuffer seen;
    private final GPUBuffer moving;
    private final GPUBuffer totals;
    private final GPUBuffer settings;
    private final Staging staging;
    private final ByteBuffer values =
            ByteBuffer.allocateDirect(SETTINGS_BYTES).order(ByteOrder.nativeOrder());
    private final ByteBuffer mask;

    /**
     * Blocks; throws what the device says is wrong.
     *
     * @param gpu to run on
     * @param size of the maps
     */
    public GpuSteadyMaps(Gpu gpu, ImageSize size) {
        this.gpu = gpu;
        this.size = size;
        bytes = (int) size.pixels() * 4;
        GPUShaderModule shader = gpu.shader(KernelTexts.getSteady());
        sums = gpu.compute(shader, "sums");
        forget = gpu.compute(shader, "forget");
        align = gpu.compute(shader, "align");
        blend = gpu.compute(shader, "blend");
        carry = gpu.compute(shader, "carry");
        follow = gpu.compute(shader, "follow");
        map = gpu.storage(bytes);
        mapBefore = gpu.storage(bytes);
        steady = gpu.storage(bytes);
        carried = gpu.storage(bytes);
        reference = gpu.storage(bytes);
        seen = gpu.storage(bytes);
        mask = ByteBuffer.allocateDirect(((int) size.pixels() + 3) / 4 * 4);
        moving = gpu.storage(mask.capacity());
        int most = Math.max(blocks(), WORKGROUPS) * 3 * 4;
        totals = gpu.storage(most);
        settings = gpu.uniform(SETTINGS_BYTES);
        staging = new Staging(gpu, most);
        values.putInt(0, size.width())
                .putInt(4, size.height())
                .putInt(8, Stabiliser.BLOCK)
                .putFloat(24, AT_REST)
                .putFloat(28, IN_MOTION)
                .putInt(48, BUILD)
                .putFloat(52, PURSUIT)
                .putFloat(56, FOLLOW);
    }

    /** The size that it is made for. */
    public ImageSize size() {
        return size;
    }

    /** The steady map. */
    public GPUBuffer steady() {
        return steady;
    }

    /**
     * Takes the model's next map.
     *
     * @param from which holds it now, and whose content may change afterwards
     * @param what as {@link io.sightline.core.motion.MotionMask} makes it; null when not known:
     *     nothing moves
     */
    public void take(GPUBuffer from, byte[] what) {
        mask.clear();
        if (what == null) {
            for (int i = 0; i < mask.capacity(); ++i) {
                mask.put(i, (byte) 0);
            }
        } else {
            mask.put(what);
        }
        gpu.write(moving, Uint8Array.fromJavaBuffer(mask.clear()));
        var encoder = gpu.encoder();
        encoder.copyBufferToBuffer(map, 0, mapBefore, 0, bytes);
        encoder.copyBufferToBuffer(from, 0, map, 0, bytes);
        gpu.submit(encoder);
    }

    @Override
    public int blocks() {
        return ceil(size.width()) * ceil(size.height());
    }

    private static int ceil(int length) {
        return (length + Stabiliser.BLOCK - 1) / Stabiliser.BLOCK;
    }

    @Override
    public void blockSums(Target target, float[] into) {
        values.putInt(
                12,
                switch (target) {
                    case BEFORE, STEADY -> 0;
                    case REFERENCE -> 1;
                    case CARRIED -> 2;
                });
        send();
        var other =
                switch (target) {
                    case BEFORE -> mapBefore;
                    case REFERENCE -> reference;
                    case STEADY -> steady;
                    case CARRIED -> carried;
                };
        var encoder = gpu.encoder();
        run(
                encoder,
                sums,
                new Bindings()
                        .buffer(0, map)
                        .buffer(1, other)
                        .buffer(4, seen)
                        .buffer(5, moving)
                        .buffer(6, totals)
                        .buffer(7, settings),
                blocks());
        read(encoder, into);
    }

    @Override
    public void restart() {
        var encoder = gpu.encoder();
        encoder.copyBufferToBuffer(map, 0, steady, 0, bytes);
        gpu.submit(encoder);
    }

    @Override
    public void restartReference() {
        send();
        var encoder = gpu.encoder();
        run(
                encoder,
                forget,
                new Bindings()
                        .buffer(2, steady)
                        .buffer(3, reference)
                        .buffer(4, seen)
                        .buffer(7, settings),
                WORKGROUPS);
        gpu.submit(encoder);
    }

    @Override
    public void align(Alignment alignment) {
        put(alignment);
        send();
        var encoder = gpu.encoder();
        run(
                encoder,
                align,
                new Bindings().buffer(0, map).buffer(2, steady).buffer(7, settings),
                WORKGROUPS);
        gpu.submit(encoder);
    }

    @Override
    public void carry(Warp warp) {
        put(warp);
        send();
        var encoder = gpu.encoder();
        run(
                encoder,
                carry,
                new Bindings().buffer(1, steady).buffer(7, settings).buffer(8, carried),
                WORKGROUPS);
        gpu.submit(encoder);
    }

    @Override
    public Change follow(Alignment alignment, Warp warp, float jump, float least) {
        put(alignment, jump, least);
        put(warp);
        send();
        var encoder = gpu.encoder();
        run(
                encoder,
                follow,
                new Bindings()
                        .buffer(0, map)
                        .buffer(1, mapBefore)
                        .buffer(2, steady)
                        .buffer(5, moving)
                        .buffer(6, totals)
                        .buffer(7, settings)
                        .buffer(8, carried),
                WORKGROUPS);
        return change(encoder);
    }

    @Override
    public Change blend(Alignment alignment, float jump, float tolerance, float least) {
        put(alignment, jump, least);
        values.putFloat(36, tolerance);
        send();
        var encoder = gpu.encoder();
        run(
                encoder,
                blend,
                new Bindings()
                        .buffer(0, map)
                        .buffer(1, mapBefore)
                        .buffer(2, steady)
                        .buffer(3, reference)
                        .buffer(4, seen)
                        .buffer(5, moving)
                        .buffer(6, totals)
                        .buffer(7, settings),
                WORKGROUPS);
        return change(encoder);
    }

    /** Submits, waits, and adds up what the workgroups found. */
    private Change change(GPUCommandEncoder encoder) {
        var parts = new float[WORKGROUPS * 3];
        read(encoder, parts);
        double pixels = 0;
        double raw = 0;
        double changed = 0;
        for (int i = 0; i < parts.length; i += 3) {
            pixels += parts[i];
            raw += parts[i + 1];
            changed += parts[i + 2];
        }
        return pixels == 0
                ? new Change(Double.NaN, Double.NaN)
                : new Change(raw / pixels, changed / pixels);
    }

    private void put(Alignment alignment) {
        values.putFloat(16, alignment.scale()).putFloat(20, alignment.shift());
    }

    private void put(Alignment alignment, float jump, float least) {
        put(alignment);
        values.putFloat(32, jump).putFloat(40, least / alignment.scale()).putFloat(44, least);
    }

    private void put(Warp warp) {
        values.putFloat(60, warp.xx())
                .putFloat(64, warp.xy())
                .putFloat(68, warp.x0())
                .putFloat(72, warp.yx())
                .putFloat(76, warp.yy())
                .putFloat(80, warp.y0());
    }

    private void send() {
        gpu.write(settings, Uint8Array.fromJavaBuffer(values));
    }

    private void run(
            GPUCommandEncoder encoder,
            GPUPipeline.Compute pipeline,
            Bindings bindings,
            int workgroups) {
        var pass = Gpu.compute(encoder, null);
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, gpu.bind(pipeline, bindings));
        pass.dispatchWorkgroups(workgroups);
        pass.end();
    }

    /** Submits and waits for the first of the sums. */
    private void read(GPUCommandEncoder encoder, float[] into) {
        var buffer = staging.take();
        encoder.copyBufferToBuffer(totals, 0, buffer, 0, into.length * 4);
        gpu.submit(encoder);
        staging.read(
                buffer,
                mapped -> {
                    Staging.copy(mapped, into);
                    return null;
                });
    }

    /** Frees its part of the device. */
    public void destroy() {
        for (var buffer :
                new GPUBuffer[] {
                    map, mapBefore, steady, carried, reference, seen, moving, totals, settings
                }) {
            buffer.destroy();
        }
        staging.destroy();
    }
}
