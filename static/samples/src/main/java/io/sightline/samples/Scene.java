// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.List;

/**
 * All that light can meet.
 *
 * @param still the room; its tree is shared by every frame
 * @param moving the figure, or null for the empty room
 * @param sun or null
 */
record Scene(Bvh still, Bvh moving, List<Portal> portals, List<Globe> globes, Sun sun, Sky sky) {
    Scene with(Bvh figure) {
        return new Scene(still, figure, portals, globes, sun, sky);
    }

    /** Finds what the ray meets first before {@code tMax}; false for nothing. */
    boolean closest(Ray ray, Hit hit, double tMax) {
        hit.reset(tMax);
        still.closest(ray, hit, false);
        if (moving != null) {
            moving.closest(ray, hit, false);
        }
        for (int i = 0; i < globes.size(); i++) {
            double t = globe(ray, globes.get(i));
            if (t < hit.t) {
                hit.t = t;
                hit.globe = i;
                hit.body = null;
            }
        }
        return hit.body != null || hit.globe >= 0;
    }

    /**
     * Whether anything but the globe {@code except} stands between the ray's origin and {@code
     * tMax}.
     */
    boolean blocked(Ray ray, Hit hit, double tMax, int except) {
        hit.reset(tMax);
        if (moving != null && moving.closest(ray, hit, true)) {
            return true;
        }
        if (still.closest(ray, hit, true)) {
            return true;
        }
        for (int i = 0; i < globes.size(); i++) {
            if (i != except && globe(ray, globes.get(i)) < tMax) {
                return true;
            }
        }
        return false;
    }

    /** Where a ray enters a globe from outside, or infinity. */
    static double globe(Ray ray, Globe globe) {
        Vec3 c = globe.centre();
        double x = c.x() - ray.ox;
        double y = c.y() - ray.oy;
        double z = c.z() - ray.oz;
        double b = x * ray.dx + y * ray.dy + z * ray.dz;
        double px = x - b * ray.dx;
        double py = y - b * ray.dy;
        double pz = z - b * ray.dz;
        double d = globe.radius() * globe.radius() - (px * px + py * py + pz * pz);
        if (d < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double t = b - Math.sqrt(d);
        return t > Ray.NEAR ? t : Double.POSITIVE_INFINITY;
    }
}
