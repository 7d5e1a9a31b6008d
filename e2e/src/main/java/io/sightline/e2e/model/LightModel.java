// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

/**
 * A depth model that fails with some frames: its map is the square root of each pixel's normalised
 * light. A bright picture has a map; a bright picture of one colour has the same value everywhere;
 * a dark one has values that are no numbers.
 *
 * <p>{@code pixel_values} float32 [1, 3, height, width] → mean over the colours → square root →
 * {@code predicted_depth} float32 [1, height, width].
 */
public final class LightModel {
    private static final int INT = 2;

    private LightModel() {}

    /** The ONNX file: IR 8, opset 17. */
    public static byte[] toOnnx() {
        var graph = new Proto();
        graph.message(
                1,
                TinyDepthModel.node("ReduceMean", "pixel_values", "light")
                        .message(5, TinyDepthModel.integers("axes", 1))
                        .message(5, new Proto().text(1, "keepdims").number(3, 0).number(20, INT)));
        graph.message(1, TinyDepthModel.node("Sqrt", "light", "predicted_depth"));
        graph.text(2, "light");
        graph.message(11, TinyDepthModel.value("pixel_values", "1", "3", "height", "width"));
        graph.message(12, TinyDepthModel.value("predicted_depth", "1", "height", "width"));
        return new Proto()
                .number(1, 8)
                .text(2, "sightline-e2e")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }
}
