// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BvhTest {
    private static final Material GREY = Materials.matte(0.5, 0.5, 0.5);

    @Test
    void findsTheSameTriangleAsTryingThemAll() {
        Random random = new Random(1);
        for (int count : new int[] {1, 3, 40, 700}) {
            Vec3[][] corners = new Vec3[count][3];
            Mesh mesh = new Mesh();
            for (Vec3[] c : corners) {
                Vec3 middle = point(random, 1);
                for (int i = 0; i < 3; i++) {
                    c[i] = middle.plus(point(random, 0.2));
                }
                Vec3 n = new Vec3(0, 0, 1);
                mesh.triangle(GREY, c[0], c[1], c[2], n, n, n);
            }
            Bvh bvh = new Bvh(mesh);
            Ray ray = new Ray();
            Hit hit = new Hit();
            int met = 0;
            for (int i = 0; i < 2000; i++) {
                Vec3 o = point(random, 2);
                Vec3 d = point(random, 1).minus(o).normalized();
                double expected = Double.POSITIVE_INFINITY;
                for (Vec3[] c : corners) {
                    expected = Math.min(expected, planeThenInside(o, d, c));
                }
                ray.set(o.x(), o.y(), o.z(), d.x(), d.y(), d.z());
                hit.reset(Double.POSITIVE_INFINITY);
                boolean found = bvh.closest(ray, hit, false);
                assertEquals(expected != Double.POSITIVE_INFINITY, found);
                if (found) {
                    met++;
                    assertEquals(expected, hit.t, 1e-9);
                    hit.reset(expected * 0.999999);
                    assertFalse(bvh.closest(ray, hit, true), "nothing stands before the nearest");
                    hit.reset(expected * 1.000001);
                    assertTrue(bvh.closest(ray, hit, true));
                }
            }
            assertTrue(met > 5, "the test must meet some triangles");
        }
    }

    /** The slow way: cut the plane, then see on which side of each edge the point lies. */
    private static double planeThenInside(Vec3 o, Vec3 d, Vec3[] c) {
        Vec3 n = c[1].minus(c[0]).cross(c[2].minus(c[0]));
        double t = c[0].minus(o).dot(n) / d.dot(n);
        if (!(t > Ray.NEAR)) {
            return Double.POSITIVE_INFINITY;
        }
        Vec3 p = o.plus(d.times(t));
        for (int i = 0; i < 3; i++) {
            Vec3 edge = c[(i + 1) % 3].minus(c[i]);
            if (edge.cross(p.minus(c[i])).dot(n) < 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return t;
    }

    @Test
    void raysAlongTheAxesMeetFlatBoxes() {
        Mesh mesh = new Mesh();
        mesh.quad(GREY, new Vec3(0, 0, 1), new Vec3(2, 0, 1), new Vec3(2, 2, 1), new Vec3(0, 2, 1));
        Bvh bvh = new Bvh(mesh);
        Ray ray = new Ray();
        Hit hit = new Hit();
        ray.set(0.5, 0.7, 0, 0, 0, 1);
        hit.reset(Double.POSITIVE_INFINITY);
        assertTrue(bvh.closest(ray, hit, false));
        assertEquals(1, hit.t, 1e-12);
        ray.set(0.5, 0.7, 0, 1, 0, 0);
        hit.reset(Double.POSITIVE_INFINITY);
        assertFalse(bvh.closest(ray, hit, false));
    }

    @Test
    void anEmptyMeshIsNeverMet() {
        Ray ray = new Ray();
        Hit hit = new Hit();
        ray.set(0, 0, 0, 0, 1, 0);
        hit.reset(Double.POSITIVE_INFINITY);
        assertFalse(new Bvh(new Mesh()).closest(ray, hit, false));
    }

    @Test
    void boxesAreClosedAndOfTheRightSize() {
        Random random = new Random(5);
        Mesh mesh = new Mesh();
        mesh.box(GREY, new Vec3(-1, -2, -3), new Vec3(1, 2, 3), 0.1);
        Bvh bvh = new Bvh(mesh);
        Ray ray = new Ray();
        Hit hit = new Hit();
        Surface s = new Surface();
        for (int i = 0; i < 3000; i++) {
            Vec3 d = point(random, 1).normalized();
            ray.set(0, 0, 0, d.x(), d.y(), d.z());
            hit.reset(Double.POSITIVE_INFINITY);
            assertTrue(bvh.closest(ray, hit, false), "a ray from inside a closed box must meet it");
            bvh.describe(ray, hit, s);
            double excess =
                    Math.max(Math.abs(s.px) - 1, Math.max(Math.abs(s.py) - 2, Math.abs(s.pz) - 3));
            assertTrue(excess < 1e-9 && excess > -0.1, "bevels cut at most their size: " + excess);
        }
    }

    @Test
    void globesAreMetWhereTheirEquationSays() {
        Random random = new Random(2);
        Globe globe = new Globe(new Vec3(0.3, -0.2, 0.5), 0.7, 1, 1, 1);
        Ray ray = new Ray();
        int met = 0;
        for (int i = 0; i < 2000; i++) {
            Vec3 o = point(random, 4).normalized().times(3);
            Vec3 d = point(random, 1).minus(o).normalized();
            ray.set(o.x(), o.y(), o.z(), d.x(), d.y(), d.z());
            double t = Scene.globe(ray, globe);
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 0; k <= 60; k++) {
                nearest =
                        Math.min(nearest, o.plus(d.times(k * 0.1)).minus(globe.centre()).length());
            }
            if (t == Double.POSITIVE_INFINITY) {
                assertTrue(nearest >= 0.7 - 1e-9);
            } else {
                met++;
                assertEquals(0.7, o.plus(d.times(t)).minus(globe.centre()).length(), 1e-9);
            }
        }
        assertTrue(met > 100);
    }

    private static Vec3 point(Random random, double reach) {
        return new Vec3(
                reach * (2 * random.nextDouble() - 1),
                reach * (2 * random.nextDouble() - 1),
                reach * (2 * random.nextDouble() - 1));
    }
}
