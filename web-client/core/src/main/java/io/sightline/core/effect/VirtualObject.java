// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.space.Point;

/** Something that is not there, placed in camera axes, metres. */
public sealed interface VirtualObject {
    /** The depth at which the ray (x, y, 1) meets it, or NaN when it does not. */
    double depth(double x, double y);

    /**
     * A flat picture that faces the camera.
     *
     * @param centre of it
     * @param width metres
     * @param height metres
     */
    record Billboard(Point centre, double width, double height) implements VirtualObject {
        @Override
        public double depth(double x, double y) {
            double z = centre.z();
            return z > 0
                            && Math.abs(x * z - centre.x()) <= width / 2
                            && Math.abs(y * z - centre.y()) <= height / 2
                    ? z
                    : Double.NaN;
        }
    }

    /**
     * A ball.
     *
     * @param centre of it
     * @param radius metres
     */
    record Sphere(Point centre, double radius) implements VirtualObject {
        @Override
        public double depth(double x, double y) {
            double a = x * x + y * y + 1;
            double b = x * centre.x() + y * centre.y() + centre.z();
            double c = centre.dot(centre) - radius * radius;
            double inside = b * b - a * c;
            double z = (b - Math.sqrt(inside)) / a;
            return inside >= 0 && z > 0 ? z : Double.NaN;
        }
    }

    /**
     * A box that may be turned, as one that stands on a tilted floor.
     *
     * @param centre of it
     * @param right unit direction of its width
     * @param up unit direction of its height
     * @param width metres
     * @param height metres
     * @param length metres, along the third direction
     */
    record Box(Point centre, Point right, Point up, double width, double height, double length)
            implements VirtualObject {
        @Override
        public double depth(double x, double y) {
            var ray = new Point(x, y, 1);
            double near = 0;
            double far = Double.POSITIVE_INFINITY;
            Point[] axes = {right, up, right.cross(up)};
            double[] halves = {width / 2, height / 2, length / 2};
            for (int i = 0; i < 3; ++i) {
                double slope = axes[i].dot(ray);
                double middle = axes[i].dot(centre);
                if (slope == 0) {
                    if (Math.abs(middle) > halves[i]) {
                        return Double.NaN;
                    }
                    continue;
                }
                double one = (middle - halves[i]) / slope;
                double other = (middle + halves[i]) / slope;
                near = Math.max(near, Math.min(one, other));
                far = Math.min(far, Math.max(one, other));
            }
            return near > 0 && near <= far ? near : Double.NaN;
        }
    }
}
