// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import io.sightline.core.alert.Tally;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was watched in an hour of the clock on the wall: counts by the minute, or of the whole hour
 * where it is long ago; when there was watching; when nothing was seen, and why. Bounded.
 */
public final class Hour {
    /** Milliseconds. */
    public static final double LENGTH = 3_600_000;

    /** Milliseconds. */
    public static final double MINUTE = 60_000;

    /** Stretches of each kind that are told apart. */
    static final int MOST_SPANS = 100;

    /** Reasons for seeing nothing; there are six. */
    private static final int MOST_REASONS = 16;

    /** In place of a minute's number: counts of all of it. */
    private static final int WHOLE = -1;

    private final double from;
    private final Map<Integer, Tally> minutes = new TreeMap<>();
    private final Spans watched = new Spans(MOST_SPANS);
    private final Map<String, Spans> lapses = new TreeMap<>();

    /**
     * @param from its begin, milliseconds since 1970
     */
    Hour(double from) {
        this.from = from;
    }

    /** The begin of the hour that a time is in. */
    static double beginOf(double wall) {
        return Math.floor(wall / LENGTH) * LENGTH;
    }

    /** Its begin, milliseconds since 1970. */
    public double from() {
        return from;
    }

    /** The key that it is kept under. */
    public String key() {
        return Long.toString((long) from);
    }

    /** Counts by the minute are there no more. */
    public boolean isMerged() {
        return minutes.containsKey(WHOLE);
    }

    void count(double wall, Tally tally) {
        int minute = (int) Math.floor((wall - from) / MINUTE);
        at(isMerged() ? WHOLE : Math.max(0, Math.min(59, minute))).add(tally);
    }

    private Tally at(int minute) {
        return minutes.computeIfAbsent(minute, key -> new Tally());
    }

    void watched(double begin, double end) {
        watched.add(Math.max(from, begin), Math.min(from + LENGTH, end));
    }

    void lapsed(String why, double begin, double end) {
        lapses(why).add(Math.max(from, begin), Math.min(from + LENGTH, end));
    }

    private Spans lapses(String why) {
        boolean known = lapses.containsKey(why) || lapses.size() < MOST_REASONS;
        return lapses.computeIfAbsent(known ? why : "gone", key -> new Spans(MOST_SPANS));
    }

    /** Adds what another tab, or a batch, has of the same hour. */
    public void add(Hour other) {
        if (isMerged() || other.isMerged()) {
            merge();
        }
        for (var entry : other.minutes.entrySet()) {
            at(isMerged() ? WHOLE : entry.getKey()).add(entry.getValue());
        }
        watched.add(other.watched);
        for (var entry : other.lapses.entrySet()) {
            lapses(entry.getKey()).add(entry.getValue());
        }
    }

    /** Makes one sum of the minutes. */
    public void merge() {
        var whole = tally(from, from + LENGTH);
        minutes.clear();
        minutes.put(WHOLE, whole);
    }

    /** The counts of a period: of whole minutes, or of all of it where those are merged. */
    Tally tally(double begin, double end) {
        var sum = new Tally();
        for (var entry : minutes.entrySet()) {
            boolean whole = entry.getKey() == WHOLE;
            double at = whole ? from : from + entry.getKey() * MINUTE;
            if (at < end && at + (whole ? LENGTH : MINUTE) > begin) {
                sum.add(entry.getValue());
            }
        }
        return sum;
    }

    Spans watched() {
        return watched;
    }

    Map<String, Spans> lapses() {
        return lapses;
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var counts = new LinkedHashMap<String, Object>();
        for (var entry : minutes.entrySet()) {
            counts.put(String.valueOf(entry.getKey()), entry.getValue().toMap());
        }
        var blind = new LinkedHashMap<String, Object>();
        for (var entry : lapses.entrySet()) {
            blind.put(entry.getKey(), entry.getValue().toList());
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("from", from);
        map.put("counts", counts);
        map.put("watched", watched.toList());
        map.put("lapses", blind);
        return map;
    }

    /**
     * Reads what was kept; null for what is no hour. Anyone may write to a site's storage, so what
     * does not fit in it is left out.
     */
    public static Hour of(Object kept) {
        if (!(kept instanceof Map<?, ?> map)
                || !(map.get("from") instanceof Number from)
                || !(from.doubleValue() >= 0 && from.doubleValue() < 1e16)) {
            return null;
        }
        var hour = new Hour(beginOf(from.doubleValue()));
        if (map.get("counts") instanceof Map<?, ?> counts) {
            for (var entry : counts.entrySet()) {
                int minute = minute(entry.getKey());
                if (minute >= WHOLE && minute < 60) {
                    hour.at(minute).add(Tally.of(entry.getValue()));
                }
            }
            if (hour.isMerged()) {
                hour.merge();
            }
        }
        var watched = new Spans(MOST_SPANS);
        watched.addKept(map.get("watched"));
        hour.watched.add(watched.within(hour.from, hour.from + LENGTH));
        if (map.get("lapses") instanceof Map<?, ?> lapses) {
            for (var entry : lapses.entrySet()) {
                var spans = new Spans(MOST_SPANS);
                spans.addKept(entry.getValue());
                hour.lapses(String.valueOf(entry.getKey()))
                        .add(spans.within(hour.from, hour.from + LENGTH));
            }
        }
        return hour;
    }

    private static int minute(Object key) {
        try {
            return Integer.parseInt(String.valueOf(key));
        } catch (NumberFormatException e) {
            return Integer.MIN_VALUE;
        }
    }
}
