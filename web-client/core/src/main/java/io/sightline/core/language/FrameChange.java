// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How much one frame differs from another, told from small copies: enough to find where a clip
 * changes, cheap enough to ask of a hundred places.
 */
public final class FrameChange {
    /** Width of the copies, pixels. */
    public static final int WIDTH = 64;

    /** Height of the copies, pixels; the aspect ratio gives way. */
    public static final int HEIGHT = 36;

    /** The copy is compared in squares of this edge. */
    private static final int CELL = 4;

    /** Part of the squares that counts: those that change most. */
    private static final double LOUDEST = 0.1;

    private FrameChange() {}

    /**
     * The mean difference of luma (BT.601) in the tenth of the squares of 4 by 4 pixels that differ
     * most, 0 to 255: a person in a tenth of the picture counts as much as a cut, and the noise of
     * single pixels cancels out.
     *
     * @param before RGBA of {@link #WIDTH} by {@link #HEIGHT} pixels, read from index 0
     * @param after as before
     */
    public static double of(ByteBuffer before, ByteBuffer after) {
        int columns = WIDTH / CELL;
        int rows = HEIGHT / CELL;
        var cells = new double[columns * rows];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                int at = 4 * (y * WIDTH + x);
                cells[y / CELL * columns + x / CELL] += luma(after, at) - luma(before, at);
            }
        }
        for (int i = 0; i < cells.length; ++i) {
            cells[i] = Math.abs(cells[i]) / (CELL * CELL);
        }
        Arrays.sort(cells);
        int loudest = (int) Math.ceil(cells.length * LOUDEST);
        double sum = 0;
        for (int i = cells.length - loudest; i < cells.length; ++i) {
            sum += cells[i];
        }
        return sum / loudest;
    }

    private static double luma(ByteBuffer rgba, int at) {
        return 0.299 * (rgba.get(at) & 255)
                + 0.587 * (rgba.get(at + 1) & 255)
                + 0.114 * (rgba.get(at + 2) & 255);
    }
}
