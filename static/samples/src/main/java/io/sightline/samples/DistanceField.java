// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * A solid as a signed distance in metres: negative inside. Distances may be bounds rather than
 * exact.
 *
 * <p>The primitives are the well-known ones collected by I. Quilez ("distance functions"), written
 * anew.
 */
interface DistanceField {
    double at(double x, double y, double z);

    /** An ellipsoid about the origin, to first order. */
    static double ellipsoid(double x, double y, double z, double rx, double ry, double rz) {
        double a = x / rx;
        double b = y / ry;
        double c = z / rz;
        double k0 = Math.sqrt(a * a + b * b + c * c);
        a /= rx;
        b /= ry;
        c /= rz;
        double k1 = Math.sqrt(a * a + b * b + c * c);
        return k1 < 1e-9 ? -Math.min(rx, Math.min(ry, rz)) : k0 * (k0 - 1) / k1;
    }

    /** A box about the origin with half sizes and rounded edges. */
    static double roundBox(
            double x, double y, double z, double hx, double hy, double hz, double radius) {
        double a = Math.abs(x) - hx + radius;
        double b = Math.abs(y) - hy + radius;
        double c = Math.abs(z) - hz + radius;
        double px = Math.max(a, 0);
        double py = Math.max(b, 0);
        double pz = Math.max(c, 0);
        return Math.sqrt(px * px + py * py + pz * pz)
                + Math.min(Math.max(a, Math.max(b, c)), 0)
                - radius;
    }

    /** A limb: a capsule whose radius runs from {@code r0} at a to {@code r1} at b. */
    static double limb(double x, double y, double z, Vec3 a, Vec3 b, double r0, double r1) {
        double bx = b.x() - a.x();
        double by = b.y() - a.y();
        double bz = b.z() - a.z();
        double px = x - a.x();
        double py = y - a.y();
        double pz = z - a.z();
        double t =
                Math.max(
                        0,
                        Math.min(1, (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)));
        px -= t * bx;
        py -= t * by;
        pz -= t * bz;
        return Math.sqrt(px * px + py * py + pz * pz) - (r0 + (r1 - r0) * t);
    }

    /** The union of two solids with the seam filled over a width of {@code k}. */
    static double blend(double a, double b, double k) {
        double h = Math.max(k - Math.abs(a - b), 0) / k;
        return Math.min(a, b) - h * h * k * 0.25;
    }
}
