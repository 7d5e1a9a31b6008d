// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.image.ImageSize;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A drawn frame whose depth is known, run once on a GPU backend before it is trusted: drivers exist
 * that return zeros, overflow, or plain wrong numbers (onnxruntime #24070, #25029, #26732, #29130).
 *
 * <p>The frame is five by five patches: a corridor with a box. The answer is the mean of the map
 * over each patch, made once with the reference runtime on the CPU in single precision. Scale and
 * shift do not matter, so one answer serves every precision.
 */
public final class DepthSelfCheck {
    /** The frame's size, which is also the input's. */
    public static final ImageSize SIZE = new ImageSize(70, 70);

    /** A correct backend agrees to better than this; half precision stays above 0.999. */
    public static final double LEAST_AGREEMENT = 0.99;

    private static final int CELL = DepthInputSize.PATCH;
    private static final int CELLS = 5;

    // onnxruntime 1.22, CPU, the weights stored in half and computed in single precision.
    private static final float[] DEPTH_ANYTHING_V2_SMALL = {
        0.8531599f, 0.77996737f, 0.73801327f, 0.7235904f, 0.7130499f,
        0.8454357f, 0.736143f, 0.6778934f, 0.67525154f, 0.684008f,
        0.85147005f, 0.7308254f, 0.6655246f, 0.6681983f, 0.68208325f,
        0.87500757f, 0.7707592f, 0.71992916f, 0.7169539f, 0.7224922f,
        0.91503847f, 0.83859915f, 0.794393f, 0.7792325f, 0.7810644f,
    };

    private final float[] answer;

    private DepthSelfCheck(float[] answer) {
        this.answer = answer;
    }

    /** The check for a model, or null when its answer is not known. */
    public static DepthSelfCheck of(String model) {
        return model.equals("depth-anything-v2-small")
                ? new DepthSelfCheck(DEPTH_ANYTHING_V2_SMALL)
                : null;
    }

    /**
     * Draws the frame.
     *
     * @param rgba row-major, four bytes a pixel; written from index 0
     */
    public static void paint(ByteBuffer rgba) {
        for (int y = 0; y < SIZE.height(); ++y) {
            for (int x = 0; x < SIZE.width(); ++x) {
                int at = (y * SIZE.width() + x) * 4;
                int colour = colour(x - 35, y - 30);
                rgba.put(at, (byte) (colour >> 16));
                rgba.put(at + 1, (byte) (colour >> 8));
                rgba.put(at + 2, (byte) colour);
                rgba.put(at + 3, (byte) 255);
            }
        }
    }

    /**
     * Floor, ceiling and walls that meet at a far end, lit less with distance; a red box stands on
     * the floor.
     */
    private static int colour(int x, int y) {
        if (x >= 4 && x < 22 && y >= 8 && y < 30) {
            int shade = y < 12 ? 230 : 190;
            return shade << 16 | shade / 4 << 8 | shade / 5;
        }
        int reach = Math.max(Math.abs(x), Math.abs(y));
        int light = 60 + Math.min(35, reach) * 5;
        if (reach < 6) {
            return 0x50545a;
        }
        if (y == reach) {
            boolean dark = ((x * 12 / reach + 24) & 1) == (140 / reach & 1);
            int shade = dark ? light * 5 / 10 : light * 8 / 10;
            return shade << 16 | shade * 8 / 10 << 8 | shade * 6 / 10;
        }
        if (-y == reach) {
            return light << 16 | light << 8 | light;
        }
        int wall = light * 8 / 10;
        return wall * 9 / 10 << 16 | wall << 8 | wall;
    }

    /**
     * How well a map agrees with the answer: the correlation of the patches' means, 1 when they are
     * equal but for scale and shift, NaN when the map is constant.
     *
     * @param map of {@link #SIZE}, row-major; read from index 0
     */
    public double agreement(FloatBuffer map) {
        var means = means(map);
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < means.length; ++i) {
            meanA += means[i] / means.length;
            meanB += answer[i] / (double) means.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < means.length; ++i) {
            double a = means[i] - meanA;
            double b = answer[i] - meanB;
            ab += a * b;
            aa += a * a;
            bb += b * b;
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** The answer for a patch, by column and row. */
    public float answer(int column, int row) {
        return answer[row * CELLS + column];
    }

    /** The mean of a map over each of the frame's patches. */
    public static float[] means(FloatBuffer map) {
        var means = new float[CELLS * CELLS];
        for (int y = 0; y < SIZE.height(); ++y) {
            for (int x = 0; x < SIZE.width(); ++x) {
                means[y / CELL * CELLS + x / CELL] += map.get(y * SIZE.width() + x) / (CELL * CELL);
            }
        }
        return means;
    }
}
