// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.camera.Intrinsics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The surface of a depth map: a grid of triangles between neighbouring pixels, cut where depth
 * jumps, so that nothing is stretched between an object and what is behind it.
 *
 * @param cloud the grid's points
 * @param triangles three indices of points each, counter-clockwise as the camera sees them
 * @param count how many triangles
 */
public record DepthMesh(PointCloud cloud, IntBuffer triangles, int count) {
    /** Neighbours whose depths differ by more than this share lie on different surfaces. */
    public static final double JUMP = 0.06;

    /**
     * Makes the surface.
     *
     * @param depth metres, row-major, as large as the lens's picture; read from index 0
     * @param rgba the picture at the same size; null for grey
     * @param farthest metres
     * @param jump share of the depth that two corners of a triangle may differ by for each pixel
     *     between them
     * @param every takes every so manieth row and column
     */
    public static DepthMesh of(
            FloatBuffer depth,
            ByteBuffer rgba,
            Intrinsics lens,
            double farthest,
            double jump,
            int every) {
        var cloud = PointCloud.of(depth, rgba, lens, farthest, every);
        int width = lens.size().width();
        int columns = (width + every - 1) / every;
        int rows = (lens.size().height() + every - 1) / every;
        var triangles =
                ByteBuffer.allocateDirect(Math.max(0, (columns - 1) * (rows - 1)) * 24)
                        .order(ByteOrder.nativeOrder())
                        .asIntBuffer();
        // The cloud keeps the grid's order, so its points are met again in one walk.
        var upper = new int[columns];
        var lower = new int[columns];
        int next = 0;
        int count = 0;
        double most = 1 + jump * every;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                boolean there =
                        next < cloud.count()
                                && cloud.positions().get(next * 3 + 2)
                                        == depth.get(row * every * width + column * every)
                                && isAt(cloud, next, lens, column * every, row * every);
                lower[column] = there ? next++ : -1;
            }
            for (int column = 1; row > 0 && column < columns; ++column) {
                int a = upper[column - 1];
                int b = upper[column];
                int c = lower[column - 1];
                int d = lower[column];
                count += put(cloud, triangles, count, most, a, c, b);
                count += put(cloud, triangles, count, most, b, c, d);
            }
            var swap = upper;
            upper = lower;
            lower = swap;
        }
        return new DepthMesh(cloud, triangles, count);
    }

    private static boolean isAt(PointCloud cloud, int index, Intrinsics lens, int x, int y) {
        float z = cloud.positions().get(index * 3 + 2);
        return cloud.positions().get(index * 3) == (float) (lens.across(x + 0.5) * z)
                && cloud.positions().get(index * 3 + 1) == (float) (lens.down(y + 0.5) * z);
    }

    private static int put(
            PointCloud cloud, IntBuffer triangles, int count, double most, int a, int b, int c) {
        if (a < 0 || b < 0 || c < 0) {
            return 0;
        }
        float za = cloud.positions().get(a * 3 + 2);
        float zb = cloud.positions().get(b * 3 + 2);
        float zc = cloud.positions().get(c * 3 + 2);
        if (Math.max(za, Math.max(zb, zc)) > most * Math.min(za, Math.min(zb, zc))) {
            return 0;
        }
        triangles.put(count * 3, a);
        triangles.put(count * 3 + 1, b);
        triangles.put(count * 3 + 2, c);
        return 1;
    }
}
