// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * Follows a point from one frame to the next: Lucas and Kanade's least squares over a window,
 * iterated, from the coarsest level of a pyramid to the finest. Source: Bouguet, "Pyramidal
 * Implementation of the Lucas Kanade Feature Tracker", Intel, 2000.
 */
final class PointTracker {
    /** Of the window: 9 x 9. */
    private static final int RADIUS = 4;

    private static final int SIDE = 2 * RADIUS + 1;
    private static final int ITERATIONS = 12;
    private static final float CLOSE = 0.01f;

    /** Least smaller eigenvalue of the window's mean gradient matrix. */
    private static final float LEAST = 1;

    /** A window that is not found again differs by more than this on the mean, of 255. */
    private static final float ALIKE = 14;

    private final float[] window = new float[SIDE * SIDE];
    private final float[] gradientX = new float[SIDE * SIDE];
    private final float[] gradientY = new float[SIDE * SIDE];
    private float toX;
    private float toY;

    /** Where the point went. */
    float toX() {
        return toX;
    }

    /** Where the point went. */
    float toY() {
        return toY;
    }

    /** Follows a point of the finest level; false when it was lost. */
    boolean follow(Pyramid from, Pyramid to, float x, float y) {
        float shiftX = 0;
        float shiftY = 0;
        for (int level = Pyramid.LEVELS - 1; level >= 0; --level) {
            float scale = 1f / (1 << level);
            float atX = (x + 0.5f) * scale - 0.5f;
            float atY = (y + 0.5f) * scale - 0.5f;
            int width = from.width(level);
            int height = from.height(level);
            take(from.luma(level), width, height, atX, atY);
            float xx = 0;
            float xy = 0;
            float yy = 0;
            for (int i = 0; i < window.length; ++i) {
                xx += gradientX[i] * gradientX[i];
                xy += gradientX[i] * gradientY[i];
                yy += gradientY[i] * gradientY[i];
            }
            float half = (xx - yy) / 2;
            float least = (xx + yy) / 2 - (float) Math.sqrt(half * half + xy * xy);
            float determinant = xx * yy - xy * xy;
            if (least < LEAST * window.length || !(determinant > 0)) {
                if (level == 0) {
                    return false;
                }
            } else {
                var target = to.luma(level);
                for (int k = 0; k < ITERATIONS; ++k) {
                    float bx = 0;
                    float by = 0;
                    for (int v = 0, i = 0; v < SIDE; ++v) {
                        for (int u = 0; u < SIDE; ++u, ++i) {
                            float off =
                                    window[i]
                                            - sample(
                                                    target,
                                                    width,
                                                    height,
                                                    atX + shiftX + u - RADIUS,
                                                    atY + shiftY + v - RADIUS);
                            bx += off * gradientX[i];
                            by += off * gradientY[i];
                        }
                    }
                    float stepX = (yy * bx - xy * by) / determinant;
                    float stepY = (xx * by - xy * bx) / determinant;
                    shiftX += stepX;
                    shiftY += stepY;
                    if (stepX * stepX + stepY * stepY < CLOSE * CLOSE) {
                        break;
                    }
                }
            }
            if (level > 0) {
                shiftX *= 2;
                shiftY *= 2;
            }
        }
        toX = x + shiftX;
        toY = y + shiftY;
        return inside(to, toX, toY) && alike(to);
    }

    private static boolean inside(Pyramid to, float x, float y) {
        return x >= RADIUS
                && y >= RADIUS
                && x <= to.width(0) - 1 - RADIUS
                && y <= to.height(0) - 1 - RADIUS;
    }

    private boolean alike(Pyramid to) {
        float sum = 0;
        for (int v = 0, i = 0; v < SIDE; ++v) {
            for (int u = 0; u < SIDE; ++u, ++i) {
                sum +=
                        Math.abs(
                                window[i]
                                        - sample(
                                                to.luma(0),
                                                to.width(0),
                                                to.height(0),
                                                toX + u - RADIUS,
                                                toY + v - RADIUS));
            }
        }
        return sum < ALIKE * window.length;
    }

    private void take(float[] luma, int width, int height, float x, float y) {
        for (int v = 0, i = 0; v < SIDE; ++v) {
            for (int u = 0; u < SIDE; ++u, ++i) {
                float atX = x + u - RADIUS;
                float atY = y + v - RADIUS;
                window[i] = sample(luma, width, height, atX, atY);
                gradientX[i] =
                        (sample(luma, width, height, atX + 1, atY)
                                        - sample(luma, width, height, atX - 1, atY))
                                / 2;
                gradientY[i] =
                        (sample(luma, width, height, atX, atY + 1)
                                        - sample(luma, width, height, atX, atY - 1))
                                / 2;
            }
        }
    }

    /** Bilinear, the border repeated. */
    private static float sample(float[] luma, int width, int height, float x, float y) {
        float inX = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
        float inY = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
        int left = (int) inX;
        int top = (int) inY;
        int right = left + 1 < width ? left + 1 : left;
        int row = top * width;
        int below = top + 1 < height ? row + width : row;
        float partX = inX - left;
        float partY = inY - top;
        float upper = luma[row + left] + partX * (luma[row + right] - luma[row + left]);
        float lower = luma[below + left] + partX * (luma[below + right] - luma[below + left]);
        return upper + partY * (lower - upper);
    }
}
