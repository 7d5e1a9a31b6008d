// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

/**
 * A camera that goes around a point of the scene. Its world is the scene's camera axes (x right, y
 * down, z forward); its own axes are WebGPU's: x right, y up, looking along −z, depth 0 to 1.
 *
 * @param target that it looks at
 * @param yaw radians; 0 looks as the real camera did, more goes to the right around the target
 * @param pitch radians; more looks from higher above
 * @param distance to the target, metres
 * @param degrees that it sees from top to bottom
 */
public record OrbitCamera(Point target, double yaw, double pitch, double distance, double degrees) {
    private static final double STEEPEST = Math.toRadians(89);
    private static final double LEAST = 0.05;
    private static final double MOST = 500;

    public OrbitCamera {
        pitch = Math.max(-STEEPEST, Math.min(STEEPEST, pitch));
        distance = Math.max(LEAST, Math.min(MOST, distance));
        yaw = Math.IEEEremainder(yaw, 2 * Math.PI);
        degrees = Math.max(5, Math.min(120, degrees));
    }

    /** The real camera's place and direction, the target at a distance before it. */
    public static OrbitCamera before(double distance, double degrees) {
        return new OrbitCamera(new Point(0, 0, distance), 0, 0, distance, degrees);
    }

    /** The direction that it looks in. */
    public Point forward() {
        double cos = Math.cos(pitch);
        return new Point(-Math.sin(yaw) * cos, Math.sin(pitch), Math.cos(yaw) * cos);
    }

    /** The direction to its right. */
    public Point right() {
        return new Point(Math.cos(yaw), 0, Math.sin(yaw));
    }

    /** The direction upwards in its picture. */
    public Point up() {
        return right().cross(forward());
    }

    /** Where it is. */
    public Point place() {
        return target.minus(forward().times(distance));
    }

    /** Turned by so many radians. */
    public OrbitCamera turned(double byYaw, double byPitch) {
        return new OrbitCamera(target, yaw + byYaw, pitch + byPitch, distance, degrees);
    }

    /** Nearer (below 1) or farther (above 1). */
    public OrbitCamera zoomed(double factor) {
        return new OrbitCamera(target, yaw, pitch, distance * factor, degrees);
    }

    /** With the target moved by shares of the picture's height, so that it follows the pointer. */
    public OrbitCamera moved(double across, double down) {
        double metres = 2 * distance * Math.tan(Math.toRadians(degrees) / 2);
        return new OrbitCamera(
                target.minus(right().times(across * metres)).plus(up().times(down * metres)),
                yaw,
                pitch,
                distance,
                degrees);
    }

    /** World to its own axes: column-major, 16 numbers. */
    public float[] view() {
        var r = right();
        var u = up();
        var f = forward();
        var p = place();
        return new float[] {
            (float) r.x(), (float) u.x(), (float) -f.x(), 0,
            (float) r.y(), (float) u.y(), (float) -f.y(), 0,
            (float) r.z(), (float) u.z(), (float) -f.z(), 0,
            (float) -r.dot(p), (float) -u.dot(p), (float) f.dot(p), 1
        };
    }

    /**
     * Its axes to clip space with depth 0 (near) to 1 (far): column-major, 16 numbers.
     *
     * @param aspect width by height of the picture
     * @param near metres
     * @param far metres
     */
    public float[] projection(double aspect, double near, double far) {
        double focal = 1 / Math.tan(Math.toRadians(degrees) / 2);
        return new float[] {
            (float) (focal / aspect),
            0,
            0,
            0,
            0,
            (float) focal,
            0,
            0,
            0,
            0,
            (float) (far / (near - far)),
            -1,
            0,
            0,
            (float) (near * far / (near - far)),
            0
        };
    }

    /**
     * Where it sees a point: x from 0 (left) to 1 (right), y from 0 (top) to 1 (bottom), and beyond
     * both where it lies beside the picture; z is how far ahead. Null behind it.
     */
    public Point shown(Point point, double aspect) {
        var to = point.minus(place());
        double ahead = to.dot(forward());
        if (!(ahead > 0)) {
            return null;
        }
        double half = ahead * Math.tan(Math.toRadians(degrees) / 2);
        return new Point(
                0.5 + to.dot(right()) / (2 * half * aspect),
                0.5 - to.dot(up()) / (2 * half),
                ahead);
    }

    /**
     * The direction of the ray through a place of the picture, length 1; it begins at {@link
     * #place}.
     *
     * @param u 0 left to 1 right
     * @param v 0 top to 1 bottom
     */
    public Point ray(double u, double v, double aspect) {
        double half = Math.tan(Math.toRadians(degrees) / 2);
        return forward()
                .plus(right().times((2 * u - 1) * half * aspect))
                .plus(up().times((1 - 2 * v) * half))
                .unit();
    }

    /**
     * The point of a cloud that a place of the picture shows: of those within the radius the
     * nearest to the camera, give or take the radius; −1 when there is none.
     *
     * @param radius share of the picture's height
     */
    public int pick(PointCloud cloud, double u, double v, double aspect, double radius) {
        var from = place();
        var ray = ray(u, v, aspect);
        double slope = 2 * radius * Math.tan(Math.toRadians(degrees) / 2);
        int best = -1;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cloud.count(); ++i) {
            var to = cloud.point(i).minus(from);
            double along = to.dot(ray);
            if (along > 0) {
                double off = to.minus(ray.times(along)).length() / along;
                // In front wins; within one surface, the one nearest to the ray.
                double cost = along * (1 + 2 * off);
                if (off < slope && cost < bestCost) {
                    best = i;
                    bestCost = cost;
                }
            }
        }
        return best;
    }
}
