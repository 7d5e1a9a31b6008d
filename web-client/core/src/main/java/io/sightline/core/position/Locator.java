// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.detect.Box;
import io.sightline.core.space.Point;
import io.sightline.core.space.PointCloud;

/**
 * Where a box's body is.
 *
 * <p>The distance is the body's ({@link BodyDepth}). The foot is known in two ways: the lower edge
 * of the box meets the floor somewhere, and the body stands over the floor below it. Where both
 * agree they are weighed by their variances. The lower edge does not count where the frame cuts it
 * off, where the map shows something before the floor there, and where it disagrees: then feet are
 * hidden, and the body's depth alone tells, with a wider band.
 *
 * <p>Bands are of first order and one standard deviation: the calibration's and the map's noise by
 * the error model of the metres, the body's own spread, a box whose edges are off by a few pixels.
 */
public final class Locator {
    /** How far an edge of a box may be off: pixels, and shares of its height. */
    private static final double EDGE_PIXELS = 2;

    private static final double EDGE_SHARE = 0.02;

    /** An edge so near to the frame's is cut off: shares of the frame. */
    private static final double CUT = 0.01;

    /** The middle of a body lies behind what is seen of it: a share of its width, at most. */
    private static final double THICK_SHARE = 0.25;

    private static final double THICK = 0.12;

    /** A body is not where the middle of its box is: one standard deviation, metres. */
    private static final double LEAN = 0.12;

    /** The floor is not quite even: share of the distance. */
    private static final double UNEVEN = 0.015;

    /** What lies before the floor by more is something else: share of the depth. */
    private static final double BEFORE_FLOOR = 0.12;

    /** Two ways that differ by more deviations disagree. */
    private static final double DISAGREE = 2.5;

    /** Neighbouring values of a map are off together: so many count as one. */
    private static final double TOGETHER = 16;

    /** The relative distance is rougher than its spread tells: see {@link DistanceMeter}. */
    private static final double LEAST_RELATIVE = 0.05;

    private final DepthScene scene;
    private final DepthValues values;

    /** For one frame. */
    public Locator(DepthScene scene, DepthValues values) {
        this.scene = scene;
        this.values = values;
    }

    /** The position of what a box holds; null where the map shows nothing there. */
    public Position locate(Box box) {
        if (scene.map() == null) {
            return null;
        }
        var body = BodyDepth.of(box, values, scene);
        if (Double.isNaN(body.value())) {
            return null;
        }
        double alone = Math.sqrt(Math.max(1, body.samples() / TOGETHER));
        if (!scene.calibrated()) {
            return new Position(
                    false,
                    scene.relative(body.value()),
                    LEAST_RELATIVE + body.spread() / alone,
                    null,
                    null,
                    Double.NaN,
                    Double.NaN);
        }
        var metres = scene.metres();
        double distance = metres.metres(body.value());
        double own = distance * body.spread() / alone;
        double band = Math.sqrt(Math.max(0, metres.variance(body.value())) + own * own);
        var point = PointCloud.lift(scene.lens(), box.centreX(), box.centreY(), distance);
        if (scene.floor() == null) {
            double height = box.height() * distance / scene.lens().fy();
            return position(distance, band, point, null, cut(box) ? Double.NaN : height, box);
        }
        double shared =
                Math.sqrt(Math.max(0, metres.shared(body.value(), body.value()))) / distance;
        var foot = foot(box, point, band, shared);
        return position(distance, band, point, foot, height(box, foot), box);
    }

    private Position position(
            double distance, double band, Point point, Position.Foot foot, double height, Box box) {
        double edges = Math.sqrt(2) * edge(box) * distance / scene.lens().fy();
        double off = height * band / distance;
        return new Position(
                true,
                distance,
                band,
                point,
                foot,
                height,
                Double.isNaN(height) ? Double.NaN : Math.sqrt(off * off + edges * edges));
    }

    private static double edge(Box box) {
        return Math.max(EDGE_PIXELS, EDGE_SHARE * box.height());
    }

    private boolean topCut(Box box) {
        return box.y() <= CUT * scene.frame().height();
    }

    private boolean bottomCut(Box box) {
        return box.bottom() >= (1 - CUT) * scene.frame().height();
    }

    private boolean cut(Box box) {
        return topCut(box) || bottomCut(box);
    }

    private Position.Foot foot(Box box, Point point, double band, double shared) {
        double thick = Math.min(THICK, THICK_SHARE * box.width() * point.z() / scene.lens().fx());
        var middle = point.times(1 + thick / point.z());
        double across = scene.across(middle);
        double away = scene.away(middle);
        double byBody = Math.sqrt(band * band + LEAN * LEAN);
        var alone = new Position.Foot(across, away, byBody);
        if (bottomCut(box)) {
            return alone;
        }
        var seen = scene.floorAt(box.centreX(), box.bottom());
        if (seen == null || covered(box, seen)) {
            return alone;
        }
        // The feet of a box are the front of the body, too.
        double edgeAway = scene.away(seen) + thick;
        double lower = edge(box);
        var nearer = scene.floorAt(box.centreX(), box.bottom() + lower);
        double jitter = scene.away(seen) - scene.away(nearer);
        double uneven = UNEVEN * edgeAway;
        double byEdge = Math.sqrt(jitter * jitter + uneven * uneven + thick * thick);
        double off = edgeAway - away;
        double limit = DISAGREE * Math.sqrt(byEdge * byEdge + byBody * byBody);
        if (Math.abs(off) > limit) {
            return alone;
        }
        double weight = byBody * byBody / (byBody * byBody + byEdge * byEdge);
        double both = away + weight * off;
        double common = shared * both;
        double variance = byBody * byBody * byEdge * byEdge / (byBody * byBody + byEdge * byEdge);
        return new Position.Foot(
                across + weight * (scene.across(seen) * edgeAway / scene.away(seen) - across),
                both,
                Math.sqrt(variance + common * common));
    }

    /** Whether the map shows something before the floor just below the box. */
    private boolean covered(Box box, Point seen) {
        var map = scene.map();
        var frame = scene.frame();
        double pixel = (double) frame.height() / map.height();
        int row = (int) ((box.bottom() + pixel + edge(box)) / pixel);
        if (row >= map.height()) {
            return false;
        }
        var from = values.background() == null ? values.map() : values.background();
        int before = 0;
        int count = 0;
        for (int i = 1; i <= 7; ++i) {
            double x = box.x() + i * box.width() / 8;
            int column = (int) (x * map.width() / frame.width());
            if (column < 0 || column >= map.width()) {
                continue;
            }
            var floor = scene.floorAt(x, (row + 0.5) * pixel);
            double there = scene.metres().metres(from.at(row * map.width() + column));
            ++count;
            before += floor != null && there < (1 - BEFORE_FLOOR) * floor.z() ? 1 : 0;
        }
        return count > 0 && 2 * before > count && seen.z() > 0;
    }

    /** How high over its foot the upper edge is; NaN where the frame cuts that off. */
    private double height(Box box, Position.Foot foot) {
        if (topCut(box)) {
            return Double.NaN;
        }
        var ground = scene.onFloor(foot.across(), foot.away());
        double down = scene.lens().down(box.y());
        var up = scene.floor().up();
        double height = (down * ground.z() - ground.y()) / (up.y() - down * up.z());
        return height > 0 ? height : Double.NaN;
    }
}
