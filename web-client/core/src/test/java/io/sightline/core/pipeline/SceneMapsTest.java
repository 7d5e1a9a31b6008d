// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.Polarity;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.position.DepthValues;
import io.sightline.core.position.Locator;
import io.sightline.core.steady.Anchor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SceneMapsTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);
    private static final ImageSize MAP = new ImageSize(160, 90);
    private static final float PERSON = 2.5f;

    private final SceneMaps maps = new SceneMaps(FRAME);

    /** A room that leads away, with a body before it, in a scale and a shift of its own. */
    private static float[] map(Box body, double scale, double shift) {
        var map = new float[160 * 90];
        for (int i = 0; i < map.length; ++i) {
            double x = (i % 160 + 0.5) * 4;
            double y = (i / 160 + 0.5) * 4;
            boolean in = body != null && x > body.x() && x < body.right();
            in = in && y > body.y() && y < body.bottom();
            double room = 1 + x / 1280 + Math.max(0, y - 160) / 100;
            map[i] = (float) (scale * (in ? PERSON : room) + shift);
        }
        return map;
    }

    private static Seen seen(float[] map, CameraMetres camera) {
        var sorted = map.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        var range =
                new DepthRange(
                        sorted[0], sorted[last], sorted[last / 50], sorted[last - last / 50]);
        return new Seen(List.of(), MAP, range, Polarity.LARGE, camera, "");
    }

    private void next(float[] map, CameraMetres camera, Box... before) {
        maps.next(seen(map, camera), DepthValues.of(i -> map[i]), List.of(before));
    }

    private double distance(Box body) {
        return new Locator(maps.scene(), maps.values()).locate(body).distance();
    }

    @Test
    void whoStaysAsFarAwayReadsAsFarAway() {
        var random = new Random(3);
        next(map(null, 1, 0), null);
        double first = Double.NaN;
        for (int look = 0; look < 30; ++look) {
            var body = new Box(random.nextInt(500), 80, 120, 240);
            next(map(body, 0.8 + 0.4 * random.nextDouble(), random.nextDouble()), null, body);
            double distance = distance(body);
            first = look == 0 ? distance : first;
            assertEquals(first, distance, 0.01, "look " + look);
        }
        // The empty room's values go from 1.02 to 3.25, the outermost fiftieths left out.
        assertEquals(1 - (PERSON - 1.02) / 2.23, first, 0.02);
    }

    @Test
    void whoLeansOnTheWallIsNotTakenForIt() {
        next(map(null, 1, 0), null);
        var body = new Box(300, 80, 120, 240);
        next(map(body, 1, 0), null, body);
        int inside = 50 * 160 + 90;
        assertEquals(PERSON, maps.values().map().at(inside), 1e-3);
        assertTrue(maps.values().background().at(inside) < 2);
    }

    @Test
    void metresAreTakenAsTheyAre() {
        var lens = Intrinsics.ofFieldOfView(FRAME, 60);
        var camera =
                new CameraMetres("c", "c", "m", 160, 90, lens, MetricMetres.of(20), 0, 1, 0, null);
        next(map(null, 1, 0), camera);
        var nearer = map(null, 1.1, 0);
        next(nearer, camera);
        assertEquals(nearer[77], maps.values().map().at(77), 0);
        assertTrue(maps.scene().calibrated());
        assertNotNull(maps.scene().floor());
    }

    /** Calibrated one day, looked at on another, when the first map has another scale. */
    @Test
    void aCalibrationHoldsOnAnotherDay() {
        var lens = Intrinsics.ofFieldOfView(FRAME, 60);
        var metres = new RelativeMetres(0.2, 0.05, 1e-4, 1e-4, 0, MapNoise.RELATIVE_MODEL, 0.5, 9);
        var then = map(null, 1, 0);
        var camera =
                new CameraMetres("c", "c", "m", 160, 90, lens, metres, 0, Double.NaN, 0, null)
                        .anchored(anchor(then));
        var body = new Box(300, 80, 120, 240);
        for (int look = 0; look < 5; ++look) {
            next(map(body, 0.8 + 0.05 * look, 0.3), camera, body);
            assertTrue(maps.scene().calibrated());
            assertEquals(1 / (0.2 * PERSON + 0.05), distance(body), 0.02 * 1.8);
        }
        var elsewhere = new float[160 * 90];
        for (int i = 0; i < elsewhere.length; ++i) {
            elsewhere[i] = (float) (4 - i / 160 / 30.0 + (i % 160 / 20 % 2));
        }
        next(elsewhere, camera);
        assertFalse(maps.scene().calibrated(), "nothing is known of this map");
        next(elsewhere, camera);
        assertFalse(maps.scene().calibrated(), "the camera was moved");
        assertFalse(new Locator(maps.scene(), maps.values()).locate(body).metres());
    }

    private static Anchor anchor(float[] map) {
        var values = new double[Anchor.COUNT];
        for (int i = 0; i < values.length; ++i) {
            values[i] = DepthSampler.at(at -> map[at], MAP, Anchor.places().get(i));
        }
        return Anchor.of(values);
    }

    @Test
    void withoutAMapTheSceneStaysAndNothingIsMeasured() {
        assertNull(maps.scene().map());
        next(map(null, 1, 0), null);
        var scene = maps.scene();
        maps.next(new Seen(List.of(), null, null, null, null, "no-depth"), null, List.of());
        assertEquals(scene, maps.scene());
        assertNull(maps.values());
    }

    @Test
    void anotherSizeOfMapsIsLearntAnew() {
        next(map(null, 1, 0), null);
        var small = new float[16 * 9];
        for (int i = 0; i < small.length; ++i) {
            small[i] = i % 16;
        }
        var range = new DepthRange(0, 15, 0, 15);
        maps.next(
                new Seen(null, new ImageSize(16, 9), range, Polarity.SMALL, null, ""),
                DepthValues.of(i -> small[i]),
                List.of());
        assertEquals(new ImageSize(16, 9), maps.scene().map());
        assertEquals(7, maps.values().map().at(7), 0);
    }
}
