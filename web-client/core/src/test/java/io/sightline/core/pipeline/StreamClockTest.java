// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamClockTest {
    @Test
    void aSleepIsAPauseOnEitherKindOfMachine() {
        // Its steady clock stood still for an hour.
        var stands = new StreamClock();
        assertEquals(0, stands.seconds(1000, 50_000));
        assertEquals(1, stands.seconds(2000, 51_000));
        assertEquals(3602, stands.seconds(3000, 51_000 + 3_601_000));
        assertEquals(3603, stands.seconds(4000, 51_000 + 3_602_000));
        // Its steady clock went on.
        var goes = new StreamClock();
        goes.seconds(1000, 50_000);
        assertEquals(3602, goes.seconds(1000 + 3_602_000, 50_000 + 3_602_000));
    }

    @Test
    void aClockThatIsPutBackOrCorrectedChangesNothing() {
        var clock = new StreamClock();
        clock.seconds(0, 10_000_000);
        assertEquals(1, clock.seconds(1000, 10_000_000 - 3_600_000));
        assertEquals(2, clock.seconds(2000, 10_000_000 - 3_600_000 + 3000));
        assertEquals(3, clock.seconds(3000, 10_000_000 - 3_600_000 + 4000));
    }

    /** Whatever the wall's clock does, time goes on, at least as fast as the steady clock. */
    @Test
    void itNeverGoesBack() {
        for (int seed = 0; seed < 200; ++seed) {
            var random = new Random(seed);
            var clock = new StreamClock();
            double steady = 0;
            double wall = 1e12;
            double before = clock.seconds(steady, wall);
            for (int i = 0; i < 500; ++i) {
                double by = random.nextDouble() * 200;
                steady += by;
                wall += by + (random.nextInt(50) == 0 ? random.nextGaussian() * 1e7 : 0);
                double now = clock.seconds(steady, wall);
                assertTrue(now >= before + by / 1000 - 1e-6, seed + ": " + before + ", " + now);
                before = now;
            }
        }
    }
}
