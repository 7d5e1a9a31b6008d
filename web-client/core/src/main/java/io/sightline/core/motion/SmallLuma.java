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

    /** Luma of black in a video (ITU-R BT.601 and BT.709). */
    private static final int BLACK = 16;

    /** From black to white. */
    private static final int SPAN = 219;

    private final ImageSize frame;
    private final ImageSize size;
    private final int[] sum;

    /** Columns of the frame in each column of cells. */
    private final int[] width;

    private final byte[] row;

    /**
     * @param frame size of the frames
     * @param longEdge of the small frames at most, cells; the aspect is kept, and no frame is
     *     enlarged
     */
    public SmallLuma(ImageSize frame, int longEdge) {
        this.frame = frame;
        size = sizeOf(frame, longEdge);
        sum = new int[size.width()];
        width = new int[size.width()];
        for (int x = 0; x < frame.width(); ++x) {
            ++width[(int) ((long) x * size.width() / frame.width())];
        }
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
     * The small frame of a video's luma.
     *
     * @param plane rows of one byte a pixel, from its index 0 on, position untouched
     * @param stride from one row to the next, bytes
     * @param full whether black is 0 and white 255, and not 16 and 235 (ITU-R BT.601 and BT.709)
     * @param luma row-major, 0 to 255 a cell; written from index 0
     */
    public void run(ByteBuffer plane, int stride, boolean full, byte[] luma) {
        var pixels = plane.duplicate();
        for (int y = 0; y < size.height(); ++y) {
            int rows = read(y, pixels, stride, frame.width(), this::addGreys);
            for (int x = 0; x < sum.length; ++x) {
                int of = rows * width[x];
                int value =
                        full
                                ? (sum[x] + of / 2) / of
                                : ((sum[x] - BLACK * of) * 255 + SPAN * of / 2) / (SPAN * of);
                luma[y * sum.length + x] = (byte) Math.max(0, Math.min(255, value));
            }
        }
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
            int rows = read(y, pixels, row.length, row.length, this::addColours);
            for (int x = 0; x < sum.length; ++x) {
                // Sums are of sixteenths; the weights of red, green and blue add up to 256.
                luma[y * sum.length + x] = (byte) ((sum[x] / (rows * width[x]) + 8) >> 4);
            }
        }
    }

    /** Sums up the rows of the frame that are read for a row of cells; tells how many. */
    private int read(int y, ByteBuffer pixels, int stride, int bytes, Runnable add) {
        int from = (int) ((long) y * frame.height() / size.height());
        int to = (int) ((long) (y + 1) * frame.height() / size.height());
        int rows = Math.min(ROWS, to - from);
        Arrays.fill(sum, 0);
        for (int k = 0; k < rows; ++k) {
            pixels.position((from + (2 * k + 1) * (to - from) / (2 * rows)) * stride);
            pixels.get(row, 0, bytes);
            add.run();
        }
        return rows;
    }

    private void addGreys() {
        for (int cell = 0, x = 0; cell < sum.length; ++cell) {
            int all = 0;
            for (int end = x + width[cell]; x < end; ++x) {
                all += row[x] & 255;
            }
            sum[cell] += all;
        }
    }

    private void addColours() {
        for (int cell = 0, at = 0; cell < sum.length; ++cell) {
            int all = 0;
            for (int end = at + 4 * width[cell]; at < end; at += 4) {
                int value =
                        77 * (row[at] & 255) + 150 * (row[at + 1] & 255) + 29 * (row[at + 2] & 255);
                all += value >> 4;
            }
            sum[cell] += all;
        }
    }
}
