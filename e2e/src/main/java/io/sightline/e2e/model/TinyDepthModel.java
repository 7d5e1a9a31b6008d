// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * A model with the interface of Depth Anything V2 and none of its sense: two small convolutions
 * with known weights. It runs in milliseconds on any backend, its file can have any length, and
 * {@link #run} computes the same in plain Java, so that what the page shows can be held against an
 * independent answer.
 *
 * <p>{@code pixel_values} float32 [1, 3, height, width] → 3×3 convolution to 8 channels → ReLU →
 * 3×3 convolution to 1 channel → ReLU → {@code predicted_depth} float32 [1, height, width]; both
 * convolutions are padded with zeros. Field numbers: onnx.proto3 of ONNX 1.16.
 */
public final class TinyDepthModel {
    private static final int CHANNELS = 8;
    private static final int KERNEL = 3;
    private static final float OFFSET = 4;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INTS = 7;

    private final float[] first = new float[CHANNELS * 3 * KERNEL * KERNEL];
    private final float[] firstBias = new float[CHANNELS];
    private final float[] second = new float[CHANNELS * KERNEL * KERNEL];
    private final float[] ballast;

    /**
     * Makes a model.
     *
     * @param seed of its weights
     * @param ballast floats that lie in the file without changing the result, to make it longer; at
     *     least 1
     */
    public TinyDepthModel(long seed, int ballast) {
        var random = new Random(seed);
        fill(first, random, 0.3f);
        fill(firstBias, random, 0.1f);
        fill(second, random, 0.3f);
        this.ballast = new float[ballast];
        fill(this.ballast, random, 1);
        this.ballast[0] = OFFSET;
    }

    private static void fill(float[] values, Random random, float most) {
        for (int i = 0; i < values.length; ++i) {
            values[i] = (random.nextFloat() * 2 - 1) * most;
        }
    }

    /** The ONNX file: IR 8, opset 17. */
    public byte[] toOnnx() {
        var graph = new Proto();
        // The first float of the ballast is the offset of the second convolution, so that no
        // optimiser drops it unread.
        graph.message(1, node("Gather", "ballast,first_index", "offset"));
        graph.message(1, convolution("pixel_values,first,first_bias", "hidden"));
        graph.message(1, node("Relu", "hidden", "rectified"));
        graph.message(1, convolution("rectified,second,offset", "map"));
        graph.message(1, node("Relu", "map", "positive"));
        graph.message(1, node("Squeeze", "positive,channel_axis", "predicted_depth"));
        graph.text(2, "tiny-depth");
        graph.message(5, tensor("ballast", FLOAT, raw(ballast), ballast.length));
        graph.message(5, tensor("first_index", INT64, raw(0L), 1));
        graph.message(5, tensor("channel_axis", INT64, raw(1L), 1));
        graph.message(5, tensor("first", FLOAT, raw(first), CHANNELS, 3, KERNEL, KERNEL));
        graph.message(5, tensor("first_bias", FLOAT, raw(firstBias), CHANNELS));
        graph.message(5, tensor("second", FLOAT, raw(second), 1, CHANNELS, KERNEL, KERNEL));
        graph.message(11, value("pixel_values", "1", "3", "height", "width"));
        graph.message(12, value("predicted_depth", "1", "height", "width"));
        return new Proto()
                .number(1, 8)
                .text(2, "sightline-e2e")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }

    static Proto node(String type, String inputs, String output) {
        var node = new Proto();
        for (String input : inputs.split(",")) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output + "_node").text(4, type);
    }

    private static Proto convolution(String inputs, String output) {
        return node("Conv", inputs, output)
                .message(5, integers("kernel_shape", KERNEL, KERNEL))
                .message(5, integers("pads", 1, 1, 1, 1));
    }

    static Proto integers(String name, long... values) {
        var attribute = new Proto().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, INTS);
    }

    static Proto tensor(String name, int type, byte[] raw, long... shape) {
        var tensor = new Proto();
        for (long edge : shape) {
            tensor.number(1, edge);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    static Proto value(String name, String... shape) {
        var dimensions = new Proto();
        for (String edge : shape) {
            boolean fixed = Character.isDigit(edge.charAt(0));
            dimensions.message(
                    1,
                    fixed
                            ? new Proto().number(1, Long.parseLong(edge))
                            : new Proto().text(2, edge));
        }
        var type = new Proto().message(1, new Proto().number(1, FLOAT).message(2, dimensions));
        return new Proto().text(1, name).message(2, type);
    }

    static byte[] raw(float[] values) {
        var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] raw(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    /**
     * What the model answers.
     *
     * @param pixels planar red, green, blue: 3 × height × width
     * @return height × width values
     */
    public float[] run(float[] pixels, int height, int width) {
        float[] hidden = convolve(pixels, 3, first, firstBias, CHANNELS, height, width);
        return convolve(hidden, CHANNELS, second, new float[] {OFFSET}, 1, height, width);
    }

    private static float[] convolve(
            float[] from,
            int inputs,
            float[] weights,
            float[] bias,
            int outputs,
            int height,
            int width) {
        var to = new float[outputs * height * width];
        for (int o = 0; o < outputs; ++o) {
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    double sum = bias[o];
                    for (int i = 0; i < inputs; ++i) {
                        sum +=
                                tap(
                                        from,
                                        i,
                                        weights,
                                        (o * inputs + i) * KERNEL * KERNEL,
                                        y,
                                        x,
                                        height,
                                        width);
                    }
                    to[(o * height + y) * width + x] = (float) Math.max(0, sum);
                }
            }
        }
        return to;
    }

    private static double tap(
            float[] from, int plane, float[] weights, int at, int y, int x, int height, int width) {
        double sum = 0;
        for (int ky = 0; ky < KERNEL; ++ky) {
            for (int kx = 0; kx < KERNEL; ++kx) {
                int sy = y + ky - 1;
                int sx = x + kx - 1;
                if (sy >= 0 && sy < height && sx >= 0 && sx < width) {
                    sum +=
                            weights[at + ky * KERNEL + kx]
                                    * from[(plane * height + sy) * width + sx];
                }
            }
        }
        return sum;
    }
}
