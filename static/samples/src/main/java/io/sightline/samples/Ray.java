// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** A ray with a unit direction; one per thread, reused. */
final class Ray {
    /** Hits nearer than this, in metres, are the surface the ray left. */
    static final double NEAR = 1e-6;

    double ox;
    double oy;
    double oz;
    double dx;
    double dy;
    double dz;
    double ix;
    double iy;
    double iz;
    final int[] stack = new int[128];

    void set(double ox, double oy, double oz, double dx, double dy, double dz) {
        this.ox = ox;
        this.oy = oy;
        this.oz = oz;
        this.dx = dx;
        this.dy = dy;
        this.dz = dz;
        // A zero would make 0 * infinity in the slab test.
        ix = 1 / (dx == 0 ? 1e-300 : dx);
        iy = 1 / (dy == 0 ? 1e-300 : dy);
        iz = 1 / (dz == 0 ? 1e-300 : dz);
    }

    /** Leaves a surface on the side its geometric normal shows. */
    void leave(Surface s, double dx, double dy, double dz) {
        double lift = s.gx * dx + s.gy * dy + s.gz * dz < 0 ? -1e-5 : 1e-5;
        set(s.px + s.gx * lift, s.py + s.gy * lift, s.pz + s.gz * lift, dx, dy, dz);
    }
}
