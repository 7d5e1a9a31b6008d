// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GivingWayTest {
    /** A worker that one look after the other wants, and frames whenever they may. */
    private static double[] share(double look, double pause, double frame, double end) {
        var way = new GivingWay();
        double now = 0;
        double ofFrames = 0;
        double waited = 0;
        double due = 0;
        while (now < end) {
            if (now >= due) {
                waited = Math.max(waited, now - due);
                now += look;
                way.look(now);
                due = now + pause;
            } else if (way.rest(now) <= 0) {
                now += frame;
                ofFrames += frame;
                way.frame(now, frame);
            } else {
                now = Math.min(due, now + way.rest(now));
            }
        }
        return new double[] {ofFrames / now, waited};
    }

    @ParameterizedTest
    @CsvSource({"120, 60, 800", "300, 500, 800", "1300, 50, 800", "100, 100, 150"})
    void slowFramesGetAQuarterAndNeverNothing(double look, double pause, double frame) {
        double share = share(look, pause, frame, 600_000)[0];
        assertTrue(share <= 0.26 && share >= 0.1, "a share of " + share);
    }

    @Test
    void quickFramesGiveWayToNobody() {
        double[] run = share(30, 70, 20, 60_000);
        assertTrue(run[0] > 0.5, "a share of " + run[0]);
        assertTrue(run[1] <= 20, "a look waited for " + run[1]);
    }

    @Test
    void whereNobodyLooksNothingRests() {
        var way = new GivingWay();
        way.frame(1000, 800);
        assertEquals(0, way.rest(1000));
        way.look(1100);
        assertEquals(1000, way.rest(1100), "the next look is due within a second");
        assertEquals(500, way.rest(1600));
        assertEquals(0, way.rest(2100), "it did not come");
        way.look(3000);
        assertEquals(400, way.rest(3000), "three times 800 after the frame");
        assertEquals(0, way.rest(3400));
    }
}
