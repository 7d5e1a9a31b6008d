// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenes whose light is known on paper. */
class PathTracerTest {
    private static final Sky BRIGHT =
            (dx, dy, dz, rgb) -> {
                rgb[0] = 1;
                rgb[1] = 1;
                rgb[2] = 1;
            };
    private static final Sky DARK =
            (dx, dy, dz, rgb) -> {
                rgb[0] = 0;
                rgb[1] = 0;
                rgb[2] = 0;
            };

    @Test
    void aWhiteBoxVanishesInAWhiteFurnace() {
        Mesh mesh = new Mesh();
        mesh.box(Materials.matte(1, 1, 1), new Vec3(-1, -1, -1), new Vec3(1, 1, 1), 0);
        Scene scene = new Scene(new Bvh(mesh), null, List.of(), List.of(), null, BRIGHT);
        assertEquals(1, mean(scene, new Vec3(0.2, -5, 0.1), new Vec3(0, 1, 0), 2000), 1e-9);
    }

    @Test
    void noCoatOrMetalReturnsMoreThanItGets() {
        for (double roughness : new double[] {0.1, 0.3, 0.6, 1}) {
            for (double tilt : new double[] {0, 0.6, 1.2, 1.45}) {
                Vec3 d = new Vec3(StrictMath.sin(tilt), 0, -StrictMath.cos(tilt));
                double coated =
                        mean(
                                floor(
                                        Materials.coated(1, 1, 1, roughness),
                                        BRIGHT,
                                        List.of(),
                                        List.of(),
                                        null),
                                d.times(-3),
                                d,
                                4000);
                double metal =
                        mean(
                                floor(
                                        Materials.metal(1, 1, 1, roughness),
                                        BRIGHT,
                                        List.of(),
                                        List.of(),
                                        null),
                                d.times(-3),
                                d,
                                4000);
                assertTrue(
                        coated <= 1.01 && coated > 0.45,
                        "coat " + roughness + " " + tilt + ": " + coated);
                // A single bounce among the facets loses more the rougher they are, and never
                // gains.
                assertTrue(
                        metal <= 1.01 && metal > 0.25,
                        "metal " + roughness + " " + tilt + ": " + metal);
            }
        }
    }

    @Test
    void theRoughestMetalReturnsWhatTheIntegralSays() {
        // Alpha 1 seen from above: half vectors are cosine-distributed and G2 = 2 mu / (1 + mu), so
        // the integral of
        // mu / (1 + mu) over [0, 1] remains.
        Scene scene = floor(Materials.metal(1, 1, 1, 1), BRIGHT, List.of(), List.of(), null);
        assertEquals(
                1 - Math.log(2), mean(scene, new Vec3(0, 0, 3), new Vec3(0, 0, -1), 4096), 1e-3);
    }

    @Test
    void aimingAtAnOpeningChangesNoMean() {
        // Whatever is sampled towards the portal must be taken from what the reflectance would find
        // by chance.
        Portal portal = new Portal(new Vec3(-1, -1, 1.5), new Vec3(2, 0, 0), new Vec3(0, 2, 0));
        for (Material m : List.of(Materials.matte(1, 1, 1), Materials.coated(0.6, 0.6, 0.6, 0.3))) {
            double plain =
                    mean(
                            floor(m, BRIGHT, List.of(), List.of(), null),
                            new Vec3(0, -2, 1),
                            toFloor(),
                            40_000);
            double aimed =
                    mean(
                            floor(m, BRIGHT, List.of(portal), List.of(), null),
                            new Vec3(0, -2, 1),
                            toFloor(),
                            40_000);
            assertEquals(plain, aimed, 0.012);
        }
    }

    @Test
    void aGlobeLightsTheFloorAsItsSolidAngleSays() {
        // Straight above: irradiance = pi L (R / d)^2, radiance of a Lambertian floor = albedo L (R
        // / d)^2.
        Globe globe = new Globe(new Vec3(0, 0, 2), 0.5, 3, 3, 3);
        Scene scene = floor(Materials.matte(0.8, 0.8, 0.8), DARK, List.of(), List.of(globe), null);
        assertEquals(0.8 * 3 * 0.0625, mean(scene, new Vec3(0, -2, 1), toFloor(), 20_000), 0.002);
    }

    @Test
    void theSunLightsByItsCosine() {
        Vec3 towards = new Vec3(0.6, 0, 0.8);
        Scene scene =
                floor(
                        Materials.matte(0.5, 0.5, 0.5),
                        DARK,
                        List.of(),
                        List.of(),
                        new Sun(towards, 1e-4, 2, 2, 2));
        assertEquals(
                0.5 / Math.PI * 2 * 0.8, mean(scene, new Vec3(0, -2, 1), toFloor(), 200), 1e-3);
    }

    @Test
    void whatStandsBetweenCastsAShadow() {
        Mesh mesh = new Mesh();
        quad(mesh, Materials.matte(0.5, 0.5, 0.5), 0, 9);
        quad(mesh, Materials.matte(0, 0, 0), 1.5, 0.4);
        Scene scene =
                new Scene(
                        new Bvh(mesh),
                        null,
                        List.of(),
                        List.of(),
                        new Sun(new Vec3(0.0001, 0, 1).normalized(), 1e-4, 2, 2, 2),
                        DARK);
        assertEquals(0, mean(scene, new Vec3(0, -2, 1), toFloor(), 200), 1e-9);
        assertTrue(mean(scene, new Vec3(1, -2, 1), toFloor(), 200) > 0.3);
    }

    @Test
    void theFirstSurfaceIsReported() {
        Scene scene = floor(Materials.matte(0.2, 0.4, 0.6), BRIGHT, List.of(), List.of(), null);
        Sampler sampler = new Sampler();
        sampler.start(1, 2, 3);
        PathTracer tracer = new PathTracer(scene, sampler);
        tracer.trace(0, 0, 2.5, 0, 0, -1);
        assertEquals(2.5, tracer.distance, 1e-9);
        assertEquals(0.4, tracer.albedoG, 1e-9);
        assertEquals(1, tracer.normalZ, 1e-6);
        tracer.trace(0, 0, 2.5, 0, 0, 1);
        assertEquals(0, tracer.distance, "looking out, there is no surface");
        assertEquals(1, tracer.r, 1e-9);
    }

    private static Vec3 toFloor() {
        return new Vec3(0, 2, -1).normalized();
    }

    private static Scene floor(
            Material m, Sky sky, List<Portal> portals, List<Globe> globes, Sun sun) {
        Mesh mesh = new Mesh();
        quad(mesh, m, 0, 9);
        return new Scene(new Bvh(mesh), null, portals, globes, sun, sky);
    }

    private static void quad(Mesh mesh, Material m, double z, double half) {
        mesh.quad(
                m,
                new Vec3(-half, -half, z),
                new Vec3(half, -half, z),
                new Vec3(half, half, z),
                new Vec3(-half, half, z));
    }

    private static double mean(Scene scene, Vec3 from, Vec3 d, int paths) {
        Sampler sampler = new Sampler();
        PathTracer tracer = new PathTracer(scene, sampler);
        double sum = 0;
        for (int i = 0; i < paths; i++) {
            sampler.start(7, 0, i);
            tracer.trace(from.x(), from.y(), from.z(), d.x(), d.y(), d.z());
            assertTrue(tracer.g >= 0 && tracer.g < 1e6);
            sum += tracer.g;
        }
        return sum / paths;
    }
}
