// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;

/**
 * How coarse a blur is: the area is reduced to so few colours, and these are spread over it again.
 * It cannot be undone, since nothing else of the area is kept. Few cells, since faces have been
 * told apart in mosaics of 16 × 16 (McPherson, Shokri and Shmatikov, "Defeating Image Obfuscation
 * with Deep Learning", 2016).
 *
 * @param columns across
 * @param rows down
 */
public record Mosaic(int columns, int rows) {
    /** Cells along the shorter edge. */
    static final int SHORT = 3;

    /** Cells along the longer edge, at most. */
    static final int LONG = 12;

    /** A cell is not smaller, pixels. */
    static final int CELL = 8;

    /** For an area of that size. */
    public static Mosaic of(Box box) {
        double edge = Math.min(box.width(), box.height());
        double cell = Math.max(CELL, edge / SHORT);
        return new Mosaic(cells(box.width() / cell), cells(box.height() / cell));
    }

    private static int cells(double count) {
        return (int) Math.max(1, Math.min(LONG, Math.floor(count + 1e-9)));
    }
}
