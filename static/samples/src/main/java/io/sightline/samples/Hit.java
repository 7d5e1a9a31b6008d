// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** The nearest thing found along a ray so far; one per thread, reused. */
final class Hit {
    double t;
    double u;
    double v;
    int face;

    /** The triangles that were met, or null. */
    Bvh body;

    /** The globe that was met, or -1. */
    int globe;

    void reset(double tMax) {
        t = tMax;
        body = null;
        globe = -1;
    }
}
