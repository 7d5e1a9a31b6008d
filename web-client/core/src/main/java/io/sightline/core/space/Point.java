// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

/**
 * A place or direction in camera axes, metres.
 *
 * @param x to the right
 * @param y downwards
 * @param z forwards
 */
public record Point(double x, double y, double z) {
    /** The sum. */
    public Point plus(Point other) {
        return new Point(x + other.x, y + other.y, z + other.z);
    }

    /** The difference. */
    public Point minus(Point other) {
        return new Point(x - other.x, y - other.y, z - other.z);
    }

    /** Longer by a factor. */
    public Point times(double factor) {
        return new Point(x * factor, y * factor, z * factor);
    }

    /** The scalar product. */
    public double dot(Point other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The vector product. */
    public Point cross(Point other) {
        return new Point(
                y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** The length. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** The same direction with length 1. */
    public Point unit() {
        return times(1 / length());
    }
}
