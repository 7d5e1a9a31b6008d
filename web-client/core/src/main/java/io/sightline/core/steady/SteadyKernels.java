// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.Warp;
import java.util.Arrays;

/**
 * What is done to every pixel. Each is a plain loop over arrays of one length with all it depends
 * on as arguments, and no pixel depends on another's result, so a shader with one invocation a
 * pixel can be its twin. Maps are row-major; {@code moving} is 1 where the scene moves, {@link
 * MotionMask#UNSEEN} where the frame before did not show it, else 0.
 */
final class SteadyKernels {
    private SteadyKernels() {}

    /**
     * Sums of a map and of a target over square blocks: what an alignment is fitted to. Pixels to
     * leave out, or that the target does not know, are left out.
     *
     * @param map p
     * @param target q
     * @param moving of the pixels
     * @param least a pixel is left out where {@code moving} is this or more
     * @param known pixels of the target that count where above 0; null when all do
     * @param width of the maps, pixels
     * @param block edge of a block, pixels; those at the right and lower edge may be smaller
     * @param blocks for each block, row-major: the number of its pixels, Σp, Σq; written
     */
    static void blockSums(
            float[] map,
            float[] target,
            byte[] moving,
            int least,
            byte[] known,
            int width,
            int block,
            float[] blocks) {
        Arrays.fill(blocks, 0);
        int across = (width + block - 1) / block;
        int height = map.length / width;
        for (int y = 0; y < height; ++y) {
            int row = y / block * across;
            for (int x = 0; x < width; ++x) {
                int i = y * width + x;
                if (moving[i] >= least || known != null && known[i] == 0) {
                    continue;
                }
                int at = (row + x / block) * 3;
                blocks[at] += 1;
                blocks[at + 1] += map[i];
                blocks[at + 2] += target[i];
            }
        }
    }

    /**
     * Carries a map along a movement: each pixel is what was seen there before, between the four
     * nearest (bilinear), the border repeated.
     *
     * @param width of the maps, pixels
     */
    static void carry(float[] map, int width, Warp warp, float[] out) {
        int height = map.length / width;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                out[y * width + x] = sample(map, width, height, warp.x(x, y), warp.y(x, y));
            }
        }
    }

    private static float sample(float[] map, int width, int height, float x, float y) {
        float inX = x > 0 ? x < width - 1 ? x : width - 1 : 0;
        float inY = y > 0 ? y < height - 1 ? y : height - 1 : 0;
        int left = (int) inX;
        int top = (int) inY;
        int right = left + 1 < width ? left + 1 : left;
        int row = top * width;
        int below = top + 1 < height ? row + width : row;
        float partX = inX - left;
        float partY = inY - top;
        float upper = map[row + left] + partX * (map[row + right] - map[row + left]);
        float lower = map[below + left] + partX * (map[below + right] - map[below + left]);
        return upper + partY * (lower - upper);
    }

    /**
     * Moves a carried map towards the aligned one: by {@code follow} of the difference, and all the
     * way where the scene moves by itself, where it was not seen before, and where the difference
     * is more than {@code jump}, as at edges that the movement does not carry exactly.
     *
     * @param carried the steady map before, carried
     * @param out the steady map
     */
    static void follow(
            float[] map,
            Alignment alignment,
            byte[] moving,
            float follow,
            float jump,
            float[] carried,
            float[] out) {
        float scale = alignment.scale();
        float shift = alignment.shift();
        for (int i = 0; i < map.length; ++i) {
            float aligned = scale * map[i] + shift;
            float off = aligned - carried[i];
            boolean same = moving[i] == 0 && off <= jump && off >= -jump;
            out[i] = same ? carried[i] + follow * off : aligned;
        }
    }

    /** Writes the aligned map. */
    static void align(float[] map, Alignment alignment, float[] out) {
        float scale = alignment.scale();
        float shift = alignment.shift();
        for (int i = 0; i < map.length; ++i) {
            out[i] = scale * map[i] + shift;
        }
    }

    /**
     * Moves the steady map towards the aligned one: by {@code atRest} of the difference where the
     * scene rests, by {@code inMotion} where it moves, and all the way where a moving pixel is off
     * by more than {@code jump}: there another surface came into sight, and a part of the old one
     * would be a ghost.
     *
     * @param out the steady map, before and after
     */
    static void blend(
            float[] map,
            Alignment alignment,
            byte[] moving,
            float atRest,
            float inMotion,
            float jump,
            float[] out) {
        float scale = alignment.scale();
        float shift = alignment.shift();
        for (int i = 0; i < map.length; ++i) {
            float off = scale * map[i] + shift - out[i];
            float weight = moving[i] == 0 ? atRest : off > jump || off < -jump ? 1 : inMotion;
            out[i] += weight * off;
        }
    }

    /**
     * Teaches the reference what rests: the mean of the first {@code build} aligned values of a
     * pixel, from then on a slow pursuit, and only where the value is off by more than {@code
     * tolerance}. Noise within the tolerance thus never moves the reference, so its scale does not
     * drift by being fitted to itself.
     *
     * @param reference before and after
     * @param seen how many values a pixel's mean is of, up to {@code build}; before and after
     */
    static void learn(
            float[] map,
            Alignment alignment,
            byte[] moving,
            int build,
            float pursuit,
            float tolerance,
            float[] reference,
            byte[] seen) {
        float scale = alignment.scale();
        float shift = alignment.shift();
        for (int i = 0; i < map.length; ++i) {
            if (moving[i] != 0) {
                continue;
            }
            float off = scale * map[i] + shift - reference[i];
            if (seen[i] < build) {
                ++seen[i];
                reference[i] += off / seen[i];
            } else if (off > tolerance || off < -tolerance) {
                reference[i] += pursuit * off;
            }
        }
    }

    /**
     * Mean of |now − before| / before over the pixels at rest; a {@code before} nearer to zero than
     * {@code least} counts as {@code least}.
     *
     * @return the mean, or NaN when nothing rests
     */
    static double relativeChange(float[] before, float[] now, byte[] moving, float least) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < now.length; ++i) {
            if (moving[i] == 0) {
                float base = before[i] < 0 ? -before[i] : before[i];
                float change = now[i] - before[i];
                sum += (change < 0 ? -change : change) / (base > least ? base : least);
                ++count;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
