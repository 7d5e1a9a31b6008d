// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SamplerTest {
    @Test
    void everyPairFillsTheSquareEvenly() {
        // 64 points of a (0, 2) sequence put one in each cell of every 8 by 8, 64 by 1 and 1 by 64
        // grid.
        Sampler sampler = new Sampler();
        for (int pair = 0; pair < 6; pair++) {
            boolean[] square = new boolean[64];
            boolean[] columns = new boolean[64];
            boolean[] rows = new boolean[64];
            for (int i = 0; i < 64; i++) {
                sampler.start(5, 77, i);
                for (int skip = 0; skip < 2 * pair; skip++) {
                    sampler.next();
                }
                double x = sampler.next();
                double y = sampler.next();
                assertTrue(x >= 0 && x < 1 && y >= 0 && y < 1);
                square[(int) (x * 8) * 8 + (int) (y * 8)] = true;
                columns[(int) (x * 64)] = true;
                rows[(int) (y * 64)] = true;
            }
            for (int i = 0; i < 64; i++) {
                assertTrue(square[i] && columns[i] && rows[i], "pair " + pair + " cell " + i);
            }
        }
    }

    @Test
    void pairsDoNotFollowEachOther() {
        Sampler sampler = new Sampler();
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            sampler.start(5, 77, i);
            double a = sampler.next();
            sampler.next();
            sum += (a - 0.5) * (sampler.next() - 0.5);
        }
        assertEquals(0, sum / 256 * 12, 0.15);
    }

    @Test
    void valuesDependOnSeedPixelAndSampleAlone() {
        double first = value(1, 2, 3);
        assertEquals(first, value(1, 2, 3));
        assertNotEquals(first, value(2, 2, 3));
        assertNotEquals(first, value(1, 3, 3));
        assertNotEquals(first, value(1, 2, 4));
    }

    private static double value(int seed, int pixel, int sample) {
        Sampler sampler = new Sampler();
        sampler.start(seed, pixel, sample);
        return sampler.next();
    }
}
