// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.space.Point;

/**
 * How bright the surface of a virtual object is: Lambert's law under one lamp behind the camera's
 * left shoulder, over what comes from all around.
 */
public final class Shading {
    private static final double AROUND = 0.35;
    private static final Point TO_LIGHT = new Point(-0.4, -0.8, -0.4472136);

    private Shading() {}

    /**
     * Light that a place of the surface gives, as a share of its colour.
     *
     * @param x of the ray (x, y, 1) that meets it
     * @param y of the ray
     * @param depth at which it does
     */
    public static double of(VirtualObject object, double x, double y, double depth) {
        if (object instanceof VirtualObject.Sphere sphere) {
            var centre = sphere.centre();
            return lit(
                    (x * depth - centre.x()) / sphere.radius(),
                    (y * depth - centre.y()) / sphere.radius(),
                    (depth - centre.z()) / sphere.radius());
        }
        if (object instanceof VirtualObject.Box box) {
            return face(box, new Point(x, y, 1), depth);
        }
        return 1;
    }

    private static double face(VirtualObject.Box box, Point ray, double depth) {
        Point[] axes = {box.right(), box.up(), box.right().cross(box.up())};
        double[] halves = {box.width() / 2, box.height() / 2, box.length() / 2};
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; ++i) {
            // The face that is met is the one whose plane the point lies in.
            double away = axes[i].dot(ray) * depth - axes[i].dot(box.centre());
            double off = Math.abs(Math.abs(away) - halves[i]);
            if (off < least) {
                least = off;
                nearest = i;
            }
        }
        double sign = axes[nearest].dot(ray) > 0 ? -1 : 1;
        var axis = axes[nearest];
        return lit(sign * axis.x(), sign * axis.y(), sign * axis.z());
    }

    private static double lit(double x, double y, double z) {
        double facing = TO_LIGHT.x() * x + TO_LIGHT.y() * y + TO_LIGHT.z() * z;
        return AROUND + (1 - AROUND) * Math.max(0, facing);
    }
}
