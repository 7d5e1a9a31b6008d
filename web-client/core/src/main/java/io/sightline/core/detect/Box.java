// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;

/**
 * An upright rectangle on a frame, in source pixels; edges lie between pixels and may lie beside
 * the frame, as where a body is cut off.
 *
 * @param x its left edge
 * @param y its top edge
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {
    /** Edges this near to the frame's are on it, in frame heights: detectors leave a little. */
    private static final double UPPER = 0.02;

    private static final double LOWER = 0.95;

    /** A box of these edges. */
    public static Box ofEdges(double left, double top, double right, double bottom) {
        return new Box(left, top, right - left, bottom - top);
    }

    /** The right edge. */
    public double right() {
        return x + width;
    }

    /** The bottom edge. */
    public double bottom() {
        return y + height;
    }

    /** The middle, across. */
    public double centreX() {
        return x + width / 2;
    }

    /** The middle, down. */
    public double centreY() {
        return y + height / 2;
    }

    /** Square pixels. */
    public double area() {
        return width * height;
    }

    /** The area that both cover, square pixels. */
    public double shared(Box other) {
        double across = Math.min(right(), other.right()) - Math.max(x, other.x);
        double down = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        return across > 0 && down > 0 ? across * down : 0;
    }

    /**
     * Whether it hangs from the upper edge of a frame and ends before the lower one: of a body, the
     * head is not seen, and what is seen may as well be an arm that reaches in. COCO, by which
     * detectors learn, calls that a person too.
     */
    public boolean hangs(ImageSize frame) {
        return y < UPPER * frame.height() && bottom() < LOWER * frame.height();
    }

    /** Intersection over union, 0 to 1; 0 where both are empty. */
    public double iou(Box other) {
        double shared = shared(other);
        double union = area() + other.area() - shared;
        return union > 0 ? shared / union : 0;
    }
}
