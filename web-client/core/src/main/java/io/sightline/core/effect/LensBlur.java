// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Blurs what is out of focus. Each output pixel gathers the discs of the pixels around it that
 * reach so far (Potmesil and Chakravarty 1981, turned from scatter to gather), each as strong as
 * its disc is thin. A disc of something farther away is cut to the output pixel's own radius: what
 * is behind a sharp edge cannot spill over it. And a sharp pixel's disc covers itself alone, so it
 * does not spill into the blur behind it.
 */
public final class LensBlur {
    private LensBlur() {}

    /**
     * Blurs a picture.
     *
     * @param rgba four bytes a pixel
     * @param disparity larger is nearer, as large as the picture
     * @param near how much larger a disparity has to be to count as nearer: less is one surface
     * @param out four bytes a pixel; another buffer than the picture's
     */
    public static void run(
            ByteBuffer rgba,
            FloatBuffer disparity,
            int width,
            int height,
            Aperture aperture,
            double near,
            ByteBuffer out) {
        var radius = new float[width * height];
        for (int i = 0; i < radius.length; ++i) {
            radius[i] = (float) Math.max(0.5, aperture.radius(disparity.get(i)));
        }
        int reach = (int) Math.ceil(aperture.most());
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                int at = y * width + x;
                float own = disparity.get(at);
                double red = 0;
                double green = 0;
                double blue = 0;
                double sum = 0;
                for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); ++v) {
                    for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); ++u) {
                        int from = v * width + u;
                        double r = radius[from];
                        if (disparity.get(from) < own - near) {
                            r = Math.min(r, radius[at]);
                        }
                        double weight = weight(r, u - x, v - y);
                        if (weight > 0) {
                            red += weight * Light.of(rgba.get(from * 4));
                            green += weight * Light.of(rgba.get(from * 4 + 1));
                            blue += weight * Light.of(rgba.get(from * 4 + 2));
                            sum += weight;
                        }
                    }
                }
                out.put(at * 4, Light.toByte(red / sum));
                out.put(at * 4 + 1, Light.toByte(green / sum));
                out.put(at * 4 + 2, Light.toByte(blue / sum));
                out.put(at * 4 + 3, rgba.get(at * 4 + 3));
            }
        }
    }

    /** How strongly a disc of this radius shows so far from its middle: its rim a pixel soft. */
    static double weight(double radius, int across, int down) {
        double distance = Math.sqrt((double) across * across + (double) down * down);
        double cover = Math.max(0, Math.min(1, radius + 0.5 - distance));
        return cover / (Math.PI * radius * radius);
    }
}
