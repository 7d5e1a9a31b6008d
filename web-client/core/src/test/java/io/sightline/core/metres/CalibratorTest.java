// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.scene.RenderedRoom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private static final ImageSize SIZE = new ImageSize(640, 480);
    private static final MapNoise EXACT = new MapNoise(0.001, 0);

    /** A relative map of unknown scale and shift: value = (1 / metres − shift) / scale. */
    private record Relative(double scale, double shift, double noise, Random random) {
        static Relative of(Random random, double noise) {
            return new Relative(
                    Math.exp(3 * random.nextGaussian()),
                    0.3 * random.nextGaussian(),
                    noise,
                    random);
        }

        double value(double metres) {
            return ((1 + noise * random.nextGaussian()) / metres - shift) / scale;
        }
    }

    private static Clue.KnownDistance tape(
            Intrinsics lens, double[] place, Relative map, double error) {
        double truth = lens.sight(place[0], place[1]) * place[2];
        return new Clue.KnownDistance(
                place[0],
                place[1],
                map.value(place[2]),
                0,
                truth + error * map.random().nextGaussian(),
                Math.max(error, 1e-4));
    }

    private static Clue.KnownHeight person(
            double[] top, double[] bottom, Relative map, double tall, double error) {
        return new Clue.KnownHeight(
                top[0], top[1], bottom[0], bottom[1], map.value(bottom[2]), 0, tall, error);
    }

    private static void assertWithinFivePercent(Metres metres, Relative exact, String what) {
        for (double z = 1; z <= 8; z += 0.25) {
            double value = (1 / z - exact.shift()) / exact.scale();
            assertEquals(z, metres.metres(value), 0.05 * z, what + " at " + z + " m");
            assertEquals(z, metres.at(value).metres(), 0.05 * z);
        }
    }

    private static BoxRoom room(double height, double pitch) {
        return new BoxRoom(Intrinsics.ofFieldOfView(SIZE, 66), height, pitch, 3, 9);
    }

    @Test
    void twoPointsRecoverAnyScaleAndShift() {
        var random = new Random(1);
        var room = room(1.5, 0.2);
        for (int round = 0; round < 500; ++round) {
            var map = Relative.of(random, 0);
            var lens = room.lens();
            var calibration =
                    new Calibrator(lens, Polarity.LARGE, EXACT)
                            .with(tape(lens, room.floor(-0.3, 1.6), map, 0))
                            .with(tape(lens, room.floor(0.8, 5), map, 0))
                            .fit();
            var metres = (RelativeMetres) calibration.metres();
            assertEquals(1, metres.scale() / map.scale(), 1e-6);
            assertEquals(map.shift(), metres.shift(), 1e-6 * (1 + Math.abs(map.shift())));
            assertEquals(Polarity.LARGE, metres.polarity());
            assertWithinFivePercent(metres, map, "two points");
        }
    }

    @Test
    void smallIsNearIsAnotherSignAndNothingElse() {
        var random = new Random(2);
        var room = room(1.5, 0.2);
        var map = new Relative(-0.7, 1.4, 0, random);
        var calibration =
                new Calibrator(room.lens(), Polarity.SMALL, EXACT)
                        .with(tape(room.lens(), room.floor(-0.3, 1.6), map, 0))
                        .with(tape(room.lens(), room.floor(0.8, 5), map, 0))
                        .fit();
        assertEquals(Polarity.SMALL, calibration.metres().polarity());
        assertWithinFivePercent(calibration.metres(), map, "small is near");
    }

    @Test
    void peopleOfKnownHeightAreEnoughWithTheCameraRoughlyLevel() {
        var random = new Random(3);
        for (int round = 0; round < 200; ++round) {
            double pitch = 0.12 * random.nextGaussian() / 2;
            var room = room(1.2 + random.nextDouble(), pitch);
            var map = Relative.of(random, 0);
            double tall = 1.5 + 0.4 * random.nextDouble();
            var calibrator =
                    new Calibrator(room.lens(), Polarity.LARGE, EXACT)
                            .pitch(pitch, Math.toRadians(2));
            for (double z : new double[] {2.6, 6}) {
                double[] foot = room.floor(0.4, z);
                double[] h = room.world(0, 0, 0);
                assertEquals(0, h[0]);
                double[] head = above(room, foot, tall);
                calibrator.with(person(head, foot, map, tall, 0.005));
            }
            assertWithinFivePercent(calibrator.fit().metres(), map, "two people, round " + round);
        }
    }

    /** The point so far above a projected place of the floor. */
    private static double[] above(BoxRoom room, double[] place, double tall) {
        var lens = room.lens();
        double[] w =
                room.world(
                        lens.across(place[0]) * place[2], lens.down(place[1]) * place[2], place[2]);
        return room.project(w[0], w[1] - tall, w[2]);
    }

    @Test
    void theFloorAndTheCamerasHeightAreEnough() {
        var random = new Random(4);
        for (int round = 0; round < 200; ++round) {
            double pitch = 0.25 + 0.1 * random.nextGaussian();
            double height = 1 + 1.5 * random.nextDouble();
            var room = room(height, pitch);
            var map = Relative.of(random, 0);
            var calibrator =
                    new Calibrator(room.lens(), Polarity.LARGE, EXACT)
                            .pitch(pitch, Math.toRadians(0.5))
                            .cameraHeight(height, 0.02);
            for (double z = 2; z < 7; z += 1) {
                double[] place = room.floor(0.2 * z - 0.5, z);
                calibrator.with(new Clue.FloorPoint(place[0], place[1], map.value(place[2]), 0));
            }
            var calibration = calibrator.fit();
            assertWithinFivePercent(calibration.metres(), map, "floor, round " + round);
            assertEquals(height, calibration.cameraHeight(), 0.05 * height);
        }
    }

    @Test
    void aTapeAndTheFloorFindPitchAndHeight() {
        var random = new Random(5);
        var room = room(1.45, 0.3);
        var map = Relative.of(random, 0);
        var lens = room.lens();
        var calibrator =
                new Calibrator(lens, Polarity.LARGE, EXACT)
                        .click(0.2)
                        .with(tape(lens, room.floor(0, 2), map, 0))
                        .with(tape(lens, room.floor(0, 6), map, 0));
        for (double z = 2; z < 7; z += 0.5) {
            double[] place = room.floor(0.2 * z - 0.5, z);
            calibrator.with(new Clue.FloorPoint(place[0], place[1], map.value(place[2]), 0));
        }
        var calibration = calibrator.fit();
        assertEquals(0.3, calibration.pitch(), 0.01);
        assertEquals(1.45, calibration.cameraHeight(), 0.02);
        assertTrue(calibration.pitchError() < Math.toRadians(3));
        assertWithinFivePercent(calibration.metres(), map, "tape and floor");
    }

    @Test
    void theRenderedRoomIsMeasuredFromTwoPointsOrFromItsFigure() {
        var rendered = new RenderedRoom();
        var lens = rendered.lens();
        var random = new Random(6);
        var depth = rendered.depth();
        var foot = rendered.foot();
        double[] low = rendered.project(foot[0], foot[1], 0);
        double[] high = rendered.project(foot[0], foot[1], rendered.figureHeight());
        for (int round = 0; round < 20; ++round) {
            var map = Relative.of(random, 0);
            double[] near = {480.5, 700.5, depth[700 * 960 + 480]};
            double[] far = {600.5, 250.5, depth[250 * 960 + 600]};
            var points =
                    new Calibrator(lens, Polarity.LARGE, EXACT)
                            .with(tape(lens, near, map, 0))
                            .with(tape(lens, far, map, 0))
                            .fit();
            assertRoom(points.metres(), map, depth, "points");
            var figure =
                    new Calibrator(lens, Polarity.LARGE, EXACT)
                            .pitch(rendered.pitch(), Math.toRadians(2))
                            .with(person(high, low, map, rendered.figureHeight(), 0.01))
                            .with(tape(lens, far, map, 0))
                            .fit();
            assertRoom(figure.metres(), map, depth, "figure");
            var floor =
                    new Calibrator(lens, Polarity.LARGE, EXACT)
                            .pitch(rendered.pitch(), Math.toRadians(0.5))
                            .cameraHeight(rendered.cameraHeight(), 0.01)
                            .with(person(high, low, map, rendered.figureHeight(), 0.01));
            for (double y = 1.9; y < 4.4; y += 0.5) {
                double[] place = rendered.project(2.5, y, 0);
                floor.with(new Clue.FloorPoint(place[0], place[1], map.value(place[2]), 0));
            }
            assertRoom(floor.fit().metres(), map, depth, "floor");
        }
    }

    private static void assertRoom(Metres metres, Relative map, float[] depth, String what) {
        int seen = 0;
        for (int i = 0; i < depth.length; i += 37) {
            if (depth[i] >= 1 && depth[i] <= 8) {
                double value = (1 / depth[i] - map.shift()) / map.scale();
                assertEquals(depth[i], metres.metres(value), 0.05 * depth[i], what);
                ++seen;
            }
        }
        assertTrue(seen > 15_000, "only " + seen);
    }

    @Test
    void theBandCoversTheTruthUnderTheStatedNoise() {
        var random = new Random(7);
        double relative = 0.04;
        int covered = 0;
        int total = 0;
        double width = 0;
        for (int round = 0; round < 1500; ++round) {
            double pitch = 0.15 + 0.02 * random.nextGaussian();
            var room = room(1.5, pitch);
            var lens = room.lens();
            var map = Relative.of(random, relative);
            var calibrator =
                    new Calibrator(lens, Polarity.LARGE, new MapNoise(relative, 0))
                            .pitch(0.15, 0.02)
                            .with(tape(lens, room.floor(-0.4, 1.8), map, 0.03))
                            .with(tape(lens, room.floor(0.6, 6), map, 0.1));
            double[] foot = room.floor(0.2, 3.5);
            double[] head = above(room, foot, 1.75 + 0.03 * random.nextGaussian());
            head[1] += 2 * random.nextGaussian();
            foot[1] += 2 * random.nextGaussian();
            calibrator.with(person(head, foot, map, 1.75, 0.03));
            Metres metres;
            try {
                metres = calibrator.fit().metres();
            } catch (SightlineException e) {
                continue;
            }
            for (double z : new double[] {1.2, 2, 3, 4.5, 6, 8}) {
                var distance = metres.at(map.value(z));
                covered += distance.holds(z) ? 1 : 0;
                width += Math.min(1, distance.relativeError());
                ++total;
            }
        }
        assertTrue(total > 8900, "refused too often: " + total);
        double share = (double) covered / total;
        assertTrue(share >= 0.9 && share < 0.995, "covered " + share);
        // A band that covers everything is no instrument.
        assertTrue(width / total < 0.2, "mean half width " + width / total);
    }

    @Test
    void noiseIsAveragedWhenThereIsMoreThanNeeded() {
        var random = new Random(8);
        var room = room(1.5, 0.2);
        var lens = room.lens();
        double few = 0;
        double many = 0;
        for (int round = 0; round < 200; ++round) {
            var map = Relative.of(random, 0.03);
            var calibrator =
                    new Calibrator(lens, Polarity.LARGE, new MapNoise(0.03, 0))
                            .with(tape(lens, room.floor(-0.4, 1.8), map, 0.02))
                            .with(tape(lens, room.floor(0.6, 6), map, 0.02));
            double value = (1 / 3.0 - map.shift()) / map.scale();
            few += Math.abs(calibrator.fit().metres().metres(value) / 3 - 1);
            for (int i = 0; i < 10; ++i) {
                calibrator.with(tape(lens, room.floor(0.3, 1.8 + 0.4 * i), map, 0.02));
            }
            double off = Math.abs(calibrator.fit().metres().metres(value) / 3 - 1);
            many += off;
            assertTrue(off < 0.05, "off by " + off);
        }
        assertTrue(many < 0.75 * few, many + " of " + few);
    }

    @Test
    void cluesThatDisagreeWidenTheBandAndAreNamed() {
        var room = room(1.5, 0.2);
        var lens = room.lens();
        var map = new Relative(1, 0.05, 0, new Random(9));
        var calibrator =
                new Calibrator(lens, Polarity.LARGE, new MapNoise(0.02, 0))
                        .with(tape(lens, room.floor(0, 1.8), map, 0.01))
                        .with(tape(lens, room.floor(0, 3), map, 0.01))
                        .with(tape(lens, room.floor(0, 6), map, 0.01));
        double value = map.value(4);
        var before = calibrator.fit();
        assertFalse(before.doubts().contains(Doubt.DISAGREE), before.toString());
        double[] place = room.floor(0.5, 4);
        // Said to be half as far as it is.
        calibrator.with(
                new Clue.KnownDistance(
                        place[0],
                        place[1],
                        map.value(place[2]),
                        0,
                        lens.sight(place[0], place[1]) * place[2] / 2,
                        0.01));
        var after = calibrator.fit();
        assertTrue(after.doubts().contains(Doubt.DISAGREE), after.toString());
        assertTrue(
                after.metres().at(value).relativeError()
                        > 2 * before.metres().at(value).relativeError());
        int worst = 0;
        for (int i = 0; i < 4; ++i) {
            worst =
                    Math.abs(after.residuals().get(i)) > Math.abs(after.residuals().get(worst))
                            ? i
                            : worst;
        }
        assertEquals(3, worst);
    }

    @Test
    void anInconsistentHeightIsNoticed() {
        var room = room(1.5, 0.15);
        var lens = room.lens();
        var map = new Relative(1, 0.05, 0, new Random(10));
        double[] foot = room.floor(0.2, 3.5);
        var calibration =
                new Calibrator(lens, Polarity.LARGE, new MapNoise(0.02, 0))
                        .pitch(0.15, 0.01)
                        .with(tape(lens, room.floor(0, 1.8), map, 0.01))
                        .with(tape(lens, room.floor(0, 3), map, 0.01))
                        .with(tape(lens, room.floor(0, 6), map, 0.01))
                        .with(person(above(room, foot, 1.75), foot, map, 1.2, 0.02))
                        .fit();
        assertTrue(calibration.doubts().contains(Doubt.HEIGHT), calibration.toString());
    }

    @Test
    void aGiantIsNoticed() {
        var room = room(1.5, 0.15);
        var map = new Relative(1, 0.05, 0, new Random(10));
        for (double metres : new double[] {1.2, 2.9, 3.1, 20, 99}) {
            double scale = metres / 1.75;
            var calibrator =
                    new Calibrator(room.lens(), Polarity.LARGE, new MapNoise(0.02, 0))
                            .pitch(0.15, 0.01);
            // Two at their distances, so that all agrees but with what people are.
            for (double z : new double[] {2, 5}) {
                double[] foot = room.floor(0.2, z);
                calibrator.with(person(above(room, foot, 1.75), foot, map, 1.75 * scale, 0.02));
            }
            assertEquals(metres > 3, calibrator.fit().doubts().contains(Doubt.TALL));
            assertEquals(metres > 3, calibrator.fitMetric(80).doubts().contains(Doubt.TALL));
        }
    }

    @Test
    void absurdInputIsRefused() {
        var room = room(1.5, 0.2);
        var lens = room.lens();
        var map = new Relative(1, 0.05, 0, new Random(11));
        var near = tape(lens, room.floor(0, 1.8), map, 0.01);
        var far = tape(lens, room.floor(0, 6), map, 0.01);
        refused("calibration-few", new Calibrator(lens, Polarity.LARGE, EXACT)::fit);
        refused("calibration-few", new Calibrator(lens, Polarity.LARGE, EXACT).with(near)::fit);
        refused(
                "calibration-alike",
                new Calibrator(lens, Polarity.LARGE, EXACT).with(near).with(near)::fit);
        refused(
                "calibration-polarity",
                new Calibrator(lens, Polarity.SMALL, EXACT).with(near).with(far)::fit);
        // Two places at nearly one distance cannot tell the scale under this noise.
        refused(
                "calibration-alike",
                new Calibrator(lens, Polarity.LARGE, new MapNoise(0.08, 0))
                                .with(tape(lens, room.floor(0, 3), map, 0.02))
                                .with(tape(lens, room.floor(0, 3.1), map, 0.02))
                        ::fit);
        for (double metres : new double[] {0, -1, 1e6, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused("calibration-distance", () -> new Clue.KnownDistance(1, 1, 1, 0, metres, 0.01));
            refused(
                    "calibration-height",
                    () -> new Clue.KnownHeight(1, 1, 1, 99, 1, 0, metres, 0.01));
            refused(
                    "calibration-camera-height",
                    () -> new Calibrator(lens, Polarity.LARGE, EXACT).cameraHeight(metres, 0.01));
        }
        // Upside down.
        refused("calibration-upright", () -> new Clue.KnownHeight(1, 99, 1, 1, 1, 0, 1.7, 0.01));
        refused(
                "calibration-pitch",
                () -> new Calibrator(lens, Polarity.LARGE, EXACT).pitch(1.6, 0.1));
        refused("message-field", () -> new Clue.FloorPoint(1, 1, Double.NaN, 0));
        for (double degrees : new double[] {0, -60, 1, 179, Double.NaN}) {
            refused("field-of-view", () -> Intrinsics.ofFieldOfView(SIZE, degrees));
        }
        refused("intrinsics-focal", () -> new Intrinsics(SIZE, -1, 5, 1, 1));
        refused("intrinsics-centre", () -> new Intrinsics(SIZE, 500, 500, 5000, 1));
    }

    private static void refused(String reason, Runnable run) {
        assertEquals(reason, assertThrows(SightlineException.class, run::run).reason());
    }

    @Test
    void aRareViewAndAnUncheckedFitAreDoubted() {
        var lens = Intrinsics.ofFieldOfView(SIZE, 140);
        var room = new BoxRoom(lens, 1.5, 0.2, 3, 9);
        var map = new Relative(1, 0.05, 0, new Random(12));
        var doubts =
                new Calibrator(lens, Polarity.LARGE, EXACT)
                        .with(tape(lens, room.floor(0, 1.8), map, 0.01))
                        .with(tape(lens, room.floor(0, 6), map, 0.01))
                        .fit()
                        .doubts();
        assertEquals(List.of(Doubt.VIEW, Doubt.UNCHECKED), doubts);
    }

    @Test
    void distancesBesideAndBeyondTheCluesSayIt() {
        var room = room(1.5, 0.2);
        var map = new Relative(2, 0.1, 0, new Random(13));
        var metres =
                new Calibrator(room.lens(), Polarity.LARGE, EXACT)
                        .with(tape(room.lens(), room.floor(0, 2), map, 0.01))
                        .with(tape(room.lens(), room.floor(0, 5), map, 0.01))
                        .fit()
                        .metres();
        assertEquals(Distance.Trust.WITHIN, metres.at(map.value(4)).trust());
        assertEquals(Distance.Trust.BESIDE, metres.at(map.value(0.5)).trust());
        assertEquals(Distance.Trust.BESIDE, metres.at(map.value(30)).trust());
        var sky = metres.at((-0.01 - map.shift()) / map.scale());
        assertEquals(Distance.Trust.BEYOND, sky.trust());
        assertTrue(Double.isInfinite(sky.metres()) && Double.isInfinite(sky.far()));
        assertTrue(sky.near() > 10);
        assertEquals(
                List.of(Doubt.NEGATIVE, Doubt.BESIDE),
                CameraMetres.doubts(
                        metres,
                        new float[] {
                            (float) map.value(0.3),
                            (float) map.value(0.4),
                            (float) map.value(3),
                            (float) (-0.2 / 2)
                        }));
    }
}
