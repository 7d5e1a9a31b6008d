// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.metres.Metres;

/**
 * The length between two places of a picture, with the band that holds the truth with 95 %.
 *
 * <p>First order: {@code D = |z₁ r₁ − z₂ r₂|}, so {@code ∂D/∂z₁ = u · r₁} and {@code ∂D/∂z₂ = −u ·
 * r₂} with u the direction from the second to the first. The error of the calibration moves both
 * depths together and largely cancels in short lengths across; each value's own noise does not. The
 * lens is taken as known.
 *
 * @param metres the likeliest
 * @param near end of the band
 * @param far end of the band; infinite when a depth is
 */
public record Span(double metres, double near, double far) {
    private static final double DEVIATIONS = 1.96;

    /**
     * A place of the picture.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param value of the map there
     */
    public record Mark(double x, double y, double value) {}

    /** Measures. */
    public static Span between(Mark a, Mark b, Intrinsics lens, Metres metres) {
        double za = metres.metres(a.value());
        double zb = metres.metres(b.value());
        if (!(za > 0 && zb > 0) || Double.isInfinite(za) || Double.isInfinite(zb)) {
            return new Span(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
        }
        var ra = PointCloud.lift(lens, a.x(), a.y(), 1);
        var rb = PointCloud.lift(lens, b.x(), b.y(), 1);
        var difference = ra.times(za).minus(rb.times(zb));
        double length = difference.length();
        if (!(length > 0)) {
            return new Span(0, 0, 0);
        }
        var u = difference.unit();
        double ga = u.dot(ra);
        double gb = -u.dot(rb);
        double variance =
                ga * ga * metres.variance(a.value())
                        + gb * gb * metres.variance(b.value())
                        + 2 * ga * gb * metres.shared(a.value(), b.value());
        double off = DEVIATIONS * Math.sqrt(Math.max(0, variance));
        return new Span(length, Math.max(0, length - off), length + off);
    }
}
