// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.image.ImageSize;

/**
 * How an image is cut into tiles, each of which the vision encoder sees on its own, followed by the
 * whole image. The sizes follow {@code image_processing_smolvlm.py} of the reference processor: the
 * longest edge is brought to a fixed length, both edges are then rounded up to whole tiles (the
 * aspect ratio gives way), and an image of one tile is not cut.
 *
 * @param rows tiles from top to bottom, 0 when not cut
 * @param columns tiles from left to right, 0 when not cut
 * @param tile a tile's edge, pixels
 */
public record ImageTiles(int rows, int columns, int tile) {
    /** The edge of what SmolVLM2's vision encoder sees, pixels. */
    public static final int EDGE = 512;

    /** The reference's longest edge before cutting, pixels: sixteen tiles at most. */
    public static final int LONGEST_EDGE = 2048;

    /** The vocabulary has markers up to {@code <row_6_col_6>}. */
    public static final int MOST = 6;

    /** Not cut. */
    public static final ImageTiles WHOLE = new ImageTiles(0, 0, EDGE);

    /** Refuses what the vocabulary has no markers for. */
    public ImageTiles {
        boolean whole = rows == 0 && columns == 0;
        boolean cut = rows >= 1 && columns >= 1 && rows <= MOST && columns <= MOST;
        if (!whole && !cut || tile < 1) {
            throw new IllegalArgumentException(
                    "no markers for " + rows + "x" + columns + " tiles of " + tile);
        }
    }

    /** The tiles of an image as the reference cuts it. */
    public static ImageTiles of(ImageSize image) {
        return of(image, LONGEST_EDGE, EDGE);
    }

    /**
     * The tiles of an image.
     *
     * @param longestEdge what the longest edge is brought to first, pixels; fewer give fewer tiles
     * @param tile a tile's edge, pixels
     */
    public static ImageTiles of(ImageSize image, int longestEdge, int tile) {
        var scaled = scaled(image, longestEdge);
        // Rounded up twice, as the reference does: first the longer edge, then the other by the
        // aspect ratio of what was scaled.
        double aspect = (double) scaled.width() / scaled.height();
        int columns;
        int rows;
        if (scaled.width() >= scaled.height()) {
            columns = up(scaled.width(), tile);
            rows = up(Math.max(1, (int) (columns * tile / aspect)), tile);
        } else {
            rows = up(scaled.height(), tile);
            columns = up(Math.max(1, (int) (rows * tile * aspect)), tile);
        }
        return rows == 1 && columns == 1
                ? new ImageTiles(0, 0, tile)
                : new ImageTiles(rows, columns, tile);
    }

    private static ImageSize scaled(ImageSize image, int longestEdge) {
        double aspect = (double) image.width() / image.height();
        int width = longestEdge;
        int height = longestEdge;
        if (image.width() >= image.height()) {
            height = (int) (longestEdge / aspect);
            height += height & 1;
        } else {
            width = (int) (longestEdge * aspect);
            width += width & 1;
        }
        return new ImageSize(Math.max(1, width), Math.max(1, height));
    }

    private static int up(int pixels, int tile) {
        return (pixels + tile - 1) / tile;
    }

    /** Whether the image is cut at all. */
    public boolean cut() {
        return rows > 0;
    }

    /** What the encoder sees: the tiles row by row and then the whole image, or the image alone. */
    public int views() {
        return rows * columns + 1;
    }

    /** The size an image is brought to before it is cut, pixels; the aspect ratio is not kept. */
    public ImageSize canvas() {
        return cut() ? new ImageSize(columns * tile, rows * tile) : new ImageSize(tile, tile);
    }
}
