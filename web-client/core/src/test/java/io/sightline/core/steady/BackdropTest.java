// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackdropTest {
    private static final int WIDTH = 182;
    private static final int HEIGHT = 98;
    private static final ImageSize SIZE = new ImageSize(WIDTH, HEIGHT);
    private static final float PERSON = 3.1f;

    private final Backdrop backdrop = new Backdrop(SIZE);
    private final byte[] covered = new byte[WIDTH * HEIGHT];

    /** Disparity of a room: a floor that comes nearer, a wall that leads away, a box. */
    private static float room(int i) {
        int x = i % WIDTH;
        int y = i / WIDTH;
        boolean box = x > 120 && x < 150 && y > 30 && y < 70;
        return box ? 2.4f : y < 45 ? 1 + 0.004f * x : 1.2f + 0.05f * (y - 45);
    }

    private static boolean inPerson(int i, int left) {
        int x = i % WIDTH;
        int y = i / WIDTH;
        return x >= left && x < left + 40 && y >= 20 && y < 80;
    }

    /** Somebody there, in a map of its own scale and shift; below 0 for nobody. */
    private static float[] map(int left, double scale, double shift, double noise, Random random) {
        var map = new float[WIDTH * HEIGHT];
        for (int i = 0; i < map.length; ++i) {
            float value = left >= 0 && inPerson(i, left) ? PERSON : room(i);
            map[i] = (float) (scale * value + shift + noise * random.nextGaussian());
        }
        return map;
    }

    private Alignment next(float[] map, int left) {
        for (int i = 0; i < covered.length; ++i) {
            covered[i] = (byte) (left >= 0 && inPerson(i, left) ? 1 : 0);
        }
        return backdrop.next(i -> map[i], covered, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void bodiesKeepTheirDepthWhateverTheMapsScaleIs(int seed) {
        var random = new Random(seed);
        double firstScale = 0.7 + 0.7 * random.nextDouble();
        double firstShift = random.nextDouble();
        next(map(10, firstScale, firstShift, 0, random), 10);
        for (int look = 0; look < 60; ++look) {
            int left = random.nextInt(WIDTH - 40);
            double scale = 0.7 + 0.7 * random.nextDouble();
            double shift = random.nextDouble();
            var map = map(left, scale, shift, 0.02, random);
            // One time of five nobody says that somebody is there.
            var alignment = next(map, random.nextInt(5) == 0 ? -1 : left);
            assertNotNull(alignment);
            double told =
                    (alignment.of((float) (scale * PERSON + shift)) - firstShift) / firstScale;
            assertEquals(PERSON, told, 0.02 * PERSON, "look " + look);
        }
    }

    @Test
    void theBackgroundIsKnownWhereItWasSeenAndHasNobodyInIt() {
        var random = new Random(7);
        next(map(60, 1, 0, 0, random), 60);
        int under = 50 * WIDTH + 70;
        assertTrue(Float.isNaN(backdrop.at(under)));
        assertEquals(room(50 * WIDTH + 5), backdrop.at(50 * WIDTH + 5), 1e-5);
        for (int look = 0; look < 3; ++look) {
            next(map(-1, 1.2, 0.3, 0, random), -1);
        }
        assertEquals(room(under), backdrop.at(under), 0.01);
        // Somebody who stands there for long does not become a part of it.
        for (int look = 0; look < 100; ++look) {
            next(map(60, 0.9, 0.1, 0.01, random), 60);
        }
        assertEquals(room(under), backdrop.at(under), 0.02);
    }

    @Test
    void itsRangeStaysWhoeverComes() {
        var random = new Random(8);
        next(map(-1, 1, 0, 0, random), -1);
        var empty = backdrop.range();
        for (int look = 0; look < 20; ++look) {
            next(map(random.nextInt(WIDTH - 40), 1.3, 0.2, 0.01, random), -1);
        }
        double span = empty.high() - empty.low();
        assertEquals(empty.low(), backdrop.range().low(), 0.03 * span);
        assertEquals(empty.high(), backdrop.range().high(), 0.03 * span);
        assertEquals(1, empty.low(), 0.05);
        assertEquals(3.8, empty.high(), 0.05);
    }

    @Test
    void anotherSceneIsLearntAnewAndASingleOddMapIsNot() {
        var random = new Random(9);
        var other = new float[WIDTH * HEIGHT];
        for (int i = 0; i < other.length; ++i) {
            other[i] = (float) Math.hypot(i % WIDTH - 90, (i / WIDTH - 50) * 2) / 30;
        }
        next(map(-1, 1, 0, 0, random), -1);
        assertNull(next(other, -1), "nothing is known of another scene at once");
        assertEquals(0.5, next(map(-1, 2, 0, 0, random), -1).scale(), 1e-3);
        assertNull(next(other, -1));
        assertEquals(Alignment.NONE, next(other, -1));
        assertEquals(other[100], backdrop.at(100), 1e-6);
        assertNull(next(map(-1, 1, 0, 0, random), -1));
    }

    @Test
    void whereNothingOfItIsInSightTheLastAlignmentHolds() {
        var random = new Random(10);
        next(map(-1, 1, 0, 0, random), -1);
        var before = next(map(-1, 0.5, 0.2, 0, random), -1);
        Arrays.fill(covered, (byte) 1);
        var near = map(0, 3, 1, 0.3, random);
        assertEquals(before, backdrop.next(i -> near[i], covered, true));
    }

    @Test
    void metresStayWhatTheyAre() {
        var random = new Random(11);
        for (int look = 0; look < 5; ++look) {
            var map = map(-1, 1 + 0.05 * look, 0, 0, random);
            Arrays.fill(covered, (byte) 0);
            assertEquals(Alignment.NONE, backdrop.next(i -> map[i], covered, false));
        }
        assertEquals(1.1 * room(0), backdrop.at(0), 1e-4);
    }
}
