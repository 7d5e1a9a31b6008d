// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * How much depth changes from frame to frame where nothing moves by itself, as a share: 0.02 is two
 * percent.
 *
 * @param raw of the model's maps
 * @param steady of the stabilised maps
 * @param frames that the means are of; 0 when nothing is known, and then the means are 0
 * @param carried the camera moves, and each frame is compared with the one before carried along
 */
public record Flicker(double raw, double steady, int frames, boolean carried) {
    /** Nothing is known. */
    public static final Flicker UNKNOWN = new Flicker(0, 0, 0, false);
}
