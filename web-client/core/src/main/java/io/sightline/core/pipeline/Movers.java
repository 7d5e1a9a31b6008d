// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.CocoLabels;
import io.sightline.core.detect.Detection;
import io.sightline.core.track.Sighting;
import io.sightline.core.track.Track;
import io.sightline.core.track.TrackSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose motion is what the gate saw: one thing is not to be two, as a person and as the moving arm
 * of it, and what is at rest is not to hide what moves before it, as a couch does a cat. A blob is
 * of a thing that a detector knows if it
 *
 * <ul>
 *   <li>is much the same box, or
 *   <li>lies within one that lives, which may move a part of itself, or
 *   <li>lies within one that goes somewhere: both its edges went the same way. A thing that is
 *       hidden in part moves one edge only.
 * </ul>
 *
 * <p>So whatever hides a blob has moved, and answers for it to rules about motion. Not safe for use
 * by two threads.
 */
final class Movers {
    /** Boxes that share more are one thing. */
    private static final double SAME = 0.3;

    /** A blob of which a box covers more, or the other way round, lies within it. */
    private static final double COVERED = 0.3;

    /** Both edges went so much of the box's side: less is how a detector wavers. */
    private static final double WENT = 0.1;

    /** What is where it was so long ago is at rest, seconds. */
    private static final double LATELY = 1;

    private final TrackSettings tracking;
    private final Set<Integer> moved = new HashSet<>();

    Movers(TrackSettings tracking) {
        this.tracking = tracking;
    }

    /**
     * The blobs that are none of what the detector knows. What it only supposes is nothing that is
     * followed, and hides no blob.
     *
     * @param detections of the same frame
     * @param tracks as they were before it
     */
    List<Detection> news(List<Detection> blobs, List<Detection> detections, List<Track> tracks) {
        var news = new ArrayList<Detection>();
        for (var blob : blobs) {
            boolean own = true;
            for (var detection : detections) {
                own &= detection.score() < tracking.high() || !isOf(blob, detection, tracks);
            }
            for (var track : tracks) {
                own &= track.label().equals(Detection.MOTION) || !isOf(blob.box(), track);
            }
            if (own) {
                news.add(blob);
            }
        }
        return news;
    }

    /**
     * Takes which tracks there are after a frame.
     *
     * @param blobs of the frame
     */
    void note(List<Track> tracks, List<Detection> blobs) {
        var live = new HashSet<Integer>();
        for (var track : tracks) {
            live.add(track.id());
            for (var blob : track.seen() ? blobs : List.<Detection>of()) {
                if (isOf(blob.box(), track)) {
                    moved.add(track.id());
                }
            }
        }
        moved.retainAll(live);
    }

    /** Whether it moved since it is followed: it came, went, or moved a part of itself. */
    boolean moved(Track track) {
        return track.label().equals(Detection.MOTION) || moved.contains(track.id());
    }

    /** A detection goes where the track goes that it will belong to. */
    private static boolean isOf(Detection blob, Detection detection, List<Track> tracks) {
        boolean goes = false;
        for (var track : tracks) {
            goes |=
                    track.label().equals(detection.label())
                            && track.box().iou(detection.box()) > SAME
                            && goes(track);
        }
        return isOf(blob.box(), detection.label(), detection.box(), goes);
    }

    private static boolean isOf(Box blob, Track track) {
        return isOf(blob, track.label(), track.box(), goes(track));
    }

    /**
     * Whether a blob is of a thing.
     *
     * @param goes whether the thing goes somewhere
     */
    static boolean isOf(Box blob, String label, Box box, boolean goes) {
        return blob.iou(box) > SAME || (goes || CocoLabels.lives(label)) && isWithin(blob, box);
    }

    /** Whether enough of the smaller lies within the larger. */
    static boolean isWithin(Box one, Box other) {
        return one.shared(other) > COVERED * Math.min(one.area(), other.area());
    }

    private static boolean goes(Track track) {
        var path = track.path();
        var now = path.get(path.size() - 1);
        var before = now;
        for (int i = path.size() - 1; i >= 0 && now.time() - path.get(i).time() <= LATELY; --i) {
            before = path.get(i);
        }
        return went(before, now);
    }

    private static boolean went(Sighting from, Sighting to) {
        var one = from.box();
        var other = to.box();
        return both(other.x() - one.x(), other.right() - one.right()) > WENT * one.width()
                || both(other.y() - one.y(), other.bottom() - one.bottom()) > WENT * one.height();
    }

    /** How far both went; 0 where they went apart. */
    private static double both(double one, double other) {
        return one * other <= 0 ? 0 : Math.min(Math.abs(one), Math.abs(other));
    }
}
