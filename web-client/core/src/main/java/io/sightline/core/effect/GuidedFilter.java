// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

/**
 * Fits one plane to another's edges: in each window the output is the line through the guide that
 * comes closest to the input. He, Sun and Tang, "Guided Image Filtering", ECCV 2010, equations 5, 6
 * and 8, with sums that slide, so the radius costs nothing.
 */
public final class GuidedFilter {
    private final int width;
    private final int height;
    private final int radius;
    private final double epsilon;

    /**
     * @param width of the planes, pixels
     * @param height of the planes, pixels
     * @param radius of the windows, pixels
     * @param epsilon variance of the guide below which nothing counts as an edge
     */
    public GuidedFilter(int width, int height, int radius, double epsilon) {
        this.width = width;
        this.height = height;
        this.radius = radius;
        this.epsilon = epsilon;
    }

    /**
     * Filters.
     *
     * @param guide whose edges are kept
     * @param input what is fitted to them
     * @return the fitted plane
     */
    public float[] run(float[] guide, float[] input) {
        int n = width * height;
        var meanGuide = box(guide);
        var meanInput = box(input);
        var squares = new float[n];
        var products = new float[n];
        for (int i = 0; i < n; ++i) {
            squares[i] = guide[i] * guide[i];
            products[i] = guide[i] * input[i];
        }
        squares = box(squares);
        products = box(products);
        var slope = new float[n];
        var offset = new float[n];
        for (int i = 0; i < n; ++i) {
            double variance = Math.max(0, squares[i] - (double) meanGuide[i] * meanGuide[i]);
            double covariance = products[i] - (double) meanGuide[i] * meanInput[i];
            slope[i] = (float) (covariance / (variance + epsilon));
            offset[i] = meanInput[i] - slope[i] * meanGuide[i];
        }
        slope = box(slope);
        offset = box(offset);
        var out = new float[n];
        for (int i = 0; i < n; ++i) {
            out[i] = slope[i] * guide[i] + offset[i];
        }
        return out;
    }

    /** The mean over each window, which ends at the border. */
    private float[] box(float[] plane) {
        var across = new float[plane.length];
        for (int y = 0; y < height; ++y) {
            double sum = 0;
            int count = 0;
            for (int x = -radius; x < width; ++x) {
                if (x + radius < width) {
                    sum += plane[y * width + x + radius];
                    ++count;
                }
                if (x - radius - 1 >= 0) {
                    sum -= plane[y * width + x - radius - 1];
                    --count;
                }
                if (x >= 0) {
                    across[y * width + x] = (float) (sum / count);
                }
            }
        }
        var out = new float[plane.length];
        for (int x = 0; x < width; ++x) {
            double sum = 0;
            int count = 0;
            for (int y = -radius; y < height; ++y) {
                if (y + radius < height) {
                    sum += across[(y + radius) * width + x];
                    ++count;
                }
                if (y - radius - 1 >= 0) {
                    sum -= across[(y - radius - 1) * width + x];
                    --count;
                }
                if (y >= 0) {
                    out[y * width + x] = (float) (sum / count);
                }
            }
        }
        return out;
    }
}
