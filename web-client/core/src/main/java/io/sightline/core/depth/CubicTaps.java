// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

/**
 * Where each output sample of one axis reads, and with what weight, in a cubic resize.
 *
 * <p>Half-pixel centres, Keys' kernel with a = -0.75, four taps whatever the scale (no
 * antialiasing), borders repeated: this is {@code cv2.INTER_CUBIC}, which the reference
 * pre-processing of Depth Anything V2 uses. Weights sum to one.
 */
public final class CubicTaps {
    private static final double A = -0.75;

    private final int[] index;
    private final float[] weight;

    /**
     * @param from samples of the source
     * @param to samples of the output
     */
    public CubicTaps(int from, int to) {
        index = new int[to * 4];
        weight = new float[to * 4];
        double scale = (double) from / to;
        for (int i = 0; i < to; ++i) {
            double centre = (i + 0.5) * scale - 0.5;
            int base = (int) Math.floor(centre);
            double t = centre - base;
            double w0 = ((A * (t + 1) - 5 * A) * (t + 1) + 8 * A) * (t + 1) - 4 * A;
            double w1 = ((A + 2) * t - (A + 3)) * t * t + 1;
            double w2 = ((A + 2) * (1 - t) - (A + 3)) * (1 - t) * (1 - t) + 1;
            weight[i * 4] = (float) w0;
            weight[i * 4 + 1] = (float) w1;
            weight[i * 4 + 2] = (float) w2;
            weight[i * 4 + 3] = (float) (1 - w0 - w1 - w2);
            for (int k = 0; k < 4; ++k) {
                index[i * 4 + k] = Math.max(0, Math.min(from - 1, base - 1 + k));
            }
        }
    }

    /** Source positions, four for each output sample. */
    public int[] index() {
        return index;
    }

    /** Weights, four for each output sample. */
    public float[] weight() {
        return weight;
    }
}
