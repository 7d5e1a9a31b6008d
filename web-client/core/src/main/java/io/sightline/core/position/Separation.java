// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.space.Point;

/**
 * How far two subjects are from each other: between where they stand where both feet are known,
 * else between their bodies.
 *
 * @param metres the likeliest
 * @param band one standard deviation
 */
public record Separation(double metres, double band) {
    /** Where within itself a body is taken to be, one standard deviation, metres. */
    private static final double WITHIN = 0.1;

    /**
     * Measures; null where no metres are known.
     *
     * <p>First order, as {@link io.sightline.core.space.Span}: the calibration's error moves both
     * alike, and largely cancels between neighbours.
     */
    public static Separation between(Position one, Position other, DepthScene scene) {
        if (one == null
                || other == null
                || !scene.calibrated()
                || one.point() == null
                || other.point() == null) {
            return null;
        }
        boolean feet = one.foot() != null && other.foot() != null && scene.floor() != null;
        var a = feet ? ground(one, scene) : one.point();
        var b = feet ? ground(other, scene) : other.point();
        var difference = a.minus(b);
        double length = difference.length();
        double bandA = feet ? one.foot().band() : one.distanceBand();
        double bandB = feet ? other.foot().band() : other.distanceBand();
        var u = length > 0 ? difference.unit() : new Point(0, 0, 1);
        double ga = u.dot(a) / a.length();
        double gb = -u.dot(b) / b.length();
        var metres = scene.metres();
        double shared = metres.shared(metres.value(one.distance()), metres.value(other.distance()));
        double variance =
                ga * ga * bandA * bandA
                        + gb * gb * bandB * bandB
                        + 2 * ga * gb * Math.min(bandA * bandB, Math.max(0, shared))
                        + 2 * WITHIN * WITHIN;
        return new Separation(length, Math.sqrt(Math.max(0, variance)));
    }

    private static Point ground(Position position, DepthScene scene) {
        return scene.onFloor(position.foot().across(), position.foot().away());
    }
}
