// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import java.util.Arrays;

/**
 * Fits the alignment of a map to a target from the means of blocks, although up to nearly half of
 * them have changed.
 *
 * <p>First the least median of squares: of many alignments through two blocks each, and of one that
 * is handed in, that whose median residual is least. Then least squares in closed form over the
 * blocks within 2.5 robust standard deviations of it, twice. Source: Rousseeuw and Leroy, "Robust
 * Regression and Outlier Detection", 1987, chapter 5. Deterministic.
 *
 * <p>Made for one number of blocks; not safe for use by two threads.
 */
final class TrimmedFit {
    private static final int PAIRS = 100;
    private static final int ROUNDS = 2;

    /** Standard deviations of normal noise in its median absolute value. */
    private static final double NORMAL = 1.4826;

    private static final double TRIM = 2.5;

    /** A block counts when this share of the fullest one's pixels is at rest. */
    private static final float FULL = 0.25f;

    /** Fewer blocks than this share of all do not say how the whole is to be aligned. */
    private static final double ENOUGH = 0.02;

    /** Spread below this share of the mean square is rounding. */
    private static final double FLAT = 1e-10;

    /**
     * Below this correlation with the map before, or with the reference, it is another scene.
     * Measured with Depth Anything V2 Small: above 0.98 a fifth of a second apart while people walk
     * by, above 0.78 two seconds apart, below 0.45 over a cut.
     */
    private static final double SAME_SCENE = 0.6;

    /** The share of the blocks that a fit must keep. */
    private static final double SAME_SHARE = 0.4;

    /** How the alignment follows from the blocks that are left. */
    enum Solution {
        /**
         * The solution of {@code [Σp² Σp; Σp N][scale shift]ᵀ = [Σpq Σq]ᵀ}: Ranftl et al., "Towards
         * Robust Monocular Depth Estimation", TPAMI 2022, equation 3.
         */
        LEAST_SQUARES,
        /**
         * That which gives the map the target's spread (the reduced major axis). Least squares
         * takes noise in the map for less scale; from frame to frame that would add up until all is
         * flat.
         */
        SAME_SPREAD
    }

    /**
     * A fit.
     *
     * @param alignment of the map with the target; where one of them is flat, the shift alone
     * @param correlation Pearson's, over the blocks that are left; 1 where one is flat
     * @param share of the blocks that are left
     * @param deviation standard deviation of the target over the blocks that count
     * @param enough whether there were enough blocks for it to mean something
     * @param flat whether one of them is flat, which tells nothing of the scale
     * @param error of the alignment
     */
    record Result(
            Alignment alignment,
            double correlation,
            double share,
            double deviation,
            boolean enough,
            boolean flat,
            AlignmentError error) {
        /** Whether it is of one scene. */
        boolean same() {
            return correlation >= SAME_SCENE && share >= SAME_SHARE;
        }
    }

    private final float[] p;
    private final float[] q;
    private final float[] weight;
    private final float[] residual;
    private final float[] sorted;
    private int count;
    private double meanP;
    private double meanQ;
    private double varianceP;
    private double varianceQ;
    private double covariance;
    private int left;

    /** For this many blocks. */
    TrimmedFit(int blocks) {
        p = new float[blocks];
        q = new float[blocks];
        weight = new float[blocks];
        residual = new float[blocks];
        sorted = new float[blocks];
    }

    /**
     * Fits.
     *
     * @param blocks as {@link SteadyKernels#blockSums} makes them
     * @param guess an alignment that may be near, as that of the frame before
     */
    Result fit(float[] blocks, Alignment guess, Solution solution) {
        take(blocks);
        moments(Float.POSITIVE_INFINITY);
        double deviation = Math.sqrt(varianceQ);
        if (count < Math.max(2, ENOUGH * p.length)) {
            return new Result(
                    guess, 0, 0, count == 0 ? 0 : deviation, false, false, AlignmentError.NONE);
        }
        if (flat()) {
            return new Result(
                    new Alignment(1, (float) (meanQ - meanP)),
                    1,
                    1,
                    deviation,
                    true,
                    true,
                    AlignmentError.NONE);
        }
        var alignment = leastMedian(guess);
        for (int round = 0; round < ROUNDS; ++round) {
            moments(limit(residuals(alignment)));
            if (flat()) {
                // What is left is one plane that says nothing of scale.
                moments(Float.POSITIVE_INFINITY);
            }
            alignment = solve(solution);
        }
        return new Result(
                alignment,
                covariance / Math.sqrt(varianceP * varianceQ),
                (double) left / count,
                deviation,
                true,
                false,
                error(alignment));
    }

    /** Of the blocks that are left; textbook errors of a straight line. */
    private AlignmentError error(Alignment alignment) {
        double scale = alignment.scale();
        double spread =
                Math.max(0, varianceQ - 2 * scale * covariance + scale * scale * varianceP)
                        * left
                        / Math.max(1, left - 2);
        double of = varianceP > 0 ? spread / (left * varianceP) : 0;
        return new AlignmentError(
                of, spread / left + of * meanP * meanP, -of * meanP, Math.sqrt(spread));
    }

    private void take(float[] blocks) {
        float fullest = 0;
        for (int i = 0; i < blocks.length; i += 3) {
            fullest = Math.max(fullest, blocks[i]);
        }
        count = 0;
        for (int i = 0; i < blocks.length; i += 3) {
            float pixels = blocks[i];
            if (pixels > 0 && pixels >= FULL * fullest) {
                weight[count] = pixels;
                p[count] = blocks[i + 1] / pixels;
                q[count] = blocks[i + 2] / pixels;
                ++count;
            }
        }
    }

    private Alignment leastMedian(Alignment guess) {
        var best = guess;
        float least = residuals(guess);
        var all = solve(Solution.SAME_SPREAD);
        float median = residuals(all);
        if (median < least) {
            best = all;
            least = median;
        }
        long seed = 1;
        double apart = 0.02 * Math.sqrt(varianceP);
        for (int pair = 0; pair < PAIRS; ++pair) {
            // Knuth's generator: any even choice of pairs does.
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int one = (int) ((seed >>> 33) % count);
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int two = (int) ((seed >>> 33) % count);
            float scale = (q[two] - q[one]) / (p[two] - p[one]);
            if (!(Math.abs(p[two] - p[one]) > apart) || !(scale > 0)) {
                continue;
            }
            var candidate = new Alignment(scale, q[one] - scale * p[one]);
            median = residuals(candidate);
            if (median < least) {
                best = candidate;
                least = median;
            }
        }
        return best;
    }

    /** Fills in what an alignment leaves; returns the median of its absolute values. */
    private float residuals(Alignment alignment) {
        float scale = alignment.scale();
        float shift = alignment.shift();
        for (int i = 0; i < count; ++i) {
            residual[i] = Math.abs(scale * p[i] + shift - q[i]);
        }
        System.arraycopy(residual, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return sorted[count / 2];
    }

    private float limit(float median) {
        // A perfect fit leaves rounding alone, which must not be trimmed away.
        double rounding = 1e-5 * (Math.abs(meanQ) + Math.sqrt(varianceQ));
        return (float) (TRIM * NORMAL * (1 + 5.0 / count) * median + rounding);
    }

    /** Means, variances and covariance of the blocks whose residual is within the limit. */
    private void moments(float limit) {
        boolean all = limit == Float.POSITIVE_INFINITY;
        double sum = 0;
        double sumP = 0;
        double sumQ = 0;
        left = 0;
        for (int i = 0; i < count; ++i) {
            if (all || residual[i] <= limit) {
                ++left;
                sum += weight[i];
                sumP += weight[i] * p[i];
                sumQ += weight[i] * q[i];
            }
        }
        meanP = sumP / sum;
        meanQ = sumQ / sum;
        varianceP = 0;
        varianceQ = 0;
        covariance = 0;
        for (int i = 0; i < count; ++i) {
            if (all || residual[i] <= limit) {
                double offP = p[i] - meanP;
                double offQ = q[i] - meanQ;
                double share = weight[i] / sum;
                varianceP += share * offP * offP;
                varianceQ += share * offQ * offQ;
                covariance += share * offP * offQ;
            }
        }
    }

    private boolean flat() {
        return varianceP <= FLAT * meanP * meanP || varianceQ <= FLAT * meanQ * meanQ;
    }

    private Alignment solve(Solution solution) {
        double scale =
                solution == Solution.LEAST_SQUARES
                        ? covariance / varianceP
                        : Math.sqrt(varianceQ / varianceP);
        return new Alignment((float) scale, (float) (meanQ - scale * meanP));
    }
}
