// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * A grey frame at its own size, a half and a quarter: each cell the mean of four, so cell (x, y) of
 * a level has its centre at (2x + 0.5, 2y + 0.5) of the one below. Filled again for each frame.
 */
final class Pyramid {
    static final int LEVELS = 3;

    private final int[] widths = new int[LEVELS];
    private final int[] heights = new int[LEVELS];
    private final float[][] luma = new float[LEVELS][];

    Pyramid(int width, int height) {
        for (int level = 0; level < LEVELS; ++level) {
            widths[level] = Math.max(1, width >> level);
            heights[level] = Math.max(1, height >> level);
            luma[level] = new float[widths[level] * heights[level]];
        }
    }

    int width(int level) {
        return widths[level];
    }

    int height(int level) {
        return heights[level];
    }

    /** The cells of a level, row-major. */
    float[] luma(int level) {
        return luma[level];
    }

    void fill(byte[] frame) {
        var base = luma[0];
        for (int i = 0; i < base.length; ++i) {
            base[i] = frame[i] & 255;
        }
        for (int level = 1; level < LEVELS; ++level) {
            var below = luma[level - 1];
            var here = luma[level];
            int wide = widths[level - 1];
            for (int y = 0; y < heights[level]; ++y) {
                int upper = Math.min(2 * y, heights[level - 1] - 1) * wide;
                int lower = Math.min(2 * y + 1, heights[level - 1] - 1) * wide;
                for (int x = 0; x < widths[level]; ++x) {
                    int left = Math.min(2 * x, wide - 1);
                    int right = Math.min(2 * x + 1, wide - 1);
                    here[y * widths[level] + x] =
                            (below[upper + left]
                                            + below[upper + right]
                                            + below[lower + left]
                                            + below[lower + right])
                                    / 4;
                }
            }
        }
    }
}
