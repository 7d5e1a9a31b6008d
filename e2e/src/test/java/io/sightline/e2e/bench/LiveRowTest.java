// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveRowTest {
    /** Frames of which each took so many milliseconds for the page. */
    private static LiveSide side(double... walls) {
        var times = new ArrayList<Map<String, Object>>();
        for (double wall : walls) {
            times.add(
                    Map.of(
                            "pre", 1, "run", wall / 2, "steady", 0, "range", 2, "colour", 1, "post",
                            3, "total", wall - 1, "wall", wall));
        }
        return LiveSide.of(times);
    }

    private static LiveRow row(boolean software, LiveSide ours, LiveSide theirs) {
        return new LiveRow("252x448", "gpu", software, ours, ours, theirs);
    }

    @Test
    void countsFramesOverAllOfTheTime() {
        var side = side(10, 10, 40);
        assertEquals(3, side.frames());
        assertEquals(50, side.perSecond(), 1e-9);
        assertEquals(10, side.wall());
        assertEquals(5, side.run());
    }

    @Test
    void theGoalIsTwiceTheFrames() {
        var met = row(false, side(10, 10), side(20, 20));
        assertTrue(met.holds());
        assertTrue(met.table().contains("met, 2.00 times"), met.table());
        var missed = row(false, side(11, 11), side(20, 20));
        assertFalse(missed.holds());
        assertTrue(missed.table().contains("missed, 1.82 times"), missed.table());
    }

    @Test
    void aSoftwareAdapterSaysSoAndHasNoGoal() {
        var row = row(true, side(11, 11), side(20, 20));
        assertTrue(row.table().startsWith(LiveRow.SOFTWARE), row.table());
        assertFalse(row.table().contains("Goal"), row.table());
        assertTrue(row.holds());
    }
}
