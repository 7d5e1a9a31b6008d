// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import java.util.List;

/**
 * Something that stands out from the background. All lengths are shares of the frame's.
 *
 * @param left edge of its box, 0 to 1
 * @param top edge of its box, 0 to 1
 * @param width of its box
 * @param height of its box
 * @param area its share of the frame's area
 * @param centre of its area
 * @param outline a closed polygon around it, clockwise, the first point not repeated
 */
public record Blob(
        double left,
        double top,
        double width,
        double height,
        double area,
        ImagePoint centre,
        List<ImagePoint> outline) {
    /** Its box in the pixels of a frame. */
    public Box box(ImageSize frame) {
        return new Box(
                left * frame.width(),
                top * frame.height(),
                width * frame.width(),
                height * frame.height());
    }

    /** What to go on with where no detector is: surely something, unknown what. */
    public Detection detection(ImageSize frame) {
        return new Detection(Detection.MOTION, 1, box(frame));
    }
}
