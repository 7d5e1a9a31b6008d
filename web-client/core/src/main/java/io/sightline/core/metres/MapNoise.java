// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/**
 * How far one value of a map may be off, one standard deviation, after the best scale and shift.
 *
 * @param relative share of the inverse depth (equally, of the depth)
 * @param absolute in the map's own unit, which weighs most far away
 */
public record MapNoise(double relative, double absolute) {
    /**
     * Depth Anything V2 Small: 5.3 % on NYU (its paper), 7.7 % on eight measured indoor pictures
     * here; absolute relative error times 1.25 is the deviation of a Gaussian.
     */
    public static final MapNoise RELATIVE_MODEL = new MapNoise(0.08, 0);

    /** The metric variants on rooms and streets that are like those they learnt from. */
    public static final MapNoise METRIC_MODEL = new MapNoise(0.12, 0);

    public MapNoise {
        if (!(relative >= 0 && relative < 1 && absolute >= 0 && absolute < 1e9)) {
            throw new IllegalArgumentException(
                    "noise of " + relative + " and " + absolute + " cannot be");
        }
    }

    /** With another absolute part. */
    public MapNoise withAbsolute(double value) {
        return new MapNoise(relative, value);
    }
}
