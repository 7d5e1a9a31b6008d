// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * The random numbers of one light path: Owen-scrambled Sobol points, drawn in pairs, each pair
 * shuffled on its own.
 *
 * <p>A value depends only on (seed, pixel, sample, dimension), so a picture is the same bit for bit
 * whatever the number of threads or their order. Source: B. Burley, "Practical Hash-based Owen
 * Scrambling", JCGT 9(4), 2020; the hash is Laine and Karras' with the constants of that paper.
 */
final class Sampler {
    private static final double UNIT = 1.0 / (1L << 32);

    private int seed;
    private int index;
    private int dimension;
    private double second;

    /** Begins the path {@code sample} of {@code pixel}. */
    void start(int seed, int pixel, int sample) {
        this.seed = hash(seed * 0x9e3779b9 + pixel);
        index = sample;
        dimension = 0;
    }

    /** The next value, uniform in [0, 1). */
    double next() {
        int d = dimension++;
        if ((d & 1) == 1) {
            return second;
        }
        int pair = hash(seed + d * 0x85ebca6b);
        int shuffled = scramble(index, pair);
        int first = Integer.reverse(shuffled);
        int other = 0;
        int direction = 1 << 31;
        for (int bits = shuffled; bits != 0; bits >>>= 1) {
            if ((bits & 1) != 0) {
                other ^= direction;
            }
            direction ^= direction >>> 1;
        }
        second = (scramble(other, hash(pair + 2)) & 0xffffffffL) * UNIT;
        return (scramble(first, hash(pair + 1)) & 0xffffffffL) * UNIT;
    }

    /** Skips to an even dimension, so that two values drawn next form one well-spread point. */
    void pair() {
        dimension += dimension & 1;
    }

    private static int scramble(int x, int key) {
        int v = Integer.reverse(x);
        v += key;
        v ^= v * 0x6c50b47c;
        v ^= v * 0xb82f1e52;
        v ^= v * 0xc7afe638;
        v ^= v * 0x8d22f6e6;
        return Integer.reverse(v);
    }

    /** A 32-bit finaliser (Wellons' "lowbias32"). */
    static int hash(int x) {
        int v = x;
        v ^= v >>> 16;
        v *= 0x7feb352d;
        v ^= v >>> 15;
        v *= 0x846ca68b;
        v ^= v >>> 16;
        return v;
    }
}
