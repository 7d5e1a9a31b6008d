// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A detector with the interface of YOLOX-nano and little sense: it finds one person, in the middle
 * of its input, {@link #EDGE} wide and high, as sure as the picture is red on the whole: its score
 * is the mean of the red plane over 255, padding included.
 */
public final class TinyDetector {
    /** Edge of its input, pixels. */
    public static final int INPUT = 416;

    /** Edge of its box, pixels of the input. */
    public static final int EDGE = 128;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int VALUES = 85;
    private static final int CELLS = 3549;

    /** Of the coarsest grid's 13 × 13 cells the middle one, behind those of the finer two. */
    private static final int ROW = 52 * 52 + 26 * 26 + 6 * 13 + 6;

    private TinyDetector() {}

    /** The ONNX file: IR 8, opset 17. */
    public static byte[] toOnnx() {
        return toOnnx(CELLS);
    }

    /** The same with another number of rows in its output, as no detector has it. */
    public static byte[] wrong() {
        return toOnnx(CELLS + 1);
    }

    private static byte[] toOnnx(int cells) {
        var graph = new Proto();
        graph.message(1, TinyDepthModel.node("Slice", "images,from,to,channel", "red"));
        graph.message(
                1,
                TinyDepthModel.node("ReduceMean", "red", "mean")
                        .message(5, TinyDepthModel.integers("axes", 0, 1, 2, 3)));
        graph.message(1, TinyDepthModel.node("Reshape", "mean,one", "vector"));
        graph.message(1, TinyDepthModel.node("Mul", "vector,share", "score"));
        graph.message(
                1,
                TinyDepthModel.node("Concat", "cell,score", "updates")
                        .message(5, new Proto().text(1, "axis").number(3, 0).number(20, 2)));
        graph.message(1, TinyDepthModel.node("Expand", "zero,shape", "zeros"));
        graph.message(1, TinyDepthModel.node("ScatterND", "zeros,places,updates", "output"));
        graph.text(2, "tiny-detector");
        // In blue, green, red the third plane is the red one.
        vector(graph, "from", 2);
        vector(graph, "to", 3);
        vector(graph, "channel", 1);
        vector(graph, "one", 1);
        vector(graph, "shape", 1, cells, VALUES);
        floats(graph, "share", 1 / 255f);
        floats(graph, "zero", 0);
        // Middle of the cell, four strides of 32, surely a person; whether there is anything
        // follows.
        floats(graph, "cell", 0.5f, 0.5f, (float) Math.log(4), (float) Math.log(4), 1);
        var places = new long[6 * 3];
        var columns = new long[] {0, 1, 2, 3, 5, 4};
        for (int i = 0; i < columns.length; ++i) {
            places[i * 3 + 1] = ROW;
            places[i * 3 + 2] = columns[i];
        }
        graph.message(5, TinyDepthModel.tensor("places", INT64, raw(places), 6, 3));
        var edge = String.valueOf(INPUT);
        graph.message(11, TinyDepthModel.value("images", "1", "3", edge, edge));
        graph.message(
                12,
                TinyDepthModel.value("output", "1", String.valueOf(cells), String.valueOf(VALUES)));
        return new Proto()
                .number(1, 8)
                .text(2, "sightline-e2e")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }

    private static void vector(Proto graph, String name, long... values) {
        graph.message(5, TinyDepthModel.tensor(name, INT64, raw(values), values.length));
    }

    private static void floats(Proto graph, String name, float... values) {
        graph.message(
                5, TinyDepthModel.tensor(name, FLOAT, TinyDepthModel.raw(values), values.length));
    }

    static byte[] raw(long... values) {
        var bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }
}
