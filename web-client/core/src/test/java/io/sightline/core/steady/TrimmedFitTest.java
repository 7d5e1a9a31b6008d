// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.steady.TrimmedFit.Solution;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrimmedFitTest {
    private final Random random = new Random(8);

    private float[] values(int count) {
        var values = new float[count];
        for (int i = 0; i < count; ++i) {
            values[i] = 1 + 4 * random.nextFloat();
        }
        return values;
    }

    private static TrimmedFit.Result fit(float[] map, float[] target, Solution solution) {
        var blocks = new float[map.length * 3];
        for (int i = 0; i < map.length; ++i) {
            blocks[i * 3] = 196;
            blocks[i * 3 + 1] = 196 * map[i];
            blocks[i * 3 + 2] = 196 * target[i];
        }
        return new TrimmedFit(map.length).fit(blocks, Alignment.NONE, solution);
    }

    @Test
    void findsAnyScaleAndShift() {
        for (int round = 0; round < 100; ++round) {
            var map = values(300);
            float scale = (float) Math.pow(10, 6 * random.nextDouble() - 3);
            float shift = scale * 5 * (random.nextFloat() - 0.5f);
            var target = new float[map.length];
            for (int i = 0; i < map.length; ++i) {
                target[i] = scale * map[i] + shift;
            }
            for (var solution : Solution.values()) {
                var fit = fit(map, target, solution);
                assertEquals(scale, fit.alignment().scale(), 1e-4 * scale);
                assertEquals(shift, fit.alignment().shift(), 1e-3 * scale);
                assertEquals(1, fit.correlation(), 1e-4);
                assertEquals(1, fit.share(), 0.01);
            }
        }
    }

    @Test
    void normalNoiseIsFittedAsByLeastSquaresOverAll() {
        for (int round = 0; round < 20; ++round) {
            var map = values(1000);
            var target = new float[map.length];
            double sp = 0;
            double sq = 0;
            double spp = 0;
            double spq = 0;
            for (int i = 0; i < map.length; ++i) {
                target[i] = 2 * map[i] + 1 + 0.1f * (float) random.nextGaussian();
                sp += map[i];
                sq += target[i];
                spp += map[i] * map[i];
                spq += map[i] * target[i];
            }
            double n = map.length;
            double scale = (n * spq - sp * sq) / (n * spp - sp * sp);
            var fit = fit(map, target, Solution.LEAST_SQUARES);
            assertEquals(scale, fit.alignment().scale(), 0.003);
            assertEquals((sq - scale * sp) / n, fit.alignment().shift(), 0.01);
            assertTrue(fit.share() > 0.97, "share " + fit.share());
        }
    }

    @Test
    void sameSpreadDoesNotShrinkUnderNoise() {
        var map = values(20_000);
        var target = map.clone();
        for (int i = 0; i < map.length; ++i) {
            map[i] += (float) random.nextGaussian() * 0.7f;
            target[i] += (float) random.nextGaussian() * 0.7f;
        }
        assertTrue(fit(map, target, Solution.LEAST_SQUARES).alignment().scale() < 0.85);
        assertEquals(1, fit(map, target, Solution.SAME_SPREAD).alignment().scale(), 0.02);
    }

    @Test
    void fourInTenMayHaveChangedAnyhow() {
        for (int round = 0; round < 60; ++round) {
            var map = values(600);
            float scale = 0.3f + 2 * random.nextFloat();
            float shift = random.nextFloat() - 0.5f;
            var target = new float[map.length];
            int changed = 0;
            int kind = random.nextInt(3);
            for (int i = 0; i < map.length; ++i) {
                target[i] = scale * map[i] + shift + 0.01f * (float) random.nextGaussian();
                if (random.nextInt(10) < 4) {
                    ++changed;
                    if (kind == 0) {
                        target[i] = 12;
                    } else if (kind == 1) {
                        // Far from all others, where least squares follows.
                        map[i] = 30 + random.nextFloat();
                    } else {
                        target[i] = 9 * random.nextFloat();
                    }
                }
            }
            var fit = fit(map, target, Solution.LEAST_SQUARES);
            assertEquals(scale, fit.alignment().scale(), 0.01, "kind " + kind);
            assertEquals(shift, fit.alignment().shift(), 0.02, "kind " + kind);
            assertEquals(1 - changed / 600.0, fit.share(), 0.05);
        }
    }

    @Test
    void theBlocksAreSumsOfWhatRestsAndIsKnown() {
        int width = 5;
        float[] map = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        float[] target = new float[15];
        Arrays.fill(target, 2);
        var moving = new byte[15];
        moving[1] = 1;
        var known = new byte[15];
        Arrays.fill(known, (byte) 4);
        known[7] = 0;
        var blocks = new float[2 * 3 * 3];
        Arrays.fill(blocks, 99);
        SteadyKernels.blockSums(map, target, moving, 1, known, width, 2, blocks);
        assertArrayEquals(
                new float[] {3, 14, 6, 3, 16, 6, 2, 15, 4, 2, 23, 4, 2, 27, 4, 1, 15, 2}, blocks);
    }

    @Test
    void blocksThatHardlyRestDoNotCount() {
        float[] blocks = {
            100, 100, 200, 100, 200, 400, 100, 300, 600, 20, 4000, 20, 0, 0, 0, 100, 400, 800
        };
        var fit = new TrimmedFit(6).fit(blocks, Alignment.NONE, Solution.LEAST_SQUARES);
        assertEquals(2, fit.alignment().scale(), 1e-5);
        assertEquals(1, fit.share());
    }

    @Test
    void tooFewBlocksAreSaidToBeTooFew() {
        var blocks = new float[200 * 3];
        for (int i = 0; i < 3; ++i) {
            Arrays.fill(blocks, i * 3, i * 3 + 3, i + 1);
        }
        var guess = new Alignment(3, 4);
        var fit = new TrimmedFit(200);
        assertFalse(fit.fit(blocks, guess, Solution.LEAST_SQUARES).enough());
        assertEquals(guess, fit.fit(blocks, guess, Solution.LEAST_SQUARES).alignment());
        Arrays.fill(blocks, 9, 12, 4);
        assertTrue(fit.fit(blocks, guess, Solution.LEAST_SQUARES).enough());
    }

    @Test
    void aFlatMapIsShiftedOnly() {
        var map = new float[100];
        Arrays.fill(map, 2);
        var target = new float[100];
        Arrays.fill(target, 5);
        var fit = fit(map, target, Solution.LEAST_SQUARES);
        assertEquals(new Alignment(1, 3), fit.alignment());
        assertEquals(1, fit.correlation());
    }
}
