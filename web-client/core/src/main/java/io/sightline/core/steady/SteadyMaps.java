// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.Warp;

/**
 * The maps of a {@link Stabiliser} and what is done to their pixels, wherever they are: in arrays
 * ({@link ArraySteadyMaps}) or on a GPU.
 *
 * <p>There are six: the model's map and mask of what moves, as they were taken last; the model's
 * map before; the steady map; the same, carried along a movement of the camera; the reference; and
 * how often each of the reference's pixels was seen. What each method does to a pixel is said by
 * the kernel of the same name in {@link SteadyKernels}.
 */
public interface SteadyMaps {
    /** How far the steady map goes towards the aligned one where the scene rests. */
    float AT_REST = 0.1f;

    /** The same where it moves. */
    float IN_MOTION = 0.8f;

    /** How far a carried map goes towards the aligned one. */
    float FOLLOW = 0.5f;

    /** Values that the reference is the mean of before it only follows what changed. */
    int BUILD = 16;

    /** How far the reference then goes. */
    float PURSUIT = 0.02f;

    /** What a map is compared with. */
    enum Target {
        /** The model's map before: every pixel counts. */
        BEFORE,
        /** The reference: a pixel counts when it rests and the reference has seen it. */
        REFERENCE,
        /** The steady map: every pixel counts. */
        STEADY,
        /** The carried map: a pixel counts unless it is {@link MotionMask#UNSEEN}. */
        CARRIED
    }

    /**
     * Mean relative change since the map before over what rests; NaN when nothing does.
     *
     * @param raw of the model's maps
     * @param steady of the steady maps
     */
    record Change(double raw, double steady) {}

    /** The number of blocks of a map. */
    int blocks();

    /**
     * Sums over blocks of {@link Stabiliser#BLOCK} pixels.
     *
     * @param into for each block, row-major: the number of its pixels that count, the sum of the
     *     model's values there, the sum of the target's; written
     */
    void blockSums(Target target, float[] into);

    /** The model's map becomes the steady one. */
    void restart();

    /** The steady map becomes the reference, every pixel seen once. */
    void restartReference();

    /** The aligned map becomes the steady one. */
    void align(Alignment alignment);

    /** The steady map is carried along. */
    void carry(Warp warp);

    /**
     * Blends the aligned map and the carried one into the steady map.
     *
     * @param warp that it was carried along
     * @param jump in the steady map's unit; see {@link SteadyKernels#follow}
     * @param least likewise, as of {@link #blend}
     * @return the changes since the maps before, both carried
     */
    Change follow(Alignment alignment, Warp warp, float jump, float least);

    /**
     * Blends the aligned map into the steady one and teaches it to the reference.
     *
     * @param jump in the steady map's unit; see {@link SteadyKernels#blend}
     * @param tolerance likewise; see {@link SteadyKernels#learn}
     * @param least likewise, of the steady maps; of the model's it is divided by the scale; see
     *     {@link SteadyKernels#relativeChange}
     */
    Change blend(Alignment alignment, float jump, float tolerance, float least);
}
