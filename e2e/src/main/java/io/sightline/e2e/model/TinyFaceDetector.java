// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

/**
 * A detector with the interface of BlazeFace and little sense: a face is what is pure blue, {@link
 * #EDGE} pixels of its input wide and high, where the blue covers all of it.
 */
public final class TinyFaceDetector {
    /** Edge of its input, pixels. */
    public static final int INPUT = 192;

    /** Edge of its boxes, pixels of the input. */
    public static final int EDGE = 24;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int STRIDE = 4;
    private static final int CELLS = INPUT / STRIDE * (INPUT / STRIDE);
    private static final int PLACES = 16;

    private TinyFaceDetector() {}

    /** The ONNX file: IR 8, opset 17. */
    public static byte[] toOnnx() {
        // The mean, over a window around a cell's middle, of blue less red and green.
        int window = EDGE * EDGE;
        var weight = new float[3 * window];
        for (int i = 0; i < weight.length; ++i) {
            weight[i] = (i < 2 * window ? -30f : 60f) / window;
        }
        int pad = (EDGE - STRIDE) / 2;
        var graph = new Proto();
        graph.message(
                1,
                TinyDepthModel.node("Conv", "input,weight,bias", "map")
                        .message(5, TinyDepthModel.integers("kernel_shape", EDGE, EDGE))
                        .message(5, TinyDepthModel.integers("strides", STRIDE, STRIDE))
                        .message(5, TinyDepthModel.integers("pads", pad, pad, pad, pad)));
        graph.message(1, TinyDepthModel.node("Reshape", "map,cells", "logits"));
        graph.message(1, TinyDepthModel.node("Expand", "face,shape", "places"));
        graph.message(
                1,
                TinyDepthModel.node("Concat", "places,logits", "output")
                        .message(5, new Proto().text(1, "axis").number(3, 2).number(20, 2)));
        graph.text(2, "tiny-face-detector");
        graph.message(
                5,
                TinyDepthModel.tensor(
                        "weight", FLOAT, TinyDepthModel.raw(weight), 1, 3, EDGE, EDGE));
        graph.message(
                5, TinyDepthModel.tensor("bias", FLOAT, TinyDepthModel.raw(new float[] {-45}), 1));
        var face = new float[PLACES];
        face[2] = EDGE;
        face[3] = EDGE;
        graph.message(
                5, TinyDepthModel.tensor("face", FLOAT, TinyDepthModel.raw(face), 1, 1, PLACES));
        graph.message(5, TinyDepthModel.tensor("cells", INT64, TinyDetector.raw(1, CELLS, 1), 3));
        graph.message(
                5, TinyDepthModel.tensor("shape", INT64, TinyDetector.raw(1, CELLS, PLACES), 3));
        var edge = String.valueOf(INPUT);
        graph.message(11, TinyDepthModel.value("input", "1", "3", edge, edge));
        graph.message(
                12,
                TinyDepthModel.value(
                        "output", "1", String.valueOf(CELLS), String.valueOf(PLACES + 1)));
        return new Proto()
                .number(1, 8)
                .text(2, "sightline-e2e")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }
}
