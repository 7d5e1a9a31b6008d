// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipSamplingTest {
    private static double[] seconds(int count, double step) {
        return IntStream.range(0, count).mapToDouble(i -> i * step).toArray();
    }

    /** Times with a random step, now and then a long one. */
    private static double[] seconds(Random random, int count) {
        var times = new double[count];
        for (int i = 1; i < count; ++i) {
            double step = random.nextInt(5) == 0 ? 3 : 0.2;
            times[i] = times[i - 1] + step * random.nextDouble();
        }
        return times;
    }

    private static void assertAscending(int[] indices, int size) {
        for (int i = 0; i < indices.length; ++i) {
            assertTrue(indices[i] < size && indices[i] > (i == 0 ? -1 : indices[i - 1]));
        }
    }

    @Test
    void uniformIsTheReferencesRule() throws IOException {
        // Made with numpy from the rule of smolvlm_sample_indices_fn.
        String text;
        try (var in = getClass().getResourceAsStream("/golden/language/uniform.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int cases = 0;
        for (var line : text.lines().toList()) {
            var c = line.split(" ");
            var wanted = Arrays.stream(c[6].split(",")).mapToInt(Integer::parseInt).toArray();
            var found =
                    ClipSampling.uniform(
                            Integer.parseInt(c[0]),
                            Double.parseDouble(c[1]),
                            Double.parseDouble(c[2]),
                            Double.parseDouble(c[3]),
                            Integer.parseInt(c[4]),
                            Double.parseDouble(c[5]));
            assertArrayEquals(wanted, found, line);
            ++cases;
        }
        assertEquals(72, cases);
    }

    @Test
    void uniformRefusesWhatIsNoClip() {
        assertThrows(
                IllegalArgumentException.class, () -> ClipSampling.uniform(0, 30, 1, 1, 50, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> ClipSampling.uniform(30, 30, Double.NaN, 1, 50, 0));
    }

    @Test
    void uniformTimesHaveBothEnds() {
        assertArrayEquals(
                new double[] {0, 1.25, 2.5, 3.75, 5}, ClipSampling.uniformTimes(0, 5, 1, 50));
        var long50 = ClipSampling.uniformTimes(10, 3610, 1, 50);
        assertEquals(50, long50.length);
        assertEquals(10, long50[0]);
        assertEquals(3610, long50[49]);
        assertArrayEquals(new double[] {2}, ClipSampling.uniformTimes(2, 2.3, 1, 50));
        assertArrayEquals(new double[] {7}, ClipSampling.uniformTimes(7, 7, 1, 50));
    }

    @Test
    void landmarksAreWhereSomethingChanges() {
        var change = new double[100];
        Arrays.setAll(change, i -> 0.01 * (i % 3));
        change[20] = 0.5;
        change[21] = 0.3;
        change[70] = 0.9;
        assertArrayEquals(
                new int[] {0, 20, 70, 99}, ClipSampling.landmarks(seconds(100, 0.1), change, 2, 8));
        // Only one place: the greater change.
        assertArrayEquals(
                new int[] {0, 70, 99}, ClipSampling.landmarks(seconds(100, 0.1), change, 2, 3));
    }

    @Test
    void aStillClipIsItsEndsAndWhatIsAskedForBetween() {
        var times = seconds(101, 0.1);
        assertArrayEquals(new int[] {0, 100}, ClipSampling.landmarks(times, new double[101], 2, 8));
        assertArrayEquals(
                new int[] {0, 25, 50, 75, 100},
                ClipSampling.landmarks(times, new double[101], 5, 8));
        assertArrayEquals(
                new int[] {0}, ClipSampling.landmarks(new double[1], new double[1], 2, 8));
    }

    @Test
    void oneBusyMomentDoesNotTakeAllPlaces() {
        var change = new double[200];
        for (int i = 40; i < 60; i += 2) {
            change[i] = 1 + i * 0.01;
        }
        change[150] = 0.2;
        var found = ClipSampling.landmarks(seconds(200, 0.1), change, 2, 6);
        assertTrue(IntStream.of(found).anyMatch(i -> i == 150), Arrays.toString(found));
    }

    @Test
    void landmarksKeepTheirBounds() {
        var random = new Random(1);
        for (int round = 0; round < 500; ++round) {
            int count = 1 + random.nextInt(120);
            var times = seconds(random, count);
            var change = new double[count];
            for (int i = 0; i < count; ++i) {
                change[i] = random.nextInt(8) == 0 ? random.nextDouble() : 0.02;
            }
            int least = 2 + random.nextInt(6);
            int most = least + random.nextInt(20);
            var found = ClipSampling.landmarks(times, change, least, most);
            assertAscending(found, count);
            assertEquals(0, found[0]);
            assertEquals(count - 1, found[found.length - 1]);
            assertTrue(found.length <= most && found.length >= Math.min(least, count));
        }
    }

    @Test
    void theLastSecondsEndWithTheLatest() {
        var times = seconds(100, 0.5);
        assertArrayEquals(new int[] {95, 96, 97, 98, 99}, ClipSampling.last(times, 2, 50));
        assertArrayEquals(new int[] {79, 84, 89, 94, 99}, ClipSampling.last(times, 10, 5));
        assertArrayEquals(new int[] {99}, ClipSampling.last(times, 10, 1));
        assertArrayEquals(new int[] {99}, ClipSampling.last(times, 0, 5));
        assertEquals(100, ClipSampling.last(times, 1e9, 1000).length);
    }

    /** The largest smallest distance, by trying every choice. */
    private static double widest(double[] times, boolean[] used, int from, int count, double last) {
        if (count == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double best = -1;
        for (int i = from; i < times.length; ++i) {
            if (!used[i]) {
                double rest = widest(times, used, i + 1, count - 1, times[i]);
                best = Math.max(best, Math.min(rest, times[i] - last));
            }
        }
        return best;
    }

    @Test
    void disjointFramesAreNewAndAsSpreadAsCanBe() {
        var random = new Random(2);
        for (int round = 0; round < 400; ++round) {
            int count = 2 + random.nextInt(11);
            var times = seconds(random, count);
            var used = new boolean[count];
            for (int i = 0; i < count; ++i) {
                used[i] = random.nextInt(3) == 0;
            }
            int[] first = IntStream.range(0, count).filter(i -> used[i]).toArray();
            int wanted = random.nextInt(5);
            var found = ClipSampling.disjoint(times, first, wanted);
            assertEquals(Math.min(wanted, count - first.length), found.length);
            assertAscending(found, count);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < found.length; ++i) {
                assertTrue(!used[found[i]]);
                least = i == 0 ? least : Math.min(least, times[found[i]] - times[found[i - 1]]);
            }
            if (found.length > 1) {
                double best = widest(times, used, 0, found.length, Double.NEGATIVE_INFINITY);
                assertTrue(least >= best - 1e-5, least + " of " + best);
            }
        }
    }

    @Test
    void disjointFramesOfAnEvenClip() {
        var times = seconds(30, 1);
        assertArrayEquals(
                new int[] {1, 8, 15, 22, 28},
                ClipSampling.disjoint(times, new int[] {0, 7, 14, 21, 29}, 5));
        assertArrayEquals(new int[0], ClipSampling.disjoint(times, new int[0], 0));
    }
}
