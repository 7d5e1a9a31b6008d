// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Where a recorded clip could not be read. What lies on both sides of a break was read; a break
 * without an end reaches to the end of the clip.
 */
public final class ClipBreaks {
    /** The cause where a file ends before its end. */
    public static final String CUT_OFF = "cut-off";

    /** Beyond these the last one is stretched: a result has to fit into one message. */
    private static final int MOST = 200;

    private final List<Break> all = new ArrayList<>();

    /**
     * One of them.
     *
     * @param from time of the first frame that could not be read, seconds
     * @param to time of the first that could be again, seconds; NaN where none could
     * @param cause {@link #CUT_OFF}, or as the browser names it
     */
    public record Break(double from, double to, String cause) {
        /** How long it is in a clip of that length, seconds. */
        public double seconds(double length) {
            return Math.max(0, (Double.isNaN(to) ? length : to) - from);
        }
    }

    /**
     * Adds one after the others; one that begins where the last ends, or before, is a part of it.
     *
     * @param to NaN where it reaches to the end
     */
    public void add(double from, double to, String cause) {
        var last = all.isEmpty() ? null : all.get(all.size() - 1);
        // An end that is NaN is later than all.
        if (last != null && (!(from > last.to) || all.size() == MOST)) {
            all.set(all.size() - 1, new Break(Math.min(from, last.from), to, last.cause));
        } else {
            all.add(new Break(from, to, cause));
        }
    }

    /** Begin of the break that reaches to a time, or that time. */
    public double since(double time) {
        var last = all.isEmpty() ? null : all.get(all.size() - 1);
        return last == null || time > last.to ? time : last.from;
    }

    /** Whether all was read. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether the last reaches to the end. */
    public boolean isOpen() {
        return !all.isEmpty() && Double.isNaN(all.get(all.size() - 1).to);
    }

    /** Whether nothing was read from a time to a time. */
    public boolean cover(double from, double to) {
        for (var one : all) {
            if (from >= one.from && !(to > one.to)) {
                return true;
            }
        }
        return false;
    }

    /** By their time. */
    public List<Break> all() {
        return List.copyOf(all);
    }

    /** How long they are together in a clip of that length, seconds. */
    public double seconds(double length) {
        double sum = 0;
        for (var one : all) {
            sum += one.seconds(length);
        }
        return sum;
    }

    /** For a message, and for programs. */
    public List<Object> toList() {
        var list = new ArrayList<Object>();
        for (var one : all) {
            var map = new LinkedHashMap<String, Object>();
            map.put("from", one.from);
            if (!Double.isNaN(one.to)) {
                map.put("to", one.to);
            }
            map.put("cause", one.cause);
            list.add(map);
        }
        return list;
    }

    /** As {@link #toList} wrote them. */
    public static ClipBreaks of(List<Fields> list) {
        var breaks = new ClipBreaks();
        for (var fields : list) {
            breaks.all.add(
                    new Break(
                            fields.number("from"),
                            fields.number("to", Double.NaN),
                            fields.text("cause")));
        }
        return breaks;
    }
}
