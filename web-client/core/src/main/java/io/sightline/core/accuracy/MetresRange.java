// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.accuracy;

/**
 * The measured depths that count, in metres, both ends included. Sensors write 0 where they saw
 * nothing.
 *
 * @param near nearest, above 0
 * @param far farthest, above {@code near}
 */
public record MetresRange(double near, double far) {
    /** What an indoor depth camera measures well: 0.2 to 10 m. */
    public static final MetresRange INDOOR = new MetresRange(0.2, 10);

    public MetresRange {
        if (!(near > 0 && far > near)) {
            throw new IllegalArgumentException(
                    "a depth range needs 0 < near < far, not " + near + " to " + far);
        }
    }

    /** Whether a measured depth counts; NaN does not. */
    public boolean contains(double metres) {
        return metres >= near && metres <= far;
    }
}
