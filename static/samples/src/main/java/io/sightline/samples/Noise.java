// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** Hashed value noise: smooth, repeatable, the same on every machine. */
final class Noise {
    private Noise() {}

    /** A number in [0, 1) that belongs to a cell. */
    static double cell(int x, int y, int z) {
        int h = Sampler.hash(x * 0x27d4eb2d ^ y * 0x165667b1 ^ (z + 0x3c6ef372) * 0x9e3779b1);
        return (h >>> 8) * (1.0 / (1 << 24));
    }

    /** Value noise in [0, 1], one cell per unit. */
    static double value(double x, double y, double z) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        int iz = (int) Math.floor(z);
        double u = fade(x - ix);
        double v = fade(y - iy);
        double w = fade(z - iz);
        double near =
                mix(
                        mix(cell(ix, iy, iz), cell(ix + 1, iy, iz), u),
                        mix(cell(ix, iy + 1, iz), cell(ix + 1, iy + 1, iz), u),
                        v);
        double far =
                mix(
                        mix(cell(ix, iy, iz + 1), cell(ix + 1, iy, iz + 1), u),
                        mix(cell(ix, iy + 1, iz + 1), cell(ix + 1, iy + 1, iz + 1), u),
                        v);
        return mix(near, far, w);
    }

    /** Sum of octaves in [0, 1], each twice as fine and half as strong. */
    static double fractal(double x, double y, double z, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double scale = 1;
        double total = 0;
        for (int i = 0; i < octaves; i++) {
            sum += weight * value(x * scale + 17 * i, y * scale + 31 * i, z * scale);
            total += weight;
            weight *= 0.5;
            scale *= 2;
        }
        return sum / total;
    }

    static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }

    /** 0 below {@code from}, 1 above {@code to}, smooth between. */
    static double step(double from, double to, double x) {
        double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    private static double fade(double t) {
        return t * t * (3 - 2 * t);
    }
}
