// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.value.Clock;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    @Test
    void findsTheRateHoweverOftenItIsTold() {
        for (int step : new int[] {1, 7, 100, 900}) {
            var load = LoadProgress.asked(1, 0);
            double now = 0;
            while (now < 8000) {
                now += step;
                load = load.next("fetch", now * 1000, 2e7, false, now);
            }
            assertEquals(1e6, load.rate(), 1e4, "a report each " + step + " ms");
            assertEquals((2e7 - now * 1000) / 1e6, load.secondsLeft(), 0.2);
            assertEquals(now * 1000 / 2e7, load.fraction(), 1e-9);
        }
    }

    @Test
    void forgetsTheRateWithTheStage() {
        var load = LoadProgress.asked(1, 0).next("fetch", 0, 100, false, 10);
        load = load.next("fetch", 100, 100, false, 1000).next("verify", 0, 0, false, 1001);
        assertEquals(0, load.rate());
        assertEquals(-1, load.secondsLeft());
        assertEquals(-1, load.fraction());
    }

    @Test
    void measuresResultsASecond() {
        var meter = new RateMeter();
        assertEquals(0, meter.perSecond());
        for (int i = 0; i < 40; ++i) {
            meter.mark(i * 250);
        }
        assertEquals(4, meter.perSecond(), 1e-9);
        meter.mark(60_000);
        assertEquals(0, meter.perSecond(), "a pause starts anew");
        meter.mark(60_100);
        assertEquals(10, meter.perSecond(), 1e-9);
        meter.reset();
        assertEquals(0, meter.perSecond());
    }

    @Test
    void writesTimes() {
        assertEquals("0:00.0", Clock.text(0));
        assertEquals("0:07.4", Clock.text(7.49));
        assertEquals("1:05.0", Clock.text(65));
        assertEquals("1:00:00.5", Clock.text(3600.5));
        assertEquals("0:00.3", Clock.text(0.3));
        assertTrue(Clock.text(Double.NaN).startsWith("–"));
        assertTrue(Clock.text(Double.POSITIVE_INFINITY).startsWith("–"));
    }
}
