// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SurfaceNetsTest {
    @Test
    void aBallBecomesAClosedMeshOfItsRadius() {
        Mesh mesh = new Mesh();
        DistanceField ball = (x, y, z) -> Math.sqrt(x * x + y * y + z * z) - 0.5;
        SurfaceNets.add(
                mesh,
                Materials.matte(1, 1, 1),
                ball,
                new Vec3(-0.7, -0.7, -0.7),
                new Vec3(0.7, 0.7, 0.7),
                0.05);
        double volume = 0;
        for (int i = 0; i < mesh.size(); i++) {
            Vec3[] p = new Vec3[3];
            for (int k = 0; k < 3; k++) {
                int at = 9 * i + 3 * k;
                p[k] = new Vec3(mesh.corners[at], mesh.corners[at + 1], mesh.corners[at + 2]);
                assertEquals(0.5, p[k].length(), 0.002, "vertices lie on the surface");
                Vec3 n = new Vec3(mesh.normals[at], mesh.normals[at + 1], mesh.normals[at + 2]);
                assertTrue(n.dot(p[k]) > 0.49, "normals point outwards");
            }
            volume += p[0].dot(p[1].cross(p[2])) / 6;
        }
        // Signed: only a closed mesh with all its faces turned outwards comes out right.
        assertEquals(4.0 / 3 * Math.PI * 0.125, volume, 0.01);
    }

    @Test
    void theFigureStandsOnTheFloorInEveryPhaseOfItsWalk() {
        for (int i = 0; i < 8; i++) {
            Figure figure = new Figure(new Vec3(1, 2, 0), 0.7, i * Figure.STRIDE / 8);
            double lowest = Double.POSITIVE_INFINITY;
            double highest = 0;
            for (double z = -0.05; z < 1.9; z += 0.005) {
                if (solidAt(figure, z)) {
                    lowest = Math.min(lowest, z);
                    highest = Math.max(highest, z);
                }
            }
            assertEquals(0, lowest, 0.02, "phase " + i);
            assertEquals(figure.height(), highest, 0.04, "phase " + i);
            assertEquals(Figure.TALL, highest, 0.07, "phase " + i);
        }
    }

    private static boolean solidAt(Figure figure, double z) {
        for (double x = 0.4; x < 1.6; x += 0.02) {
            for (double y = 1.4; y < 2.6; y += 0.02) {
                if (figure.at(x, y, z) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void theWalkGoesSteadilyAndKeepsClearOfTheFurniture() {
        Walk walk = new Walk();
        List<Room.Thing> things = new Room().things();
        Vec3 before = null;
        for (int i = 0; i < Views.CLIP_FRAMES; i++) {
            Vec3 foot = walk.after(i / Views.CLIP_FPS * Walk.SPEED).foot();
            if (before != null) {
                assertEquals(Walk.SPEED / Views.CLIP_FPS, foot.minus(before).length(), 0.02);
            }
            before = foot;
            for (Room.Thing t : things) {
                boolean inTheWay = t.from().z() < 1.6 && t.to().z() > 0.05;
                double gapX = Math.max(t.from().x() - foot.x(), foot.x() - t.to().x());
                double gapY = Math.max(t.from().y() - foot.y(), foot.y() - t.to().y());
                assertTrue(
                        !inTheWay || Math.max(gapX, gapY) > 0.12,
                        "frame " + i + " walks into the " + t.label());
            }
        }
    }
}
