// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.image.ImagePoint;

/**
 * Where a pane lies on the stage, CSS pixels.
 *
 * @param left from the stage's left edge
 * @param top from the stage's top edge
 * @param width of the pane
 * @param height of the pane
 */
public record PaneBox(int left, int top, int width, int height) {
    /** True when the point of the stage lies on the pane. */
    public boolean holds(double x, double y) {
        return x >= left && x < left + width && y >= top && y < top + height;
    }

    /** The place of the image under a point of the stage that the pane {@link #holds}. */
    public ImagePoint imagePoint(double x, double y) {
        return ImagePoint.of((x - left) / width, (y - top) / height);
    }
}
