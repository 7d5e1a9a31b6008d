// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.metres.Polarity;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** What belongs to the foreground, 0 to 1 for each pixel, by how near it is. */
public final class Matte {
    private Matte() {}

    /**
     * The matte of a map, soft around a threshold.
     *
     * @param map values of either polarity
     * @param count how many
     * @param threshold value at which a pixel is half foreground
     * @param band half the width of the soft part, in the map's unit; 0 for a hard edge
     * @param polarity which end of the values is near
     */
    public static float[] of(
            FloatBuffer map, int count, double threshold, double band, Polarity polarity) {
        var alpha = new float[count];
        for (int i = 0; i < count; ++i) {
            double over = polarity.sign() * (map.get(i) - threshold);
            if (band > 0) {
                double t = Math.max(0, Math.min(1, (over / band + 1) / 2));
                alpha[i] = (float) (t * t * (3 - 2 * t));
            } else {
                alpha[i] = over >= 0 ? 1 : 0;
            }
        }
        return alpha;
    }

    /**
     * The matte moved to the picture's own edges, which a depth map misses by some pixels: fitted
     * to the picture's brightness where the matte is not sure, kept where it is.
     *
     * @param alpha as above
     * @param rgba the picture at the same size
     * @param radius how far an edge may be moved, pixels
     * @param epsilon variance of the brightness (0 to 1) below which there is no edge, as 0.0004
     */
    public static float[] refined(
            float[] alpha, ByteBuffer rgba, int width, int height, int radius, double epsilon) {
        var guide = new float[alpha.length];
        for (int i = 0; i < guide.length; ++i) {
            // Rec. 709 weights on the bytes as they are: edges are where people see them.
            guide[i] =
                    (0.2126f * (rgba.get(i * 4) & 255)
                                    + 0.7152f * (rgba.get(i * 4 + 1) & 255)
                                    + 0.0722f * (rgba.get(i * 4 + 2) & 255))
                            / 255;
        }
        var fitted = new GuidedFilter(width, height, radius, epsilon).run(guide, alpha);
        for (int i = 0; i < fitted.length; ++i) {
            // A line through the guide overshoots a little; stretching it back sharpens the rim.
            float stretched = (fitted[i] - 0.1f) / 0.8f;
            fitted[i] = Math.max(0, Math.min(1, stretched));
        }
        return fitted;
    }
}
