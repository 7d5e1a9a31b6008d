// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

/**
 * A depth model that answers every picture with one map, whatever the picture shows: what the page
 * makes of a map can then be held against what the map was made from. It takes one size only.
 *
 * <p>{@code picture} float32 [1, 3, height, width] → mean → × 0 → + map → {@code depth} float32 [1,
 * height, width].
 */
public final class MapModel {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int INT64 = 7;
    private static final int INT = 2;

    private MapModel() {}

    /**
     * The ONNX file: IR 8, opset 17.
     *
     * @param map height × width values, row by row
     */
    public static byte[] toOnnx(float[] map, int width, int height) {
        return toOnnx(map, width, height, false);
    }

    /**
     * The ONNX file: IR 8, opset 17.
     *
     * @param map height × width values, row by row
     * @param half it computes in half precision inside, which takes a device that can
     */
    public static byte[] toOnnx(float[] map, int width, int height, boolean half) {
        if (map.length != width * height) {
            throw new IllegalArgumentException(map.length + " values are not one map");
        }
        var graph = new Proto();
        graph.message(
                1,
                TinyDepthModel.node("ReduceMean", "pixel_values", "mean")
                        .message(5, TinyDepthModel.integers("axes", 1, 2, 3)));
        if (half) {
            graph.message(1, cast("mean", "mean_half", FLOAT16));
            graph.message(1, TinyDepthModel.node("Relu", "mean_half", "mean_rectified"));
            graph.message(1, cast("mean_rectified", "mean_back", FLOAT));
        }
        var of = half ? "mean_back,zero" : "mean,zero";
        graph.message(1, TinyDepthModel.node("Mul", of, "nothing"));
        graph.message(1, TinyDepthModel.node("Add", "map,nothing", "whole"));
        graph.message(1, TinyDepthModel.node("Squeeze", "whole,channel_axis", "predicted_depth"));
        graph.text(2, "one-map");
        graph.message(
                5,
                TinyDepthModel.tensor("map", FLOAT, TinyDepthModel.raw(map), 1, 1, height, width));
        graph.message(5, TinyDepthModel.tensor("zero", FLOAT, TinyDepthModel.raw(new float[1]), 1));
        graph.message(5, TinyDepthModel.tensor("channel_axis", INT64, TinyDepthModel.raw(1L), 1));
        var tall = String.valueOf(height);
        var wide = String.valueOf(width);
        graph.message(11, TinyDepthModel.value("pixel_values", "1", "3", tall, wide));
        graph.message(12, TinyDepthModel.value("predicted_depth", "1", tall, wide));
        return new Proto()
                .number(1, 8)
                .text(2, "sightline-e2e")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }

    private static Proto cast(String from, String to, int type) {
        return TinyDepthModel.node("Cast", from, to)
                .message(5, new Proto().text(1, "to").number(3, type).number(20, INT));
    }
}
