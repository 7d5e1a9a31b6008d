// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.Arrays;

/**
 * What each pixel usually shows: a running mean with a mean deviation; beside it another value,
 * which becomes the mean once it has been seen for long enough, and the mean that was before, which
 * stays background for some minutes. That is a mixture of three after Stauffer and Grimson, with
 * times instead of weights, in integers: means are steps of 1/256 of a grey level. Rows are updated
 * in turn, so that a frame costs little; every pixel is compared on every frame.
 */
final class Background {
    /** A full turn of updates takes so long, seconds. */
    private static final double TURN = 0.2;

    /** The mean follows slow changes with this time constant, seconds. */
    private static final double FOLLOW = 10;

    /** The deviation added to the threshold, in units of itself: 2.4 standard deviations. */
    private static final int DEVIATIONS = 3;

    /** A pixel's first deviation. */
    private static final int FIRST = 2 << 8;

    private static final int MOST_DEVIATION = 16 << 8;

    /** What each change of a pixel's mind adds to its threshold (SuBSENSE's blinking pixels). */
    private static final int BLINK = 128;

    private static final int MOST_BLINK = 40 << 8;

    /** Seconds in which one change is forgiven. */
    private static final double FORGIVE = 2;

    /** Ages are counted in this many a second. */
    private static final int TICKS = 50;

    /** What was the mean is background for so many ticks, unless it is seen again. */
    private static final int TRUST = 300 * TICKS;

    /** A mean that was seen for so many ticks since it became one is remembered when it goes. */
    private static final int ESTABLISHED = 30 * TICKS;

    private final int width;
    private final int height;

    /** Mean in the upper 16 bits; what is added to the threshold in the lower. */
    private final int[] model;

    /** Deviation in the upper 16 bits; blinking in the lower. */
    private final int[] spread;

    /** What may become the mean, in the upper 16 bits; its age in ticks in the lower. */
    private final int[] other;

    /** What was the mean before and still is background; the ticks that it stays so. */
    private final int[] old;

    private final double[] updated;
    private final int[] deviations = new int[(MOST_DEVIATION >> 4) + 1];
    private int nextRow;
    private double credit;
    private int dither;
    private int factor;
    private int addend;
    private double noise;

    Background(int width, int height) {
        this.width = width;
        this.height = height;
        model = new int[width * height];
        spread = new int[width * height];
        other = new int[width * height];
        old = new int[width * height];
        updated = new double[height];
    }

    /** Means in the upper 16 bits, as steps of 1/256. */
    int[] model() {
        return model;
    }

    /** Standard deviation of the usual pixel, steps of 1/255. */
    double noise() {
        return noise;
    }

    /** What noise adds to the threshold of the usual pixel, steps of 1/255. */
    double allowance() {
        return DEVIATIONS * noise / 1.25;
    }

    /** Starts anew: the frame is the background. */
    void start(byte[] luma, double seconds) {
        for (int i = 0; i < model.length; ++i) {
            model[i] = (luma[i] & 255) << 24 | DEVIATIONS * FIRST;
        }
        Arrays.fill(spread, FIRST << 16);
        Arrays.fill(other, 0);
        Arrays.fill(old, 0);
        Arrays.fill(updated, seconds);
        nextRow = 0;
        credit = 0;
        dither = 1;
        noise = 1.25 * FIRST / 256;
        light(1, 0);
    }

    /** How the light of the next frames is against the background's. */
    void light(double gain, double offset) {
        factor = (int) Math.round(65536 / gain);
        addend = (int) Math.round(-offset * 65536 / gain);
    }

    /** A frame's value in the background's light, steps of 1/256. */
    private int lit(byte value) {
        return ((value & 255) * factor + addend) >> 8;
    }

    /**
     * Sets the pixels that differ from the mean by more than the threshold.
     *
     * @param threshold of a pixel without noise, steps of 1/256
     */
    void compare(byte[] luma, int threshold, Bits into) {
        int[] means = model;
        int[] words = into.words;
        int k = factor;
        int c = addend;
        int wide = width;
        int at = 0;
        int i = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < wide; ) {
                int end = Math.min(32, wide - x);
                int word = 0;
                for (int n = 0; n < end; ++n, ++i) {
                    int m = means[i];
                    int off = (((luma[i] & 255) * k + c) >> 8) - (m >>> 16);
                    int size = (off ^ off >> 31) - (off >> 31);
                    // Negative where it differs by more.
                    word = word >>> 1 | threshold + (m & 0xffff) - size & 0x80000000;
                }
                words[at++] = word >>> 32 - end;
                x += end;
            }
        }
    }

    /**
     * Looks again at the pixels that differ: background is also what was it not long ago, and what
     * is beyond the range of values on both sides.
     */
    void lookAgain(byte[] luma, int threshold, Bits raw) {
        for (int y = 0; y < height; ++y) {
            for (int w = 0; w < raw.stride; ++w) {
                int at = y * raw.stride + w;
                int rest = raw.words[at];
                int base = y * width + 32 * w;
                while (rest != 0) {
                    int k = Integer.numberOfTrailingZeros(rest);
                    rest &= rest - 1;
                    int i = base + k;
                    if (isUsual(luma[i], i, threshold)) {
                        raw.words[at] &= ~(1 << k);
                    }
                }
            }
        }
    }

    private boolean isUsual(byte luma, int i, int threshold) {
        int value = luma & 255;
        int lit = lit(luma);
        if (isOld(lit, i, threshold)) {
            return true;
        }
        int off = lit - (model[i] >>> 16);
        return value >= 250 && off < 0 || value <= 5 && off > 0;
    }

    private boolean isOld(int lit, int i, int threshold) {
        int was = old[i];
        return was != 0 && Math.abs(lit - (was >>> 16)) <= threshold + (model[i] & 0xffff);
    }

    /**
     * Clears pixels of a block that are no brighter than the background and no darker than a shade.
     *
     * @param least share of the background's light that the shade leaves
     */
    void clearShade(byte[] luma, Grid grid, int block, double least, Bits bits) {
        int k = (int) (least * 4096);
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            for (int x = grid.left(block); x < grid.right(block); ++x) {
                if (bits.get(x, y)) {
                    int mean = model[y * width + x] >>> 16;
                    int lit = lit(luma[y * width + x]);
                    if (lit <= mean && lit >= (long) mean * k >> 12) {
                        bits.clear(y, x, x + 1);
                    }
                }
            }
        }
    }

    /** Pixels that changed their mind since the frame before get a higher threshold. */
    void blink(Bits raw, Bits before) {
        for (int at = 0; at < raw.words.length; ++at) {
            int changed = raw.words[at] ^ before.words[at];
            while (changed != 0) {
                int k = Integer.numberOfTrailingZeros(changed);
                changed &= changed - 1;
                int i = at / raw.stride * width + at % raw.stride * 32 + k;
                int now = spread[i] & 0xffff;
                if (now < MOST_BLINK) {
                    spread[i] += BLINK;
                    model[i] += BLINK;
                }
            }
        }
    }

    /**
     * Learns from a frame: the rows whose turn it is, or all.
     *
     * @param luma the frame
     * @param seconds stream time
     * @param passed seconds since the frame before
     * @param all every row now
     * @param leastRate share of the difference that a mean takes on at least
     * @param raw pixels that differ
     * @param held pixels of pieces: they wait for long
     * @param quick blocks that do not wait: ghosts; null for none
     * @param grid of those blocks
     * @param hold seconds of waiting, of what is held
     * @param brief seconds of waiting, of the rest
     */
    void learn(
            byte[] luma,
            double seconds,
            double passed,
            boolean all,
            double leastRate,
            Bits raw,
            Bits held,
            boolean[] quick,
            Grid grid,
            double hold,
            double brief,
            int threshold) {
        credit = all ? height : Math.min(height, credit + passed / TURN * height);
        int rows = (int) credit;
        credit -= rows;
        if (rows == 0) {
            return;
        }
        Arrays.fill(deviations, 0);
        int counted = 0;
        int longTicks = (int) Math.round(hold * TICKS);
        int shortTicks = (int) Math.round(brief * TICKS);
        for (int n = 0; n < rows; ++n) {
            int y = nextRow;
            nextRow = nextRow + 1 == height ? 0 : nextRow + 1;
            double since = Math.min(1, Math.max(0, seconds - updated[y]));
            updated[y] = seconds;
            int rate = (int) (32768 * Math.min(1, Math.max(leastRate, since / FOLLOW)));
            int ticks = Math.max(1, (int) Math.round(since * TICKS));
            int forgiven = (int) (BLINK * since / FORGIVE);
            counted +=
                    learnRow(
                            luma,
                            y,
                            rate,
                            ticks,
                            forgiven,
                            raw,
                            held,
                            quick,
                            grid,
                            longTicks,
                            shortTicks,
                            threshold);
        }
        if (counted > 0) {
            measure(counted, all ? 1 : Math.min(1, passed));
        }
    }

    private int learnRow(
            byte[] luma,
            int y,
            int rate,
            int ticks,
            int forgiven,
            Bits raw,
            Bits held,
            boolean[] quick,
            Grid grid,
            int longTicks,
            int shortTicks,
            int threshold) {
        int counted = 0;
        int seed = dither;
        int firstBlock = y / grid.side * grid.columns;
        for (int x = 0; x < width; ++x) {
            int i = y * width + x;
            int at = y * raw.stride + (x >> 5);
            int m = model[i];
            int mean = m >>> 16;
            int lit = lit(luma[i]);
            int off = lit - mean;
            int size = Math.abs(off);
            seed = seed * 1664525 + 1013904223;
            int chance = seed >>> 17;
            if ((raw.words[at] >>> (x & 31) & 1) == 0) {
                if (size > threshold + (m & 0xffff) && isOld(lit, i, threshold)) {
                    // Back again: it is the mean, and what was between is remembered for less.
                    model[i] = old[i] & 0xffff0000 | m & 0xffff;
                    old[i] = mean << 16 | TRUST - ESTABLISHED;
                    other[i] = 0;
                    continue;
                }
                int s = spread[i];
                int deviation = s >>> 16;
                deviation +=
                        ((Math.min(size, 2 * MOST_DEVIATION) - deviation) * rate + chance) >> 15;
                deviation = Math.min(MOST_DEVIATION, Math.max(0, deviation));
                int blink = Math.max(0, (s & 0xffff) - forgiven);
                // Towards the frame in its own light: so the background follows the exposure.
                mean += ((((luma[i] & 255) << 8) - mean) * rate + chance) >> 15;
                spread[i] = deviation << 16 | blink;
                model[i] = mean << 16 | Math.min(0xffff, DEVIATIONS * deviation + blink);
                if ((old[i] | other[i]) != 0) {
                    old[i] = older(old[i], ticks);
                    other[i] = older(other[i], ticks);
                }
                ++deviations[deviation >> 4];
                ++counted;
            } else {
                boolean waits = (held.words[at] >>> (x & 31) & 1) != 0;
                boolean ghost = quick != null && quick[firstBlock + x / grid.side];
                await(
                        i,
                        lit,
                        threshold,
                        ticks,
                        waits && !ghost ? longTicks : shortTicks,
                        rate,
                        chance);
            }
        }
        dither = seed;
        return counted;
    }

    /** A pixel that differs: its other value grows older, or is another now. */
    private void await(int i, int lit, int threshold, int ticks, int needed, int rate, int chance) {
        int value = other[i] >>> 16;
        int age = other[i] & 0xffff;
        int now = Math.max(0, Math.min(0xff00, lit));
        int mean = model[i] >>> 16;
        if (age > 0 && Math.abs(now - value) <= threshold + (model[i] & 0xffff)) {
            value += ((now - value) * Math.max(rate, 1024) + chance) >> 15;
            age += ticks;
            if (age < needed) {
                other[i] = value << 16 | age;
            } else {
                // A mean that was seen for a short time does not push out the one before it.
                if ((old[i] & 0xffff) <= TRUST - ESTABLISHED) {
                    old[i] = mean << 16 | TRUST;
                }
                model[i] = value << 16 | model[i] & 0xffff;
                other[i] = 0;
                return;
            }
        } else if (age <= 2 * ticks) {
            other[i] = now << 16 | ticks;
        } else {
            other[i] = value << 16 | age - 2 * ticks;
        }
        // Nothing is seen of the background here, but its light changes all the same.
        int target = (int) (((long) (mean << 8) - addend) * 256 / factor);
        mean += ((Math.max(0, Math.min(0xff00, target)) - mean) * rate + chance) >> 15;
        model[i] = mean << 16 | model[i] & 0xffff;
    }

    private static int older(int value, int ticks) {
        return (value & 0xffff) <= ticks ? 0 : value - ticks;
    }

    /** Takes a block over as it is now, as when its light was changed. */
    void adopt(byte[] luma, Grid grid, int block) {
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            for (int i = y * width + grid.left(block); i < y * width + grid.right(block); ++i) {
                int now = Math.max(0, Math.min(0xff00, lit(luma[i])));
                model[i] = now << 16 | model[i] & 0xffff;
                other[i] = 0;
                old[i] = 0;
            }
        }
    }

    /** Moves a block's means into another light, as where something hides the background. */
    void relight(Grid grid, int block, double gain) {
        int k = (int) Math.round(gain * 4096);
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            for (int i = y * width + grid.left(block); i < y * width + grid.right(block); ++i) {
                model[i] = relit(model[i], k);
                old[i] = relit(old[i], k);
            }
        }
    }

    private static int relit(int value, int k) {
        return (int) Math.min(0xff00, (long) (value >>> 16) * k >> 12) << 16 | value & 0xffff;
    }

    private void measure(int counted, double weight) {
        int seen = 0;
        int bin = 0;
        while (seen * 2 < counted) {
            seen += deviations[bin++];
        }
        double median = (bin - 0.5) * 16 / 256;
        noise += Math.min(1, 4 * weight) * (1.25 * median - noise);
    }
}
