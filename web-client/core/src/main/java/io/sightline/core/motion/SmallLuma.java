// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import io.sightline.core.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame's luma at a small size: the means of cells, so that noise and detail finer than a cell
 * are gone. Made for one size of frames and used for many; not safe for use by two threads.
 */
public final class SmallLuma {
    /** Rows of a cell that are read at most; the others say little more. */
    private static final int ROWS = 4;

    private final ImageSize frame;
    private final ImageSize size;
    private final int[] cellOf;
    private final int[] sum;
    private final int[] count;
    private final byte[] row;

    /**
     * @param frame size of the frames
     * @param longEdge of the small frames at most, cells; the aspect is kept, and no frame is
     *     enlarged
     */
    public SmallLuma(ImageSize frame, int longEdge) {
        this.frame = frame;
        size = sizeOf(frame, longEdge);
        cellOf = new int[frame.width()];
        for (int x = 0; x < frame.width(); ++x) {
            cellOf[x] = (int) ((long) x * size.width() / frame.width());
        }
        sum = new int[size.width()];
        count = new int[size.width()];
        row = new byte[frame.width() * 4];
    }

    /**
     * The size of a frame's small one.
     *
     * @param frame size of the frame
     * @param longEdge of the small one at most, cells
     */
    public static ImageSize sizeOf(ImageSize frame, int longEdge) {
        double scale = Math.min(1, (double) longEdge / Math.max(frame.width(), frame.height()));
        return new ImageSize(
                Math.max(1, (int) Math.round(frame.width() * scale)),
                Math.max(1, (int) Math.round(frame.height() * scale)));
    }

    /** The size of the frames that it is made for. */
    public ImageSize frame() {
        return frame;
    }

    /** The size of the small frames. */
    public ImageSize size() {
        return size;
    }

    /**
     * The small frame.
     *
     * @param rgba the frame, row-major, four bytes a pixel; alpha is ignored; read from index 0,
     *     position untouched
     * @param luma row-major, 0 to 255 a cell: .299 red + .587 green + .114 blue (ITU-R BT.601);
     *     written from index 0
     */
    public void run(ByteBuffer rgba, byte[] luma) {
        var pixels = rgba.duplicate();
        for (int y = 0; y < size.height(); ++y) {
            int from = (int) ((long) y * frame.height() / size.height());
            int to = (int) ((long) (y + 1) * frame.height() / size.height());
            int rows = Math.min(ROWS, to - from);
            Arrays.fill(sum, 0);
            Arrays.fill(count, 0);
            for (int k = 0; k < rows; ++k) {
                pixels.position((from + (2 * k + 1) * (to - from) / (2 * rows)) * row.length);
                pixels.get(row, 0, row.length);
                for (int x = 0, at = 0; x < cellOf.length; ++x, at += 4) {
                    int value =
                            77 * (row[at] & 255)
                                    + 150 * (row[at + 1] & 255)
                                    + 29 * (row[at + 2] & 255);
                    sum[cellOf[x]] += value >> 4;
                    ++count[cellOf[x]];
                }
            }
            for (int x = 0; x < sum.length; ++x) {
                // Sums are of sixteenths; the weights of red, green and blue add up to 256.
                luma[y * sum.length + x] = (byte) ((sum[x] / count[x] + 8) >> 4);
            }
        }
    }
}
