// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.Warp;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** A stabiliser's maps in arrays. Made for one size; not safe for use by two threads. */
public final class ArraySteadyMaps implements SteadyMaps {
    private final ImageSize size;
    private float[] map;
    private float[] mapBefore;
    private final float[] steady;
    private final float[] steadyBefore;
    private final float[] carried;
    private final float[] reference;
    private final byte[] seen;
    private final byte[] none;
    private byte[] moving;

    /** For maps of this size. */
    public ArraySteadyMaps(ImageSize size) {
        this.size = size;
        int pixels = (int) size.pixels();
        map = new float[pixels];
        mapBefore = new float[pixels];
        steady = new float[pixels];
        steadyBefore = new float[pixels];
        carried = new float[pixels];
        reference = new float[pixels];
        seen = new byte[pixels];
        none = new byte[pixels];
        moving = none;
    }

    /** The size that it is made for. */
    public ImageSize size() {
        return size;
    }

    /**
     * Takes the model's next map.
     *
     * @param values row-major; read from index 0
     * @param mask as {@link MotionMask} makes it, of the map's size, kept until the next map; null
     *     when not known: nothing moves
     * @throws SightlineException {@code internal}, "not-finite", when a value is; nothing is
     *     changed then
     */
    public void take(FloatBuffer values, byte[] mask) {
        // The oldest values are of no use any more.
        values.get(0, mapBefore, 0, mapBefore.length);
        float sum = 0;
        for (float value : mapBefore) {
            // Zero for what is finite, NaN for what is not.
            sum += value * 0;
        }
        if (sum != 0) {
            throw new SightlineException(ErrorCode.INTERNAL, "not-finite");
        }
        var next = mapBefore;
        mapBefore = map;
        map = next;
        moving = mask == null ? none : mask;
    }

    /** Writes the steady map, row-major, from index 0. */
    public void write(FloatBuffer out) {
        out.put(0, steady, 0, steady.length);
    }

    /**
     * The background, row-major, in the unit of the steady map: what zones measure against. Its
     * own, until the next map; true only while the camera stands.
     */
    public float[] reference() {
        return reference;
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
        boolean learnt = target == Target.REFERENCE;
        SteadyKernels.blockSums(
                map,
                switch (target) {
                    case BEFORE -> mapBefore;
                    case REFERENCE -> reference;
                    case STEADY -> steady;
                    case CARRIED -> carried;
                },
                learnt || target == Target.CARRIED ? moving : none,
                learnt ? 1 : MotionMask.UNSEEN,
                learnt ? seen : null,
                size.width(),
                Stabiliser.BLOCK,
                into);
    }

    @Override
    public void restart() {
        System.arraycopy(map, 0, steady, 0, map.length);
    }

    @Override
    public void restartReference() {
        System.arraycopy(steady, 0, reference, 0, steady.length);
        Arrays.fill(seen, (byte) 1);
    }

    @Override
    public void align(Alignment alignment) {
        SteadyKernels.align(map, alignment, steady);
    }

    @Override
    public void carry(Warp warp) {
        SteadyKernels.carry(steady, size.width(), warp, carried);
    }

    @Override
    public Change follow(Alignment alignment, Warp warp, float jump, float least) {
        SteadyKernels.follow(map, alignment, moving, FOLLOW, jump, carried, steady);
        SteadyKernels.carry(mapBefore, size.width(), warp, steadyBefore);
        return new Change(
                SteadyKernels.relativeChange(steadyBefore, map, moving, least / alignment.scale()),
                SteadyKernels.relativeChange(carried, steady, moving, least));
    }

    @Override
    public Change blend(Alignment alignment, float jump, float tolerance, float least) {
        System.arraycopy(steady, 0, steadyBefore, 0, steady.length);
        SteadyKernels.blend(map, alignment, moving, AT_REST, IN_MOTION, jump, steady);
        SteadyKernels.learn(map, alignment, moving, BUILD, PURSUIT, tolerance, reference, seen);
        return new Change(
                SteadyKernels.relativeChange(mapBefore, map, moving, least / alignment.scale()),
                SteadyKernels.relativeChange(steadyBefore, steady, moving, least));
    }
}
