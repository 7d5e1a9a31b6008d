// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.ClipChoice;
import io.sightline.core.detect.Box;
import io.sightline.core.track.Sighting;
import java.util.ArrayList;
import java.util.List;

/** Frames of one track that can be shown, the best of each short while, in bounded memory. */
final class ClipTrail {
    /** Frames that are kept. */
    static final int MOST = 64;

    /**
     * Of two looks that are farther apart nobody knows what was between them, seconds: somebody
     * walking goes on as they went for about so long.
     */
    static final double LONGEST_BETWEEN = 2;

    private final List<ClipChoice.Candidate> kept = new ArrayList<>();

    /** Where it was last seen, kept or not, and when. */
    private Box box;

    private double seen = Double.NEGATIVE_INFINITY;

    /** Stream time of the latest frame, seconds. */
    double latest() {
        return kept.isEmpty() ? Double.NEGATIVE_INFINITY : kept.get(kept.size() - 1).t();
    }

    /** Stream time at which there was last anything of it, seconds. */
    double touched() {
        return Math.max(seen, latest());
    }

    /**
     * It was seen a few times before it was sure to be anything.
     *
     * @param path where it was seen, by time
     * @param frames that were kept since, with any boxes
     * @param now what is of this time comes later
     */
    void begin(List<Sighting> path, List<ClipChoice.Candidate> frames, double now, double apart) {
        for (var sighting : path) {
            if (sighting.time() < now) {
                var between = new ArrayList<Glimpse>();
                double sharpness = Double.NaN;
                for (var frame : frames) {
                    if (frame.t() == sighting.time()) {
                        sharpness = frame.sharpness();
                    } else if (frame.t() < sighting.time()) {
                        between.add(new Glimpse(frame.t(), frame.sharpness()));
                    }
                }
                see(sighting.time(), sighting.box(), between, sharpness, apart);
            }
        }
    }

    /**
     * It was seen. Of the frames since it was seen before, its box is on the straight way between.
     *
     * @param between frames that were kept since the look before, by time
     * @param sharpness of this frame; NaN where it was not kept
     * @param apart seconds of which only the best is kept
     */
    void see(double now, Box place, List<Glimpse> between, double sharpness, double apart) {
        for (var glimpse : between) {
            double passed = glimpse.seconds() - seen;
            if (passed > 0 && glimpse.seconds() < now && now - seen <= LONGEST_BETWEEN) {
                var there = mix(box, place, passed / (now - seen));
                add(candidate(glimpse.seconds(), there, glimpse.sharpness()), apart);
            }
        }
        box = place;
        seen = now;
        if (sharpness >= 0) {
            add(candidate(now, place, sharpness), apart);
        }
    }

    /** The same for what is always there, at one place. */
    void show(double now, Box place, List<Glimpse> between, double sharpness, double apart) {
        for (var glimpse : between) {
            if (glimpse.seconds() > latest() && glimpse.seconds() < now) {
                add(candidate(glimpse.seconds(), place, glimpse.sharpness()), apart);
            }
        }
        if (sharpness >= 0) {
            add(candidate(now, place, sharpness), apart);
        }
    }

    private static ClipChoice.Candidate candidate(double t, Box box, double sharpness) {
        return new ClipChoice.Candidate(t, box, sharpness);
    }

    /** What was seen of the same under another number, later, comes after it. */
    void join(ClipTrail later) {
        for (var candidate : later.since(latest() + 1e-9)) {
            add(candidate, 0);
        }
        if (later.seen > seen) {
            seen = later.seen;
            box = later.box;
        }
    }

    private static Box mix(Box one, Box other, double share) {
        return new Box(
                one.x() + share * (other.x() - one.x()),
                one.y() + share * (other.y() - one.y()),
                one.width() + share * (other.width() - one.width()),
                one.height() + share * (other.height() - one.height()));
    }

    /**
     * One more.
     *
     * @param apart seconds of which only the best is kept
     */
    void add(ClipChoice.Candidate candidate, double apart) {
        int last = kept.size() - 1;
        if (last > 0 && candidate.t() - kept.get(last - 1).t() < apart) {
            if (quality(candidate) > quality(kept.get(last))) {
                kept.set(last, candidate);
            }
            return;
        }
        kept.add(candidate);
        if (kept.size() > MOST) {
            kept.remove(0);
        }
    }

    /** Those since a time. */
    List<ClipChoice.Candidate> since(double from) {
        int first = kept.size();
        while (first > 0 && kept.get(first - 1).t() >= from) {
            --first;
        }
        return List.copyOf(kept.subList(first, kept.size()));
    }

    private static double quality(ClipChoice.Candidate candidate) {
        return candidate.sharpness() * candidate.box().area();
    }
}
