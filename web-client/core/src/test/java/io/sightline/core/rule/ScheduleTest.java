// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.value.Fields;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static Schedule read(Map<String, Object> value) {
        return Schedule.of(Fields.of(value, "when", Rule.REASON));
    }

    private static LocalMoment at(int day, String clock) {
        int colon = clock.indexOf(':');
        int hours = Integer.parseInt(clock.substring(0, colon));
        return new LocalMoment(day, hours * 60 + Integer.parseInt(clock.substring(colon + 1)));
    }

    @Test
    void acrossMidnightItBelongsToTheDayOnWhichItBegins() {
        var night = read(Map.of("days", java.util.List.of("sun"), "from", "22:00", "to", "06:00"));
        assertFalse(night.covers(at(7, "21:59")));
        assertTrue(night.covers(at(7, "22:00")));
        assertTrue(night.covers(at(1, "05:59")));
        assertFalse(night.covers(at(1, "06:00")));
        // The night from Saturday to Sunday is not Sunday's.
        assertFalse(night.covers(at(7, "03:00")));
        assertFalse(night.covers(at(1, "22:30")));
    }

    @Test
    void midnightMayBeWrittenBothWays() {
        assertEquals(
                read(Map.of("from", "18:00", "to", "24:00")),
                read(Map.of("from", "18:00", "to", "00:00")));
        assertTrue(read(Map.of("from", "18:00")).covers(at(3, "23:59")));
        assertFalse(read(Map.of("from", "18:00")).covers(at(3, "00:00")));
        assertEquals(Schedule.ALWAYS, read(Map.of()));
    }

    @Test
    void oneThatNeverIsCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0xfe, 10, 10));
    }

    /** Every schedule that can be read watches at some minute of the week, and not at all. */
    @Test
    void itCoversAsManyMinutesAsItIsLong() {
        var random = new Random(3);
        for (int i = 0; i < 200; ++i) {
            int days = (1 + random.nextInt(127)) << 1;
            int from = random.nextInt(1440);
            int to = 1 + random.nextInt(1440);
            if (from == to) {
                continue;
            }
            var schedule = new Schedule(days, from, to);
            int covered = 0;
            for (int day = 1; day <= 7; ++day) {
                for (int minute = 0; minute < 1440; ++minute) {
                    covered += schedule.covers(new LocalMoment(day, minute)) ? 1 : 0;
                }
            }
            int length = from < to ? to - from : 1440 - from + to;
            assertEquals(length * Integer.bitCount(days), covered, schedule.toString());
        }
    }

    /** What a browser's calendar says through the nights in which the clocks are changed. */
    @Test
    void clocksThatAreChangedLeaveOutOrRepeat() {
        var zone = ZoneId.of("Europe/Berlin");
        var skipped = new Schedule(0xfe, 150, 165);
        assertEquals(0, minutes(skipped, LocalDateTime.of(2026, 3, 29, 0, 0).atZone(zone)));
        assertEquals(30, minutes(skipped, LocalDateTime.of(2026, 10, 25, 0, 0).atZone(zone)));
        assertEquals(15, minutes(skipped, LocalDateTime.of(2026, 7, 1, 0, 0).atZone(zone)));
        var night = new Schedule(0xfe, 22 * 60, 6 * 60);
        assertEquals(5 * 60, minutes(night, LocalDateTime.of(2026, 3, 29, 0, 0).atZone(zone), 7));
        assertEquals(7 * 60, minutes(night, LocalDateTime.of(2026, 10, 25, 0, 0).atZone(zone), 8));
    }

    private static int minutes(Schedule schedule, ZonedDateTime from) {
        return minutes(schedule, from, 24);
    }

    private static int minutes(Schedule schedule, ZonedDateTime from, int hours) {
        int covered = 0;
        for (int i = 0; i < hours * 60; ++i) {
            var now = from.plusMinutes(i);
            int sunday = now.getDayOfWeek().getValue() % 7;
            var moment = LocalMoment.ofDate(sunday, now.getHour(), now.getMinute());
            assertEquals(now.getDayOfWeek().getValue(), moment.day());
            covered += schedule.covers(moment) ? 1 : 0;
        }
        return covered;
    }
}
