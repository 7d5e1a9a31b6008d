// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.color.Palette;

/**
 * How a depth map is shown.
 *
 * @param palette whose last colour stands for the nearest
 * @param nearIsSmall smaller values are nearer, as in a map in metres
 * @param contours bands of equal height on the scale, with a line between each two; 0 for none
 * @param from the far end of what is shown, 0 (far) to 1 (near); beyond it the picture is
 *     transparent
 * @param to the near end, likewise
 */
public record DepthLook(Palette palette, boolean nearIsSmall, int contours, float from, float to) {
    /** More lines than this run into each other. */
    public static final int MOST_CONTOURS = 64;

    /** Refuses what cannot be drawn. */
    public DepthLook {
        if (contours < 0 || contours > MOST_CONTOURS || !(from >= 0 && from <= to && to <= 1)) {
            throw new IllegalArgumentException(
                    "contours " + contours + ", from " + from + " to " + to);
        }
    }

    /** All of a relative map, without contours. */
    public static DepthLook of(Palette palette) {
        return new DepthLook(palette, false, 0, 0, 1);
    }

    /** Everything is shown, with nothing drawn over it. */
    public boolean plain() {
        return contours == 0 && from == 0 && to == 1;
    }
}
