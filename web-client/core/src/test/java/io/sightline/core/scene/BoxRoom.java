// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.scene;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A room of planes and boxes whose depth is known in closed form. World axes: x right, y down, z
 * forward along the floor, the lens at the origin; the floor lies at y = camera height.
 */
public final class BoxRoom {
    /** A box between two corners. */
    public record Box(double x0, double y0, double z0, double x1, double y1, double z1, int rgb) {}

    private final Intrinsics lens;
    private final double height;
    private final double cos;
    private final double sin;
    private final double side;
    private final double end;
    private final double ceiling;
    private final List<Box> boxes = new ArrayList<>();

    /**
     * @param lens that looks
     * @param height of the lens over the floor, metres
     * @param pitch radians downwards
     * @param side from the axis to each wall, metres
     * @param end to the far wall, metres
     */
    public BoxRoom(Intrinsics lens, double height, double pitch, double side, double end) {
        this.lens = lens;
        this.height = height;
        this.side = side;
        this.end = end;
        this.cos = Math.cos(pitch);
        this.sin = Math.sin(pitch);
        this.ceiling = height - 3;
    }

    /** With something that stands on the floor. */
    public BoxRoom with(double x, double z, double width, double depth, double tall) {
        boxes.add(
                new Box(
                        x - width / 2,
                        height - tall,
                        z,
                        x + width / 2,
                        height,
                        z + depth,
                        0xc04030));
        return this;
    }

    /**
     * With a person upright: legs, trunk, arms, head.
     *
     * @param x of the middle, metres to the right
     * @param z of the middle, metres forward along the floor
     * @return what {@link #what} has for the first and the last part
     */
    public int[] person(double x, double z, double tall, int rgb) {
        int first = boxes.size() + 5;
        part(x - 0.05 * tall, z, 0.08 * tall, 0.09 * tall, 0, 0.48 * tall, rgb);
        part(x + 0.05 * tall, z, 0.08 * tall, 0.09 * tall, 0, 0.48 * tall, rgb);
        part(x, z, 0.22 * tall, 0.13 * tall, 0.46 * tall, 0.83 * tall, rgb);
        part(x - 0.14 * tall, z, 0.05 * tall, 0.06 * tall, 0.42 * tall, 0.82 * tall, rgb);
        part(x + 0.14 * tall, z, 0.05 * tall, 0.06 * tall, 0.42 * tall, 0.82 * tall, rgb);
        part(x, z, 0.09 * tall, 0.11 * tall, 0.83 * tall, tall, rgb);
        return new int[] {first, boxes.size() + 4};
    }

    private void part(
            double x, double z, double width, double depth, double low, double high, int rgb) {
        boxes.add(
                new Box(
                        x - width / 2,
                        height - high,
                        z - depth / 2,
                        x + width / 2,
                        height - low,
                        z + depth / 2,
                        rgb));
    }

    /** What a place of the picture shows, as {@link #what} has it. */
    public int what(double px, double py) {
        return (int) hit(px, py)[1];
    }

    /** The lens. */
    public Intrinsics lens() {
        return lens;
    }

    /** Where a world point falls: x, y in pixels, depth in metres. */
    public double[] project(double x, double y, double z) {
        double down = y * cos - z * sin;
        double depth = y * sin + z * cos;
        return new double[] {
            lens.fx() * x / depth + lens.cx(), lens.fy() * down / depth + lens.cy(), depth
        };
    }

    /** Where a place of the floor falls. */
    public double[] floor(double x, double z) {
        return project(x, height, z);
    }

    /** Camera coordinates to world coordinates. */
    public double[] world(double x, double y, double z) {
        return new double[] {x, y * cos + z * sin, z * cos - y * sin};
    }

    private double[] hit(double px, double py) {
        double x = lens.across(px);
        double y = lens.down(py);
        // The direction with depth 1, in the world: the parameter along it is the depth.
        double[] d = world(x, y, 1);
        double best = Double.POSITIVE_INFINITY;
        int what = 0;
        double[] planes = {
            d[1] > 0 ? height / d[1] : ceiling / d[1], (d[0] > 0 ? side : -side) / d[0], end / d[2]
        };
        int[] names = {d[1] > 0 ? 1 : 2, 3, 4};
        for (int i = 0; i < 3; ++i) {
            if (planes[i] > 0 && planes[i] < best) {
                best = planes[i];
                what = names[i];
            }
        }
        int number = 5;
        for (var box : boxes) {
            double near = 0;
            double far = best;
            double[] low = {box.x0(), box.y0(), box.z0()};
            double[] high = {box.x1(), box.y1(), box.z1()};
            for (int a = 0; a < 3; ++a) {
                double t0 = low[a] / d[a];
                double t1 = high[a] / d[a];
                near = Math.max(near, Math.min(t0, t1));
                far = Math.min(far, Math.max(t0, t1));
            }
            if (near > 0 && near < far) {
                best = near;
                what = number;
            }
            ++number;
        }
        return new double[] {best, what};
    }

    /** The depth at a place of the picture, metres. */
    public double depth(double px, double py) {
        return hit(px, py)[0];
    }

    /** The depth of all pixels. */
    public float[] depth() {
        return all(0);
    }

    /** What all pixels show: 1 floor, 2 ceiling, 3 side wall, 4 far wall, 5 and on the boxes. */
    public float[] what() {
        return all(1);
    }

    private float[] all(int which) {
        ImageSize size = lens.size();
        var result = new float[size.width() * size.height()];
        for (int i = 0; i < result.length; ++i) {
            result[i] = (float) hit(i % size.width() + 0.5, i / size.width() + 0.5)[which];
        }
        return result;
    }
}
