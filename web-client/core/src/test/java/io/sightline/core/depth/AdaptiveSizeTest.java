// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveSizeTest {
    private static final List<Integer> BUDGETS = List.of(100, 196, 324, 432, 576, 777, 1369, 2442);

    private final Random random = new Random(12);

    /** A machine: what it takes for a patch, how that grows, how uneven it is. */
    private record Machine(double perPatch, double growth, double noise, double spikes) {
        double time(int patches, double load, Random random) {
            double time = perPatch * 300 * Math.pow(patches / 300.0, growth) * load;
            time *= Math.exp(noise * random.nextGaussian());
            return random.nextDouble() < spikes ? time * 4 : time;
        }

        double mean(int patches) {
            return time(patches, 1, new Random(1)) / Math.exp(noise * new Random(1).nextGaussian());
        }
    }

    private Machine machine() {
        return new Machine(
                Math.pow(10, -2 + 1.8 * random.nextDouble()),
                0.9 + 0.5 * random.nextDouble(),
                0.12 * random.nextDouble(),
                0.05);
    }

    /** Runs and counts the changes of size over the last half. */
    private int run(AdaptiveSize size, Machine machine, double rate, double load, int frames) {
        int changes = 0;
        for (int i = 0; i < frames; ++i) {
            int before = size.patches();
            size.next(machine.time(before, load, random), rate);
            assertTrue(BUDGETS.contains(size.patches()));
            if (i > frames / 2 && size.patches() != before) {
                ++changes;
            }
        }
        return changes;
    }

    @Test
    void holdsTheRateOnAnyMachine() {
        for (int round = 0; round < 300; ++round) {
            var machine = machine();
            double rate = 1 + 29 * random.nextDouble();
            var size = new AdaptiveSize(BUDGETS, BUDGETS.get(random.nextInt(BUDGETS.size())));
            int changes = run(size, machine, rate, 1, 3000);
            assertTrue(changes <= 6, "round " + round + ": " + changes + " changes");
            // Where it rests most: half of the rate at least, unless even the smallest is too slow.
            int slow = 0;
            for (int i = 0; i < 300; ++i) {
                double time = machine.time(size.patches(), 1, random);
                slow += time > 1.3 * 1000 / rate ? 1 : 0;
                size.next(time, rate);
            }
            assertTrue(
                    slow < 100 || size.patches() == 100,
                    "round " + round + ": " + slow + " slow at " + size.patches());
        }
    }

    @Test
    void usesTheRoomThereIs() {
        for (int round = 0; round < 200; ++round) {
            var machine = machine();
            double rate = 1 + 29 * random.nextDouble();
            var size = new AdaptiveSize(BUDGETS, 100);
            run(size, machine, rate, 1, 3000);
            int next = BUDGETS.indexOf(size.patches()) + 1;
            assertTrue(
                    next == BUDGETS.size() || machine.mean(BUDGETS.get(next)) > 0.45 * 1000 / rate,
                    "round " + round + " stays at " + size.patches());
        }
    }

    @Test
    void stepsAsideForSuddenLoadAndComesBack() {
        var machine = new Machine(0.2, 1.1, 0.05, 0.02);
        var size = new AdaptiveSize(BUDGETS, 324);
        run(size, machine, 8, 1, 400);
        int calm = size.patches();
        assertTrue(calm > 196, "calm " + calm);
        run(size, machine, 8, 3, 60);
        int loaded = size.patches();
        assertTrue(loaded < calm, "loaded " + loaded);
        run(size, machine, 8, 1, 400);
        assertTrue(size.patches() >= calm, "calm again " + size.patches());
    }

    @Test
    void oneSlowFrameChangesNothing() {
        var size = new AdaptiveSize(BUDGETS, 324);
        for (int i = 0; i < 200; ++i) {
            assertEquals(324, size.next(i % 20 == 7 ? 5000 : 95, 10));
        }
    }

    @Test
    void doesNotSwingBetweenTwoSizes() {
        // The next size is just too slow, though by its patches it should do.
        var size = new AdaptiveSize(List.of(324, 484), 324);
        int changes = 0;
        for (int i = 0; i < 6000; ++i) {
            int before = size.patches();
            size.next(before == 324 ? 40 : 115, 10);
            changes += size.patches() != before ? 1 : 0;
        }
        assertTrue(changes <= 16, changes + " changes");
    }

    @Test
    void whatIsNoTimeIsPassedOver() {
        var size = new AdaptiveSize(BUDGETS, 324);
        for (double time : new double[] {Double.NaN, 0, -5, Double.POSITIVE_INFINITY}) {
            for (int i = 0; i < 50; ++i) {
                assertEquals(324, size.next(time, 10));
            }
        }
        assertEquals(324, size.next(10, 0));
        assertEquals(100, new AdaptiveSize(BUDGETS, 17).patches());
    }
}
