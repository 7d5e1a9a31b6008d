// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * The figure's way through the room: from the door, between table and shelf, along the rug to the
 * window.
 */
final class Walk {
    /** Metres a second. */
    static final double SPEED = 0.92;

    private static final int STEPS = 400;
    private static final Vec3[] POINTS = {
        new Vec3(3.74, 5.2, 0), new Vec3(3.76, 4.62, 0), new Vec3(3.6, 3.75, 0),
                new Vec3(3.05, 3.02, 0),
        new Vec3(2.2, 2.8, 0), new Vec3(1.3, 2.78, 0), new Vec3(0.55, 2.78, 0),
                new Vec3(0.1, 2.78, 0),
    };
    private static final double RUG = 0.013;

    private final Vec3[] way = new Vec3[STEPS + 1];
    private final double[] walked = new double[STEPS + 1];

    Walk() {
        int spans = POINTS.length - 3;
        for (int i = 0; i <= STEPS; i++) {
            double u = Math.min(spans - 1e-9, (double) i * spans / STEPS);
            int k = (int) u;
            way[i] = spline(POINTS[k], POINTS[k + 1], POINTS[k + 2], POINTS[k + 3], u - k);
            walked[i] = i == 0 ? 0 : walked[i - 1] + way[i].minus(way[i - 1]).length();
        }
    }

    /** A Catmull-Rom span from b to c. */
    private static Vec3 spline(Vec3 a, Vec3 b, Vec3 c, Vec3 d, double t) {
        Vec3 linear = c.minus(a).times(t);
        Vec3 square = a.times(2).minus(b.times(5)).plus(c.times(4)).minus(d).times(t * t);
        Vec3 cube = b.times(3).minus(a).minus(c.times(3)).plus(d).times(t * t * t);
        return b.times(2).plus(linear).plus(square).plus(cube).times(0.5);
    }

    double length() {
        return walked[STEPS];
    }

    /** The figure after {@code metres} of the way. */
    Figure after(double metres) {
        double s = Math.max(0, Math.min(length() - 1e-9, metres));
        int i = 0;
        while (walked[i + 1] <= s) {
            i++;
        }
        double t = (s - walked[i]) / (walked[i + 1] - walked[i]);
        Vec3 p = way[i].plus(way[i + 1].minus(way[i]).times(t));
        // Shoulders turn before the feet do: look along the way a little.
        int from = Math.max(0, i - 12);
        int to = Math.min(STEPS, i + 14);
        Vec3 ahead = way[to].minus(way[from]);
        boolean onRug = p.x() > 0.78 && p.x() < 3.18 && p.y() > 2.38 && p.y() < 4.22;
        return new Figure(
                new Vec3(p.x(), p.y(), onRug ? RUG : 0),
                StrictMath.atan2(-ahead.x(), ahead.y()),
                metres + 0.25);
    }
}
