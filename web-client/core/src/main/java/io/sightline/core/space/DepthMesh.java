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
    /**
     * Neighbours whose depths differ by more than this share lie on different surfaces, unless the
     * surface beside them slopes as much: the inverse depth of a plane is linear in the picture, so
     * a floor seen at a flat angle goes on in equal steps, and an edge does not.
     */
    public static final double JUMP = 0.06;

    /**
     * A surface seen at a flatter angle than this is none, degrees: a model draws edges softly,
     * over a few pixels, and those go on in equal steps, too, but along the line of sight. A floor
     * seen from 1.5 m above is as flat 29 m ahead.
     */
    private static final double FLATTEST = 3;

    /** Neighbours that differ by more than this share are on two surfaces, whatever the angle. */
    private static final double MOST = 0.2;

    /** And by less than this never for their angle: so much is noise. */
    private static final double LEAST = 0.01;

    /** From this share of the greatest step on, a step beside one that is too great is its foot. */
    public static final double FOOT = 0.25;

    /**
     * The share of the depth that neighbours on one surface differ by at most, as the angle says
     * that the surface is seen at.
     *
     * @param lens that the map was seen through, at the map's size
     * @param every pixels from neighbour to neighbour
     */
    public static double steepest(Intrinsics lens, int every) {
        double pixel = every / Math.min(lens.fx(), lens.fy());
        return Math.max(LEAST, Math.min(MOST, pixel / Math.tan(Math.toRadians(FLATTEST))));
    }

    /**
     * Makes the surface.
     *
     * @param depth metres, row-major, as large as the lens's picture; read from index 0
     * @param rgba the picture at the same size; null for grey
     * @param farthest metres
     * @param jump share of the depth that neighbours may differ by
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
        var surface = new Surface(depth, width, lens.size().height(), jump, steepest(lens, every));
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
                int x = column * every;
                int y = row * every;
                if (a >= 0
                        && b >= 0
                        && c >= 0
                        && surface.joined(x - every, y - every, every, 0)
                        && surface.joined(x - every, y - every, 0, every)) {
                    count = put(triangles, count, a, c, b);
                }
                if (b >= 0
                        && c >= 0
                        && d >= 0
                        && surface.joined(x - every, y, every, 0)
                        && surface.joined(x, y - every, 0, every)) {
                    count = put(triangles, count, b, c, d);
                }
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

    private static int put(IntBuffer triangles, int count, int a, int b, int c) {
        triangles.put(count * 3, a);
        triangles.put(count * 3 + 1, b);
        triangles.put(count * 3 + 2, c);
        return count + 1;
    }

    /** Tells whether neighbours lie on one surface. */
    private record Surface(FloatBuffer depth, int width, int height, double jump, double steepest) {
        /** Whether a pixel and the one so far beside it do. */
        boolean joined(int x, int y, int dx, int dy) {
            double here = inverse(x, y);
            double there = inverse(x + dx, y + dy);
            double before = inverse(x - dx, y - dy);
            double after = inverse(x + 2 * dx, y + 2 * dy);
            double step = there - here;
            double least = Math.min(here, there);
            // Outside the picture nothing is known: a comparison with NaN is false.
            if (!(Math.abs(step) <= steepest * least)
                    || Math.abs(step) > FOOT * steepest * least
                            && (goesOn(step, before, here) || goesOn(step, there, after))) {
                return false;
            }
            return Math.abs(step) <= jump * least
                    || Math.abs(step - (here - before)) <= jump * least
                    || Math.abs(step - (after - there)) <= jump * least;
        }

        /** Whether the step beside goes the same way and is too great. */
        private boolean goesOn(double step, double from, double to) {
            return (to - from) * step > 0 && Math.abs(to - from) > steepest * Math.min(from, to);
        }

        private double inverse(int x, int y) {
            return x < 0 || y < 0 || x >= width || y >= height
                    ? Double.NaN
                    : 1 / (double) depth.get(y * width + x);
        }
    }
}
