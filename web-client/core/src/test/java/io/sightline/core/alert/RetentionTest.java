// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private record Held(double savedAt, double bytes) {}

    /** However much comes, what is kept is bounded, and what goes is the oldest. */
    @Test
    void whatIsKeptIsBounded() {
        var random = new Random(5);
        var held = new ArrayDeque<Held>();
        var room = Room.EMPTY;
        double now = 0;
        int most = 0;
        for (int i = 0; i < 30_000; ++i) {
            now += random.nextInt(i % 1000 == 0 ? 400_000_000 : 60_000);
            var next = new Held(now, random.nextInt(i < 15_000 ? 20_000 : 900_000));
            held.addLast(next);
            room = room.with(next.bytes());
            while (Retention.ALERTS.evicts(room, held.peekFirst().savedAt(), now)) {
                room = room.without(held.removeFirst().bytes());
            }
            double bytes = 0;
            for (var each : i % 500 == 0 ? List.copyOf(held) : List.<Held>of()) {
                bytes += each.bytes();
                assertTrue(now - each.savedAt() <= Retention.LONGEST);
            }
            if (i % 500 == 0) {
                assertEquals(bytes, room.bytes(), 1e-3);
                assertEquals(held.size(), room.count());
            }
            assertTrue(
                    room.count() <= Retention.ALERTS.most()
                            && room.bytes() <= Retention.ALERTS.mostBytes());
            assertTrue(held.peekLast() == next, "the newest stays");
            most = Math.max(most, room.count());
        }
        assertEquals(Retention.ALERTS.most(), most, "the number was the limit at some time");
    }

    @Test
    void aClockThatWasPutBackLetsNothingGo() {
        assertFalse(Retention.ALERTS.evicts(new Room(1, 100), 1e12, 1e12 - 90 * 86_400_000.0));
        assertTrue(Retention.ALERTS.evicts(new Room(1, 100), 1e12, 1e12 + Retention.LONGEST + 1));
    }

    @Test
    void nearMissesHaveLessRoomThanAlerts() {
        var room = new Room(Retention.NEAR_MISSES.most() + 1, 1e6);
        assertTrue(Retention.NEAR_MISSES.evicts(room, 0, 0));
        assertFalse(Retention.ALERTS.evicts(room, 0, 0));
        room = new Room(10, Retention.NEAR_MISSES.mostBytes() + 1);
        assertTrue(Retention.NEAR_MISSES.evicts(room, 0, 0));
        assertFalse(Retention.ALERTS.evicts(room, 0, 0));
    }
}
