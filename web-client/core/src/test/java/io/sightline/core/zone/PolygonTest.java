// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Polygons: what has no inside is refused by name; what has one is measured. */
final class PolygonTest {
    static List<Corner> corners(double... numbers) {
        var corners = new ArrayList<Corner>();
        for (int i = 0; i < numbers.length; i += 2) {
            corners.add(new Corner(numbers[i], numbers[i + 1]));
        }
        return corners;
    }

    private static SightlineException refused(Plane plane, double... numbers) {
        var fault =
                assertThrows(
                        SightlineException.class,
                        () -> Polygon.of(plane, corners(numbers), "zones[1].polygon"));
        assertEquals(ErrorCode.BAD_INPUT, fault.code());
        return fault;
    }

    @Test
    void tooFewCornersAreCounted() {
        var fault = refused(Plane.IMAGE, 0.1, 0.1, 0.9, 0.9);
        assertEquals("zone-corners", fault.reason());
        assertEquals(2, fault.values().get("found"));
        assertEquals("zones[1].polygon", fault.values().get("path"));
        assertEquals("zone-corners", refused(Plane.IMAGE).reason());
        assertEquals("zone-corners", refused(Plane.IMAGE, new double[200]).reason());
    }

    @Test
    void aCornerThatIsNowhereIsNamed() {
        double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, -0.01, 1.01};
        for (double each : bad) {
            var fault = refused(Plane.IMAGE, 0, 0, 1, 0, 0.5, each, 0, 1);
            assertEquals("zone-corner", fault.reason());
            assertEquals("zones[1].polygon[2]", fault.values().get("path"));
        }
        assertEquals("zone-corner", refused(Plane.FLOOR, 0, 0, 1, 0, 0.5, 1001).reason());
        assertEquals(6, Polygon.of(Plane.FLOOR, corners(-2, 1, 2, 1, 0, 4), "").area(), 1e-12);
    }

    @Test
    void twoCornersInOnePlaceAreNamed() {
        var fault = refused(Plane.IMAGE, 0, 0, 1, 0, 1, 1, 0, 0);
        assertEquals("zone-twice", fault.reason());
        assertEquals(Map.of("path", "zones[1].polygon", "first", 4, "second", 1), fault.values());
    }

    @Test
    void edgesThatCrossAreNamed() {
        var fault = refused(Plane.IMAGE, 0.1, 0.1, 0.9, 0.9, 0.9, 0.1, 0.1, 0.9);
        assertEquals("zone-crossing", fault.reason());
        assertEquals(1, fault.values().get("first"));
        assertEquals(3, fault.values().get("second"));
        // A corner on another edge, an edge that goes back, a figure of eight through one corner.
        assertEquals(
                "zone-crossing", refused(Plane.IMAGE, 0, 0, 1, 0, 1, 1, 0.5, 0, 0, 1).reason());
        assertEquals(
                "zone-crossing",
                refused(Plane.IMAGE, 0, 0, 1, 0, 1, 1, 1, 0.5, 0.5, 0.5, 0, 1, 0, 0.5, 0, 0.8)
                        .reason());
        assertEquals(
                "zone-crossing",
                refused(Plane.IMAGE, 0, 0, 0.5, 0.5, 1, 0, 1, 1, 0.5, 0.5, 0, 1).reason());
    }

    @Test
    void aLineHasNoInside() {
        assertEquals("zone-area", refused(Plane.IMAGE, 0, 0, 0.5, 0.5, 1, 1).reason());
        assertEquals(
                "zone-area", refused(Plane.IMAGE, 0.1, 0.3, 0.5, 0.3, 0.9, 0.3, 0.2, 0.3).reason());
        assertEquals("zone-area", refused(Plane.IMAGE, 0, 0, 1, 0, 0.5, 1e-6).reason());
    }

    /** A star around a middle: never crosses itself, mostly concave. */
    static Polygon star(Random random, Plane plane, double x, double y, double radius) {
        int n = 3 + random.nextInt(9);
        var angles = new ArrayList<Double>();
        for (int i = 0; i < n; ++i) {
            angles.add((i + 0.8 * random.nextDouble()) * 2 * Math.PI / n);
        }
        var corners = new ArrayList<Corner>();
        for (double angle : angles) {
            double r = radius * (0.3 + 0.7 * random.nextDouble());
            corners.add(new Corner(x + r * Math.cos(angle), y + r * Math.sin(angle)));
        }
        if (random.nextBoolean()) {
            Collections.reverse(corners);
        }
        return new Polygon(plane, corners);
    }

    private static Path2D path(Polygon polygon) {
        var path = new Path2D.Double();
        for (var corner : polygon.corners()) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(corner.x(), corner.y());
            } else {
                path.lineTo(corner.x(), corner.y());
            }
        }
        path.closePath();
        return path;
    }

    /** Against the JDK's own geometry. */
    @Test
    void insideAndDepthAreThoseOfGeometry() {
        var random = new Random(9);
        int inside = 0;
        for (int round = 0; round < 300; ++round) {
            var polygon = star(random, Plane.IMAGE, 0.5, 0.5, 0.5);
            var path = path(polygon);
            for (int i = 0; i < 30; ++i) {
                double x = random.nextDouble();
                double y = random.nextDouble();
                assertEquals(path.contains(x, y), polygon.contains(x, y));
                double stretch = 1 + random.nextDouble();
                double depth = polygon.depth(x, y, stretch);
                assertEquals(polygon.contains(x, y), depth > 0);
                assertEquals(walked(polygon, x, y, stretch), Math.abs(depth), 2e-3);
                inside += depth > 0 ? 1 : 0;
            }
        }
        assertTrue(inside > 2000 && inside < 7000, "" + inside);
    }

    /** The distance to the nearest of many places along the edges. */
    private static double walked(Polygon polygon, double x, double y, double stretch) {
        var corners = polygon.corners();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < corners.size(); ++i) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % corners.size());
            for (int k = 0; k <= 1000; ++k) {
                double px = a.x() + (b.x() - a.x()) * k / 1000;
                double py = a.y() + (b.y() - a.y()) * k / 1000;
                least = Math.min(least, Math.hypot((px - x) * stretch, py - y));
            }
        }
        return least;
    }

    @Test
    void whatARectangleSharesIsThatOfGeometry() {
        var random = new Random(10);
        for (int round = 0; round < 300; ++round) {
            var polygon = star(random, Plane.IMAGE, 0.5, 0.5, 0.5);
            double x = random.nextDouble();
            double y = random.nextDouble();
            double w = random.nextDouble() * (1 - x);
            double h = random.nextDouble() * (1 - y);
            var area = new Area(path(polygon));
            area.intersect(new Area(new Rectangle2D.Double(x, y, w, h)));
            assertEquals(areaOf(area), polygon.shared(x, y, x + w, y + h), 1e-9);
        }
        var square = new Polygon(Plane.IMAGE, corners(0, 0, 1, 0, 1, 1, 0, 1));
        assertEquals(0.25, square.shared(0.5, 0.5, 1, 1), 1e-12);
        assertEquals(0, square.shared(0.5, 0.5, 0.5, 1));
        assertEquals(0, square.shared(2, 2, 3, 3));
    }

    private static double areaOf(Area area) {
        double twice = 0;
        var at = new double[6];
        double sx = 0;
        double sy = 0;
        double px = 0;
        double py = 0;
        for (var each = area.getPathIterator(null); !each.isDone(); each.next()) {
            int kind = each.currentSegment(at);
            double x = kind == java.awt.geom.PathIterator.SEG_CLOSE ? sx : at[0];
            double y = kind == java.awt.geom.PathIterator.SEG_CLOSE ? sy : at[1];
            if (kind == java.awt.geom.PathIterator.SEG_MOVETO) {
                sx = x;
                sy = y;
            } else {
                twice += px * y - x * py;
            }
            px = x;
            py = y;
        }
        return Math.abs(twice) / 2;
    }

    /** Any shuffled order of corners is either refused for crossing, or truly does not cross. */
    @Test
    void everyCrossingIsFound() {
        var random = new Random(4);
        int refused = 0;
        for (int round = 0; round < 2000; ++round) {
            var corners = new ArrayList<Corner>();
            for (int i = 0; i < 4 + random.nextInt(4); ++i) {
                corners.add(new Corner(random.nextDouble(), random.nextDouble()));
            }
            if (random.nextInt(3) == 0) {
                corners.sort(Comparator.comparingDouble(c -> Math.atan2(c.y() - 0.5, c.x() - 0.5)));
            }
            boolean crossing = crosses(corners);
            try {
                new Polygon(Plane.IMAGE, corners);
                assertTrue(!crossing, "taken: " + corners);
            } catch (SightlineException fault) {
                assertEquals("zone-crossing", fault.reason());
                assertTrue(crossing, "refused: " + corners);
                ++refused;
            }
        }
        assertTrue(refused > 300 && refused < 1900, "" + refused);
    }

    private static boolean crosses(List<Corner> c) {
        int n = c.size();
        for (int i = 0; i < n; ++i) {
            for (int k = i + 2; k < n; ++k) {
                if ((k + 1) % n != i
                        && java.awt.geom.Line2D.linesIntersect(
                                c.get(i).x(),
                                c.get(i).y(),
                                c.get(i + 1).x(),
                                c.get(i + 1).y(),
                                c.get(k).x(),
                                c.get(k).y(),
                                c.get((k + 1) % n).x(),
                                c.get((k + 1) % n).y())) {
                    return true;
                }
            }
        }
        return false;
    }
}
