// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.depth.DepthRange;
import org.junit.jupiter.api.Test;

class FlickerTest {
    private static Stabiliser.Outcome outcome(double raw, double steady) {
        return new Stabiliser.Outcome(Stabiliser.Step.FIXED, Alignment.NONE, raw, steady);
    }

    @Test
    void isTheMeanRelativeChangeOfWhatRests() {
        float[] before = {1, 2, 4, 100};
        float[] now = {1.1f, 1.8f, 4, 7};
        byte[] moving = {0, 0, 0, 1};
        assertEquals(0.2 / 3, SteadyKernels.relativeChange(before, now, moving, 0.1f), 1e-6);
    }

    @Test
    void nearZeroTheLeastStands() {
        double change =
                SteadyKernels.relativeChange(
                        new float[] {0, -0.1f}, new float[] {0.5f, 0.4f}, new byte[2], 0.5f);
        assertEquals(1, change, 1e-6);
    }

    @Test
    void isNotKnownWhereAllMoves() {
        double change =
                SteadyKernels.relativeChange(
                        new float[] {1}, new float[] {2}, new byte[] {1}, 0.1f);
        assertTrue(Double.isNaN(change));
    }

    @Test
    void theMeterAveragesTheNewestThirty() {
        var meter = new FlickerMeter();
        assertEquals(Flicker.UNKNOWN, meter.flicker());
        meter.note(outcome(Double.NaN, Double.NaN));
        assertEquals(Flicker.UNKNOWN, meter.flicker());
        meter.note(outcome(0.04, 0.01));
        meter.note(outcome(0.02, 0.03));
        assertEquals(0.03, meter.flicker().raw(), 1e-12);
        assertEquals(0.02, meter.flicker().steady(), 1e-12);
        assertEquals(2, meter.flicker().frames());
        for (int i = 0; i < 30; ++i) {
            meter.note(outcome(0.5, 0.25));
        }
        assertEquals(new Flicker(0.5, 0.25, 30, false), meter.flicker());
        meter.reset();
        assertEquals(0, meter.flicker().frames());
    }

    @Test
    void theRangeFollowsSlowlyAndStartsAtOnce() {
        var smoother = new RangeSmoother();
        var calm = new DepthRange(0, 10, 1, 9);
        var spike = new DepthRange(0, 30, 2, 29);
        assertEquals(calm, smoother.next(calm));
        var after = smoother.next(spike);
        assertEquals(30, after.greatest());
        assertEquals(1.1f, after.low(), 1e-5);
        assertEquals(11, after.high(), 1e-5);
        for (int i = 0; i < 100; ++i) {
            after = smoother.next(spike);
        }
        assertEquals(29, after.high(), 0.01);
        smoother.reset();
        assertEquals(calm, smoother.next(calm));
    }
}
