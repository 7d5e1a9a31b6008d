// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.camera.Intrinsics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The pixels of a depth map, each where it lies in space.
 *
 * @param positions x, y, z of each point, camera axes, metres
 * @param colours red, green, blue of each point
 * @param count how many points
 */
public record PointCloud(FloatBuffer positions, ByteBuffer colours, int count) {
    /** Nothing nearer than this is a measurement, metres. */
    private static final float LEAST = 0.02f;

    /**
     * Lifts a depth map into space; pixels without a depth, or beyond {@code farthest}, are left
     * out.
     *
     * @param depth metres along the optical axis, row-major, as large as the lens's picture; read
     *     from index 0
     * @param rgba the picture at the same size, four bytes a pixel; null for grey
     * @param farthest metres
     * @param every takes every so manieth row and column
     */
    public static PointCloud of(
            FloatBuffer depth, ByteBuffer rgba, Intrinsics lens, double farthest, int every) {
        int width = lens.size().width();
        int height = lens.size().height();
        int most = (width + every - 1) / every * ((height + every - 1) / every);
        var positions =
                ByteBuffer.allocateDirect(most * 12).order(ByteOrder.nativeOrder()).asFloatBuffer();
        var colours = ByteBuffer.allocateDirect(most * 3);
        int count = 0;
        for (int y = 0; y < height; y += every) {
            double down = lens.down(y + 0.5);
            for (int x = 0; x < width; x += every) {
                int at = y * width + x;
                float z = depth.get(at);
                if (z >= LEAST && z <= farthest) {
                    positions.put(count * 3, (float) (lens.across(x + 0.5) * z));
                    positions.put(count * 3 + 1, (float) (down * z));
                    positions.put(count * 3 + 2, z);
                    for (int c = 0; c < 3; ++c) {
                        colours.put(
                                count * 3 + c, rgba == null ? (byte) 160 : rgba.get(at * 4 + c));
                    }
                    ++count;
                }
            }
        }
        return new PointCloud(positions, colours, count);
    }

    /** A point. */
    public Point point(int index) {
        return new Point(
                positions.get(index * 3),
                positions.get(index * 3 + 1),
                positions.get(index * 3 + 2));
    }

    /** Where a place of the picture lies at a depth. */
    public static Point lift(Intrinsics lens, double x, double y, double depth) {
        return new Point(lens.across(x) * depth, lens.down(y) * depth, depth);
    }
}
