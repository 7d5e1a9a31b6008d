// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.image.ImageSize;

/**
 * How an image model is called: one float tensor [1, 3, height, width] in, one map [1, height,
 * width] out.
 *
 * @param input name of the input
 * @param output name of the output
 * @param multiple both edges of the input are multiples of this
 * @param mean subtracted from each channel after scaling to 0..1; red, green, blue
 * @param std divides each channel after the mean; red, green, blue
 * @param kind "relative" (scale and shift unknown) or "metric"
 * @param near "large" when larger values are nearer, else "small"
 * @param unit of the values: "metres" of a metric map, else empty
 * @param most the largest value that a metric map can say; 0 when there is none
 * @param fixed the only size of the input, or null when any multiple will do
 */
public record ModelContract(
        String input,
        String output,
        int multiple,
        float[] mean,
        float[] std,
        String kind,
        String near,
        String unit,
        double most,
        ImageSize fixed) {
    /**
     * What Depth Anything V2 (relative) wants: its model card and {@code depth_anything_v2/dpt.py}.
     */
    public static final ModelContract DEPTH_ANYTHING_V2 =
            new ModelContract(
                    "pixel_values",
                    "predicted_depth",
                    14,
                    new float[] {0.485f, 0.456f, 0.406f},
                    new float[] {0.229f, 0.224f, 0.225f},
                    "relative",
                    "large");

    /** Of a relative model that takes any size. */
    public ModelContract(
            String input,
            String output,
            int multiple,
            float[] mean,
            float[] std,
            String kind,
            String near) {
        this(input, output, multiple, mean, std, kind, near, "", 0, null);
    }

    /**
     * The size nearest to a wanted one that it takes.
     *
     * @param wanted edges in pixels
     */
    public ImageSize takes(ImageSize wanted) {
        return fixed != null
                ? fixed
                : new ImageSize(rounded(wanted.width()), rounded(wanted.height()));
    }

    private int rounded(int edge) {
        return Math.max(1, (int) Math.rint((double) edge / multiple)) * multiple;
    }

    /** True when the values are metres. */
    public boolean metric() {
        return kind.equals("metric");
    }
}
