// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.motion.FrameMotion;
import io.sightline.core.motion.MotionFinder;

/**
 * Whether the camera stands where the background was seen from: the frame is held against the
 * background, both small, by the finder of motions.
 */
final class Steadiness {
    /** Longest edge of the small frames, cells. */
    private static final int EDGE = 160;

    /** Displaced from here on, cells: the finder is right to a fifth of one. */
    private static final double MOVED = 0.3;

    /** Edge of a patch, cells. */
    private static final int PATCH = 5;

    /** Mean of the differences to the right and down that make a texture, steps of 1/255. */
    private static final double TEXTURE = 6;

    private final int factor;
    private final int width;
    private final int height;
    private final int frameWidth;
    private final MotionFinder finder;
    private final byte[] small;
    private final byte[] smallBack;
    private FrameMotion motion;
    private boolean explains;

    Steadiness(int frameWidth, int frameHeight) {
        this.frameWidth = frameWidth;
        factor = Math.max(1, (Math.max(frameWidth, frameHeight) + EDGE - 1) / EDGE);
        width = Math.max(1, frameWidth / factor);
        height = Math.max(1, frameHeight / factor);
        finder = new MotionFinder(width, height);
        small = new byte[width * height];
        smallBack = new byte[width * height];
    }

    /**
     * Compares.
     *
     * @param luma the frame
     * @param model means of the background in the upper 16 bits, steps of 1/256
     * @param light of the frame against the background's
     */
    void look(byte[] luma, int[] model, LightFit light) {
        int count = factor * factor;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                int sum = 0;
                int sumBack = 0;
                for (int v = 0; v < factor; ++v) {
                    int i = (y * factor + v) * frameWidth + x * factor;
                    for (int u = 0; u < factor; ++u, ++i) {
                        sum += luma[i] & 255;
                        sumBack += model[i] >>> 16;
                    }
                }
                double lit = ((double) sum / count - light.offset()) / light.gain();
                small[y * width + x] = (byte) Math.max(0, Math.min(255, Math.round(lit)));
                smallBack[y * width + x] = (byte) Math.min(255, (sumBack / count + 128) >> 8);
            }
        }
        finder.reset();
        finder.next(smallBack);
        motion = finder.next(small);
        explains = motion.known() && motion.reach(width, height) > MOVED && explains();
    }

    /** Whether the frame shows the same scene from elsewhere. */
    boolean moved() {
        return explains;
    }

    /**
     * Whether the motion makes most of the textured patches alike that differ, and hardly any
     * worse. A few things that were moved the same way fool the finder where all else is plain, not
     * this.
     */
    private boolean explains() {
        int better = 0;
        int worse = 0;
        int textured = 0;
        for (int y = PATCH; y + 2 * PATCH <= height; y += PATCH) {
            for (int x = PATCH; x + 2 * PATCH <= width; x += PATCH) {
                double here = 0;
                double there = 0;
                double texture = 0;
                for (int v = y; v < y + PATCH; ++v) {
                    for (int u = x; u < x + PATCH; ++u) {
                        int back = smallBack[v * width + u] & 255;
                        here += Math.abs((small[v * width + u] & 255) - back);
                        there += Math.abs(moved(u, v) - back);
                        texture += Math.abs((smallBack[v * width + u + 1] & 255) - back);
                        texture += Math.abs((smallBack[(v + 1) * width + u] & 255) - back);
                    }
                }
                if (texture < TEXTURE * PATCH * PATCH) {
                    continue;
                }
                ++textured;
                better += there < 0.7 * here ? 1 : 0;
                worse += here < 0.7 * there ? 1 : 0;
            }
        }
        return better >= 4 * worse && 2 * better >= textured;
    }

    /** The frame's value where the motion took this cell, bilinear. */
    private double moved(int u, int v) {
        double cu = u - (width - 1) / 2.0;
        double cv = v - (height - 1) / 2.0;
        double x = motion.a() * cu - motion.b() * cv + motion.shiftX() + (width - 1) / 2.0;
        double y = motion.b() * cu + motion.a() * cv + motion.shiftY() + (height - 1) / 2.0;
        int left = Math.max(0, Math.min(width - 2, (int) x));
        int top = Math.max(0, Math.min(height - 2, (int) y));
        double s = Math.max(0, Math.min(1, x - left));
        double t = Math.max(0, Math.min(1, y - top));
        int i = top * width + left;
        double upper = (small[i] & 255) * (1 - s) + (small[i + 1] & 255) * s;
        double lower = (small[i + width] & 255) * (1 - s) + (small[i + width + 1] & 255) * s;
        return upper * (1 - t) + lower * t;
    }

    /** Where the middle went, cells across. */
    double across() {
        return motion.shiftX();
    }

    /** Where the middle went, cells down. */
    double down() {
        return motion.shiftY();
    }
}
