// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Turns a depth map into its range and its picture, in two passes and without copies. Used for many
 * maps of one size. Not safe for use by two threads.
 */
public final class DepthPostprocessor {
    /** Share of the values below the lower end of the colour scale. */
    public static final double LOW = 0.02;

    /** Share of the values below its upper end. */
    public static final double HIGH = 0.98;

    private static final int BINS = 1024;
    private static final int WHITE = 0xffffffff;
    private static final int BLACK = 0xff000000;

    private final int[] counts = new int[BINS];
    private final float[] row;
    private final float[] below;
    private final int[] pixels;
    private final int width;
    private final int height;

    /** For maps of this size, pixels. */
    public DepthPostprocessor(int width, int height) {
        this.width = width;
        this.height = height;
        row = new float[width];
        below = new float[width];
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
        if (new DepthRange(least, greatest, least, greatest).isConstant()) {
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
     * @param look how
     * @param rgba row-major, four bytes a pixel, in little-endian order; written from index 0
     */
    public void paint(FloatBuffer map, DepthRange range, DepthLook look, ByteBuffer rgba) {
        var table = look.palette().abgr();
        var words =
                rgba.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN).position(0).asIntBuffer();
        read(map, range, look, 0, row);
        for (int y = 0; y < height; ++y) {
            boolean last = y + 1 == height;
            if (!last) {
                read(map, range, look, y + 1, below);
            }
            for (int x = 0; x < width; ++x) {
                pixels[x] = table[(int) (row[x] * 255 + 0.5f)];
            }
            if (!look.plain()) {
                mark(look, last ? row : below);
            }
            words.put(y * width, pixels, 0, width);
            System.arraycopy(below, 0, row, 0, width);
        }
    }

    /** Where a row's values lie on the scale, 0 (far) to 1 (near). */
    private void read(FloatBuffer map, DepthRange range, DepthLook look, int y, float[] into) {
        float low = range.low();
        float scale = range.high() > low ? 1 / (range.high() - low) : 0;
        boolean flip = look.nearIsSmall() && scale > 0;
        map.get(y * width, into, 0, width);
        for (int x = 0; x < width; ++x) {
            float position = (into[x] - low) * scale;
            position = position < 0 ? 0 : position > 1 ? 1 : position;
            into[x] = flip ? 1 - position : position;
        }
    }

    /** Draws the contours of the row in hand and cuts away what is not shown. */
    private void mark(DepthLook look, float[] next) {
        for (int x = 0; x < width; ++x) {
            float near = row[x];
            if (near < look.from() || near > look.to()) {
                pixels[x] = 0;
            } else if (look.contours() > 0) {
                int band = band(look, near);
                if (x + 1 < width && band(look, row[x + 1]) != band
                        || band(look, next[x]) != band) {
                    pixels[x] = near * 255 + 0.5f >= 128 ? BLACK : WHITE;
                }
            }
        }
    }

    private static int band(DepthLook look, float near) {
        return Math.min(look.contours() - 1, (int) (near * look.contours()));
    }
}
