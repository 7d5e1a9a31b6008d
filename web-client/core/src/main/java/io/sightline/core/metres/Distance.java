// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/**
 * A distance with its band, metres.
 *
 * @param metres the likeliest; infinite when the map says "behind the farthest that can be told"
 * @param near end of the band that holds the truth with 95 %
 * @param far end of that band; infinite when nothing speaks against it
 * @param trust whether the calibration reaches so far
 */
public record Distance(double metres, double near, double far, Trust trust) {
    /** How far the calibration carries. */
    public enum Trust {
        /** Between the nearest and the farthest clue, or not far beside them. */
        WITHIN,
        /** Beside what was calibrated: the band holds only if the model stays as it is. */
        BESIDE,
        /** The value lies where no distance can be told: beyond infinity, or beyond the maximum. */
        BEYOND
    }

    /** True when the truth may be this. */
    public boolean holds(double truth) {
        return truth >= near && truth <= far;
    }

    /** Half the band as a share of the distance; infinite when the band is open. */
    public double relativeError() {
        return (far - near) / (2 * metres);
    }

    /** The same in another length: a depth becomes a line of sight, a map's metre another scale. */
    public Distance times(double factor) {
        return new Distance(metres * factor, near * factor, far * factor, trust);
    }
}
