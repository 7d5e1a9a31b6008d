// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a rule watches: on some days of the week, between two times on the wall's clock. One that
 * ends before it begins runs across midnight and belongs to the day on which it begins. In the
 * night in which the clocks are put forward the minutes that are left out are never, and in the one
 * in which they are put back the repeated ones are twice.
 *
 * @param days bit n for day n of {@link LocalMoment}; at least one
 * @param from minute of the day at which it begins, 0 to 1439
 * @param to minute of the day at which it is over, 1 to 1440; never {@code from}
 */
public record Schedule(int days, int from, int to) {
    /** All of the time. */
    public static final Schedule ALWAYS = new Schedule(0xfe, 0, LocalMoment.DAY);

    private static final List<String> NAMES =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final List<String> LONG_NAMES =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final Set<String> FIELDS = Set.of("days", "from", "to");

    /** Refuses one that never is. */
    public Schedule {
        boolean ever = from != to && from >= 0 && from < LocalMoment.DAY;
        if ((days & 0xfe) == 0 || (days & ~0xfe) != 0 || !ever || to < 1 || to > LocalMoment.DAY) {
            throw new IllegalArgumentException("days " + days + ", " + from + " to " + to);
        }
    }

    /** True at the times at which the rule watches. */
    public boolean covers(LocalMoment now) {
        int minute = now.minute();
        if (from < to) {
            return on(now.day()) && minute >= from && minute < to;
        }
        return on(now.day()) && minute >= from || on(now.dayBefore()) && minute < to;
    }

    /** True for a day on which it begins, 1 (Monday) to 7. */
    public boolean on(int day) {
        return (days >> day & 1) != 0;
    }

    /** The days' names, Monday first. */
    public List<String> dayNames() {
        var names = new ArrayList<String>();
        for (int day = 1; day <= 7; ++day) {
            if (on(day)) {
                names.add(NAMES.get(day - 1));
            }
        }
        return names;
    }

    /** A time as it is written, {@code HH:MM}. */
    public static String clock(int minute) {
        int hours = minute / 60;
        int minutes = minute % 60;
        return (hours < 10 ? "0" : "") + hours + (minutes < 10 ? ":0" : ":") + minutes;
    }

    /** Reads one; what is left out is every day, from 00:00, to 24:00. */
    static Schedule of(Fields fields) {
        fields.only(FIELDS);
        int days = fields.raw("days") == null ? 0xfe : 0;
        int i = 0;
        for (var name : fields.texts("days", 1, 7)) {
            var where = "days[" + i++ + "]";
            int day = Math.max(NAMES.indexOf(name), LONG_NAMES.indexOf(name)) + 1;
            if (day == 0) {
                throw fields.refusal(where, "mon, tue, wed, thu, fri, sat or sun");
            }
            if ((days >> day & 1) != 0) {
                throw fields.refusal(where, "a day that is not in the list before");
            }
            days |= 1 << day;
        }
        int from = fields.has("from") ? minute(fields, "from", LocalMoment.DAY - 1) : 0;
        int to = fields.has("to") ? minute(fields, "to", LocalMoment.DAY) : LocalMoment.DAY;
        if (from == to) {
            throw fields.refusal("to", "another time than from, else the rule never watches");
        }
        // 22:00 to 00:00 ends at midnight, as people write it.
        return new Schedule(days, from, to == 0 ? LocalMoment.DAY : to);
    }

    private static int minute(Fields fields, String name, int most) {
        var text = fields.text(name);
        boolean form = text.length() == 5 && text.charAt(2) == ':';
        for (int i = 0; form && i < 5; ++i) {
            form = i == 2 || text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        int minute = -1;
        if (form && text.charAt(3) < '6') {
            int hours = (text.charAt(0) - '0') * 10 + text.charAt(1) - '0';
            minute = hours * 60 + (text.charAt(3) - '0') * 10 + text.charAt(4) - '0';
        }
        if (minute < 0 || minute > most) {
            throw fields.refusal(name, "time from 00:00 to " + clock(most));
        }
        return minute;
    }

    /** As it is written; all days are left out. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        if (days != ALWAYS.days) {
            map.put("days", dayNames());
        }
        map.put("from", clock(from));
        map.put("to", clock(to));
        return map;
    }
}
