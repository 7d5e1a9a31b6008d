// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import io.sightline.core.image.ImageSize;

/**
 * Where in the frame before a pixel of this frame was: at {@code (xx x + xy y + x0, yx x + yy y +
 * y0)}, in pixels of one size, whose centres are whole numbers.
 */
public record Warp(float xx, float xy, float x0, float yx, float yy, float y0) {
    /** Every pixel is where it was. */
    public static final Warp NONE = new Warp(1, 0, 0, 0, 1, 0);

    /**
     * The way back of a motion.
     *
     * @param motion in cells of small frames
     * @param cells size of the small frames
     * @param size of the pictures to warp, pixels, which show what the small frames show
     */
    public static Warp of(FrameMotion motion, ImageSize cells, ImageSize size) {
        double a = motion.a();
        double b = motion.b();
        double square = a * a + b * b;
        double wide = (double) cells.width() / size.width();
        double high = (double) cells.height() / size.height();
        // Pixel (0, 0) now, from the centre and the shift.
        double u = wide / 2 - cells.width() / 2.0 - motion.shiftX();
        double v = high / 2 - cells.height() / 2.0 - motion.shiftY();
        return new Warp(
                (float) (a / square),
                (float) (b * high / square / wide),
                (float) (((a * u + b * v) / square + cells.width() / 2.0) / wide - 0.5),
                (float) (-b * wide / square / high),
                (float) (a / square),
                (float) (((a * v - b * u) / square + cells.height() / 2.0) / high - 0.5));
    }

    /** The column where a pixel was. */
    public float x(int x, int y) {
        return xx * x + xy * y + x0;
    }

    /** The row where a pixel was. */
    public float y(int x, int y) {
        return yx * x + yy * y + y0;
    }
}
