// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.gate.SourceHealth.State;
import org.junit.jupiter.api.Test;

class SourceHealthTest {
    private final SyntheticScene room = new SyntheticScene(64, 36, 2);

    @Test
    void aSensorsFramesDiffer() {
        var health = new SourceHealth(true);
        for (int i = 0; i < 300; ++i) {
            assertEquals(State.OK, health.next(room.frame(i / 10.0), i / 10.0));
        }
    }

    @Test
    void oneFrameForTenSecondsIsAFrozenCamera() {
        var health = new SourceHealth(true);
        for (int i = 0; i < 30; ++i) {
            health.next(room.frame(i / 10.0), i / 10.0);
        }
        // The last that differed came at 2.9.
        for (int i = 30; i < 200; ++i) {
            var expected = i < 129 ? State.OK : State.FROZEN;
            assertEquals(expected, health.next(room.frame(2.9), i / 10.0), "at " + i);
        }
        assertEquals(State.OK, health.next(room.frame(20), 20));
    }

    @Test
    void aCameraMayBeFrozenFromTheStart() {
        var health = new SourceHealth(true);
        for (int i = 0; i < 120; ++i) {
            assertEquals(i < 100 ? State.OK : State.FROZEN, health.next(room.frame(0), i / 10.0));
        }
    }

    @Test
    void aSlideShowIsNotFrozenOnceItsPaceIsKnown() {
        var health = new SourceHealth(true);
        int frozen = 0;
        for (int i = 0; i < 1200; ++i) {
            // Another slide every 20 s.
            var state = health.next(room.frame(i / 200), i / 10.0);
            frozen += state == State.FROZEN ? 1 : 0;
            assertEquals(true, i < 200 || state == State.OK, "at " + i);
        }
        assertEquals(100, frozen);
    }

    @Test
    void aQuietRecordingThatRepeatsFramesIsNotFrozen() {
        var health = new SourceHealth(false);
        // As a hard-pressed encoder does: a fresh frame every four, then, where all is still, none.
        for (int i = 0; i < 600; ++i) {
            int shown = Math.min(i, 100) / 4 * 4;
            assertEquals(State.OK, health.next(room.frame(shown / 10.0), i / 10.0), "at " + i);
        }
    }

    @Test
    void aLivelyRecordingMayFreeze() {
        var health = new SourceHealth(false);
        for (int i = 0; i < 100; ++i) {
            health.next(room.frame(i / 10.0), i / 10.0);
        }
        for (int i = 100; i < 210; ++i) {
            var expected = i < 200 ? State.OK : State.FROZEN;
            assertEquals(expected, health.next(room.frame(9.9), i / 10.0), "at " + i);
        }
    }

    @Test
    void aCoveredLensIsBlackAlthoughItsNoiseDiffers() {
        var dark = new SyntheticScene(64, 36, 2).gain(t -> 0.03).noise(3);
        var health = new SourceHealth(true);
        for (int i = 0; i < 60; ++i) {
            var frame = i < 20 ? room.frame(i / 10.0) : dark.frame(i / 10.0);
            assertEquals(i < 40 ? State.OK : State.BLACK, health.next(frame, i / 10.0), "at " + i);
        }
        assertEquals(State.OK, health.next(room.frame(6), 6));
    }

    @Test
    void anEmptyPictureThatIsRepeatedIsBlack() {
        var health = new SourceHealth(true);
        for (int i = 0; i < 300; ++i) {
            health.next(new byte[64 * 36], i / 10.0);
        }
        assertEquals(State.BLACK, health.at(30));
    }

    @Test
    void aNightWithSomeLightIsNotBlack() {
        var night = new SyntheticScene(64, 36, 2).gain(t -> 0.25);
        var health = new SourceHealth(true);
        for (int i = 0; i < 60; ++i) {
            assertEquals(State.OK, health.next(night.frame(i / 10.0), i / 10.0));
        }
    }

    @Test
    void aSourceThatSendsNothingIsGone() {
        var health = new SourceHealth(true);
        assertEquals(State.OK, health.at(100));
        health.next(room.frame(0), 100);
        assertEquals(State.OK, health.at(104.9));
        assertEquals(State.GONE, health.at(105));
        // What it showed meanwhile is not known: the same frame again is no proof.
        assertEquals(State.OK, health.next(room.frame(0), 200));
        assertEquals(State.OK, health.next(room.frame(0), 209));
    }
}
