// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * An opening through which the sky lights the room: a rectangle to aim light samples at.
 *
 * @param origin one corner
 * @param u edge from it
 * @param v the other edge, at right angles
 */
record Portal(Vec3 origin, Vec3 u, Vec3 v) {
    /** The way through, out or in. */
    Vec3 normal() {
        return u.cross(v).normalized();
    }

    double area() {
        return u.cross(v).length();
    }
}
