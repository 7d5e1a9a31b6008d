// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * How much depth changes from frame to frame where nothing moves, as a share: 0.02 is two percent.
 *
 * @param raw of the model's maps
 * @param steady of the stabilised maps
 * @param frames that the means are of; 0 when nothing is known, and then the means are 0
 */
public record Flicker(double raw, double steady, int frames) {
    /** Nothing is known. */
    public static final Flicker UNKNOWN = new Flicker(0, 0, 0);
}
