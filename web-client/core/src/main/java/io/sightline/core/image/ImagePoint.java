// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

/**
 * A place on an image, free of its size.
 *
 * @param u 0 at the left edge, 1 at the right edge
 * @param v 0 at the top edge, 1 at the bottom edge
 */
public record ImagePoint(double u, double v) {
    /** The middle of the image. */
    public static final ImagePoint CENTRE = new ImagePoint(0.5, 0.5);

    /** A place, drawn back into the image when it lies beside it. */
    public static ImagePoint of(double u, double v) {
        return new ImagePoint(clip(u), clip(v));
    }

    /** The pixel column that it lies in. */
    public int column(ImageSize size) {
        return Math.min(size.width() - 1, (int) (u * size.width()));
    }

    /** The pixel row that it lies in. */
    public int row(ImageSize size) {
        return Math.min(size.height() - 1, (int) (v * size.height()));
    }

    /** The centre of the pixel so many columns and rows away, at most at the edge. */
    public ImagePoint movedBy(int columns, int rows, ImageSize size) {
        int x = Math.max(0, Math.min(size.width() - 1, column(size) + columns));
        int y = Math.max(0, Math.min(size.height() - 1, row(size) + rows));
        return new ImagePoint((x + 0.5) / size.width(), (y + 0.5) / size.height());
    }

    private static double clip(double value) {
        // A NaN compares false and becomes 0.
        return value > 0 ? Math.min(1, value) : 0;
    }
}
