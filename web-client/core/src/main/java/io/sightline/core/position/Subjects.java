// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.track.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes subjects of tracks: each with its position by the newest depth, and its speed. A track that
 * is not seen, or that there is no depth for on a frame, keeps its last position for a while. Not
 * safe for use by two threads.
 */
public final class Subjects {
    /** Older positions are not told, seconds; so many times what passes between two, if more. */
    private static final double KEPT = 1.5;

    /** Where depth is measured seldom, this is the oldest, seconds. */
    private static final double MOST_KEPT = 4;

    private final Map<Integer, Known> known = new HashMap<>();
    private double kept = KEPT;
    private double measuredAt = Double.NaN;

    /** The subjects of a frame, where only what moves is tracked. */
    public List<Subject> next(List<Track> tracks, DepthScene scene, DepthValues values) {
        return next(tracks, track -> true, scene, values);
    }

    /**
     * The subjects of a frame.
     *
     * @param tracks that go on, as the tracker gave them
     * @param moved which of them moved since they are followed
     * @param values of the frame's depth; null where none was measured
     */
    public List<Subject> next(
            List<Track> tracks, Predicate<Track> moved, DepthScene scene, DepthValues values) {
        var subjects = new ArrayList<Subject>();
        var live = new HashSet<Integer>();
        var locator = values == null ? null : new Locator(scene, values);
        if (locator != null && !tracks.isEmpty()) {
            measured(tracks.get(0).time());
        }
        for (var track : tracks) {
            live.add(track.id());
            var one = known.computeIfAbsent(track.id(), id -> new Known());
            if (locator != null && track.seen()) {
                one.note(track.time(), locator.locate(track.box()));
            }
            subjects.add(
                    new Subject(
                            track.id(),
                            track.label(),
                            track.score(),
                            track.box(),
                            track.seen(),
                            track.entered(),
                            track.time(),
                            track.whole(),
                            one.speed(track.time()).metresPerSecond(),
                            one.position(track.time()),
                            moved.test(track)));
        }
        known.keySet().retainAll(live);
        return subjects;
    }

    private void measured(double now) {
        double apart = Double.isNaN(measuredAt) ? 1 : now - measuredAt;
        kept = Math.max(KEPT, Math.min(MOST_KEPT, KEPT * apart));
        measuredAt = now;
    }

    /** The speed of a track with its band. */
    public SpeedMeter.Speed speed(int track) {
        var one = known.get(track);
        return one == null ? SpeedMeter.Speed.UNKNOWN : one.meter.speed();
    }

    /** One track's. */
    private final class Known {
        private final SpeedMeter meter = new SpeedMeter();
        private final DistanceMeter distance = new DistanceMeter();
        private Position position;
        private double time;

        private void note(double seconds, Position next) {
            if (next == null) {
                return;
            }
            position = distance.next(seconds, next);
            time = seconds;
            if (next.foot() != null) {
                meter.note(seconds, next.foot());
            }
        }

        private Position position(double now) {
            return position != null && now - time <= kept ? position : null;
        }

        private SpeedMeter.Speed speed(double now) {
            return position(now) == null || position.foot() == null
                    ? SpeedMeter.Speed.UNKNOWN
                    : meter.speed();
        }
    }
}
