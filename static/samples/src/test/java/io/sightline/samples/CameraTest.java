// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraTest {
    @Test
    void picturePositionAndDepthGiveTheWorldPointBack() {
        Random random = new Random(9);
        for (int i = 0; i < 500; i++) {
            Camera c =
                    Camera.ofFieldOfView(
                            64 + random.nextInt(1000),
                            64 + random.nextInt(1000),
                            30 + 70 * random.nextDouble(),
                            new Vec3(
                                    random.nextGaussian(),
                                    random.nextGaussian(),
                                    random.nextGaussian()),
                            3 * random.nextGaussian(),
                            0.5 * random.nextGaussian());
            double u = c.width() * random.nextDouble();
            double v = c.height() * random.nextDouble();
            double z = 0.2 + 9 * random.nextDouble();
            Vec3 p = c.toCamera(c.toWorld(u, v, z));
            assertEquals(z, p.z(), 1e-9);
            assertEquals(u, c.fx() * p.x() / p.z() + c.cx(), 1e-6);
            assertEquals(v, c.fy() * p.y() / p.z() + c.cy(), 1e-6);
        }
    }

    @Test
    void axesAreRightHandedAndUpright() {
        Camera c = Views.picture();
        assertEquals(1, c.right().cross(c.down()).dot(c.forward()), 1e-12);
        assertTrue(c.down().z() < -0.9, "down in the picture is down in the world");
        assertTrue(
                c.forward().y() > 0.9 && c.forward().z() < 0,
                "it looks into the room and a little down");
    }

    @Test
    void fieldOfViewIsWhatWasAsked() {
        Camera c = Camera.ofFieldOfView(800, 600, 70, new Vec3(0, 0, 0), 0, 0);
        Vec3 edge = c.toWorld(800, 300, 1);
        assertEquals(35, Math.toDegrees(Math.atan2(edge.x(), edge.y())), 1e-9);
        Camera half = c.scaledTo(400, 300);
        assertEquals(edge.x(), half.toWorld(400, 150, 1).x(), 1e-12);
    }

    @Test
    void depthIsMeasuredAlongTheAxisNotAlongTheRay() {
        // A wall square to the camera is equally deep everywhere.
        Camera c = Camera.ofFieldOfView(40, 30, 80, new Vec3(0.3, -0.2, 1.1), 0.4, 0);
        Vec3 f = c.forward();
        Vec3 middle = c.position().plus(f.times(3));
        Vec3 r = c.right().times(20);
        Vec3 d = c.down().times(20);
        Mesh mesh = new Mesh();
        mesh.quad(
                Materials.matte(1, 1, 1),
                middle.minus(r).minus(d),
                middle.plus(r).minus(d),
                middle.plus(r).plus(d),
                middle.minus(r).plus(d));
        Scene scene =
                new Scene(
                        new Bvh(mesh),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        (x, y, z, rgb) -> rgb[0] = 0);
        Film film = new Film(40, 30);
        new Renderer(c, 1).depth(scene, film, 0, 0, 40, 30);
        for (float z : film.depth) {
            assertEquals(3, z, 1e-6);
        }
    }

    @Test
    void depthIsReadAtThePixelsCentre() {
        // The floor's depth along the picture's middle column, by hand: height / tan(angle below
        // the horizon).
        Camera c = Camera.ofFieldOfView(40, 40, 90, new Vec3(0, 0, 1.5), 0, 0);
        Mesh mesh = new Mesh();
        mesh.quad(
                Materials.matte(1, 1, 1),
                new Vec3(-99, 0, 0),
                new Vec3(99, 0, 0),
                new Vec3(99, 99, 0),
                new Vec3(-99, 99, 0));
        Scene scene =
                new Scene(
                        new Bvh(mesh),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        (x, y, z, rgb) -> rgb[0] = 0);
        Film film = new Film(40, 40);
        new Renderer(c, 1).depth(scene, film, 0, 0, 40, 40);
        for (int y = 21; y < 40; y++) {
            assertEquals(1.5 * c.fy() / (y + 0.5 - c.cy()), film.depth[y * 40 + 20], 1e-4);
        }
        assertEquals(0, film.depth[5 * 40 + 20], "above the horizon there is no surface");
    }
}
