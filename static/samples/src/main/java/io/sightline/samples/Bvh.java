// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * Triangles in a tree of bounding boxes, to find the first one a ray meets.
 *
 * <p>Built top-down with the surface area heuristic over 16 bins a side (I. Wald, 2007); the
 * intersection is Möller and Trumbore's. Immutable once built, so threads share it; each brings its
 * own {@link Ray} and {@link Hit}.
 */
final class Bvh {
    private static final int LEAF = 4;
    private static final int BINS = 16;

    private final Mesh mesh;
    private final Material[] materials;

    /** Which triangle of the mesh stands at each place of the tree. */
    private final int[] order;

    /** Corner and two edges of each triangle, in tree order. */
    private final double[] faces;

    /** Six bounds a node: low x, y, z, high x, y, z. */
    private double[] bounds = new double[6 * 64];

    /** The first child (the second follows it) or, for a leaf, the first triangle. */
    private int[] first = new int[64];

    private int[] size = new int[64];
    private int nodes;

    Bvh(Mesh mesh) {
        this.mesh = mesh;
        int n = mesh.size();
        materials = mesh.materials.toArray(new Material[0]);
        order = new int[n];
        double[] boxes = new double[6 * n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
            for (int a = 0; a < 3; a++) {
                double p = mesh.corners[9 * i + a];
                double q = mesh.corners[9 * i + 3 + a];
                double r = mesh.corners[9 * i + 6 + a];
                boxes[6 * i + a] = Math.min(p, Math.min(q, r));
                boxes[6 * i + 3 + a] = Math.max(p, Math.max(q, r));
            }
        }
        nodes = 1;
        if (n > 0) {
            split(0, 0, n, boxes);
        }
        faces = new double[9 * n];
        for (int i = 0; i < n; i++) {
            int at = 9 * order[i];
            for (int a = 0; a < 3; a++) {
                double corner = mesh.corners[at + a];
                faces[9 * i + a] = corner;
                faces[9 * i + 3 + a] = mesh.corners[at + 3 + a] - corner;
                faces[9 * i + 6 + a] = mesh.corners[at + 6 + a] - corner;
            }
        }
    }

    private void split(int node, int from, int to, double[] boxes) {
        if (6 * (node + 3) > bounds.length) {
            bounds = java.util.Arrays.copyOf(bounds, bounds.length * 2);
            first = java.util.Arrays.copyOf(first, first.length * 2);
            size = java.util.Arrays.copyOf(size, size.length * 2);
        }
        double[] box = emptyBox();
        double[] centres = emptyBox();
        for (int i = from; i < to; i++) {
            int at = 6 * order[i];
            grow(box, boxes, at);
            for (int a = 0; a < 3; a++) {
                double c = boxes[at + a] + boxes[at + 3 + a];
                centres[a] = Math.min(centres[a], c);
                centres[3 + a] = Math.max(centres[3 + a], c);
            }
        }
        System.arraycopy(box, 0, bounds, 6 * node, 6);
        int middle = to - from <= LEAF ? -1 : partition(from, to, boxes, box, centres);
        if (middle < 0) {
            first[node] = from;
            size[node] = to - from;
            return;
        }
        int child = nodes;
        nodes += 2;
        first[node] = child;
        size[node] = 0;
        split(child, from, middle, boxes);
        split(child + 1, middle, to, boxes);
    }

    /**
     * Reorders [from, to) in two parts at the cheapest of the binned planes; -1 if a leaf is
     * cheaper.
     */
    private int partition(int from, int to, double[] boxes, double[] box, double[] centres) {
        double best = Double.POSITIVE_INFINITY;
        int bestAxis = -1;
        int bestBin = 0;
        for (int axis = 0; axis < 3; axis++) {
            double low = centres[axis];
            double width = centres[3 + axis] - low;
            if (width < 1e-12) {
                continue;
            }
            int[] counts = new int[BINS];
            double[][] binBox = new double[BINS][];
            for (int b = 0; b < BINS; b++) {
                binBox[b] = emptyBox();
            }
            for (int i = from; i < to; i++) {
                int b = bin(boxes, order[i], axis, low, width);
                counts[b]++;
                grow(binBox[b], boxes, 6 * order[i]);
            }
            double[] rightArea = new double[BINS];
            double[] sweep = emptyBox();
            for (int b = BINS - 1; b > 0; b--) {
                grow(sweep, binBox[b], 0);
                rightArea[b] = area(sweep);
            }
            sweep = emptyBox();
            int left = 0;
            for (int b = 0; b + 1 < BINS; b++) {
                grow(sweep, binBox[b], 0);
                left += counts[b];
                int right = to - from - left;
                if (left == 0 || right == 0) {
                    continue;
                }
                double cost = left * area(sweep) + right * rightArea[b + 1];
                if (cost < best) {
                    best = cost;
                    bestAxis = axis;
                    bestBin = b;
                }
            }
        }
        if (bestAxis < 0 || to - from <= 16 && best + 1.5 * area(box) >= (to - from) * area(box)) {
            return bestAxis < 0 && to - from > 16 ? (from + to) / 2 : -1;
        }
        int i = from;
        int j = to;
        while (i < j) {
            double low = centres[bestAxis];
            if (bin(boxes, order[i], bestAxis, low, centres[3 + bestAxis] - low) <= bestBin) {
                i++;
            } else {
                int swap = order[--j];
                order[j] = order[i];
                order[i] = swap;
            }
        }
        return i;
    }

    private static int bin(double[] boxes, int triangle, int axis, double low, double width) {
        double c = boxes[6 * triangle + axis] + boxes[6 * triangle + 3 + axis];
        return Math.min(BINS - 1, (int) (BINS * ((c - low) / width)));
    }

    private static double[] emptyBox() {
        double inf = Double.POSITIVE_INFINITY;
        return new double[] {inf, inf, inf, -inf, -inf, -inf};
    }

    private static void grow(double[] box, double[] other, int at) {
        for (int a = 0; a < 3; a++) {
            box[a] = Math.min(box[a], other[at + a]);
            box[3 + a] = Math.max(box[3 + a], other[at + 3 + a]);
        }
    }

    private static double area(double[] box) {
        double x = box[3] - box[0];
        double y = box[4] - box[1];
        double z = box[5] - box[2];
        return x < 0 ? 0 : x * y + y * z + z * x;
    }

    /**
     * Finds the nearest triangle nearer than {@code hit.t} and writes it there.
     *
     * @param any stop at the first triangle found, whichever it is (shadow rays)
     * @return whether {@code hit} was changed
     */
    boolean closest(Ray ray, Hit hit, boolean any) {
        if (order.length == 0) {
            return false;
        }
        int[] stack = ray.stack;
        int depth = 0;
        boolean found = false;
        if (enter(ray, 0, hit.t) == Double.POSITIVE_INFINITY) {
            return false;
        }
        int node = 0;
        while (true) {
            int n = size[node];
            if (n > 0) {
                int from = first[node];
                for (int i = from; i < from + n; i++) {
                    if (meet(ray, hit, i)) {
                        found = true;
                        if (any) {
                            return true;
                        }
                    }
                }
            } else {
                int near = first[node];
                int far = near + 1;
                double tNear = enter(ray, near, hit.t);
                double tFar = enter(ray, far, hit.t);
                if (tFar < tNear) {
                    int swap = near;
                    near = far;
                    far = swap;
                    double t = tNear;
                    tNear = tFar;
                    tFar = t;
                }
                if (tNear != Double.POSITIVE_INFINITY) {
                    if (tFar != Double.POSITIVE_INFINITY) {
                        stack[depth++] = far;
                    }
                    node = near;
                    continue;
                }
            }
            if (depth == 0) {
                return found;
            }
            node = stack[--depth];
        }
    }

    /**
     * Where the ray enters a node's box, or infinity if it misses it or enters beyond {@code tMax}.
     */
    private double enter(Ray ray, int node, double tMax) {
        int at = 6 * node;
        int fx = ray.ix < 0 ? 3 : 0;
        int fy = ray.iy < 0 ? 3 : 0;
        int fz = ray.iz < 0 ? 3 : 0;
        double in = (bounds[at + fx] - ray.ox) * ray.ix;
        double out = (bounds[at + 3 - fx] - ray.ox) * ray.ix;
        double y0 = (bounds[at + 1 + fy] - ray.oy) * ray.iy;
        double y1 = (bounds[at + 4 - fy] - ray.oy) * ray.iy;
        double z0 = (bounds[at + 2 + fz] - ray.oz) * ray.iz;
        double z1 = (bounds[at + 5 - fz] - ray.oz) * ray.iz;
        in = in > y0 ? in : y0;
        in = in > z0 ? in : z0;
        in = in > 0 ? in : 0;
        out = out < y1 ? out : y1;
        out = out < z1 ? out : z1;
        out = out < tMax ? out : tMax;
        // A hair of slack: a flat box must not lose rays to rounding.
        return in <= out * (1 + 1e-12) + 1e-12 ? in : Double.POSITIVE_INFINITY;
    }

    private boolean meet(Ray ray, Hit hit, int i) {
        int at = 9 * i;
        double ax = faces[at + 3];
        double ay = faces[at + 4];
        double az = faces[at + 5];
        double bx = faces[at + 6];
        double by = faces[at + 7];
        double bz = faces[at + 8];
        double px = ray.dy * bz - ray.dz * by;
        double py = ray.dz * bx - ray.dx * bz;
        double pz = ray.dx * by - ray.dy * bx;
        double det = ax * px + ay * py + az * pz;
        if (det == 0) {
            return false;
        }
        double inv = 1 / det;
        double sx = ray.ox - faces[at];
        double sy = ray.oy - faces[at + 1];
        double sz = ray.oz - faces[at + 2];
        double u = (sx * px + sy * py + sz * pz) * inv;
        if (!(u >= 0 && u <= 1)) {
            return false;
        }
        double qx = sy * az - sz * ay;
        double qy = sz * ax - sx * az;
        double qz = sx * ay - sy * ax;
        double v = (ray.dx * qx + ray.dy * qy + ray.dz * qz) * inv;
        if (!(v >= 0 && u + v <= 1)) {
            return false;
        }
        double t = (bx * qx + by * qy + bz * qz) * inv;
        if (t > Ray.NEAR && t < hit.t) {
            hit.t = t;
            hit.u = u;
            hit.v = v;
            hit.face = i;
            hit.body = this;
            return true;
        }
        return false;
    }

    /** Position, normals, texture coordinates and material at a hit; normals face the ray. */
    void describe(Ray ray, Hit hit, Surface s) {
        int at = 9 * order[hit.face];
        int f = 9 * hit.face;
        double v = hit.u;
        double w = hit.v;
        double u = 1 - v - w;
        s.px = ray.ox + hit.t * ray.dx;
        s.py = ray.oy + hit.t * ray.dy;
        s.pz = ray.oz + hit.t * ray.dz;
        float[] t = mesh.textures;
        s.tx = u * t[at] + v * t[at + 3] + w * t[at + 6];
        s.ty = u * t[at + 1] + v * t[at + 4] + w * t[at + 7];
        s.tz = u * t[at + 2] + v * t[at + 5] + w * t[at + 8];
        double gx = faces[f + 4] * faces[f + 8] - faces[f + 5] * faces[f + 7];
        double gy = faces[f + 5] * faces[f + 6] - faces[f + 3] * faces[f + 8];
        double gz = faces[f + 3] * faces[f + 7] - faces[f + 4] * faces[f + 6];
        double side = gx * ray.dx + gy * ray.dy + gz * ray.dz > 0 ? -1 : 1;
        double length = side / Math.sqrt(gx * gx + gy * gy + gz * gz);
        s.gx = gx * length;
        s.gy = gy * length;
        s.gz = gz * length;
        float[] n = mesh.normals;
        double nx = u * n[at] + v * n[at + 3] + w * n[at + 6];
        double ny = u * n[at + 1] + v * n[at + 4] + w * n[at + 7];
        double nz = u * n[at + 2] + v * n[at + 5] + w * n[at + 8];
        if (nx * s.gx + ny * s.gy + nz * s.gz < 0) {
            nx = -nx;
            ny = -ny;
            nz = -nz;
        }
        s.setNormal(nx, ny, nz);
        s.material = materials[order[hit.face]];
    }
}
