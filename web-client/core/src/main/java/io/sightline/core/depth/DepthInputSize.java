// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.image.ImageSize;

/**
 * The size at which a frame enters the depth model.
 *
 * <p>The reference keeps the aspect, makes the shorter edge at least the wanted length
 * ("lower_bound") and rounds both edges to the nearest multiple of the patch, upwards when rounding
 * went below the bound. Source: {@code Resize.get_size} in {@code
 * depth_anything_v2/util/transform.py} of DepthAnything/Depth-Anything-V2, Apache-2.0.
 */
public final class DepthInputSize {
    /** Edge of a ViT-S/14 patch, pixels. */
    public static final int PATCH = 14;

    private DepthInputSize() {}

    /**
     * The model's input size for a source.
     *
     * @param source size of the frame
     * @param shortEdge wanted length of the shorter edge, pixels; a multiple of 14
     */
    public static ImageSize of(ImageSize source, int shortEdge) {
        if (shortEdge < PATCH || shortEdge % PATCH != 0) {
            throw new IllegalArgumentException(
                    "shortEdge " + shortEdge + " is not a positive multiple of " + PATCH);
        }
        double scaleWidth = (double) shortEdge / source.width();
        double scaleHeight = (double) shortEdge / source.height();
        // lower_bound: both edges reach the wanted length, so the larger scale serves for both.
        double scale = Math.max(scaleWidth, scaleHeight);
        return new ImageSize(
                toMultiple(scale * source.width(), shortEdge),
                toMultiple(scale * source.height(), shortEdge));
    }

    /**
     * The input size that comes closest to a number of patches without going beyond it and keeps
     * the source's aspect to half a patch; of two as close the one nearer to the aspect. What a run
     * costs thus depends on the budget, not on the shape of the frame.
     *
     * @param source size of the frame
     * @param patches at most, at least 1
     */
    public static ImageSize ofBudget(ImageSize source, int patches) {
        if (patches < 1) {
            throw new IllegalArgumentException("a budget of " + patches + " patches");
        }
        double aspect = (double) source.width() / source.height();
        // A strip that is too long for the budget is squeezed.
        int bestRows = 1;
        int bestColumns = columns(1, aspect, patches);
        double bestError = error(bestRows, bestColumns, aspect);
        for (int rows = 2; rows <= patches; ++rows) {
            int columns = columns(rows, aspect, Integer.MAX_VALUE);
            if ((long) rows * columns > patches) {
                continue;
            }
            int more = rows * columns - bestRows * bestColumns;
            double error = error(rows, columns, aspect);
            if (more > 0 || more == 0 && error < bestError) {
                bestRows = rows;
                bestColumns = columns;
                bestError = error;
            }
        }
        return new ImageSize(bestColumns * PATCH, bestRows * PATCH);
    }

    private static int columns(int rows, double aspect, int most) {
        return (int) Math.max(1, Math.min(most, Math.rint(rows * aspect)));
    }

    private static double error(int rows, int columns, double aspect) {
        return Math.abs(Math.log(columns / (rows * aspect)));
    }

    /** The number of patches of an input size: what a run costs grows a little faster than this. */
    public static int patches(ImageSize input) {
        return (input.width() / PATCH) * (input.height() / PATCH);
    }

    /** True when both edges are positive multiples of the patch. */
    public static boolean fits(ImageSize input) {
        return input.width() % PATCH == 0 && input.height() % PATCH == 0;
    }

    private static int toMultiple(double length, int atLeast) {
        // numpy rounds halves to even, and so does rint.
        int rounded = (int) (Math.rint(length / PATCH) * PATCH);
        return rounded < atLeast ? (int) (Math.ceil(length / PATCH) * PATCH) : rounded;
    }
}
