// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LapsesTest {
    private final Lapses lapses = new Lapses();

    private static String text(List<Lapses.Lapse> all) {
        var text = new StringBuilder();
        for (var lapse : all) {
            text.append(lapse.why()).append(' ').append((long) lapse.from()).append('-');
            text.append(Double.isNaN(lapse.to()) ? "" : (long) lapse.to()).append(' ');
        }
        return text.toString().strip();
    }

    private void well(double from, double to) {
        for (double at = from; at <= to; at += 1000) {
            lapses.heard(at, "", 0);
        }
    }

    @Test
    void aQuietTimeIsNoLapse() {
        well(100_000, 200_000);
        assertEquals("", text(lapses.all()));
    }

    @Test
    void itBeganBeforeItWasNoticed() {
        well(100_000, 120_000);
        lapses.heard(121_000, "frozen", 10_000);
        lapses.heard(122_000, "frozen", 10_000);
        assertEquals("frozen 111000-", text(lapses.all()));
        assertEquals(List.of(Map.of("why", "frozen", "from", 111_000.0)), lapses.toList());
        lapses.heard(123_000, "gone", 5000);
        lapses.heard(124_000, "", 0);
        assertEquals("frozen 111000-123000 gone 123000-124000", text(lapses.all()));
    }

    @Test
    void aSleepIsOne() {
        well(100_000, 110_000);
        well(900_000, 910_000);
        assertEquals("asleep 110000-900000", text(lapses.all()));
        lapses.stop(920_000);
        // What nobody wanted to watch is none.
        well(2_000_000, 2_001_000);
        assertEquals("asleep 110000-900000", text(lapses.all()));
    }

    @Test
    void anUnpluggedCameraIsOneHoweverLong() {
        well(100_000, 110_000);
        lapses.heard(111_000, Lapses.UNPLUGGED, 0);
        lapses.heard(500_000, "", 0);
        assertEquals("unplugged 111000-500000", text(lapses.all()));
    }

    @Test
    void theyAreBoundedAndInOrder() {
        var random = new Random(5);
        double wall = 1e12;
        var words = List.of("", "", "frozen", "black", "gone", Lapses.UNPLUGGED, Lapses.SLOW);
        for (int i = 0; i < 20_000; ++i) {
            wall += random.nextInt(20) == 0 ? 20_000 : 1000;
            lapses.heard(wall, words.get(random.nextInt(words.size())), random.nextInt(12_000));
            var all = lapses.all();
            assertTrue(all.size() <= 51, all.size() + " lapses");
            double before = 0;
            for (var lapse : all) {
                assertTrue(lapse.from() >= before, text(all));
                assertTrue(!(lapse.to() < lapse.from()), text(all));
                before = Double.isNaN(lapse.to()) ? lapse.from() : lapse.to();
            }
        }
    }

    @Test
    void whoWritesItDownHearsEachOfThemAndHowFarOneGoes() {
        well(100_000, 120_000);
        assertEquals("", text(lapses.fresh(120_000)));
        lapses.heard(121_000, "black", 2000);
        assertEquals("black 119000-121000", text(lapses.fresh(121_000)));
        lapses.heard(123_000, "black", 2000);
        assertEquals("", text(lapses.fresh(123_000)), "not every time");
        lapses.heard(126_000, "black", 2000);
        assertEquals("black 119000-126000", text(lapses.fresh(126_000)));
        lapses.heard(127_000, "", 0);
        well(900_000, 901_000);
        assertEquals(
                "black 119000-127000 asleep 127000-900000",
                text(lapses.fresh(901_000)),
                "those that are over at once");
        assertEquals("", text(lapses.fresh(902_000)));
        // Bounded where nobody writes it down.
        for (int i = 0; i < 1000; ++i) {
            lapses.heard(1_000_000 + i * 1000, i % 2 == 0 ? "gone" : "", 0);
        }
        assertTrue(lapses.fresh(2_000_000).size() <= 50);
    }
}
