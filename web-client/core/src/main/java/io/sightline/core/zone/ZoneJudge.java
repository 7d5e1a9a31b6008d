// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Position;
import io.sightline.core.position.Subject;
import io.sightline.core.space.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges who is in one zone, frame by frame. What is not seen on a frame stays where it was: a
 * predicted box is no evidence. Not safe for use by two threads.
 */
public final class ZoneJudge {
    /** So much of the smaller of box and polygon has to be covered. */
    private static final double COVER = 0.5;

    private final Zone zone;
    private final Map<Integer, State> states = new HashMap<>();

    /** By its inertia. */
    public ZoneJudge(Zone zone) {
        this.zone = zone;
    }

    /** The zone. */
    public Zone zone() {
        return zone;
    }

    /** Judges a subject on the next frame of its track. */
    public Judgement next(Subject subject, DepthScene scene) {
        var state = states.computeIfAbsent(subject.track(), track -> new State());
        var checks = checks(zone, subject, scene);
        if (subject.seen()) {
            state.update(checks, subject.time(), zone.inertia());
        }
        double seconds = state.inside ? Math.max(0, state.until(subject.time()) - state.since) : 0;
        checks.add(dwell(seconds));
        return new Judgement(
                subject.track(),
                state.inside,
                state.inside ? state.since : Double.NaN,
                seconds,
                List.copyOf(checks));
    }

    /** What was last judged is forgotten, as when the track ended. */
    public void forget(int track) {
        states.remove(track);
    }

    /** All is forgotten. */
    public void reset() {
        states.clear();
    }

    /**
     * What holds of a subject on one frame, without any inertia or stay: for the preview while a
     * zone is drawn.
     */
    public static Judgement preview(Zone zone, Subject subject, DepthScene scene) {
        var judge = new ZoneJudge(zone.staying(0).with(Inertia.NONE));
        return judge.next(
                new Subject(
                        subject.track(),
                        subject.label(),
                        subject.score(),
                        subject.box(),
                        true,
                        subject.entered(),
                        subject.time(),
                        subject.speed(),
                        subject.position()),
                scene);
    }

    private Check dwell(double seconds) {
        return new Check(
                Condition.DWELL,
                Check.Unit.SECONDS,
                seconds,
                0,
                zone.dwellSeconds(),
                Double.POSITIVE_INFINITY);
    }

    private static List<Check> checks(Zone zone, Subject subject, DepthScene scene) {
        var checks = new ArrayList<Check>(4);
        if (zone.polygon() != null) {
            checks.add(
                    zone.polygon().plane() == Plane.FLOOR
                            ? onFloor(zone, subject)
                            : zone.anchor() == Anchor.BOX
                                    ? cover(zone, subject, scene)
                                    : onImage(zone, subject, scene));
        }
        if (zone.distance() != null) {
            checks.add(distance(zone, subject, scene));
        }
        if (zone.above() != null) {
            checks.add(above(zone, subject, scene));
        }
        return checks;
    }

    private static Check onFloor(Zone zone, Subject subject) {
        var position = subject.position();
        var foot = position == null ? null : position.foot();
        return inside(
                Check.Unit.METRES,
                foot == null ? Double.NaN : zone.polygon().depth(foot.across(), foot.away(), 1),
                foot == null ? 0 : foot.band());
    }

    private static Check inside(Check.Unit unit, double depth, double band) {
        return new Check(Condition.PLACE, unit, depth, band, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * The place of the picture that a zone on it goes by.
     *
     * @param anchor of the zone; {@link Anchor#BOX} goes by the middle
     */
    public static ImagePoint place(Anchor anchor, Subject subject, DepthScene scene) {
        var frame = scene.frame();
        var box = subject.box();
        var ground = anchor == Anchor.FOOT ? ground(subject, scene) : null;
        if (ground != null) {
            var seen = scene.seen(ground);
            if (seen != null) {
                return new ImagePoint(clamp(seen.u()), clamp(seen.v()));
            }
        }
        // Behind the camera's own plane the ground lies below the frame.
        double v = ground != null ? frame.height() : box.centreY();
        if (anchor == Anchor.FOOT && ground == null) {
            v = box.bottom();
        }
        // What lies beside the frame counts at its edge, where a zone may end as well.
        return new ImagePoint(clamp(box.centreX() / frame.width()), clamp(v / frame.height()));
    }

    /** By depth: the lower edge of a box is not where somebody behind a table stands. */
    private static Point ground(Subject subject, DepthScene scene) {
        var foot = subject.position() == null ? null : subject.position().foot();
        return foot == null || scene.floor() == null
                ? null
                : scene.onFloor(foot.across(), foot.away());
    }

    private static Check onImage(Zone zone, Subject subject, DepthScene scene) {
        var frame = scene.frame();
        var ground = zone.anchor() == Anchor.FOOT ? ground(subject, scene) : null;
        double band =
                ground == null || scene.seen(ground) == null
                        ? 0
                        : subject.position().foot().band()
                                * scene.lens().fy()
                                / ground.z()
                                / frame.height();
        var at = place(zone.anchor(), subject, scene);
        double stretch = (double) frame.width() / frame.height();
        return inside(Check.Unit.FRAME, zone.polygon().depth(at.u(), at.v(), stretch), band);
    }

    private static Check cover(Zone zone, Subject subject, DepthScene scene) {
        var frame = scene.frame();
        var box = subject.box();
        double left = clamp(box.x() / frame.width());
        double top = clamp(box.y() / frame.height());
        double right = clamp(box.right() / frame.width());
        double bottom = clamp(box.bottom() / frame.height());
        double smaller = Math.min((right - left) * (bottom - top), zone.polygon().area());
        return new Check(
                Condition.PLACE,
                Check.Unit.COVER,
                smaller > 0 ? zone.polygon().shared(left, top, right, bottom) / smaller : 0,
                0,
                COVER,
                Double.POSITIVE_INFINITY);
    }

    /** Within the frame, off its edge by what keeps an edge of a polygon inside. */
    private static double clamp(double place) {
        return Math.max(1e-9, Math.min(1 - 1e-9, place));
    }

    private static Check distance(Zone zone, Subject subject, DepthScene scene) {
        var position = subject.position();
        double value = Double.NaN;
        double band = 0;
        if (position != null) {
            if (zone.metres()) {
                value = position.metres() ? position.distance() : Double.NaN;
                band = position.metres() ? position.distanceBand() : 0;
            } else {
                value = scene.relative(position);
                band = position.metres() ? relativeBand(position, scene) : position.distanceBand();
            }
        }
        return new Check(
                Condition.DISTANCE,
                zone.metres() ? Check.Unit.METRES : Check.Unit.RELATIVE,
                value,
                band,
                zone.distance().least(),
                zone.distance().most());
    }

    private static double relativeBand(Position position, DepthScene scene) {
        double near = Math.max(0.02, position.distance() - position.distanceBand());
        double far = position.distance() + position.distanceBand();
        var metres = scene.metres();
        return metres == null
                ? 0
                : Math.abs(scene.relative(metres.value(far)) - scene.relative(metres.value(near)))
                        / 2;
    }

    private static Check above(Zone zone, Subject subject, DepthScene scene) {
        var position = subject.position();
        boolean known = position != null && position.point() != null && scene.floor() != null;
        return new Check(
                Condition.ABOVE,
                Check.Unit.METRES,
                known ? scene.floor().above(position.point()) : Double.NaN,
                known ? position.distanceBand() * Math.abs(slope(position, scene)) : 0,
                zone.above().least(),
                zone.above().most());
    }

    /** How much higher a point on the line of sight is for each metre farther. */
    private static double slope(Position position, DepthScene scene) {
        var point = position.point();
        return scene.floor().up().dot(point) / point.z();
    }

    /** One track's. */
    private static final class State {
        private boolean inside;
        private double since;
        private double changing = Double.NaN;

        /** The end of the stay so far: who is about to leave does not stay any more. */
        private double until(double time) {
            return Double.isNaN(changing) ? time : changing;
        }

        private void update(List<Check> checks, double time, Inertia inertia) {
            boolean there = true;
            for (var check : checks) {
                there &= inside ? check.within(inertia.margin(check)) : check.met();
            }
            if (there == inside) {
                changing = Double.NaN;
                return;
            }
            if (Double.isNaN(changing)) {
                changing = time;
            }
            double needed = inside ? inertia.leaveSeconds() : inertia.enterSeconds();
            // Sums of frame times end a little below the whole.
            if (time - changing >= needed - 1e-9) {
                inside = !inside;
                since = changing;
                changing = Double.NaN;
            }
        }
    }
}
