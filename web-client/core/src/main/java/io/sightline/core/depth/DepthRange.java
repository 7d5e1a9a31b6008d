// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

/**
 * The spread of a depth map's values, in the model's own unit.
 *
 * @param least smallest value
 * @param greatest largest value
 * @param low 2nd percentile: the lower end of the colour scale
 * @param high 98th percentile: the upper end of the colour scale
 */
public record DepthRange(float least, float greatest, float low, float high) {
    /** Single precision, some sums later: values nearer to one another than this are the same. */
    private static final float SAME = 1e-5f;

    /**
     * Whether all values are the same but for rounding, as for a frame of one colour: what little
     * they differ by says nothing.
     */
    public boolean isConstant() {
        float largest = Math.max(Math.abs(least), Math.abs(greatest));
        return !(greatest - least > largest * SAME);
    }

    /** Where a value lies on the colour scale, 0 at {@code low} and 1 at {@code high}, clipped. */
    public float position(float value) {
        float span = high - low;
        if (!(span > 0)) {
            return 0.5f;
        }
        return Math.max(0, Math.min(1, (value - low) / span));
    }
}
