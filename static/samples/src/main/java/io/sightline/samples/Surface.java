// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * What a ray met and how it looks there: filled by {@link Bvh#describe}, then by the {@link
 * Material}; reused.
 */
final class Surface {
    double px;
    double py;
    double pz;

    /** Texture coordinates: the object's own metres. */
    double tx;

    double ty;
    double tz;

    /** Geometric normal, towards the ray. */
    double gx;

    double gy;
    double gz;

    /** Shading normal. */
    double nx;

    double ny;
    double nz;
    Material material;

    /** Whether the camera sees this point itself: only then do fine grain and bumps matter. */
    boolean fine;

    /** Diffuse reflectance, linear Rec. 709. */
    double r;

    double g;
    double b;

    /** GGX roughness (alpha is its square). */
    double roughness;

    /** Reflectance at normal incidence of the coat; 0 for none. */
    double f0;

    /** Whether the reflectance is a metal's: no diffuse part, tinted highlight. */
    boolean metal;

    /** Radiance given off. */
    double er;

    double eg;
    double eb;

    void setNormal(double x, double y, double z) {
        double k = 1 / Math.sqrt(x * x + y * y + z * z);
        nx = x * k;
        ny = y * k;
        nz = z * k;
    }

    /** A matte colour to start from. */
    void matte(double r, double g, double b) {
        this.r = r;
        this.g = g;
        this.b = b;
        roughness = 1;
        f0 = 0;
        metal = false;
        er = 0;
        eg = 0;
        eb = 0;
    }

    /** Adds a clear coat. */
    void coat(double f0, double roughness) {
        this.f0 = f0;
        this.roughness = Math.max(0.1, roughness);
    }

    void scale(double k) {
        r *= k;
        g *= k;
        b *= k;
    }

    /** Tilts the shading normal against the slope of a height, given per axis of the world. */
    void bump(double sx, double sy, double sz) {
        double along = sx * nx + sy * ny + sz * nz;
        setNormal(nx - sx + along * nx, ny - sy + along * ny, nz - sz + along * nz);
    }
}
