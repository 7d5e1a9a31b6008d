// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveSizeTest {
    private static final List<Integer> EDGES = List.of(140, 196, 252, 308, 392, 518);

    private final Random random = new Random(12);

    /** A machine: what it takes for a patch, how that grows, how uneven it is. */
    private record Machine(double perPatch, double growth, double noise, double spikes) {
        double time(int edge, double load, Random random) {
            double patches = edge / 14.0 * (edge / 14.0);
            double time = perPatch * 300 * Math.pow(patches / 300, growth) * load;
            time *= Math.exp(noise * random.nextGaussian());
            return random.nextDouble() < spikes ? time * 4 : time;
        }

        double mean(int edge) {
            return time(edge, 1, new Random(1)) / Math.exp(noise * new Random(1).nextGaussian());
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
            int before = size.edge();
            size.next(machine.time(before, load, random), rate);
            assertTrue(EDGES.contains(size.edge()));
            if (i > frames / 2 && size.edge() != before) {
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
            var size = new AdaptiveSize(EDGES, EDGES.get(random.nextInt(EDGES.size())));
            int changes = run(size, machine, rate, 1, 3000);
            assertTrue(changes <= 6, "round " + round + ": " + changes + " changes");
            // Where it rests most: half of the rate at least, unless even the smallest is too slow.
            int slow = 0;
            for (int i = 0; i < 300; ++i) {
                double time = machine.time(size.edge(), 1, random);
                slow += time > 1.3 * 1000 / rate ? 1 : 0;
                size.next(time, rate);
            }
            assertTrue(
                    slow < 100 || size.edge() == 140,
                    "round " + round + ": " + slow + " slow at " + size.edge());
        }
    }

    @Test
    void usesTheRoomThereIs() {
        for (int round = 0; round < 200; ++round) {
            var machine = machine();
            double rate = 1 + 29 * random.nextDouble();
            var size = new AdaptiveSize(EDGES, 140);
            run(size, machine, rate, 1, 3000);
            int next = EDGES.indexOf(size.edge()) + 1;
            assertTrue(
                    next == EDGES.size() || machine.mean(EDGES.get(next)) > 0.45 * 1000 / rate,
                    "round " + round + " stays at " + size.edge());
        }
    }

    @Test
    void stepsAsideForSuddenLoadAndComesBack() {
        var machine = new Machine(0.2, 1.1, 0.05, 0.02);
        var size = new AdaptiveSize(EDGES, 252);
        run(size, machine, 8, 1, 400);
        int calm = size.edge();
        assertTrue(calm > 196, "calm " + calm);
        run(size, machine, 8, 3, 60);
        int loaded = size.edge();
        assertTrue(loaded < calm, "loaded " + loaded);
        run(size, machine, 8, 1, 400);
        assertTrue(size.edge() >= calm, "calm again " + size.edge());
    }

    @Test
    void oneSlowFrameChangesNothing() {
        var size = new AdaptiveSize(EDGES, 252);
        for (int i = 0; i < 200; ++i) {
            assertEquals(252, size.next(i % 20 == 7 ? 5000 : 95, 10));
        }
    }

    @Test
    void doesNotSwingBetweenTwoSizes() {
        // The next size is just too slow, though by its patches it should do.
        var size = new AdaptiveSize(List.of(252, 308), 252);
        int changes = 0;
        for (int i = 0; i < 6000; ++i) {
            int before = size.edge();
            size.next(before == 252 ? 40 : 115, 10);
            changes += size.edge() != before ? 1 : 0;
        }
        assertTrue(changes <= 16, changes + " changes");
    }

    @Test
    void whatIsNoTimeIsPassedOver() {
        var size = new AdaptiveSize(EDGES, 252);
        for (double time : new double[] {Double.NaN, 0, -5, Double.POSITIVE_INFINITY}) {
            for (int i = 0; i < 50; ++i) {
                assertEquals(252, size.next(time, 10));
            }
        }
        assertEquals(252, size.next(10, 0));
        assertEquals(140, new AdaptiveSize(EDGES, 17).edge());
    }
}
