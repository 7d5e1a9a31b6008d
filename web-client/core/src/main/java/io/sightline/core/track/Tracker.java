// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Follows detections from frame to frame, as ByteTrack does (Zhang et al., ECCV 2022): sure
 * detections are paired with the predicted boxes first, then unsure ones with the tracks that are
 * left, so that a half hidden person goes on; pairs are of one label, and their sum of {@code 1 −
 * IoU} is least. What is left is paired once more by boxes that are wider the longer a thing was
 * not seen, since frames may come seldom. All limits are in seconds, none in frames.
 *
 * <p>Deterministic: one sequence of detections gives one sequence of tracks. Not safe for use by
 * two threads.
 */
public final class Tracker {
    /** The paper's: boxes that share less are not one thing. */
    private static final double LEAST_IOU = 0.2;

    /** The paper's, for detections that are unsure themselves. */
    private static final double LEAST_UNSURE_IOU = 0.5;

    /** The paper's, for what may be noise. */
    private static final double LEAST_DOUBTED_IOU = 0.3;

    private static final double LEAST_WIDE_IOU = 0.1;

    /** A walking person goes on by so many of its heights a second: 2 m/s at 1.7 m. */
    private static final double REACH = 1.2;

    /** Boxes are not widened by more heights than this on each side. */
    private static final double MOST_WIDER = 0.5;

    /** One thing's height does not change more, as a factor, from one detection to the next. */
    private static final double MOST_GROWTH = 2;

    /** After a longer pause, as of a camera that slept, nothing is what it was. */
    private static final double LONGEST_PAUSE = 10;

    /** What came longer before it was detected is not known to be the same, seconds. */
    private static final double LONGEST_ARRIVAL = 2;

    /** Seconds in which what is not seen loses most of its speed. */
    private static final double SLOWING = 1;

    private final TrackSettings settings;
    private final ImageSize frame;
    private final List<Live> lives = new ArrayList<>();
    private final List<Track> ended = new ArrayList<>();
    private final List<Live> gone = new ArrayList<>();
    private boolean started;
    private double time;
    private int lastId;

    /**
     * @param frame size of the frames, source pixels
     */
    public Tracker(TrackSettings settings, ImageSize frame) {
        this.settings = settings;
        this.frame = frame;
    }

    /** Takes the next frame, where nothing is known of the time before it. */
    public List<Track> next(double seconds, List<Detection> detections) {
        return next(seconds, detections, one -> seconds);
    }

    /**
     * Takes the next frame.
     *
     * @param seconds stream time; when it goes back, as after a seek, every track ends
     * @param detections of the frame; boxes that are empty or not finite are passed over
     * @param since when what was detected came, as its motion tells; it counts where none of the
     *     same label has been there since
     * @return the tracks that go on, by number: those seen, and those that are hidden for a while
     */
    public List<Track> next(
            double seconds, List<Detection> detections, ToDoubleFunction<Detection> since) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("a frame at " + seconds);
        }
        ended.clear();
        if (started && (seconds < time || seconds - time > LONGEST_PAUSE)) {
            end(live -> true);
        }
        double passed = started ? Math.max(0, seconds - time) : 0;
        started = true;
        time = seconds;
        for (var live : lives) {
            live.predict(passed);
        }
        var sure = new ArrayList<Detection>();
        var unsure = new ArrayList<Detection>();
        for (var detection : detections) {
            if (usable(detection)) {
                (sure(detection) ? sure : unsure).add(detection);
            }
        }
        pair(live -> live.id > 0, sure, 1 - LEAST_IOU, false);
        pair(live -> live.id > 0 && live.wasSeen, unsure, 1 - LEAST_UNSURE_IOU, false);
        pair(live -> live.id > 0, sure, 1 - LEAST_WIDE_IOU, true);
        pair(live -> live.id == 0, sure, 1 - LEAST_DOUBTED_IOU, false);
        pair(live -> live.id == 0, sure, 1 - LEAST_WIDE_IOU, true);
        gone.removeIf(one -> time - one.trail.latest().time() > LONGEST_ARRIVAL);
        int before = lives.size();
        for (var detection : sure) {
            double came = Math.min(time, since.applyAsDouble(detection));
            lives.add(new Live(detection, isFree(detection, came, before) ? came : time));
        }
        end(this::gone);
        return tracks();
    }

    /** Whether something is followed: a track, or what may become one. */
    public boolean follows() {
        return !lives.isEmpty();
    }

    /** Whether something is followed that is no track yet. */
    public boolean doubts() {
        for (var live : lives) {
            if (live.id == 0) {
                return true;
            }
        }
        return false;
    }

    /** The tracks that ended with the newest frame, by number. */
    public List<Track> ended() {
        return List.copyOf(ended);
    }

    /**
     * Ends every track, as at the end of a clip or for another source. Numbers go on.
     *
     * @return the tracks that ended so, by number
     */
    public List<Track> finish() {
        ended.clear();
        end(live -> true);
        started = false;
        return ended();
    }

    private boolean usable(Detection detection) {
        var box = detection.box();
        double sum = box.x() + box.y() + box.right() + box.bottom();
        return sum - sum == 0
                && box.width() > 0
                && box.height() > 0
                && (moved(detection) || detection.score() >= settings.low());
    }

    private boolean sure(Detection detection) {
        return moved(detection) || detection.score() >= settings.high();
    }

    /** A moving blob passed a gate of its own: its score does not say how sure it is. */
    private static boolean moved(Detection detection) {
        return detection.label().equals(Detection.MOTION);
    }

    /** Whether none of that label was there since: the motion may be that one's. */
    private boolean isFree(Detection detection, double came, int before) {
        for (var live : lives.subList(0, before)) {
            if (live.wasAt(detection, came)) {
                return false;
            }
        }
        for (var one : gone) {
            if (one.wasAt(detection, came)) {
                return false;
            }
        }
        return time - came <= LONGEST_ARRIVAL;
    }

    /** Pairs tracks with detections, which are taken out of the list. */
    private void pair(
            Predicate<Live> which, List<Detection> detections, double limit, boolean wide) {
        var open = new ArrayList<Live>();
        for (var live : lives) {
            if (!live.seen && which.test(live)) {
                open.add(live);
            }
        }
        if (open.isEmpty() || detections.isEmpty()) {
            return;
        }
        var costs = new double[open.size()][detections.size()];
        for (int i = 0; i < costs.length; ++i) {
            for (int k = 0; k < detections.size(); ++k) {
                costs[i][k] = open.get(i).cost(detections.get(k), wide);
            }
        }
        var chosen = Assignment.solve(costs, detections.size(), limit);
        var taken = new boolean[detections.size()];
        for (int i = 0; i < chosen.length; ++i) {
            if (chosen[i] >= 0) {
                taken[chosen[i]] = true;
                open.get(i).take(detections.get(chosen[i]));
            }
        }
        for (int k = taken.length - 1; k >= 0; --k) {
            if (taken[k]) {
                detections.remove(k);
            }
        }
    }

    private boolean gone(Live live) {
        double hidden = time - live.trail.latest().time();
        if (live.seen) {
            return false;
        }
        return hidden > settings.hiddenSeconds()
                || live.id == 0 && live.missed > 1 && hidden > settings.doubtSeconds()
                || live.leaving && hidden > settings.exitSeconds();
    }

    private void end(Predicate<Live> which) {
        for (int i = 0; i < lives.size(); ) {
            var live = lives.get(i);
            if (which.test(live)) {
                lives.remove(i);
                gone.add(live);
                if (live.id > 0) {
                    ended.add(live.track());
                }
            } else {
                ++i;
            }
        }
        ended.sort((a, b) -> Integer.compare(a.id(), b.id()));
    }

    private List<Track> tracks() {
        var tracks = new ArrayList<Track>();
        for (var live : lives) {
            if (live.id > 0) {
                tracks.add(live.track());
            }
        }
        tracks.sort((a, b) -> Integer.compare(a.id(), b.id()));
        return List.copyOf(tracks);
    }

    /** What is followed: a track once it has its number. */
    private final class Live {
        private final String label;
        private final BoxFilter filter;
        private final Trail trail = new Trail();
        private final double entered;
        private int id;
        private boolean seen = true;
        private boolean wasSeen;
        private boolean leaving;
        private int missed;
        private int whole;

        private Live(Detection detection, double entered) {
            this.entered = entered;
            label = detection.label();
            filter = new BoxFilter(detection.box());
            note(detection.box(), detection.score());
        }

        private void predict(double passed) {
            if (!seen) {
                filter.coast(passed, SLOWING);
            }
            filter.predict(passed);
            wasSeen = seen;
            ++missed;
            seen = false;
        }

        private double cost(Detection detection, boolean wide) {
            if (!detection.label().equals(label)) {
                return Double.POSITIVE_INFINITY;
            }
            var box = filter.box();
            var other = detection.box();
            if (!wide) {
                return 1 - box.iou(other);
            }
            double growth = other.height() / box.height();
            if (growth > MOST_GROWTH || growth < 1 / MOST_GROWTH) {
                return Double.POSITIVE_INFINITY;
            }
            double hidden = time - trail.latest().time();
            double by = Math.min(MOST_WIDER, REACH * hidden / 2);
            return 1 - wider(box, by).iou(wider(other, by));
        }

        /**
         * Whether it was seen there at a time or later. What was never sure to be a track may as
         * well have been the same.
         */
        private boolean wasAt(Detection detection, double since) {
            return id > 0
                    && label.equals(detection.label())
                    && trail.latest().time() >= since
                    && trail.latest().box().shared(detection.box()) > 0;
        }

        private void take(Detection detection) {
            filter.correct(detection.box());
            seen = true;
            missed = 0;
            note(detection.box(), detection.score());
        }

        private void note(Box box, double score) {
            trail.add(new Sighting(time, box, score));
            whole += score >= settings.high() && !box.hangs(frame) ? 1 : 0;
            leaving = outwards(box);
            boolean apart = time - trail.first().time() >= settings.sureSeconds();
            if (id == 0 && (trail.count() >= settings.hits() || trail.count() > 1 && apart)) {
                id = ++lastId;
            }
        }

        /** Whether its middle leaves the frame soon: a head at the upper edge does not. */
        private boolean outwards(Box box) {
            double x = box.centreX() + filter.speedAcross() * settings.exitSeconds();
            double y = box.centreY() + filter.speedDown() * settings.exitSeconds();
            return x < 0 || y < 0 || x > frame.width() || y > frame.height();
        }

        private Track track() {
            var latest = trail.latest();
            return new Track(
                    id,
                    label,
                    latest.score(),
                    seen ? latest.box() : filter.box(),
                    seen,
                    entered,
                    latest.time(),
                    time,
                    trail.count(),
                    whole,
                    trail.points());
        }
    }

    private static Box wider(Box box, double by) {
        double more = by * box.height();
        return new Box(
                box.x() - more, box.y() - more, box.width() + 2 * more, box.height() + 2 * more);
    }
}
