// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * A pinhole camera. Its axes are x right, y down, z forward; a point at (X, Y, Z) in them falls on
 * the picture at {@code (fx X / Z + cx, fy Y / Z + cy)}, where the centre of the top left pixel is
 * (0.5, 0.5).
 *
 * @param position in the world (x right, y forward, z up), metres
 * @param yaw radians to the left of the world's y axis
 * @param pitch radians upwards
 */
record Camera(
        int width,
        int height,
        double fx,
        double fy,
        double cx,
        double cy,
        Vec3 position,
        double yaw,
        double pitch) {
    /** A camera with square pixels, its axis through the middle of the picture. */
    static Camera ofFieldOfView(
            int width,
            int height,
            double horizontalDegrees,
            Vec3 position,
            double yaw,
            double pitch) {
        double f = 0.5 * width / StrictMath.tan(StrictMath.toRadians(horizontalDegrees) / 2);
        return new Camera(width, height, f, f, 0.5 * width, 0.5 * height, position, yaw, pitch);
    }

    /** The same view with other numbers of pixels (same aspect). */
    Camera scaledTo(int w, int h) {
        double kx = (double) w / width;
        double ky = (double) h / height;
        return new Camera(w, h, fx * kx, fy * ky, cx * kx, cy * ky, position, yaw, pitch);
    }

    /** Unit world direction to the right in the picture. */
    Vec3 right() {
        return new Vec3(StrictMath.cos(yaw), StrictMath.sin(yaw), 0);
    }

    /** Unit world direction of the optical axis. */
    Vec3 forward() {
        double c = StrictMath.cos(pitch);
        return new Vec3(-StrictMath.sin(yaw) * c, StrictMath.cos(yaw) * c, StrictMath.sin(pitch));
    }

    /** Unit world direction downwards in the picture. */
    Vec3 down() {
        return forward().cross(right());
    }

    /** Camera coordinates of a world point: x right, y down, z the depth. */
    Vec3 toCamera(Vec3 world) {
        Vec3 d = world.minus(position);
        return new Vec3(d.dot(right()), d.dot(down()), d.dot(forward()));
    }

    /** World point seen at picture position (u, v) at depth z. */
    Vec3 toWorld(double u, double v, double z) {
        return position.plus(right().times((u - cx) / fx * z))
                .plus(down().times((v - cy) / fy * z))
                .plus(forward().times(z));
    }
}
