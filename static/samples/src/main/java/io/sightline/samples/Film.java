// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * What was gathered for each pixel, row-major: sums over its paths, and what the denoiser steers
 * by. Colours are linear Rec. 709.
 */
final class Film {
    final int width;
    final int height;

    /** Sum of radiance, three a pixel. */
    final float[] rgb;

    /** Sum of squared luminance. */
    final float[] square;

    /** Sum of first-surface reflectance, three a pixel. */
    final float[] albedo;

    /** Sum of first-surface normals, three a pixel. */
    final float[] normal;

    /** Paths followed. */
    final int[] count;

    /** Paths that met the moving figure first. */
    final int[] moving;

    /** z-depth through the pixel's centre in metres, 0 where it looks outside. */
    final float[] depth;

    Film(int width, int height) {
        this.width = width;
        this.height = height;
        int n = width * height;
        rgb = new float[3 * n];
        square = new float[n];
        albedo = new float[3 * n];
        normal = new float[3 * n];
        count = new int[n];
        moving = new int[n];
        depth = new float[n];
    }

    static float luminance(float r, float g, float b) {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }

    /** Adds the path that the tracer has just followed. */
    void add(int pixel, PathTracer path) {
        int at = 3 * pixel;
        rgb[at] += (float) path.r;
        rgb[at + 1] += (float) path.g;
        rgb[at + 2] += (float) path.b;
        float y = luminance((float) path.r, (float) path.g, (float) path.b);
        square[pixel] += y * y;
        albedo[at] += (float) path.albedoR;
        albedo[at + 1] += (float) path.albedoG;
        albedo[at + 2] += (float) path.albedoB;
        normal[at] += (float) path.normalX;
        normal[at + 1] += (float) path.normalY;
        normal[at + 2] += (float) path.normalZ;
        count[pixel]++;
        if (path.moving) {
            moving[pixel]++;
        }
    }

    /** The mean radiance, three a pixel. */
    float[] mean() {
        float[] out = new float[rgb.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = rgb[i] / Math.max(1, count[i / 3]);
        }
        return out;
    }

    /** The variance of the mean luminance, one a pixel. */
    float[] variance() {
        float[] out = new float[count.length];
        for (int i = 0; i < out.length; i++) {
            int n = Math.max(2, count[i]);
            float mean = luminance(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) / n;
            out[i] = Math.max(0, square[i] / n - mean * mean) / (n - 1);
        }
        return out;
    }
}
