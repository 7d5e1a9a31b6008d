// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An outline while it is drawn. No two of its edges ever meet: what would make them is refused with
 * the edges that would, and what was drawn before stays.
 *
 * @param plane that it is drawn on
 * @param corners in the order of drawing
 * @param closed whether the last corner is joined with the first
 */
public record Sketch(Plane plane, List<Corner> corners, boolean closed) {
    /** Corners nearer to one another than this are one, in the unit of the plane. */
    private static final double SAME = 1e-3;

    /** Where a corner from the keyboard is tried, in steps from the one before. */
    private static final double[][] AROUND = {
        {1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}
    };

    /** Refuses nothing: see {@link #add} and the others. */
    public Sketch {
        corners = List.copyOf(corners);
    }

    /** Nothing yet. */
    public static Sketch empty(Plane plane) {
        return new Sketch(plane, List.of(), false);
    }

    /** What is there already; null is nothing on the picture. */
    public static Sketch of(Polygon polygon) {
        return polygon == null
                ? empty(Plane.IMAGE)
                : new Sketch(polygon.plane(), polygon.corners(), true);
    }

    /** True before the first corner. */
    public boolean blank() {
        return corners.isEmpty();
    }

    /** The polygon; null while it is not closed. */
    public Polygon polygon() {
        return closed ? new Polygon(plane, corners) : null;
    }

    /** How many corners there are. */
    public int size() {
        return corners.size();
    }

    /**
     * With a corner behind this one.
     *
     * @param after number of a corner, from 0; -1 for before the first
     * @throws SightlineException {@code bad-input}: "sketch-full", "sketch-twice",
     *     "sketch-crossing"
     */
    public Sketch insert(int after, Corner corner) {
        if (corners.size() >= Polygon.MOST_CORNERS) {
            throw refused("sketch-full", Map.of("most", Polygon.MOST_CORNERS));
        }
        var next = new ArrayList<>(corners);
        next.add(after + 1, clamped(corner));
        return checked(next, closed);
    }

    /** With a corner behind the last one. */
    public Sketch add(Corner corner) {
        return insert(corners.size() - 1, corner);
    }

    /** With a corner elsewhere; refused as above. */
    public Sketch move(int index, Corner corner) {
        var next = new ArrayList<>(corners);
        next.set(index, clamped(corner));
        return checked(next, closed);
    }

    /** Without a corner; what has two left is open again. */
    public Sketch remove(int index) {
        var next = new ArrayList<>(corners);
        next.remove(index);
        return checked(next, closed && next.size() > 2);
    }

    /**
     * Joins the last corner with the first.
     *
     * @throws SightlineException {@code bad-input}: "sketch-few", "sketch-thin", "sketch-crossing"
     */
    public Sketch close() {
        if (corners.size() < 3) {
            throw refused("sketch-few", Map.of("found", corners.size(), "least", 3));
        }
        return checked(corners, true);
    }

    /** Between a corner and the next, where one may be put in. */
    public Corner middle(int index) {
        var a = corners.get(index);
        var b = corners.get((index + 1) % corners.size());
        return new Corner((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    }

    /**
     * With a corner where there is room for one, for whoever does not point.
     *
     * @param after number of the corner that it comes behind; -1 where there is none
     * @param centre of what is shown
     * @param step how far from the corner before, in the unit of the plane
     */
    public Sketch insertNear(int after, Corner centre, double step) {
        if (after < 0) {
            return insert(-1, centre);
        }
        if (closed || after < corners.size() - 1) {
            return insert(after, middle(after));
        }
        var last = corners.get(after);
        SightlineException refusal = null;
        for (double length = step; length > step / 5; length /= 2) {
            for (var way : AROUND) {
                var corner = new Corner(last.x() + way[0] * length, last.y() + way[1] * length);
                try {
                    if (clamped(corner).equals(corner)) {
                        return insert(after, corner);
                    }
                } catch (SightlineException e) {
                    refusal = refusal == null ? e : refusal;
                }
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        return insert(after, centre);
    }

    private Corner clamped(Corner corner) {
        double least = plane == Plane.IMAGE ? 0 : -Polygon.MOST_METRES;
        double most = plane == Plane.IMAGE ? 1 : Polygon.MOST_METRES;
        return new Corner(
                Math.max(least, Math.min(most, corner.x())),
                Math.max(least, Math.min(most, corner.y())));
    }

    private Sketch checked(List<Corner> next, boolean close) {
        int n = next.size();
        int edges = close ? n : n - 1;
        for (int i = 0; i < edges; ++i) {
            var a = next.get(i);
            var b = next.get((i + 1) % n);
            if (Math.abs(a.x() - b.x()) < SAME && Math.abs(a.y() - b.y()) < SAME) {
                throw refused("sketch-twice", Map.of("first", i + 1, "second", (i + 1) % n + 1));
            }
        }
        for (int i = 0; i < edges; ++i) {
            for (int k = i + 1; k < edges; ++k) {
                if (Polygon.cross(next, i, k)) {
                    throw refused(
                            "sketch-crossing",
                            Map.of(
                                    "a", i + 1,
                                    "b", (i + 1) % n + 1,
                                    "c", k + 1,
                                    "d", (k + 1) % n + 1));
                }
            }
        }
        if (close && Polygon.thin(next)) {
            throw refused("sketch-thin", Map.of());
        }
        return new Sketch(plane, next, close);
    }

    private static SightlineException refused(String reason, Map<String, Object> values) {
        return new SightlineException(ErrorCode.BAD_INPUT, reason, values);
    }
}
