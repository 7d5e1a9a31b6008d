// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;

/**
 * Reads a depth map at a place of the image, bilinear between the centres of its pixels, as the
 * browser scales the picture of it.
 */
public final class DepthSampler {
    /** One element of the map. The map itself stays where the browser keeps it. */
    public interface Elements {
        /** The element of this row-major index. */
        float at(int index);
    }

    private DepthSampler() {}

    /**
     * The map's value at a place.
     *
     * @param map row-major
     * @param size of the map
     */
    public static double at(Elements map, ImageSize size, ImagePoint point) {
        double x = across(size, point);
        double y = down(size, point);
        int left = left(size, point);
        int top = top(size, point);
        int right = Math.min(left + 1, size.width() - 1);
        int bottom = Math.min(top + 1, size.height() - 1);
        double fx = x - left;
        double fy = y - top;
        double upper = mix(map, top * size.width() + left, top * size.width() + right, fx);
        double lower = mix(map, bottom * size.width() + left, bottom * size.width() + right, fx);
        return upper + (lower - upper) * fy;
    }

    /**
     * Index of the upper left of the four elements that a place is read from; the others are to the
     * right of it, below it, and both.
     */
    public static int corner(ImageSize size, ImagePoint point) {
        return top(size, point) * size.width() + left(size, point);
    }

    private static int left(ImageSize size, ImagePoint point) {
        return Math.min((int) across(size, point), Math.max(0, size.width() - 2));
    }

    private static int top(ImageSize size, ImagePoint point) {
        return Math.min((int) down(size, point), Math.max(0, size.height() - 2));
    }

    private static double across(ImageSize size, ImagePoint point) {
        return Math.max(0, Math.min(size.width() - 1, point.u() * size.width() - 0.5));
    }

    private static double down(ImageSize size, ImagePoint point) {
        return Math.max(0, Math.min(size.height() - 1, point.v() * size.height() - 0.5));
    }

    private static double mix(Elements map, int left, int right, double fraction) {
        double value = map.at(left);
        return value + (map.at(right) - value) * fraction;
    }
}
