// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/**
 * One thing that a person tells: a place, and what is known of it.
 *
 * @param way how it is told
 * @param top upper end of something upright; null for the other ways
 * @param spot the place; the foot of something upright
 * @param metres the distance or the height; NaN until it is given, and for places on the floor
 */
public record Known(Way way, Spot top, Spot spot, double metres) {
    /** A tape or a step is that good, one standard deviation as a share. */
    private static final double MEASURING = 0.02;

    private static final double LEAST_ERROR = 0.01;

    /** True when nothing is missing. */
    public boolean complete() {
        return way == Way.FLOOR || !Double.isNaN(metres);
    }

    Known saying(double newMetres) {
        return new Known(way, top, spot, newMetres);
    }

    /** For the calibrator, in a picture of this size. */
    Clue clue(int width, int height) {
        double error = Math.max(LEAST_ERROR, MEASURING * Math.abs(metres));
        double x = spot.u() * width;
        double y = spot.v() * height;
        return switch (way) {
            case DISTANCES ->
                    new Clue.KnownDistance(x, y, spot.value(), spot.valueError(), metres, error);
            case HEIGHT ->
                    new Clue.KnownHeight(
                            top.u() * width,
                            top.v() * height,
                            x,
                            y,
                            spot.value(),
                            spot.valueError(),
                            metres,
                            error);
            case FLOOR -> new Clue.FloorPoint(x, y, spot.value(), spot.valueError());
        };
    }
}
