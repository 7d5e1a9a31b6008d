// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;

/**
 * How a frame lies in a detector's input: scaled with its aspect kept, at the top left, the rest
 * padded. Source: {@code preproc} in {@code yolox/data/data_augment.py} of Megvii's YOLOX,
 * Apache-2.0.
 *
 * @param source size of the frame, pixels
 * @param input size of the model's input, pixels
 * @param inner size of the frame within the input, pixels
 * @param scale pixels of the input for each pixel of the frame
 */
public record Letterbox(ImageSize source, ImageSize input, ImageSize inner, double scale) {
    /** A frame in an input. */
    public static Letterbox of(ImageSize source, ImageSize input) {
        double scale =
                Math.min(
                        (double) input.width() / source.width(),
                        (double) input.height() / source.height());
        return new Letterbox(
                source,
                input,
                new ImageSize(edge(source.width() * scale), edge(source.height() * scale)),
                scale);
    }

    /** The reference cuts off what is left of a pixel; a strip keeps at least one. */
    private static int edge(double length) {
        return Math.max(1, (int) length);
    }

    /** A box of the input, in source pixels, cut to the frame. */
    public Box toSource(Box box) {
        return Box.ofEdges(
                within(box.x() / scale, source.width()),
                within(box.y() / scale, source.height()),
                within(box.right() / scale, source.width()),
                within(box.bottom() / scale, source.height()));
    }

    private static double within(double at, int edge) {
        return Math.max(0, Math.min(edge, at));
    }
}
