// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.metres.Polarity;
import java.nio.FloatBuffer;

/**
 * The shape of a relative map whose scale and shift nobody knows yet: its near end is put at 1
 * unit, its far end at {@link #FARTHEST}. Good for looking at, not for measuring; whoever shows it
 * says so.
 *
 * @param scale of the inverse depth
 * @param shift of the inverse depth
 */
public record AssumedDepth(double scale, double shift) {
    /** How many times farther the far end is than the near one, as in most rooms. */
    public static final double FARTHEST = 6;

    /**
     * For a map.
     *
     * @param range of its values
     * @param polarity of its values
     */
    public static AssumedDepth of(DepthRange range, Polarity polarity) {
        double far = polarity == Polarity.LARGE ? range.low() : range.high();
        double near = polarity == Polarity.LARGE ? range.high() : range.low();
        double scale = (1 - 1 / FARTHEST) / (near - far);
        return new AssumedDepth(scale, 1 - scale * near);
    }

    /** The depth of a value, units; infinite where it would be behind infinity. */
    public double at(double value) {
        double inverse = scale * value + shift;
        return inverse > 0 ? 1 / inverse : Double.POSITIVE_INFINITY;
    }

    /**
     * The depth of a whole map.
     *
     * @param map read from index 0
     * @param depth written from index 0; may be the map
     * @param count how many values
     */
    public void all(FloatBuffer map, FloatBuffer depth, int count) {
        for (int i = 0; i < count; ++i) {
            depth.put(i, (float) at(map.get(i)));
        }
    }
}
