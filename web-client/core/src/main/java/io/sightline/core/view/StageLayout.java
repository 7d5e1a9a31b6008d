// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;

/**
 * Where picture and depth lie on the stage: both as large as the stage allows, of the image's
 * aspect, of the same size, and centred.
 *
 * @param picture the picture's pane, null when the mode does not show it
 * @param depth the depth's pane
 */
public record StageLayout(PaneBox picture, PaneBox depth) {
    /**
     * Lays the stage out.
     *
     * @param width of the stage, CSS pixels
     * @param height of the stage, CSS pixels
     * @param image size of the source
     * @param mode how both are shown
     * @param margin free space around the panes and between them, CSS pixels
     */
    public static StageLayout of(
            int width, int height, ImageSize image, ViewMode mode, int margin) {
        if (mode != ViewMode.SIDE) {
            var box = fit(margin, margin, width - 2 * margin, height - 2 * margin, image);
            return new StageLayout(mode == ViewMode.OVER ? box : null, box);
        }
        int halfWidth = (width - 3 * margin) / 2;
        int halfHeight = (height - 3 * margin) / 2;
        var beside = fit(0, 0, halfWidth, height - 2 * margin, image);
        var above = fit(0, 0, width - 2 * margin, halfHeight, image);
        if (beside.width() >= above.width()) {
            int left = (width - 2 * beside.width() - margin) / 2;
            int top = (height - beside.height()) / 2;
            return new StageLayout(
                    at(beside, left, top), at(beside, left + beside.width() + margin, top));
        }
        int left = (width - above.width()) / 2;
        int top = (height - 2 * above.height() - margin) / 2;
        return new StageLayout(
                at(above, left, top), at(above, left, top + above.height() + margin));
    }

    /** The place of the image under a point of the stage, or null when it is on neither pane. */
    public ImagePoint imagePoint(double x, double y) {
        if (depth.holds(x, y)) {
            return depth.imagePoint(x, y);
        }
        return picture != null && picture.holds(x, y) ? picture.imagePoint(x, y) : null;
    }

    private static PaneBox at(PaneBox box, int left, int top) {
        return new PaneBox(left, top, box.width(), box.height());
    }

    private static PaneBox fit(int left, int top, int width, int height, ImageSize image) {
        int room = Math.max(1, width);
        int tall = Math.max(1, height);
        double scale = Math.min((double) room / image.width(), (double) tall / image.height());
        int paneWidth = Math.max(1, (int) Math.rint(scale * image.width()));
        int paneHeight = Math.max(1, (int) Math.rint(scale * image.height()));
        return new PaneBox(
                left + (room - paneWidth) / 2,
                top + (tall - paneHeight) / 2,
                paneWidth,
                paneHeight);
    }
}
