// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * Points that can be followed in both directions: those whose gradient matrix over a window has a
 * large smaller eigenvalue (Shi and Tomasi, "Good Features to Track", CVPR 1994, section 4), the
 * best of each cell of a grid, so that they are spread over the frame.
 */
final class Corners {
    private static final int COLUMNS = 14;
    private static final int ROWS = 8;

    /** Of the window that gradients are summed over: 5 x 5. */
    private static final int RADIUS = 2;

    /** From the frame's edge, so that the tracker's window lies inside. */
    private static final int MARGIN = 6;

    /**
     * Least smaller eigenvalue, mean over the window, in squared steps of 1/255 a cell: noise with
     * a standard deviation of two steps has two.
     */
    private static final float LEAST = 9;

    final float[] x = new float[COLUMNS * ROWS];
    final float[] y = new float[COLUMNS * ROWS];
    private final int width;
    private final int height;
    private final float[] xx;
    private final float[] xy;
    private final float[] yy;
    private int count;

    Corners(int width, int height) {
        this.width = width;
        this.height = height;
        xx = new float[width * height];
        xy = new float[width * height];
        yy = new float[width * height];
    }

    /** How many were found. */
    int count() {
        return count;
    }

    void find(float[] luma) {
        for (int v = 1; v < height - 1; ++v) {
            for (int u = 1; u < width - 1; ++u) {
                int i = v * width + u;
                float gx = (luma[i + 1] - luma[i - 1]) / 2;
                float gy = (luma[i + width] - luma[i - width]) / 2;
                xx[i] = gx * gx;
                xy[i] = gx * gy;
                yy[i] = gy * gy;
            }
        }
        count = 0;
        int wide = width - 2 * MARGIN;
        int high = height - 2 * MARGIN;
        if (wide < COLUMNS || high < ROWS) {
            return;
        }
        for (int row = 0; row < ROWS; ++row) {
            for (int column = 0; column < COLUMNS; ++column) {
                best(
                        MARGIN + wide * column / COLUMNS,
                        MARGIN + wide * (column + 1) / COLUMNS,
                        MARGIN + high * row / ROWS,
                        MARGIN + high * (row + 1) / ROWS);
            }
        }
    }

    private void best(int left, int right, int top, int bottom) {
        float best = LEAST;
        int bestU = -1;
        int bestV = -1;
        // Every second cell: the windows overlap anyway.
        for (int v = top; v < bottom; v += 2) {
            for (int u = left; u < right; u += 2) {
                float a = 0;
                float b = 0;
                float c = 0;
                for (int dv = -RADIUS; dv <= RADIUS; ++dv) {
                    int i = (v + dv) * width + u - RADIUS;
                    for (int du = 0; du <= 2 * RADIUS; ++du) {
                        a += xx[i + du];
                        b += xy[i + du];
                        c += yy[i + du];
                    }
                }
                float half = (a - c) / 2;
                float least =
                        ((a + c) / 2 - (float) Math.sqrt(half * half + b * b))
                                / ((2 * RADIUS + 1) * (2 * RADIUS + 1));
                if (least > best) {
                    best = least;
                    bestU = u;
                    bestV = v;
                }
            }
        }
        if (bestU >= 0) {
            x[count] = bestU;
            y[count] = bestV;
            ++count;
        }
    }
}
