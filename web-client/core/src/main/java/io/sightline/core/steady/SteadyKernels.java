// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * What is done to every pixel. Each is a plain loop over arrays of one length with all it depends
 * on as arguments, and no pixel depends on another's result, so a shader with one invocation a
 * pixel can be its twin. Maps are row-major; {@code moving} is 1 where the scene moves, else 0.
 */
final class SteadyKernels {
    private SteadyKernels() {}

    /**
     * Sums of a map and of a target over square blocks: what an alignment is fitted to. Pixels that
     * move, or that the target does not know, are left out.
     *
     * @param map p
     * @param target q
     * @param moving pixels to leave out
     * @param known pixels of the target that count where above 0; null when all do
     * @param width of the maps, pixels
     * @param block edge of a block, pixels; those at the right and lower edge may be smaller
     * @param blocks for each block, row-major: the number of its pixels, Σp, Σq; written
     */
    static void blockSums(
            float[] map,
            float[] target,
            byte[] moving,
            byte[] known,
            int width,
            int block,
            float[] blocks) {
        java.util.Arrays.fill(blocks, 0);
        int across = (width + block - 1) / block;
        int height = map.length / width;
        for (int y = 0; y < height; ++y) {
            int row = y / block * across;
            for (int x = 0; x < width; ++x) {
                int i = y * width + x;
                if (moving[i] != 0 || known != null && known[i] == 0) {
                    continue;
                }
                int at = (row + x / block) * 3;
                blocks[at] += 1;
                blocks[at + 1] += map[i];
                blocks[at + 2] += target[i];
            }
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
