// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FramePumpTest {
    @Test
    void sendsTheFirstFrameAtOnceAndTheNewestWhenAnswered() {
        var pump = new FramePump();
        assertTrue(pump.offer());
        pump.sent(1);
        assertFalse(pump.offer());
        assertFalse(pump.offer());
        assertFalse(pump.offer());
        assertTrue(pump.answered(1));
        pump.sent(2);
        assertFalse(pump.answered(2), "nothing newer came");
        assertEquals(2, pump.dropped(), "of three that waited one was sent");
        assertEquals(2, pump.measured());
    }

    @Test
    void measuringAgainDropsNothing() {
        var pump = new FramePump();
        assertTrue(pump.repeat());
        pump.sent(1);
        assertFalse(pump.repeat());
        assertFalse(pump.repeat());
        assertTrue(pump.answered(1));
        assertEquals(0, pump.dropped());
    }

    @Test
    void anAnswerForTheOldSourceIsNotCurrentYetFreesTheWorker() {
        var pump = new FramePump();
        pump.offer();
        pump.sent(1);
        pump.restart();
        assertFalse(pump.isCurrent(1));
        assertFalse(pump.offer(), "the worker is still busy with the old frame");
        assertTrue(pump.answered(1));
        assertEquals(0, pump.measured(), "the old source's frame is not counted");
        pump.sent(2);
        assertTrue(pump.isCurrent(2));
    }

    @Test
    void unknownAnswersChangeNothing() {
        var pump = new FramePump();
        pump.offer();
        pump.sent(5);
        pump.offer();
        assertFalse(pump.answered(4));
        assertFalse(pump.answered(0));
        assertTrue(pump.isCurrent(5));
        assertFalse(pump.isCurrent(0));
        assertTrue(pump.answered(5));
    }

    @Test
    void aHeldPumpWaitsForItsRelease() {
        var pump = new FramePump();
        pump.hold();
        pump.hold();
        assertFalse(pump.offer());
        assertFalse(pump.release());
        assertTrue(pump.release());
        assertThrows(IllegalStateException.class, pump::release);
    }

    @Test
    void aFrameThatCouldNotBeHadLeavesTheWorkerFree() {
        var pump = new FramePump();
        pump.offer();
        pump.sent(1);
        pump.unsent(9);
        assertFalse(pump.offer());
        pump.unsent(1);
        assertTrue(pump.offer());
        assertEquals(0, pump.measured());
    }

    @Test
    void twoFramesNeverFlyTogether() {
        var pump = new FramePump();
        pump.offer();
        pump.sent(1);
        assertThrows(IllegalStateException.class, () -> pump.sent(2));
    }

    /** Whatever happens in whatever order: one frame in flight, every frame accounted for. */
    @Test
    void keepsItsPromisesInRandomSequences() {
        for (int seed = 0; seed < 300; ++seed) {
            var random = new Random(seed);
            var pump = new FramePump();
            int call = 0;
            int flying = 0;
            int holds = 0;
            long offered = 0;
            long sent = 0;
            boolean frameWaits = false;
            for (int step = 0; step < 400; ++step) {
                boolean go;
                switch (random.nextInt(10)) {
                    case 0:
                        pump.hold();
                        ++holds;
                        continue;
                    case 1:
                        if (holds == 0) {
                            continue;
                        }
                        --holds;
                        go = pump.release();
                        break;
                    case 2:
                    case 3:
                    case 4:
                        go = pump.answered(flying);
                        flying = 0;
                        break;
                    case 5:
                        go = pump.answered(call + 7);
                        assertFalse(go, "an unknown answer sent a frame");
                        break;
                    default:
                        go = pump.offer();
                        ++offered;
                        frameWaits = true;
                        break;
                }
                if (go) {
                    assertEquals(0, flying, "seed " + seed + ": a second frame in flight");
                    assertEquals(0, holds, "seed " + seed + ": sent while held");
                    assertTrue(frameWaits, "seed " + seed + ": sent without a new frame");
                    flying = ++call;
                    pump.sent(call);
                    frameWaits = false;
                    ++sent;
                }
            }
            assertEquals(
                    offered,
                    sent + pump.dropped() + (frameWaits ? 1 : 0),
                    "seed " + seed + ": a frame was neither sent, dropped nor waiting");
        }
    }

    @Test
    void aPumpThatRestsSendsWhatIsToBeMeasuredAgain() {
        var pump = new FramePump();
        assertFalse(pump.rest(true));
        assertFalse(pump.offer());
        assertFalse(pump.offer());
        assertEquals(1, pump.dropped());
        assertTrue(pump.repeat(), "who changes a setting waits for nobody");
        pump.sent(1);
        assertFalse(pump.offer());
        assertFalse(pump.answered(1), "a new frame rests");
        assertTrue(pump.rest(false), "and is sent after");
        pump.sent(2);
        pump.rest(true);
        pump.offer();
        pump.repeat();
        assertTrue(pump.answered(2), "asked for while another was measured");
        pump.hold();
        assertFalse(pump.rest(false), "held all the same");
        assertTrue(pump.release());
    }
}
