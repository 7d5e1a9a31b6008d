// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.OwnModels;
import io.sightline.core.onnx.DepthFit;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.scene.RenderedRoom;
import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.Anchor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetresTest {
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(new ImageSize(640, 480), 66);

    @Test
    void aMetricMapIsMetresAndKnowsItsMaximum() {
        var metres = MetricMetres.of(20);
        assertEquals(Polarity.SMALL, metres.polarity());
        var at = metres.at(3);
        assertEquals(3, at.metres());
        assertTrue(at.near() < 3 && at.near() > 2 && at.far() > 3 && at.far() < 4, at.toString());
        assertEquals(Distance.Trust.WITHIN, at.trust());
        assertEquals(Distance.Trust.BEYOND, metres.at(19.95).trust());
        assertTrue(Double.isInfinite(metres.at(20).far()));
        assertEquals(Distance.Trust.BEYOND, metres.at(0).trust());
        assertTrue(Double.isNaN(metres.metres(-1)));
        var depth = FloatBuffer.allocate(2);
        metres.all(FloatBuffer.wrap(new float[] {1, 2}), depth, 2);
        assertEquals(2, depth.get(1));
    }

    @Test
    void aKnownDistanceCorrectsAMetricMapsScaleWhateverItIs() {
        var random = new Random(1);
        int covered = 0;
        int total = 0;
        for (int round = 0; round < 1000; ++round) {
            double wrong = Math.exp(0.4 * random.nextGaussian());
            var calibrator = new Calibrator(LENS, Polarity.SMALL, new MapNoise(0.05, 0));
            for (double z : new double[] {2, 4, 5}) {
                double value = z / wrong * (1 + 0.05 * random.nextGaussian());
                double truth = z * LENS.sight(100, 300) + 0.02 * random.nextGaussian();
                calibrator.with(new Clue.KnownDistance(100, 300, value, 0, truth, 0.02));
            }
            var calibration = calibrator.fitMetric(80);
            for (double z = 1; z < 9; ++z) {
                double value = z / wrong * (1 + 0.05 * random.nextGaussian());
                covered += calibration.metres().at(value).holds(z) ? 1 : 0;
                ++total;
            }
            if (wrong < 0.4 || wrong > 2.4) {
                assertTrue(calibration.doubts().contains(Doubt.DISAGREE), "factor " + wrong);
            }
        }
        double share = (double) covered / total;
        assertTrue(share > 0.9 && share < 0.99, "covered " + share);
        var untouched = new Calibrator(LENS, Polarity.SMALL, MapNoise.METRIC_MODEL).fitMetric(20);
        assertEquals(1, ((MetricMetres) untouched.metres()).factor());
        assertEquals(List.of(Doubt.UNCHECKED), untouched.doubts());
    }

    @Test
    void theStoredCalibrationIsTheSame() {
        var relative =
                new RelativeMetres(
                        0.31, 0.02, 1e-4, 2e-5, -1e-6, new MapNoise(0.08, 0.01), 1.2, 6.5);
        var kept =
                new CameraMetres(
                        "camera#1",
                        "front",
                        "depth-anything-v2-small",
                        336,
                        252,
                        LENS,
                        relative,
                        0.1,
                        1.4,
                        5,
                        Doubt.MOVED);
        assertEquals(kept, CameraMetres.of(kept.toMap()));
        var metric =
                new CameraMetres(
                        "camera#1",
                        "front",
                        "m",
                        336,
                        252,
                        LENS,
                        MetricMetres.of(80),
                        0,
                        Double.NaN,
                        5,
                        null);
        assertEquals(metric, CameraMetres.of(metric.toMap()));
        for (var name : kept.toMap().keySet()) {
            if (!List.of("height", "label", "doubted").contains(name)) {
                var broken = new LinkedHashMap<>(kept.toMap());
                broken.remove(name);
                assertNull(CameraMetres.of(broken), name);
            }
        }
        assertNull(CameraMetres.of("nothing"));
        var absurd = new LinkedHashMap<>(relative.toMap());
        absurd.put("scale", 0.0);
        var broken = new LinkedHashMap<>(kept.toMap());
        broken.put("relative", absurd);
        assertNull(CameraMetres.of(broken));
    }

    @Test
    void aMovedCameraOrAnotherModelIsDoubted() {
        var relative = new RelativeMetres(0.3, 0, 1e-4, 1e-5, 0, MapNoise.RELATIVE_MODEL, 1, 6);
        var kept = new CameraMetres("c", "c", "m", 336, 252, LENS, relative, 0, 1.4, 1000, null);
        assertEquals(List.of(), kept.doubts("m", 336, 252));
        assertEquals(List.of(Doubt.MOVED), kept.doubted(Doubt.MOVED).doubts("m", 336, 252));
        assertEquals(List.of(Doubt.SHARED), kept.doubted(Doubt.SHARED).doubts("m", 336, 252));
        assertEquals(kept, kept.doubted(Doubt.MOVED).doubted(null));
        assertEquals(List.of(Doubt.MODEL), kept.doubts("n", 336, 252));
        assertEquals(List.of(Doubt.MODEL), kept.doubts("m", 518, 518));
        var metric =
                new CameraMetres(
                        "c", "c", "m", 336, 252, LENS, MetricMetres.of(20), 0, 1.4, 1000, null);
        assertEquals(List.of(), metric.doubted(Doubt.MOVED).doubts("m", 518, 518));
        assertEquals(List.of(Doubt.SHARED), metric.doubted(Doubt.SHARED).doubts("m", 518, 518));
    }

    /** A map of another scale says the same, with the same band, by the calibration before it. */
    @Test
    void aCalibrationIsCarriedToAnotherScale() {
        var relative =
                new RelativeMetres(0.3, 0.1, 1e-3, 2e-3, -4e-4, new MapNoise(0.08, 0.02), 1, 6);
        var values = new double[Anchor.COUNT];
        for (int i = 0; i < values.length; ++i) {
            values[i] = i * 0.1;
        }
        var kept =
                new CameraMetres("c", "c", "m", 336, 252, LENS, relative, 0, 1.4, 1000, null)
                        .anchored(Anchor.of(values));
        assertEquals(kept, CameraMetres.of(kept.toMap()));
        var alignment = new Alignment(1.5f, -0.25f);
        var before = kept.before(alignment);
        for (double value : new double[] {0.5, 1, 3, 8}) {
            double then = 1.5 * value - 0.25;
            assertEquals(relative.metres(then), before.metres().metres(value), 1e-6);
            assertEquals(relative.variance(then), before.metres().variance(value), 1e-6);
            assertEquals(
                    relative.shared(then, 1.5 * 2 - 0.25), before.metres().shared(value, 2), 1e-6);
        }
        assertEquals((0.4 + 0.25) / 1.5, before.anchor().values().get(4), 1e-9);
        var metric =
                new CameraMetres(
                        "c", "c", "m", 336, 252, LENS, MetricMetres.of(20), 0, 1.4, 1000, null);
        assertEquals(metric, metric.before(alignment));
    }

    /** Values of a room at an anchor's places, in the scale of the map that it was made with. */
    private static double[] room() {
        var values = new double[Anchor.COUNT];
        for (int i = 0; i < values.length; ++i) {
            var place = Anchor.places().get(i);
            values[i] = 1 + place.u() + Math.max(0, 4 * (place.v() - 0.4));
        }
        return values;
    }

    private static final ModelEntry MODEL =
            OwnModels.entry(
                    "m.onnx",
                    "1".repeat(64),
                    10,
                    new DepthFit("x", "y", null).contract(DepthFit.Scaling.PLAIN, 14, false, 0));

    private static CameraMetres ofTheRoom() {
        var relative = new RelativeMetres(0.3, 0.05, 1e-4, 1e-4, 0, new MapNoise(0.02, 0), 0.5, 3);
        return new CameraMetres("c", "c", MODEL.id(), 336, 252, LENS, relative, 0, 1.4, 1000, null)
                .anchored(Anchor.of(room()));
    }

    private static Ruler ofPicture(CameraMetres kept, double[] values) {
        return Ruler.ofPicture(
                kept, values, MODEL, new ImageSize(336, 252), new ImageSize(640, 480), 67);
    }

    @Test
    void aPictureIsReadInTheScaleOfItsOwnMap() {
        var kept = ofTheRoom();
        var random = new Random(4);
        int holds = 0;
        int count = 0;
        for (int round = 0; round < 200; ++round) {
            double scale = 0.6 + random.nextDouble();
            double shift = random.nextGaussian();
            var values = room();
            for (int i = 0; i < values.length; ++i) {
                values[i] = scale * (values[i] + 0.1 * random.nextGaussian()) + shift;
            }
            var ruler = ofPicture(kept, values);
            assertTrue(ruler.tells());
            for (double then : new double[] {1.2, 2, 3}) {
                double truth = kept.metres().metres(then);
                double now = scale * (then + 0.1 * random.nextGaussian()) + shift;
                var told = ruler.metres().at(now);
                assertTrue(told.far() - told.near() > 1.15 * width(kept.metres().at(then)));
                holds += told.holds(truth) ? 1 : 0;
                ++count;
            }
        }
        double share = (double) holds / count;
        assertTrue(share > 0.9 && share < 0.999, "the band held " + share);
    }

    /** Of its band, in inverse metres. */
    private static double width(Distance distance) {
        return 1 / distance.near() - 1 / distance.far();
    }

    @Test
    void aPictureWhoseMapFitsWhollyHasTheCalibrationsBand() {
        var kept = ofTheRoom();
        var values = room();
        for (int i = 0; i < values.length; ++i) {
            values[i] = 1.3 * values[i] + 0.2;
        }
        var told = ofPicture(kept, values).metres().at(1.3 * 2 + 0.2);
        var then = kept.metres().at(2);
        assertEquals(then.metres(), told.metres(), 1e-3 * then.metres());
        assertEquals(width(then), width(told), 1e-2 * width(then));
    }

    @Test
    void aPictureWhoseMapDoesNotFitIsRelativeAndSaysWhy() {
        var kept = ofTheRoom();
        var random = new Random(5);
        var elsewhere = new double[Anchor.COUNT];
        for (int i = 0; i < elsewhere.length; ++i) {
            elsewhere[i] = 1 + 3 * random.nextDouble();
        }
        assertUntold(Doubt.ELSEWHERE, ofPicture(kept, elsewhere));
        var flat = new double[Anchor.COUNT];
        Arrays.fill(flat, 2);
        assertUntold(Doubt.ELSEWHERE, ofPicture(kept, flat));
        assertUntold(Doubt.UNANCHORED, ofPicture(kept.anchored(null), room()));
        assertUntold(Doubt.MOVED, ofPicture(kept.doubted(Doubt.MOVED), room()));
    }

    private static void assertUntold(Doubt why, Ruler ruler) {
        assertNull(ruler.metres());
        assertNull(ruler.kept());
        assertEquals(List.of(why), ruler.doubts());
    }

    @Test
    void theFloorShowsWhichEndIsNear() {
        var random = new Random(3);
        for (int round = 0; round < 50; ++round) {
            var room =
                    new BoxRoom(LENS, 1 + random.nextDouble(), 0.3 * random.nextDouble(), 3, 8)
                            .with(random.nextGaussian(), 3 + random.nextDouble(), 0.6, 0.5, 1.2);
            assertPolarity(room.depth(), 640, 480);
        }
        assertPolarity(new RenderedRoom().depth(), 960, 720);
    }

    private static void assertPolarity(float[] depth, int width, int height) {
        var inverse = new float[depth.length];
        for (int i = 0; i < depth.length; ++i) {
            inverse[i] = depth[i] > 0 ? 1 / depth[i] - 0.3f : 0;
        }
        var large = FloatBuffer.wrap(inverse);
        var small = FloatBuffer.wrap(depth);
        assertEquals(Polarity.LARGE, PolarityCheck.ofFloor(large, width, height, 0.7));
        assertEquals(Polarity.SMALL, PolarityCheck.ofFloor(small, width, height, 4));
        PolarityCheck.refuseWrong(large, width, height, 0.7, Polarity.LARGE);
        PolarityCheck.refuseWrong(small, width, height, 4, Polarity.SMALL);
        for (var wrong :
                List.of(Map.entry(large, Polarity.SMALL), Map.entry(small, Polarity.LARGE))) {
            var refused =
                    assertThrows(
                            SightlineException.class,
                            () ->
                                    PolarityCheck.refuseWrong(
                                            wrong.getKey(), width, height, 1, wrong.getValue()));
            assertEquals("map-polarity", refused.reason());
        }
    }

    @Test
    void theSelfCheckPictureShowsThePolarityOfAModelThatIsBroughtIn() {
        // What the corridor is: its middle is far, its rim near, at any size of the map.
        for (int size : new int[] {70, 56, 224, 518}) {
            var inverse = FloatBuffer.allocate(size * size);
            var metres = FloatBuffer.allocate(size * size);
            var noise = FloatBuffer.allocate(size * size);
            var random = new Random(5);
            for (int i = 0; i < size * size; ++i) {
                double x = Math.abs((i % size + 0.5) / size * 70 - 35);
                double y = Math.abs((i / size + 0.5) / size * 70 - 30);
                double near = Math.max(6, Math.max(x, y)) * (1 + 0.1 * random.nextGaussian());
                inverse.put(i, (float) (near / 35));
                metres.put(i, (float) (35 / near));
                noise.put(i, random.nextFloat());
            }
            assertEquals(Polarity.LARGE, PolarityCheck.ofSelfCheck(inverse, size, size));
            assertEquals(Polarity.SMALL, PolarityCheck.ofSelfCheck(metres, size, size));
            assertNull(PolarityCheck.ofSelfCheck(noise, size, size));
        }
        assertNull(PolarityCheck.ofSelfCheck(FloatBuffer.allocate(4900), 70, 70));
    }

    @Test
    void aPictureWithoutAFloorIsUndecided() {
        var wall = new float[64 * 48];
        var random = new Random(4);
        for (int i = 0; i < wall.length; ++i) {
            wall[i] = 1 + 0.2f * random.nextFloat();
        }
        assertNull(PolarityCheck.ofFloor(FloatBuffer.wrap(wall), 64, 48, 0.2));
        Arrays.fill(wall, 1);
        assertNull(PolarityCheck.ofFloor(FloatBuffer.wrap(wall), 64, 48, 0));
        PolarityCheck.refuseWrong(FloatBuffer.wrap(wall), 64, 48, 0, Polarity.SMALL);
    }

    @Test
    void fieldOfViewAndFocalLengthAreOne() {
        for (double degrees : new double[] {20, 60, 67, 78, 120}) {
            var lens = Intrinsics.ofFieldOfView(new ImageSize(1280, 720), degrees);
            assertEquals(degrees, lens.degreesAcross(), 1e-9);
            var half = lens.scaledTo(new ImageSize(640, 360));
            assertEquals(degrees, half.degreesAcross(), 1e-9);
            assertEquals(lens.degreesDown(), half.degreesDown(), 1e-9);
            assertEquals(lens.across(900), half.across(450), 1e-12);
        }
        assertTrue(Intrinsics.webcam(new ImageSize(1280, 720)).usual());
        assertEquals(LENS, Intrinsics.of(io.sightline.core.value.Fields.of(LENS.toMap())));
    }
}
