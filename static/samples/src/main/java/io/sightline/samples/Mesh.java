// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Triangles under construction: positions, shading normals and texture coordinates per corner, a
 * material per triangle.
 *
 * <p>Texture coordinates are the object's own metres (before {@link #place}), so that wood and
 * cloth turn with it.
 */
final class Mesh {
    /** Nine numbers a triangle: three corners of x, y, z. */
    double[] corners = new double[9 * 1024];

    float[] normals = new float[9 * 1024];
    float[] textures = new float[9 * 1024];
    final List<Material> materials = new ArrayList<>();
    private int count;

    private double cos = 1;
    private double sin;
    private double shiftX;
    private double shiftY;
    private double shiftZ;

    int size() {
        return count;
    }

    /** What is added from now on is turned about z by {@code yaw} radians, then moved. */
    Mesh place(double x, double y, double z, double yaw) {
        cos = StrictMath.cos(yaw);
        sin = StrictMath.sin(yaw);
        shiftX = x;
        shiftY = y;
        shiftZ = z;
        return this;
    }

    Mesh place(double x, double y, double z) {
        return place(x, y, z, 0);
    }

    /** What is added from now on stands where it is given. */
    Mesh unplaced() {
        return place(0, 0, 0, 0);
    }

    /** One triangle with a normal per corner. */
    void triangle(Material material, Vec3 a, Vec3 b, Vec3 c, Vec3 na, Vec3 nb, Vec3 nc) {
        if (9 * (count + 1) > corners.length) {
            corners = Arrays.copyOf(corners, corners.length * 2);
            normals = Arrays.copyOf(normals, normals.length * 2);
            textures = Arrays.copyOf(textures, textures.length * 2);
        }
        int at = 9 * count++;
        materials.add(material);
        corner(at, a, na);
        corner(at + 3, b, nb);
        corner(at + 6, c, nc);
    }

    private void corner(int at, Vec3 p, Vec3 n) {
        corners[at] = cos * p.x() - sin * p.y() + shiftX;
        corners[at + 1] = sin * p.x() + cos * p.y() + shiftY;
        corners[at + 2] = p.z() + shiftZ;
        normals[at] = (float) (cos * n.x() - sin * n.y());
        normals[at + 1] = (float) (sin * n.x() + cos * n.y());
        normals[at + 2] = (float) n.z();
        textures[at] = (float) p.x();
        textures[at + 1] = (float) p.y();
        textures[at + 2] = (float) p.z();
    }

    /** A flat quadrilateral; corners in order around it. */
    void quad(Material material, Vec3 a, Vec3 b, Vec3 c, Vec3 d) {
        Vec3 n = b.minus(a).cross(c.minus(a)).normalized();
        triangle(material, a, b, c, n, n, n);
        triangle(material, a, c, d, n, n, n);
    }

    /**
     * A box with its edges rounded off by {@code bevel} (0: sharp), from one corner to the opposite
     * one.
     */
    void box(Material material, Vec3 from, Vec3 to, double bevel) {
        Vec3 middle = from.plus(to).times(0.5);
        Vec3 half = to.minus(from).times(0.5);
        double r =
                Math.max(
                        1e-5,
                        Math.min(bevel, 0.49 * Math.min(half.x(), Math.min(half.y(), half.z()))));
        // A vertex per corner and face: the corner, drawn back by r along the other two axes of
        // that face.
        Vec3[][] at = new Vec3[8][3];
        Vec3[] axes = {new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1)};
        for (int corner = 0; corner < 8; corner++) {
            double sx = (corner & 1) == 0 ? -1 : 1;
            double sy = (corner & 2) == 0 ? -1 : 1;
            double sz = (corner & 4) == 0 ? -1 : 1;
            for (int axis = 0; axis < 3; axis++) {
                at[corner][axis] =
                        middle.plus(
                                new Vec3(
                                        sx * (half.x() - (axis == 0 ? 0 : r)),
                                        sy * (half.y() - (axis == 1 ? 0 : r)),
                                        sz * (half.z() - (axis == 2 ? 0 : r))));
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            int u = 1 << (axis + 1) % 3;
            int v = 1 << (axis + 2) % 3;
            for (int side = 0; side < 2; side++) {
                int base = side << axis;
                Vec3 n = axes[axis].times(side * 2 - 1);
                smoothQuad(
                        material,
                        new Vec3[] {
                            at[base][axis],
                            at[base | u][axis],
                            at[base | u | v][axis],
                            at[base | v][axis]
                        },
                        new Vec3[] {n, n, n, n});
            }
            // The four edges along this axis join the two other faces.
            int fu = (axis + 1) % 3;
            int fv = (axis + 2) % 3;
            for (int edge = 0; edge < 4; edge++) {
                int lo = ((edge & 1) << fu) | ((edge >> 1) << fv);
                int hi = lo | 1 << axis;
                Vec3 nu = axes[fu].times((edge & 1) * 2 - 1);
                Vec3 nv = axes[fv].times((edge >> 1) * 2 - 1);
                smoothQuad(
                        material,
                        new Vec3[] {at[lo][fu], at[hi][fu], at[hi][fv], at[lo][fv]},
                        new Vec3[] {nu, nu, nv, nv});
            }
        }
        for (int corner = 0; corner < 8; corner++) {
            Vec3[] n = new Vec3[3];
            for (int axis = 0; axis < 3; axis++) {
                n[axis] = axes[axis].times((corner >> axis & 1) * 2 - 1);
            }
            triangle(material, at[corner][0], at[corner][1], at[corner][2], n[0], n[1], n[2]);
        }
    }

    private void smoothQuad(Material material, Vec3[] p, Vec3[] n) {
        triangle(material, p[0], p[1], p[2], n[0], n[1], n[2]);
        triangle(material, p[0], p[2], p[3], n[0], n[2], n[3]);
    }

    /**
     * A solid of revolution about a vertical axis through (x, y).
     *
     * @param profile radius and height in turns, from bottom to top; a point given twice makes a
     *     hard edge
     */
    void lathe(Material material, double x, double y, int segments, double... profile) {
        int rings = profile.length / 2;
        for (int i = 0; i + 1 < rings; i++) {
            double r0 = profile[2 * i];
            double z0 = profile[2 * i + 1];
            double r1 = profile[2 * i + 2];
            double z1 = profile[2 * i + 3];
            if (r0 == r1 && z0 == z1) {
                continue;
            }
            double[] low = slope(profile, i, i - 1 >= 0 ? i - 1 : i);
            double[] high = slope(profile, i, i + 2 < rings ? i + 1 : i);
            for (int s = 0; s < segments; s++) {
                double a0 = 2 * Math.PI * s / segments;
                double a1 = 2 * Math.PI * (s + 1) / segments;
                smoothQuad(
                        material,
                        new Vec3[] {
                            ring(x, y, r0, z0, a0),
                            ring(x, y, r0, z0, a1),
                            ring(x, y, r1, z1, a1),
                            ring(x, y, r1, z1, a0)
                        },
                        new Vec3[] {
                            ring(0, 0, low[0], low[1], a0),
                            ring(0, 0, low[0], low[1], a1),
                            ring(0, 0, high[0], high[1], a1),
                            ring(0, 0, high[0], high[1], a0)
                        });
            }
        }
    }

    /**
     * The normal (radial, vertical) between profile segment {@code i} and its neighbour, smooth if
     * they join.
     */
    private static double[] slope(double[] profile, int i, int neighbour) {
        double[] n = segmentNormal(profile, i);
        double[] m = segmentNormal(profile, neighbour);
        if (Double.isNaN(m[0])) {
            m = n;
        }
        double r = n[0] + m[0];
        double z = n[1] + m[1];
        double length = Math.sqrt(r * r + z * z);
        return new double[] {r / length, z / length};
    }

    private static double[] segmentNormal(double[] profile, int i) {
        double dr = profile[2 * i + 2] - profile[2 * i];
        double dz = profile[2 * i + 3] - profile[2 * i + 1];
        double length = Math.sqrt(dr * dr + dz * dz);
        return new double[] {dz / length, -dr / length};
    }

    private static Vec3 ring(double x, double y, double r, double z, double angle) {
        return new Vec3(x + r * StrictMath.cos(angle), y + r * StrictMath.sin(angle), z);
    }

    /**
     * A closed cylinder between two points, {@code r0} thick at the first end and {@code r1} at the
     * other.
     */
    void rod(Material material, Vec3 from, Vec3 to, double r0, double r1, int segments) {
        Vec3 w = to.minus(from).normalized();
        Vec3 u =
                (Math.abs(w.z()) < 0.9 ? new Vec3(0, 0, 1) : new Vec3(1, 0, 0))
                        .cross(w)
                        .normalized();
        Vec3 v = w.cross(u);
        for (int s = 0; s < segments; s++) {
            double a0 = 2 * Math.PI * s / segments;
            double a1 = 2 * Math.PI * (s + 1) / segments;
            Vec3 n0 = u.times(StrictMath.cos(a0)).plus(v.times(StrictMath.sin(a0)));
            Vec3 n1 = u.times(StrictMath.cos(a1)).plus(v.times(StrictMath.sin(a1)));
            Vec3 p0 = from.plus(n0.times(r0));
            Vec3 p1 = from.plus(n1.times(r0));
            Vec3 q0 = to.plus(n0.times(r1));
            Vec3 q1 = to.plus(n1.times(r1));
            smoothQuad(material, new Vec3[] {p0, p1, q1, q0}, new Vec3[] {n0, n1, n1, n0});
            Vec3 down = w.times(-1);
            triangle(material, from, p1, p0, down, down, down);
            triangle(material, to, q0, q1, w, w, w);
        }
    }

    /** A point on a sheet, u and v in [0, 1]. */
    interface Sheet {
        Vec3 at(double u, double v);
    }

    /** A smooth curved sheet of {@code nu} by {@code nv} quadrilaterals. */
    void sheet(Material material, int nu, int nv, Sheet sheet) {
        double e = 1e-4;
        Vec3[][] p = new Vec3[nu + 1][nv + 1];
        Vec3[][] n = new Vec3[nu + 1][nv + 1];
        for (int i = 0; i <= nu; i++) {
            for (int j = 0; j <= nv; j++) {
                double u = (double) i / nu;
                double v = (double) j / nv;
                p[i][j] = sheet.at(u, v);
                Vec3 du = sheet.at(u + e, v).minus(sheet.at(u - e, v));
                Vec3 dv = sheet.at(u, v + e).minus(sheet.at(u, v - e));
                Vec3 cross = du.cross(dv);
                n[i][j] = cross.length() > 1e-14 ? cross.normalized() : new Vec3(0, 0, 1);
            }
        }
        for (int i = 0; i < nu; i++) {
            for (int j = 0; j < nv; j++) {
                smoothQuad(
                        material,
                        new Vec3[] {p[i][j], p[i + 1][j], p[i + 1][j + 1], p[i][j + 1]},
                        new Vec3[] {n[i][j], n[i + 1][j], n[i + 1][j + 1], n[i][j + 1]});
            }
        }
    }
}
