// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.camera.Intrinsics;
import java.nio.FloatBuffer;

/** How much of a virtual object shows at each pixel: what stands before it hides it. */
public final class Occlusion {
    /** Rays for each pixel and direction, so that outlines are smooth. */
    private static final int RAYS = 2;

    private Occlusion() {}

    /**
     * Compares depths pixel by pixel.
     *
     * @param object that is put into the scene
     * @param lens of the picture
     * @param depth of the scene, metres, as large as the lens's picture; infinite or 0 where
     *     nothing is known, which hides nothing
     * @param soft share of the depth over which hiding sets in: what the map is unsure of
     * @return how much of the object shows, 0 to 1; 0 beside it
     */
    public static float[] run(
            VirtualObject object, Intrinsics lens, FloatBuffer depth, double soft) {
        int width = lens.size().width();
        int height = lens.size().height();
        var alpha = new float[width * height];
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                int at = y * width + x;
                double scene = depth.get(at);
                double sum = 0;
                for (int ray = 0; ray < RAYS * RAYS; ++ray) {
                    double own =
                            object.depth(
                                    lens.across(x + (ray % RAYS + 0.5) / RAYS),
                                    lens.down(y + (ray / RAYS + 0.5) / RAYS));
                    if (!Double.isNaN(own)) {
                        sum += shown(own, scene, soft);
                    }
                }
                alpha[at] = (float) (sum / (RAYS * RAYS));
            }
        }
        return alpha;
    }

    /** 1 before the scene, 0 behind it, half where they touch. */
    static double shown(double own, double scene, double soft) {
        if (!(scene > 0)) {
            return 1;
        }
        double before = scene / own - 1;
        if (!(soft > 0)) {
            return before >= 0 ? 1 : 0;
        }
        double t = Math.max(0, Math.min(1, (before / soft + 1) / 2));
        return t * t * (3 - 2 * t);
    }
}
