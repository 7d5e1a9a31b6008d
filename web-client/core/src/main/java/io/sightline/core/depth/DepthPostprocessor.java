// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.color.Palette;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Turns a depth map into its range and its picture, in two passes and without copies. Used for many
 * maps of one size. Not safe for use by two threads.
 */
public final class DepthPostprocessor {
    private static final int BINS = 1024;
    private static final double LOW = 0.02;
    private static final double HIGH = 0.98;

    private final int[] counts = new int[BINS];
    private final float[] row;
    private final int[] pixels;
    private final int width;
    private final int height;

    /** For maps of this size, pixels. */
    public DepthPostprocessor(int width, int height) {
        this.width = width;
        this.height = height;
        row = new float[width];
        pixels = new int[width];
    }

    /**
     * The range of a map. Percentiles are read from a histogram of 1024 bins between the extremes,
     * so they are exact to a thousandth of the range.
     *
     * @param map row-major; read from index 0
     * @throws SightlineException {@code internal}, "not-finite" or "constant", when the map cannot
     *     be a measurement: some GPU drivers overflow half precision or return zeros (onnxruntime
     *     #29130, #26732, #26367)
     */
    public DepthRange range(FloatBuffer map) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < height; ++y) {
            map.get(y * width, row, 0, width);
            float sum = 0;
            for (int x = 0; x < width; ++x) {
                float value = row[x];
                least = value < least ? value : least;
                greatest = value > greatest ? value : greatest;
                sum += value;
            }
            // One NaN or infinity anywhere in the row makes the sum other than finite.
            if (Float.isNaN(sum) || Float.isInfinite(sum)) {
                throw new SightlineException(ErrorCode.INTERNAL, "not-finite");
            }
        }
        if (!(greatest > least)) {
            throw new SightlineException(ErrorCode.INTERNAL, "constant");
        }
        java.util.Arrays.fill(counts, 0);
        float scale = (BINS - 1) / (greatest - least);
        for (int y = 0; y < height; ++y) {
            map.get(y * width, row, 0, width);
            for (int x = 0; x < width; ++x) {
                ++counts[(int) ((row[x] - least) * scale)];
            }
        }
        return new DepthRange(
                least, greatest, least + percentile(LOW) / scale, least + percentile(HIGH) / scale);
    }

    /**
     * Position in bins below which this share of the values lies, the bin's inside taken as even.
     */
    private float percentile(double share) {
        double wanted = share * width * height;
        double seen = 0;
        for (int i = 0; i < BINS; ++i) {
            if (seen + counts[i] >= wanted && counts[i] > 0) {
                return Math.min(BINS - 1, i + (float) ((wanted - seen) / counts[i]));
            }
            seen += counts[i];
        }
        return BINS - 1;
    }

    /**
     * Paints a map.
     *
     * @param map row-major; read from index 0
     * @param range the values at the ends of the palette; outside it the end colours are used
     * @param palette whose last colour stands for {@code high}
     * @param rgba row-major, four bytes a pixel, in little-endian order; written from index 0
     */
    public void paint(FloatBuffer map, DepthRange range, Palette palette, ByteBuffer rgba) {
        var table = palette.abgr();
        float scale = range.high() > range.low() ? 255 / (range.high() - range.low()) : 0;
        float low = range.low();
        var words =
                rgba.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN).position(0).asIntBuffer();
        for (int y = 0; y < height; ++y) {
            map.get(y * width, row, 0, width);
            for (int x = 0; x < width; ++x) {
                int step = (int) ((row[x] - low) * scale + 0.5f);
                pixels[x] = table[step < 0 ? 0 : step > 255 ? 255 : step];
            }
            words.put(y * width, pixels, 0, width);
        }
    }
}
