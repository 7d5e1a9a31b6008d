// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * How what stands in the scene moved across the frame: a similarity about the frame's centre. A
 * point (u, v) from the centre went to {@code (a u − b v + shiftX, b u + a v + shiftY)}.
 *
 * @param known whether enough points were followed and most agree; else nothing moves
 * @param a scale times the cosine of the rotation
 * @param b scale times its sine
 * @param shiftX of the centre, in cells of the small frame
 * @param shiftY of the centre, in cells of the small frame
 * @param points that were followed
 * @param agreeing points within half a cell
 */
public record FrameMotion(
        boolean known, double a, double b, double shiftX, double shiftY, int points, int agreeing) {
    static FrameMotion unknown(int points, int agreeing) {
        return new FrameMotion(false, 1, 0, 0, 0, points, agreeing);
    }

    /** Growth of what is seen; 1 is none. */
    public double zoom() {
        return Math.hypot(a, b);
    }

    /** Rotation of what is seen, clockwise on the screen, radians. */
    public double turn() {
        return Math.atan2(b, a);
    }

    /**
     * How far points of a frame move: the root of the mean square over the frame, in cells.
     *
     * @param width of the small frame, cells
     * @param height of the small frame, cells
     */
    public double reach(int width, int height) {
        double around = ((double) width * width + (double) height * height) / 12;
        double bent = (a - 1) * (a - 1) + b * b;
        return Math.sqrt(shiftX * shiftX + shiftY * shiftY + bent * around);
    }
}
