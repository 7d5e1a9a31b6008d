// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LatestMinuteTest {
    @Test
    void onlyTheLatestMinuteCounts() {
        var minute = new LatestMinute();
        assertEquals(0, minute.looks());
        // All pass for two minutes, then none.
        for (int i = 0; i <= 2400; ++i) {
            int passed = Math.min(i, 1200);
            minute.take(new LatestMinute.Count(i / 10.0, i, passed, passed));
            if (i == 1500) {
                assertEquals(600, minute.frames());
                assertEquals(0.5, minute.moving(), 1e-9);
            }
        }
        assertEquals(0, minute.looks());
        // Another stream.
        minute.take(new LatestMinute.Count(0.1, 1, 1, 1));
        minute.take(new LatestMinute.Count(0.3, 3, 2, 3));
        assertEquals(2, minute.frames());
        assertEquals(1, minute.looks());
        assertEquals(0.5, minute.moving());
    }
}
