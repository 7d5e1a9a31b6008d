// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.track.Sighting;
import java.util.List;

/**
 * A person or a face followed through the clip. Known on the frames of its sightings, it is covered
 * on all between and for a margin before and after: there wherever an edge of its box may be that
 * moves no faster than a person walks and no faster than it was seen to.
 */
final class FollowedFind implements Find {
    /** Around every box, for each of its heights: hands and hems are cut off by detectors. */
    static final double ROOM = 0.1;

    /** A box that flickers is covered as large as it was within this time, seconds. */
    static final double HOLD = 0.2;

    private final int id;
    private final RedactKind kind;
    private final Part part;
    private final List<Sighting> sightings;
    private final double margin;

    /**
     * @param part of what was seen that is covered
     * @param sightings of the whole body or the face, by time, each later than the one before
     * @param margin before the first and after the last, seconds
     */
    FollowedFind(int id, RedactKind kind, Part part, List<Sighting> sightings, double margin) {
        this.id = id;
        this.kind = kind;
        this.part = part;
        this.sightings = List.copyOf(sightings);
        this.margin = margin;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public RedactKind kind() {
        return kind;
    }

    @Override
    public String by() {
        return part.by();
    }

    @Override
    public double from() {
        return first().time() - margin;
    }

    @Override
    public double to() {
        return last().time() + margin;
    }

    @Override
    public int sightings() {
        return sightings.size();
    }

    @Override
    public double score() {
        double best = 0;
        for (var sighting : sightings) {
            best = Math.max(best, sighting.score());
        }
        return best;
    }

    @Override
    public Box at(double t) {
        // A frame's time may have gone through a division on its way.
        double slack = 1e-6;
        if (!(t >= from() - slack && t <= to() + slack)) {
            return null;
        }
        int after = after(t);
        Box cover;
        if (after == 0) {
            cover = grown(first(), first().time() - t, 0);
        } else if (after == sightings.size()) {
            cover = grown(last(), t - last().time(), 0);
        } else {
            cover = between(sightings.get(after - 1), sightings.get(after), t);
        }
        for (int i = after - 1; i >= 0 && t - sightings.get(i).time() <= HOLD; --i) {
            cover = hull(cover, grown(sightings.get(i), 0, 0));
        }
        for (int i = after; i < sightings.size() && sightings.get(i).time() - t <= HOLD; ++i) {
            cover = hull(cover, grown(sightings.get(i), 0, 0));
        }
        return cover;
    }

    /** The first sighting that is later than a time. */
    private int after(double t) {
        int low = 0;
        int high = sightings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sightings.get(middle).time() > t) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where both sightings let it be. */
    private Box between(Sighting one, Sighting other, double t) {
        double gap = other.time() - one.time();
        var a = part.of(one.box());
        var b = part.of(other.box());
        double moved =
                Math.max(
                        Math.max(Math.abs(b.x() - a.x()), Math.abs(b.right() - a.right())),
                        Math.max(Math.abs(b.y() - a.y()), Math.abs(b.bottom() - a.bottom())));
        // Faster than it went on the whole by what a person goes: neither sighting shuts it out.
        double seen = moved / gap;
        var from = grown(one, t - one.time(), seen);
        var to = grown(other, other.time() - t, seen);
        return Box.ofEdges(
                Math.max(from.x(), to.x()),
                Math.max(from.y(), to.y()),
                Math.min(from.right(), to.right()),
                Math.min(from.bottom(), to.bottom()));
    }

    /**
     * What is covered a time away from a sighting.
     *
     * @param faster than a person walks by so many pixels a second
     */
    private Box grown(Sighting sighting, double seconds, double faster) {
        double tall = part.tall(sighting.box());
        double room =
                ROOM * tall * (2 - Math.min(1, sighting.score()))
                        + (part.reach() * tall + faster) * Math.max(0, seconds);
        var seen = part.of(sighting.box());
        return new Box(
                seen.x() - room,
                seen.y() - room,
                seen.width() + 2 * room,
                seen.height() + 2 * room);
    }

    private static Box hull(Box a, Box b) {
        return Box.ofEdges(
                Math.min(a.x(), b.x()),
                Math.min(a.y(), b.y()),
                Math.max(a.right(), b.right()),
                Math.max(a.bottom(), b.bottom()));
    }

    private Sighting first() {
        return sightings.get(0);
    }

    private Sighting last() {
        return sightings.get(sightings.size() - 1);
    }
}
