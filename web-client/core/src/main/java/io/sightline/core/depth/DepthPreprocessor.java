// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Turns a frame into the depth model's input tensor: cubic resize, scaling to 0..1, mean and
 * standard deviation, planes of red, green and blue. Equal to {@code image2tensor} of {@code
 * depth_anything_v2/dpt.py} (which resizes in floating point and does not clip the overshoot) to
 * 1e-5.
 *
 * <p>Made for one pair of sizes and used for many frames; holds four filtered rows and no more. The
 * sum of the cubic weights is one, so scaling and normalising are applied once for each output
 * value, after both passes. Not safe for use by two threads.
 */
public final class DepthPreprocessor {
    private static final int TAPS = 4;

    private final ImageSize source;
    private final ImageSize input;
    private final CubicTaps across;
    private final CubicTaps down;
    private final float[] factor = new float[3];
    private final float[] offset = new float[3];
    private final byte[] sourceRow;
    private final float[] sourceRed;
    private final float[] sourceGreen;
    private final float[] sourceBlue;
    private final float[][] filtered;
    private final int[] filteredFrom = new int[TAPS];
    private final float[] outputRow;

    /**
     * @param source size of the frames
     * @param input size of the tensor
     * @param contract whose mean and standard deviation apply
     */
    public DepthPreprocessor(ImageSize source, ImageSize input, ModelContract contract) {
        this.source = source;
        this.input = input;
        across = new CubicTaps(source.width(), input.width());
        down = new CubicTaps(source.height(), input.height());
        for (int c = 0; c < 3; ++c) {
            factor[c] = 1 / (255 * contract.std()[c]);
            offset[c] = -contract.mean()[c] / contract.std()[c];
        }
        sourceRow = new byte[source.width() * 4];
        sourceRed = new float[source.width()];
        sourceGreen = new float[source.width()];
        sourceBlue = new float[source.width()];
        filtered = new float[TAPS][3 * input.width()];
        outputRow = new float[input.width()];
    }

    /** The size of the frames it is made for. */
    public ImageSize source() {
        return source;
    }

    /** The size of the tensor it makes. */
    public ImageSize input() {
        return input;
    }

    /**
     * Fills the tensor.
     *
     * @param rgba the frame, row-major, four bytes a pixel; alpha is ignored; read from index 0,
     *     position untouched
     * @param tensor [3, height, width]; written from index 0, position untouched
     */
    public void run(ByteBuffer rgba, FloatBuffer tensor) {
        for (int i = 0; i < TAPS; ++i) {
            filteredFrom[i] = -1;
        }
        int plane = input.width() * input.height();
        var index = down.index();
        var weight = down.weight();
        var pixels = rgba.duplicate();
        for (int y = 0; y < input.height(); ++y) {
            var row0 = row(pixels, index[y * TAPS]);
            var row1 = row(pixels, index[y * TAPS + 1]);
            var row2 = row(pixels, index[y * TAPS + 2]);
            var row3 = row(pixels, index[y * TAPS + 3]);
            for (int c = 0; c < 3; ++c) {
                float w0 = weight[y * TAPS] * factor[c];
                float w1 = weight[y * TAPS + 1] * factor[c];
                float w2 = weight[y * TAPS + 2] * factor[c];
                float w3 = weight[y * TAPS + 3] * factor[c];
                float bias = offset[c];
                int from = c * outputRow.length;
                for (int x = 0; x < outputRow.length; ++x) {
                    int at = from + x;
                    outputRow[x] =
                            row0[at] * w0 + row1[at] * w1 + row2[at] * w2 + row3[at] * w3 + bias;
                }
                tensor.put(c * plane + y * outputRow.length, outputRow, 0, outputRow.length);
            }
        }
    }

    /**
     * The horizontally filtered row; the rows that one output row needs fall into different slots.
     */
    private float[] row(ByteBuffer pixels, int y) {
        int slot = y & (TAPS - 1);
        var row = filtered[slot];
        if (filteredFrom[slot] != y) {
            filter(pixels, y, row);
            filteredFrom[slot] = y;
        }
        return row;
    }

    private void filter(ByteBuffer pixels, int y, float[] row) {
        pixels.position(y * sourceRow.length);
        pixels.get(sourceRow, 0, sourceRow.length);
        for (int x = 0, at = 0; x < sourceRed.length; ++x, at += 4) {
            sourceRed[x] = sourceRow[at] & 255;
            sourceGreen[x] = sourceRow[at + 1] & 255;
            sourceBlue[x] = sourceRow[at + 2] & 255;
        }
        int width = input.width();
        var index = across.index();
        var weight = across.weight();
        for (int x = 0, tap = 0; x < width; ++x, tap += TAPS) {
            int i0 = index[tap];
            int i1 = index[tap + 1];
            int i2 = index[tap + 2];
            int i3 = index[tap + 3];
            float w0 = weight[tap];
            float w1 = weight[tap + 1];
            float w2 = weight[tap + 2];
            float w3 = weight[tap + 3];
            row[x] =
                    sourceRed[i0] * w0
                            + sourceRed[i1] * w1
                            + sourceRed[i2] * w2
                            + sourceRed[i3] * w3;
            row[width + x] =
                    sourceGreen[i0] * w0
                            + sourceGreen[i1] * w1
                            + sourceGreen[i2] * w2
                            + sourceGreen[i3] * w3;
            row[2 * width + x] =
                    sourceBlue[i0] * w0
                            + sourceBlue[i1] * w1
                            + sourceBlue[i2] * w2
                            + sourceBlue[i3] * w3;
        }
    }
}
