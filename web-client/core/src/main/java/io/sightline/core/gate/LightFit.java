// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.Arrays;

/**
 * The light of a frame against that of the background, as one gain and one offset for all of it:
 * exposure and dimmed lamps do that to the values of a picture. From the means of blocks, by least
 * squares weighted after Tukey, so that what stands in the picture does not count.
 */
final class LightFit {
    private static final int ROUNDS = 5;

    /** Of the residuals' scale: Tukey's weights fall to zero there. */
    private static final double TUKEY = 4.685;

    /** Least scale of the residuals, steps of 1/255. */
    private static final double LEAST_SCALE = 0.7;

    /** The share of the blocks that must lie within {@link #NEAR}. */
    private static final double MOST = 0.5;

    private static final double NEAR = 3;

    /** How much an offset is held back: two pictures of one flat grey tell nothing of it. */
    private static final double RIDGE = 25;

    private static final double LEAST_GAIN = 0.3;
    private static final double MOST_GAIN = 3;

    /** Bins of residuals a step. */
    private static final int BINS = 8;

    /** What is brighter than this has lost its difference. */
    private static final double FULL = 248;

    private final Grid grid;
    private final int step;
    private final double[] frame;
    private final double[] back;
    private final double[] before;
    private final boolean[] watched;
    private final int[] counts = new int[256 * BINS];
    private double gain = 1;
    private double offset;

    LightFit(Grid grid) {
        this.grid = grid;
        step = Math.max(1, grid.side / 4);
        frame = new double[grid.blocks()];
        back = new double[grid.blocks()];
        before = new double[grid.blocks()];
        watched = new boolean[grid.blocks()];
        Arrays.fill(watched, true);
    }

    double gain() {
        return gain;
    }

    double offset() {
        return offset;
    }

    /** A block's mean in the frame, as sampled. */
    double frameMean(int block) {
        return frame[block];
    }

    /** Which blocks count at all. */
    void watch(boolean[] blocks) {
        System.arraycopy(blocks, 0, watched, 0, watched.length);
    }

    void reset() {
        gain = 1;
        offset = 0;
    }

    /** Takes the means of the next frame. */
    void take(byte[] luma, int[] model) {
        System.arraycopy(frame, 0, before, 0, frame.length);
        for (int block = 0; block < frame.length; ++block) {
            int left = grid.left(block) + step / 2;
            int right = grid.right(block);
            int bottom = grid.bottom(block);
            int sum = 0;
            int sumBack = 0;
            int count = 0;
            for (int y = grid.top(block) + step / 2; y < bottom; y += step) {
                for (int i = y * grid.width + left; i < y * grid.width + right; i += step) {
                    sum += luma[i] & 255;
                    sumBack += model[i] >>> 24;
                    ++count;
                }
            }
            if (count > 0) {
                frame[block] = (double) sum / count;
                // The fraction of a value was cut off: half a step on average.
                back[block] = (double) sumBack / count + 0.5;
            }
        }
    }

    /** The share of the watched blocks whose mean changed by more since the frame before. */
    double changed(double steps) {
        int count = 0;
        int all = 0;
        for (int block = 0; block < frame.length; ++block) {
            if (watched[block]) {
                ++all;
                count += Math.abs(frame[block] - before[block]) > steps ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) count / all;
    }

    /**
     * Fits; true where it holds for most of the frame, else the last fit stays.
     *
     * @param occupied blocks where something stood a frame ago; they count less
     */
    boolean fit(boolean[] occupied) {
        double a = gain;
        double b = offset;
        for (int round = 0; round < ROUNDS; ++round) {
            double scale = Math.max(LEAST_SCALE, 1.4826 * medianResidual(a, b)) * TUKEY;
            double sum = 0;
            double sumB = 0;
            double sumF = 0;
            double sumBB = 0;
            double sumBF = 0;
            for (int block = 0; block < frame.length; ++block) {
                if (!counts(block)) {
                    continue;
                }
                double off = (frame[block] - a * back[block] - b) / scale;
                if (off * off >= 1) {
                    continue;
                }
                double weight = (1 - off * off) * (1 - off * off) * (occupied[block] ? 0.25 : 1);
                sum += weight;
                sumB += weight * back[block];
                sumF += weight * frame[block];
                sumBB += weight * back[block] * back[block];
                sumBF += weight * back[block] * frame[block];
            }
            if (sum < 4) {
                return false;
            }
            double meanB = sumB / sum;
            double meanF = sumF / sum;
            double spread = sumBB / sum - meanB * meanB;
            double shared = sumBF / sum - meanB * meanF;
            // The ridge draws towards a pure gain.
            double pure = meanB > 1 ? meanF / meanB : 1;
            a = (shared + RIDGE * pure) / (spread + RIDGE);
            b = meanF - a * meanB;
        }
        if (!(a >= LEAST_GAIN && a <= MOST_GAIN)) {
            return false;
        }
        int near = 0;
        int all = 0;
        for (int block = 0; block < frame.length; ++block) {
            if (counts(block)) {
                ++all;
                near += Math.abs(frame[block] - a * back[block] - b) <= NEAR ? 1 : 0;
            }
        }
        if (near < MOST * all) {
            return false;
        }
        gain = a;
        offset = b;
        return true;
    }

    private boolean counts(int block) {
        return watched[block] && frame[block] < FULL && back[block] < FULL;
    }

    /** To an eighth of a step. */
    private double medianResidual(double a, double b) {
        Arrays.fill(counts, 0);
        int count = 0;
        for (int block = 0; block < frame.length; ++block) {
            if (counts(block)) {
                double off = Math.abs(frame[block] - a * back[block] - b);
                ++counts[Math.min(counts.length - 1, (int) (off * BINS))];
                ++count;
            }
        }
        int bin = 0;
        for (int seen = counts[0]; 2 * seen < count; seen += counts[bin]) {
            ++bin;
        }
        return (bin + 0.5) / BINS;
    }
}
