// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import java.util.Random;

/**
 * The floor that a scene stands on: all points P with {@code up · P = −height}.
 *
 * <p>Found by RANSAC (Fischler and Bolles 1981) with a fixed seed, so that one scene gives one
 * floor, then refined by least squares with Tukey's weights (Holland and Welsch 1977). A point
 * belongs when it is off by less than a share of its depth, since the error of a depth map grows
 * with depth. Of two planes the better one has few points below it: a table top has the floor
 * below.
 *
 * @param up unit direction against gravity
 * @param height of the lens over the floor, metres
 * @param share of the points that lie on it
 * @param error how far those are off, share of their depth, one standard deviation
 */
public record FloorPlane(Point up, double height, double share, double error) {
    private static final int TRIES = 400;
    private static final int ROUNDS = 12;
    private static final int MOST_POINTS = 4000;
    private static final double REACH = 0.02;

    /** A camera is held upright within so much; a wall is no floor. */
    private static final double LEAST_UP = Math.cos(Math.toRadians(55));

    private static final double LEAST_SHARE = 0.06;
    private static final double BELOW_COST = 1;

    /** Radians that the camera looks downwards. */
    public double pitch() {
        return Math.asin(Math.max(-1, Math.min(1, -up.z())));
    }

    /** Radians that the camera's right side hangs lower. */
    public double roll() {
        return Math.atan2(-up.x(), -up.y());
    }

    /** The direction along the floor that the camera looks in. */
    public Point forward() {
        var ahead = new Point(0, 0, 1);
        return ahead.minus(up.times(up.dot(ahead))).unit();
    }

    /** The direction along the floor to the camera's right. */
    public Point right() {
        return forward().cross(up);
    }

    /** How far a point is above the floor, metres. */
    public double above(Point point) {
        return up.dot(point) + height;
    }

    /**
     * Finds the floor of a scene.
     *
     * @return the floor, or null when the scene shows none
     */
    public static FloorPlane of(PointCloud cloud) {
        int step = Math.max(1, cloud.count() / MOST_POINTS);
        int n = cloud.count() / step;
        if (n < 50) {
            return null;
        }
        var points = new Point[n];
        for (int i = 0; i < n; ++i) {
            points[i] = cloud.point(i * step);
        }
        var random = new Random(7);
        FloorPlane best = null;
        double bestScore = 0;
        for (int round = 0; round < TRIES; ++round) {
            var plane =
                    through(
                            points[random.nextInt(n)],
                            points[random.nextInt(n)],
                            points[random.nextInt(n)]);
            if (plane == null) {
                continue;
            }
            double score = 0;
            for (var point : points) {
                double off = plane.above(point) / (REACH * point.z());
                score += off < -2 ? -BELOW_COST : Math.max(0, 1 - off * off);
            }
            if (score > bestScore) {
                best = plane;
                bestScore = score;
            }
        }
        return best == null ? null : best.refined(points);
    }

    private static FloorPlane through(Point a, Point b, Point c) {
        var normal = b.minus(a).cross(c.minus(a));
        if (!(normal.length() > 1e-9)) {
            return null;
        }
        return facing(normal.unit(), a);
    }

    /** The plane through a point, its direction turned upwards; null for walls and ceilings. */
    private static FloorPlane facing(Point normal, Point point) {
        var up = normal.y() < 0 ? normal : normal.times(-1);
        double height = -up.dot(point);
        return -up.y() >= LEAST_UP && height > 0.05 ? new FloorPlane(up, height, 0, 0) : null;
    }

    /** Least squares on the points near it, those far off counting nothing. */
    private FloorPlane refined(Point[] points) {
        var plane = this;
        double reach = 3 * REACH;
        for (int round = 0; round < ROUNDS && plane != null; ++round) {
            plane = plane.improved(points, reach);
            reach = Math.max(1.5 * REACH, reach * 0.8);
        }
        if (plane == null) {
            return null;
        }
        int on = 0;
        double squares = 0;
        for (var point : points) {
            double off = plane.above(point) / point.z();
            if (Math.abs(off) < reach) {
                ++on;
                squares += off * off;
            }
        }
        double part = (double) on / points.length;
        return part < LEAST_SHARE
                ? null
                : new FloorPlane(plane.up, plane.height, part, Math.sqrt(squares / on));
    }

    /**
     * One round: with y as a function of x and z the normal equations are three by three, and a
     * floor is never a wall.
     */
    private FloorPlane improved(Point[] points, double reach) {
        var m = new double[3][4];
        for (var p : points) {
            double off = above(p) / (p.z() * reach);
            if (Math.abs(off) < 1) {
                double tukey = (1 - off * off) * (1 - off * off);
                double weight = tukey / (p.z() * p.z());
                double[] row = {p.x(), p.z(), 1, p.y()};
                for (int i = 0; i < 3; ++i) {
                    for (int k = 0; k < 4; ++k) {
                        m[i][k] += weight * row[i] * row[k];
                    }
                }
            }
        }
        for (int i = 0; i < 3; ++i) {
            int pivot = i;
            for (int k = i + 1; k < 3; ++k) {
                pivot = Math.abs(m[k][i]) > Math.abs(m[pivot][i]) ? k : pivot;
            }
            var swap = m[i];
            m[i] = m[pivot];
            m[pivot] = swap;
            if (!(Math.abs(m[i][i]) > 1e-12)) {
                return null;
            }
            for (int k = 0; k < 3; ++k) {
                if (k != i) {
                    double factor = m[k][i] / m[i][i];
                    for (int j = i; j < 4; ++j) {
                        m[k][j] -= factor * m[i][j];
                    }
                }
            }
        }
        double a = m[0][3] / m[0][0];
        double b = m[1][3] / m[1][1];
        double c = m[2][3] / m[2][2];
        // y = a x + b z + c
        return facing(new Point(-a, 1, -b).unit(), new Point(0, c, 0));
    }
}
