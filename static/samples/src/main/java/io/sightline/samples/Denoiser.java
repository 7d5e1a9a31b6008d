// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.stream.IntStream;

/**
 * Smooths the noise of few paths without crossing edges: an à-trous wavelet filter steered by
 * normal, position and the estimated variance. Source: Dammertz et al., "Edge-Avoiding À-Trous
 * Wavelet Transform", 2010, with the variance guidance of Schied et al., "Spatiotemporal
 * Variance-Guided Filtering", 2017 (its spatial part).
 *
 * <p>Light is filtered apart from the surface colour (divided out before, multiplied in after), so
 * textures stay sharp.
 */
final class Denoiser {
    private static final float[] KERNEL = {1f / 16, 1f / 4, 3f / 8, 1f / 4, 1f / 16};
    private static final float DARKEST = 0.02f;

    private final Camera camera;
    private final float[] albedo;
    private final float[] normal;
    private final float[] position;

    /**
     * Takes what to steer by from a film: mean reflectance, normal, and the position from its exact
     * depth.
     */
    Denoiser(Camera camera, Film guide) {
        this.camera = camera;
        int n = guide.count.length;
        albedo = new float[3 * n];
        normal = new float[3 * n];
        position = new float[3 * n];
        for (int i = 0; i < n; i++) {
            float k = 1f / Math.max(1, guide.count[i]);
            float length = 1e-6f;
            for (int a = 0; a < 3; a++) {
                albedo[3 * i + a] = Math.max(DARKEST, guide.albedo[3 * i + a] * k);
                length += guide.normal[3 * i + a] * guide.normal[3 * i + a];
            }
            float toUnit = (float) (1 / Math.sqrt(length));
            for (int a = 0; a < 3; a++) {
                normal[3 * i + a] = guide.normal[3 * i + a] * toUnit;
            }
            float z = guide.depth[i] > 0 ? guide.depth[i] : 1000;
            position[3 * i] = (float) ((i % camera.width() + 0.5 - camera.cx()) / camera.fx() * z);
            position[3 * i + 1] =
                    (float) ((i / camera.width() + 0.5 - camera.cy()) / camera.fy() * z);
            position[3 * i + 2] = z;
        }
        // Normals are in world axes, positions in the camera's: turn the normals.
        Vec3 right = camera.right();
        Vec3 down = camera.down();
        Vec3 forward = camera.forward();
        for (int i = 0; i < n; i++) {
            Vec3 w = new Vec3(normal[3 * i], normal[3 * i + 1], normal[3 * i + 2]);
            normal[3 * i] = (float) w.dot(right);
            normal[3 * i + 1] = (float) w.dot(down);
            normal[3 * i + 2] = (float) w.dot(forward);
        }
    }

    /**
     * @param rgb radiance (or a difference of radiances), three a pixel
     * @param variance of its luminance, one a pixel
     * @param use which pixels take part; the others come back as they were
     * @param levels filter passes; the reach is 2^levels * 2 pixels
     * @param strength how many standard deviations count as noise
     */
    float[] filter(float[] rgb, float[] variance, boolean[] use, int levels, double strength) {
        int n = variance.length;
        float[] light = new float[3 * n];
        float[] spread = new float[n];
        for (int i = 0; i < n; i++) {
            float y = Film.luminance(albedo[3 * i], albedo[3 * i + 1], albedo[3 * i + 2]);
            spread[i] = variance[i] / (y * y);
            for (int a = 0; a < 3; a++) {
                light[3 * i + a] = rgb[3 * i + a] / albedo[3 * i + a];
            }
        }
        for (int level = 0; level < levels; level++) {
            float[] nextLight = new float[3 * n];
            float[] nextSpread = new float[n];
            float[] from = light;
            float[] fromSpread = spread;
            int step = 1 << level;
            IntStream.range(0, camera.height())
                    .parallel()
                    .forEach(
                            y ->
                                    row(
                                            from,
                                            fromSpread,
                                            nextLight,
                                            nextSpread,
                                            use,
                                            y,
                                            step,
                                            strength));
            light = nextLight;
            spread = nextSpread;
        }
        float[] out = rgb.clone();
        for (int i = 0; i < n; i++) {
            if (use[i]) {
                for (int a = 0; a < 3; a++) {
                    out[3 * i + a] = light[3 * i + a] * albedo[3 * i + a];
                }
            }
        }
        return out;
    }

    private void row(
            float[] light,
            float[] spread,
            float[] outLight,
            float[] outSpread,
            boolean[] use,
            int y,
            int step,
            double strength) {
        int width = camera.width();
        int height = camera.height();
        for (int x = 0; x < width; x++) {
            int p = y * width + x;
            if (!use[p]) {
                continue;
            }
            double px = position[3 * p];
            double py = position[3 * p + 1];
            double pz = position[3 * p + 2];
            double nx = normal[3 * p];
            double ny = normal[3 * p + 1];
            double nz = normal[3 * p + 2];
            double lum = Film.luminance(light[3 * p], light[3 * p + 1], light[3 * p + 2]);
            double sigma = strength * Math.sqrt(blurred(spread, use, x, y)) + 1e-4;
            double plane = 1 / (0.006 * pz);
            double sum = 0;
            double r = 0;
            double g = 0;
            double b = 0;
            double v = 0;
            for (int j = -2; j <= 2; j++) {
                int qy = y + j * step;
                if (qy < 0 || qy >= height) {
                    continue;
                }
                for (int i = -2; i <= 2; i++) {
                    int qx = x + i * step;
                    if (qx < 0 || qx >= width) {
                        continue;
                    }
                    int q = qy * width + qx;
                    if (!use[q]) {
                        continue;
                    }
                    double k = KERNEL[i + 2] * KERNEL[j + 2];
                    if (q != p) {
                        double turn =
                                1
                                        - (nx * normal[3 * q]
                                                + ny * normal[3 * q + 1]
                                                + nz * normal[3 * q + 2]);
                        double off =
                                Math.abs(
                                        nx * (position[3 * q] - px)
                                                + ny * (position[3 * q + 1] - py)
                                                + nz * (position[3 * q + 2] - pz));
                        double change =
                                Math.abs(
                                        lum
                                                - Film.luminance(
                                                        light[3 * q],
                                                        light[3 * q + 1],
                                                        light[3 * q + 2]));
                        double exponent = 24 * turn + off * plane + change / sigma;
                        if (exponent > 12) {
                            continue;
                        }
                        k *= StrictMath.exp(-exponent);
                    }
                    sum += k;
                    r += k * light[3 * q];
                    g += k * light[3 * q + 1];
                    b += k * light[3 * q + 2];
                    v += k * k * spread[q];
                }
            }
            outLight[3 * p] = (float) (r / sum);
            outLight[3 * p + 1] = (float) (g / sum);
            outLight[3 * p + 2] = (float) (b / sum);
            outSpread[p] = (float) (v / (sum * sum));
        }
    }

    /** The variance averaged over 3 by 3 pixels: a single pixel's estimate is itself noisy. */
    private double blurred(float[] spread, boolean[] use, int x, int y) {
        double sum = 0;
        double weight = 0;
        for (int j = Math.max(0, y - 1); j <= Math.min(camera.height() - 1, y + 1); j++) {
            for (int i = Math.max(0, x - 1); i <= Math.min(camera.width() - 1, x + 1); i++) {
                int q = j * camera.width() + i;
                if (use[q]) {
                    double k = (i == x ? 2 : 1) * (j == y ? 2 : 1);
                    sum += k * spread[q];
                    weight += k;
                }
            }
        }
        return sum / weight;
    }
}
