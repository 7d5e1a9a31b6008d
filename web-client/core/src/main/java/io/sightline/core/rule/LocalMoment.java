// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

/**
 * A moment on the clock on the wall, as the browser's local calendar has it. Time zones and
 * daylight saving are the browser's business, so this may jump either way; no duration is ever
 * computed from it.
 *
 * @param day 1 (Monday) to 7 (Sunday)
 * @param minute of the day, 0 to 1439
 */
public record LocalMoment(int day, int minute) {
    /** Minutes in a day. */
    static final int DAY = 24 * 60;

    /** Refuses what is on no clock. */
    public LocalMoment {
        if (day < 1 || day > 7 || minute < 0 || minute >= DAY) {
            throw new IllegalArgumentException("day " + day + ", minute " + minute);
        }
    }

    /**
     * From the fields of JavaScript's {@code Date}.
     *
     * @param weekday as {@code getDay} says: 0 for Sunday
     */
    public static LocalMoment ofDate(int weekday, int hours, int minutes) {
        return new LocalMoment(weekday == 0 ? 7 : weekday, hours * 60 + minutes);
    }

    /** The day before this one's. */
    int dayBefore() {
        return day == 1 ? 7 : day - 1;
    }
}
