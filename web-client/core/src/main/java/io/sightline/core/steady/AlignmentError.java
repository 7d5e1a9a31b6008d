// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * How far an {@link Alignment} may be off, and what it leaves.
 *
 * @param scaleVariance of its scale
 * @param shiftVariance of its shift
 * @param covariance of the two
 * @param residual standard deviation that is left between the two maps, in the unit of the map
 *     aligned to
 */
public record AlignmentError(
        double scaleVariance, double shiftVariance, double covariance, double residual) {
    /** Of maps that are one another's but for scale and shift. */
    public static final AlignmentError NONE = new AlignmentError(0, 0, 0, 0);
}
