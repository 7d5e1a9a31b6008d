// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import io.sightline.core.alert.Retention;
import io.sightline.core.alert.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Hours that were watched, or what came to them lately. Bounded. Not for use by two threads. */
public final class Chronicle {
    /** What is older is dropped, as alerts are, milliseconds. */
    public static final double LONGEST = Retention.LONGEST;

    /** Of what is older, counts are of whole hours, milliseconds. */
    public static final double BY_MINUTE = 48 * Hour.LENGTH;

    /** Hours at most: more than fourteen days have, for clocks that were put forward and back. */
    public static final int MOST = 400;

    /** Stretches of a kind that are told of a period. */
    private static final int MOST_TOLD = 1000;

    private final TreeMap<Double, Hour> hours = new TreeMap<>();

    /** Counts at a time. */
    public void count(double wall, Tally tally) {
        if (!tally.isEmpty()) {
            hour(wall).count(wall, tally);
        }
    }

    /** There was watching from here to there. */
    public void watched(double from, double to) {
        for (var hour : touched(from, to)) {
            hour.watched(from, to);
        }
    }

    /** Nothing was seen from here to there, or little. */
    public void lapsed(String why, double from, double to) {
        for (var hour : touched(from, to)) {
            hour.lapsed(why, from, to);
        }
    }

    /** Adds an hour, or what another has of it. */
    public void add(Hour hour) {
        hour(hour.from()).add(hour);
    }

    /** The hours, in their order. */
    public Collection<Hour> hours() {
        return List.copyOf(hours.values());
    }

    /** True where there is none. */
    public boolean isEmpty() {
        return hours.isEmpty();
    }

    /** Whether an hour is too old to be kept; a clock that was put back lets nothing go. */
    public static boolean isOver(Hour hour, double now) {
        return now - hour.from() - Hour.LENGTH > LONGEST;
    }

    /** Whether its counts by the minute are to be merged now. */
    public static boolean isToMerge(Hour hour, double now) {
        return !hour.isMerged() && now - hour.from() - Hour.LENGTH > BY_MINUTE;
    }

    /** Drops and merges what is old. */
    public void tidy(double now) {
        hours.values().removeIf(hour -> isOver(hour, now));
        while (hours.size() > MOST) {
            hours.remove(hours.firstKey());
        }
        for (var hour : hours.values()) {
            if (isToMerge(hour, now)) {
                hour.merge();
            }
        }
    }

    /**
     * What it has of a period.
     *
     * @param from milliseconds since 1970
     * @param to the same; what is later than {@code now} is not asked for
     */
    public Account account(double from, double to, double now) {
        double end = Math.min(to, now);
        var tally = new Tally();
        var watched = new Spans(MOST_TOLD);
        var seen = new Spans(MOST_TOLD);
        var lapses = new ArrayList<Account.Lapse>();
        var reasons = new TreeMap<String, Spans>();
        boolean byHour = false;
        for (var hour : hours.values()) {
            if (hour.from() < end && hour.from() + Hour.LENGTH > from) {
                tally.add(hour.tally(from, end));
                byHour |= hour.isMerged();
                watched.add(hour.watched().within(from, end));
                for (var entry : hour.lapses().entrySet()) {
                    reasons.computeIfAbsent(entry.getKey(), key -> new Spans(MOST_TOLD))
                            .add(entry.getValue().within(from, end));
                }
            }
        }
        seen.add(watched);
        for (var entry : reasons.entrySet()) {
            seen.add(entry.getValue());
            for (var span : entry.getValue().all()) {
                lapses.add(new Account.Lapse(entry.getKey(), span.from(), span.to()));
            }
        }
        lapses.sort((one, other) -> Double.compare(one.from(), other.from()));
        double oldest = now - LONGEST;
        return new Account(
                from,
                end,
                tally,
                watched.all(),
                lapses,
                seen.gaps(Math.max(from, oldest), end),
                oldest,
                byHour ? Hour.LENGTH : Hour.MINUTE);
    }

    private Hour hour(double wall) {
        return hours.computeIfAbsent(Hour.beginOf(wall), Hour::new);
    }

    private List<Hour> touched(double from, double to) {
        var touched = new ArrayList<Hour>();
        if (to > from) {
            // A lapse may be of any length; what is beyond all bounds is not kept anyway.
            double first = Math.max(from, to - LONGEST);
            for (double at = Hour.beginOf(first); at < to; at += Hour.LENGTH) {
                touched.add(hour(at));
            }
        }
        return touched;
    }
}
