// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A polygon whose edges do not meet beside its corners; it may be concave.
 *
 * @param plane that it is drawn on
 * @param corners in order, either way round
 */
public record Polygon(Plane plane, List<Corner> corners) {
    /** More corners are drawn by nobody. */
    public static final int MOST_CORNERS = 64;

    /** Farther from the camera nothing is told of the floor, metres. */
    public static final double MOST_METRES = 1000;

    /** Thinner than this is a line, in the unit of the plane. */
    private static final double THIN = 1e-4;

    /**
     * Refuses what has no inside.
     *
     * @throws SightlineException {@code bad-input}: "zone-corners", "zone-corner", "zone-twice",
     *     "zone-area", "zone-crossing"
     */
    public Polygon {
        check(plane, corners, "polygon");
        corners = List.copyOf(corners);
    }

    /**
     * A polygon of a rule.
     *
     * @param path of the polygon in the rule, for refusals
     */
    public static Polygon of(Plane plane, List<Corner> corners, String path) {
        check(plane, corners, path);
        return new Polygon(plane, corners);
    }

    private static void check(Plane plane, List<Corner> corners, String path) {
        int n = corners.size();
        if (n < 3 || n > MOST_CORNERS) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "zone-corners",
                    Map.of("path", path, "found", n, "least", 3, "most", MOST_CORNERS));
        }
        double least = plane == Plane.IMAGE ? 0 : -MOST_METRES;
        double most = plane == Plane.IMAGE ? 1 : MOST_METRES;
        for (int i = 0; i < n; ++i) {
            var corner = corners.get(i);
            if (!(Math.min(corner.x(), corner.y()) >= least
                    && Math.max(corner.x(), corner.y()) <= most)) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "zone-corner",
                        Map.of(
                                "path",
                                path + "[" + i + "]",
                                "x",
                                corner.x(),
                                "y",
                                corner.y(),
                                "least",
                                least,
                                "most",
                                most));
            }
        }
        for (int i = 0; i < n; ++i) {
            var next = corners.get((i + 1) % n);
            if (corners.get(i).equals(next)) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "zone-twice",
                        Map.of("path", path, "first", i + 1, "second", (i + 1) % n + 1));
            }
        }
        if (thin(corners)) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "zone-area", Map.of("path", path));
        }
        for (int i = 0; i < n; ++i) {
            for (int k = i + 1; k < n; ++k) {
                if (cross(corners, i, k)) {
                    throw new SightlineException(
                            ErrorCode.BAD_INPUT,
                            "zone-crossing",
                            Map.of("path", path, "first", i + 1, "second", k + 1));
                }
            }
        }
    }

    /** Whether all corners lie on one line. */
    static boolean thin(List<Corner> corners) {
        var first = corners.get(0);
        var far = first;
        for (var corner : corners) {
            if (apart(first, corner) > apart(first, far)) {
                far = corner;
            }
        }
        double length = apart(first, far);
        double most = 0;
        for (var corner : corners) {
            most = Math.max(most, Math.abs(turn(first, far, corner)) / length);
        }
        return !(most > THIN);
    }

    /**
     * Whether two edges meet elsewhere than in the corner that neighbours share.
     *
     * @param one the edge from this corner on
     * @param two the edge from that later corner on
     */
    static boolean cross(List<Corner> corners, int one, int two) {
        int n = corners.size();
        var a = corners.get(one);
        var b = corners.get((one + 1) % n);
        var c = corners.get(two);
        var d = corners.get((two + 1) % n);
        if (two == one + 1) {
            return folded(a, b, d);
        }
        if ((two + 1) % n == one) {
            return folded(b, a, c);
        }
        double abc = turn(a, b, c);
        double abd = turn(a, b, d);
        double cda = turn(c, d, a);
        double cdb = turn(c, d, b);
        if (abc * abd < 0 && cda * cdb < 0) {
            return true;
        }
        return abc == 0 && within(a, b, c)
                || abd == 0 && within(a, b, d)
                || cda == 0 && within(c, d, a)
                || cdb == 0 && within(c, d, b);
    }

    /** Whether an edge goes back on the one before it. */
    private static boolean folded(Corner from, Corner corner, Corner to) {
        double dot =
                (from.x() - corner.x()) * (to.x() - corner.x())
                        + (from.y() - corner.y()) * (to.y() - corner.y());
        return turn(from, corner, to) == 0 && dot > 0;
    }

    private static boolean within(Corner a, Corner b, Corner c) {
        return Math.min(a.x(), b.x()) <= c.x()
                && c.x() <= Math.max(a.x(), b.x())
                && Math.min(a.y(), b.y()) <= c.y()
                && c.y() <= Math.max(a.y(), b.y());
    }

    /** Twice the area of a triangle, its sign telling which way round. */
    private static double turn(Corner a, Corner b, Corner c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    private static double apart(Corner a, Corner b) {
        return Math.sqrt((a.x() - b.x()) * (a.x() - b.x()) + (a.y() - b.y()) * (a.y() - b.y()));
    }

    /** Square units of the plane. */
    public double area() {
        return area(corners);
    }

    private static double area(List<Corner> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); ++i) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }

    /** Whether a place lies inside. */
    public boolean contains(double x, double y) {
        boolean inside = false;
        for (int i = 0; i < corners.size(); ++i) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            if (a.y() > y != b.y() > y
                    && x < a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
                inside = !inside;
            }
        }
        return inside;
    }

    /**
     * How deep inside a place lies: its distance to the nearest edge, below 0 outside.
     *
     * @param stretch units across for each unit down, as a frame's width for each of its height; 1
     *     where both are alike
     * @return in units down
     */
    public double depth(double x, double y, double stretch) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < corners.size(); ++i) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            double ex = (b.x() - a.x()) * stretch;
            double ey = b.y() - a.y();
            double px = (x - a.x()) * stretch;
            double py = y - a.y();
            double along = (px * ex + py * ey) / (ex * ex + ey * ey);
            double at = Math.max(0, Math.min(1, along));
            double dx = px - at * ex;
            double dy = py - at * ey;
            least = Math.min(least, Math.sqrt(dx * dx + dy * dy));
        }
        return contains(x, y) ? least : -least;
    }

    /** The area that an upright rectangle shares with it (Sutherland and Hodgman, 1974). */
    public double shared(double left, double top, double right, double bottom) {
        if (!(right > left && bottom > top)) {
            return 0;
        }
        var part = cut(corners, 1, 0, left);
        part = cut(part, -1, 0, -right);
        part = cut(part, 0, 1, top);
        part = cut(part, 0, -1, -bottom);
        return area(part);
    }

    /** What lies where {@code nx x + ny y >= least}. */
    private static List<Corner> cut(List<Corner> corners, double nx, double ny, double least) {
        var kept = new ArrayList<Corner>();
        for (int i = 0; i < corners.size(); ++i) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            double da = nx * a.x() + ny * a.y() - least;
            double db = nx * b.x() + ny * b.y() - least;
            if (da >= 0) {
                kept.add(a);
            }
            if (da >= 0 != db >= 0) {
                double share = da / (da - db);
                kept.add(
                        new Corner(
                                a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y())));
            }
        }
        return kept;
    }
}
