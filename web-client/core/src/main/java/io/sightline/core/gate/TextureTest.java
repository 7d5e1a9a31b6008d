// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

/**
 * Whether pixels of a block that differ from the background show the same surface in another light:
 * a shadow, a lamp. The surface's texture then is there still, under a gain (after Jacques, Jung
 * and Musse, "Background subtraction and shadow detection in grayscale video sequences", 2005:
 * correlation with the background, then a steady ratio).
 */
final class TextureTest {
    /** What was found. */
    enum Finding {
        /** Too few pixels to tell. */
        FEW,
        /** Another surface. */
        OTHER,
        /** The same texture, in another light. */
        SAME,
        /** No texture before, none now, and darker by no more than a shadow. */
        SHADE,
        /** No texture before, none now, and lighter, or far darker. */
        PLAIN
    }

    private static final int ENOUGH = 12;

    /** Standard deviation of a texture beside that of noise, steps of 1/255. */
    private static final double TEXTURE = 3;

    private static final double ALIKE = 0.85;

    private final Grid grid;
    private double gain;

    TextureTest(Grid grid) {
        this.grid = grid;
    }

    /** The gain of the block that was tested last. */
    double gain() {
        return gain;
    }

    /**
     * Tests a block.
     *
     * @param luma the frame
     * @param model means in the upper 16 bits
     * @param bits pixels that differ; null for all of the block
     * @param light of the frame against the background's
     * @param noise standard deviation, steps of 1/255
     * @param darkest share of the light that a shadow leaves at least
     */
    Finding test(
            byte[] luma,
            int[] model,
            Bits bits,
            int block,
            LightFit light,
            double noise,
            double darkest) {
        int n = 0;
        int sumF = 0;
        int sumB = 0;
        int sumFF = 0;
        int sumBB = 0;
        int sumFB = 0;
        int left = grid.left(block);
        int right = grid.right(block);
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            int row = y * grid.width;
            for (int x = left; x < right; ++x) {
                if (bits != null
                        && (bits.words[y * bits.stride + (x >> 5)] >>> (x & 31) & 1) == 0) {
                    continue;
                }
                int f = luma[row + x] & 255;
                int b = model[row + x] >>> 24;
                ++n;
                sumF += f;
                sumB += b;
                sumFF += f * f;
                sumBB += b * b;
                sumFB += f * b;
            }
        }
        if (n < ENOUGH) {
            gain = 1;
            return Finding.FEW;
        }
        double meanF = (double) sumF / n;
        double meanB = (double) sumB / n;
        double varF = Math.max(0, (double) sumFF / n - meanF * meanF);
        double varB = Math.max(0, (double) sumBB / n - meanB * meanB);
        double shared = (double) sumFB / n - meanF * meanB;
        double lit = (meanF - light.offset()) / light.gain();
        gain = Math.max(0, lit + 1) / (meanB + 1);
        double plain = TEXTURE * TEXTURE + 2 * noise * noise;
        if (varB > plain) {
            double alike = varF <= 0 ? 0 : shared / Math.sqrt(varF * varB);
            double contrast = Math.sqrt(varF / varB) / light.gain();
            boolean same = alike >= ALIKE && contrast > gain / 2 && contrast < gain * 2;
            return same ? Finding.SAME : Finding.OTHER;
        }
        if (varF > plain) {
            return Finding.OTHER;
        }
        return gain < 1 && gain >= darkest ? Finding.SHADE : Finding.PLAIN;
    }
}
