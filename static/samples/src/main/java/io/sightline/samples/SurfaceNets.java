// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * Turns a distance field into a smooth mesh: one vertex per cell that the surface crosses, one
 * quadrilateral per grid edge that it crosses. Source: S. Gibson, "Constrained Elastic Surface
 * Nets", 1998, in its direct ("naive") form, with each vertex then moved onto the surface along the
 * gradient.
 */
final class SurfaceNets {
    private static final int BLOCK = 5;

    private SurfaceNets() {}

    /**
     * Adds the surface of {@code field} inside the box to the mesh, sampled every {@code cell}
     * metres.
     */
    static void add(
            Mesh mesh, Material material, DistanceField field, Vec3 from, Vec3 to, double cell) {
        int nx = (int) Math.ceil((to.x() - from.x()) / cell) + 1;
        int ny = (int) Math.ceil((to.y() - from.y()) / cell) + 1;
        int nz = (int) Math.ceil((to.z() - from.z()) / cell) + 1;
        double[] values = new double[nx * ny * nz];
        // Blocks that are clearly all inside or all outside are not looked at more closely.
        double clear = 1.9 * BLOCK * cell;
        for (int k = 0; k < nz; k += BLOCK) {
            for (int j = 0; j < ny; j += BLOCK) {
                for (int i = 0; i < nx; i += BLOCK) {
                    double half = 0.5 * BLOCK;
                    double d =
                            field.at(
                                    from.x() + (i + half) * cell,
                                    from.y() + (j + half) * cell,
                                    from.z() + (k + half) * cell);
                    boolean skip = Math.abs(d) > clear;
                    for (int c = k; c < Math.min(nz, k + BLOCK); c++) {
                        for (int b = j; b < Math.min(ny, j + BLOCK); b++) {
                            for (int a = i; a < Math.min(nx, i + BLOCK); a++) {
                                values[a + nx * (b + ny * c)] =
                                        skip
                                                ? d
                                                : field.at(
                                                        from.x() + a * cell,
                                                        from.y() + b * cell,
                                                        from.z() + c * cell);
                            }
                        }
                    }
                }
            }
        }
        int[] strides = {1, nx, nx * ny};
        Vec3[] points = new Vec3[values.length];
        Vec3[] normals = new Vec3[values.length];
        for (int k = 0; k + 1 < nz; k++) {
            for (int j = 0; j + 1 < ny; j++) {
                for (int i = 0; i + 1 < nx; i++) {
                    int at = i + j * strides[1] + k * strides[2];
                    Vec3 inCell = crossing(values, strides, at);
                    if (inCell != null) {
                        Vec3 p =
                                from.plus(
                                        new Vec3(i + inCell.x(), j + inCell.y(), k + inCell.z())
                                                .times(cell));
                        Vec3 g = gradient(field, p);
                        double d = field.at(p.x(), p.y(), p.z());
                        points[at] =
                                p.minus(g.times(Math.max(-0.5 * cell, Math.min(0.5 * cell, d))));
                        normals[at] = gradient(field, points[at]);
                    }
                }
            }
        }
        int[] counts = {nx, ny, nz};
        int[] c = new int[3];
        for (c[2] = 0; c[2] + 1 < nz; c[2]++) {
            for (c[1] = 0; c[1] + 1 < ny; c[1]++) {
                for (c[0] = 0; c[0] + 1 < nx; c[0]++) {
                    int at = c[0] + c[1] * strides[1] + c[2] * strides[2];
                    for (int axis = 0; axis < 3; axis++) {
                        int u = (axis + 1) % 3;
                        int v = (axis + 2) % 3;
                        boolean inside = values[at] < 0;
                        if (inside == (values[at + strides[axis]] < 0)
                                || c[u] == 0
                                || c[v] == 0
                                || c[axis] + 1 >= counts[axis]) {
                            continue;
                        }
                        int su = strides[inside ? u : v];
                        int sv = strides[inside ? v : u];
                        int[] ring = {at, at - su, at - su - sv, at - sv};
                        mesh.triangle(
                                material,
                                points[ring[0]],
                                points[ring[1]],
                                points[ring[2]],
                                normals[ring[0]],
                                normals[ring[1]],
                                normals[ring[2]]);
                        mesh.triangle(
                                material,
                                points[ring[0]],
                                points[ring[2]],
                                points[ring[3]],
                                normals[ring[0]],
                                normals[ring[2]],
                                normals[ring[3]]);
                    }
                }
            }
        }
    }

    /**
     * The mean of the points where the surface cuts the cell's twelve edges, in cell units; null if
     * it cuts none.
     */
    private static Vec3 crossing(double[] values, int[] strides, int at) {
        double x = 0;
        double y = 0;
        double z = 0;
        int n = 0;
        for (int axis = 0; axis < 3; axis++) {
            int u = (axis + 1) % 3;
            int v = (axis + 2) % 3;
            for (int edge = 0; edge < 4; edge++) {
                int start = at + (edge & 1) * strides[u] + (edge >> 1) * strides[v];
                double a = values[start];
                double b = values[start + strides[axis]];
                if (a < 0 != b < 0) {
                    double[] p = new double[3];
                    p[axis] = a / (a - b);
                    p[u] = edge & 1;
                    p[v] = edge >> 1;
                    x += p[0];
                    y += p[1];
                    z += p[2];
                    n++;
                }
            }
        }
        return n == 0 ? null : new Vec3(x / n, y / n, z / n);
    }

    private static Vec3 gradient(DistanceField field, Vec3 p) {
        double e = 1e-4;
        Vec3 g =
                new Vec3(
                        field.at(p.x() + e, p.y(), p.z()) - field.at(p.x() - e, p.y(), p.z()),
                        field.at(p.x(), p.y() + e, p.z()) - field.at(p.x(), p.y() - e, p.z()),
                        field.at(p.x(), p.y(), p.z() + e) - field.at(p.x(), p.y(), p.z() - e));
        return g.length() > 1e-12 ? g.normalized() : new Vec3(0, 0, 1);
    }
}
