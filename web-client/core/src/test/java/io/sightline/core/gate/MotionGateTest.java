// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.gate.SyntheticScene.Thing;
import io.sightline.core.gate.SyntheticScene.Walker;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionGateTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final double LEARNT = 2.1;

    private record Said(double time, GateReading reading) {}

    private static SyntheticScene room() {
        return new SyntheticScene(WIDTH, HEIGHT, 1);
    }

    private static List<Said> watch(SyntheticScene scene, double seconds, double rate) {
        return watch(scene, seconds, rate, GateSettings.DEFAULT);
    }

    private static List<Said> watch(
            SyntheticScene scene, double seconds, double rate, GateSettings settings) {
        var gate = new MotionGate(scene.width(), scene.height(), settings);
        var said = new ArrayList<Said>();
        for (int i = 0; i < seconds * rate; ++i) {
            said.add(new Said(i / rate, gate.next(scene.frame(i / rate), i / rate)));
        }
        return said;
    }

    private static Map<GateState, Integer> states(List<Said> said, double from, double to) {
        var counts = new EnumMap<GateState, Integer>(GateState.class);
        for (var each : said) {
            if (each.time >= from && each.time < to) {
                counts.merge(each.reading.state(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static double openShare(List<Said> said, double from, double to) {
        int all = 0;
        int open = 0;
        for (var each : said) {
            if (each.time >= from && each.time < to) {
                ++all;
                open += each.reading.state().open() ? 1 : 0;
            }
        }
        assertTrue(all > 0, "no frames from " + from + " to " + to);
        return (double) open / all;
    }

    private static void assertQuiet(List<Said> said, double from, double to) {
        assertEquals(0, openShare(said, from, to), () -> "" + states(said, from, to));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3, 6, 10})
    void keepsAnEmptyRoomFromTheModels(double noise) {
        var said = watch(room().noise(noise), 20, 15);
        assertTrue(openShare(said, LEARNT, 20) <= 0.01, "" + states(said, LEARNT, 20));
        var last = said.get(said.size() - 1).reading;
        // A value in whole steps has noise of its own.
        assertEquals(Math.sqrt(noise * noise + 1 / 12.0), last.noise(), 0.25 * noise + 0.4);
        assertTrue(last.threshold() > GateSettings.DEFAULT.threshold());
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 30})
    void findsAWalkerAndNothingElse(double rate) {
        var scene = room().crossing(4, 10);
        var said = watch(scene, 13, rate);
        assertQuiet(said, LEARNT, 4);
        assertQuiet(said, 10.6, 13);
        int wrong = 0;
        int looked = 0;
        for (var each : said) {
            if (each.time > 4.8 && each.time < 9.2) {
                ++looked;
                var truth = scene.truth(each.time).get(0);
                double best = 0;
                for (var blob : each.reading.blobs()) {
                    best = Math.max(best, box(blob).iou(truth));
                }
                wrong += best > 0.6 ? 0 : 1;
            }
        }
        assertTrue(wrong <= 0.05 * looked, wrong + " of " + looked + " frames");
    }

    private static Box box(Blob blob) {
        return blob.box(new ImageSize(WIDTH, HEIGHT));
    }

    @Test
    void leavesTheShadowOut() {
        // It reaches so far to the right of the body's box.
        double reach = (0.33 + 0.38 - 0.12) * 0.55 * HEIGHT;
        double usual = rightOfTheBody(GateSettings.DEFAULT);
        assertTrue(usual < 0.1 * reach, usual + " of " + reach);
        // By the user's will nothing is a shadow: then it counts.
        double none = rightOfTheBody(GateSettings.DEFAULT.withShadow(0));
        assertTrue(none > 0.4 * reach, none + " of " + reach);
    }

    private static double rightOfTheBody(GateSettings settings) {
        var scene = room().crossing(4, 10);
        double shadowed = 0;
        int frames = 0;
        for (var each : watch(scene, 10, 10, settings)) {
            if (each.time > 5 && each.time < 8) {
                var truth = scene.truth(each.time).get(0);
                double right = 0;
                for (var blob : each.reading.blobs()) {
                    right = Math.max(right, box(blob).right());
                }
                shadowed += right - truth.right();
                ++frames;
            }
        }
        return shadowed / frames;
    }

    /** Also at once: nothing of what stood out before is shown any more. */
    @Test
    void ignoresAllWhereAllIsMasked() {
        var scene = room().crossing(3, 9);
        var gate = new MotionGate(WIDTH, HEIGHT, GateSettings.DEFAULT);
        for (int i = 0; i < 60; ++i) {
            gate.next(scene.frame(i / 10.0), i / 10.0);
        }
        var shown = new byte[WIDTH * HEIGHT];
        gate.write(shown);
        assertTrue(count(shown) > 100, "somebody is there");
        gate.use(
                GateSettings.DEFAULT.withMasks(
                        List.of(
                                List.of(
                                        new ImagePoint(0, 0),
                                        new ImagePoint(1, 0),
                                        new ImagePoint(1, 1),
                                        new ImagePoint(0, 1)))));
        var reading = gate.next(scene.frame(6), 6);
        assertEquals(GateState.STILL, reading.state());
        assertEquals(0, reading.largest());
        gate.write(shown);
        assertEquals(0, count(shown));
    }

    private static int count(byte[] cells) {
        int count = 0;
        for (byte cell : cells) {
            count += cell == 0 ? 0 : 1;
        }
        return count;
    }

    @Test
    void findsWhoWalksSlowly() {
        var said = watch(room().crossing(4, 64), 30, 5);
        assertTrue(openShare(said, 12, 30) > 0.98, "" + states(said, 12, 30));
    }

    @Test
    void holdsWhoStandsStillButNotForEver() {
        var standing =
                new Walker(
                        t -> t < 4 ? Double.NaN : t < 8 ? -0.1 + 0.6 * (t - 4) / 4 : 0.5,
                        0.9,
                        0.55,
                        60,
                        0.35);
        var said = watch(room().walker(standing), 100, 5);
        assertTrue(openShare(said, 8, 60) > 0.99, "" + states(said, 8, 60));
        assertQuiet(said, 80, 100);
    }

    @Test
    void tellsAThingThatWasPutDownAndWhenItIsTakenAway() {
        var said = watch(room().thing(new Thing(5, 20, 0.3, 0.5, 0.1, 0.2, 40)), 30, 10);
        assertTrue(openShare(said, 5.3, 20) > 0.99, "" + states(said, 5.3, 20));
        assertQuiet(said, 20.3, 30);
    }

    @Test
    void absorbsTheGhostOfWhatWasThereAtFirst() {
        var said = watch(room().thing(new Thing(-1, 10, 0.3, 0.5, 0.1, 0.2, 40)), 30, 10);
        assertQuiet(said, LEARNT, 10);
        assertTrue(openShare(said, 10.3, 12) > 0.9, "it was taken away");
        assertQuiet(said, 17, 30);
    }

    @Test
    void followsAnExposureThatDrifts() {
        var said = watch(room().gain(t -> 1 + 0.3 * Math.sin(t / 3)), 30, 10);
        assertQuiet(said, LEARNT, 30);
        var both = watch(room().gain(t -> 1 + 0.3 * Math.sin(t / 3)).crossing(12, 18), 24, 10);
        assertTrue(openShare(both, 13, 17) > 0.95, "" + states(both, 13, 17));
        assertQuiet(both, 19, 24);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.45, 0.7, 1.35})
    void takesAnotherLightForALight(double to) {
        var said = watch(room().gain(t -> t < 6 ? 1 : to), 14, 15);
        assertQuiet(said, LEARNT, 14);
        assertTrue(states(said, 6, 7).containsKey(GateState.LIGHT), "" + states(said, 6, 7));
        assertEquals(Map.of(GateState.STILL, 15 * 4), states(said, 10, 14));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1})
    void takesALampForALamp(double reach) {
        var said = watch(room().gain(t -> 0.6).lamp(6, 12, 0.7, 0.2, reach, 1.9), 18, 15);
        assertQuiet(said, LEARNT, 18);
        assertTrue(states(said, 6, 7).containsKey(GateState.LIGHT), "" + states(said, 6, 7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 1})
    void takesTheInfraRedSwitchForALight(double takes) {
        var said = watch(room().night(t -> Math.max(0, Math.min(1, (t - 6) / takes))), 14, 15);
        assertQuiet(said, LEARNT, 14);
        assertEquals(Map.of(GateState.STILL, 15 * 4), states(said, 10, 14));
    }

    @Test
    void seesWhoComesInAfterTheLampWentOn() {
        var said = watch(room().gain(t -> t < 5 ? 0.5 : 1).crossing(6.5, 11), 14, 15);
        assertTrue(openShare(said, 7.3, 10.4) > 0.95, "" + states(said, 7.3, 10.4));
        assertQuiet(said, 12, 14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 4, 9})
    void takesAShakingCameraForOne(double pixels) {
        var said =
                watch(
                        room().camera(
                                        t -> t < 5 || t > 9 ? 0 : pixels * Math.sin(t * 17),
                                        t -> t < 5 || t > 9 ? 0 : pixels * Math.cos(t * 23) / 2),
                        13,
                        15);
        assertQuiet(said, LEARNT, 13);
        assertTrue(states(said, 5, 9).containsKey(GateState.SHAKE), "" + states(said, 5, 9));
        // One that shakes widely shows another scene each time: it is learnt anew, once at rest.
        assertEquals(Map.of(GateState.STILL, 15), states(said, 12, 13));
    }

    @Test
    void learnsAnewWhereTheCameraWasMovedTo() {
        var said = watch(room().camera(t -> t < 5 ? 0 : 7, t -> t < 5 ? 0 : -3), 14, 15);
        assertQuiet(said, LEARNT, 14);
        assertTrue(states(said, 5, 8).containsKey(GateState.SHAKE), "" + states(said, 5, 8));
        assertTrue(states(said, 5, 10).containsKey(GateState.LEARNING), "" + states(said, 5, 10));
        assertEquals(Map.of(GateState.STILL, 15 * 3), states(said, 11, 14));
    }

    @Test
    void learnsAnewAfterACut() {
        var other = new SyntheticScene(WIDTH, HEIGHT, 5).gain(t -> 0.4);
        var gate = new MotionGate(WIDTH, HEIGHT, GateSettings.DEFAULT);
        for (int i = 0; i < 60; ++i) {
            gate.next(room().frame(i / 10.0), i / 10.0);
        }
        var flipped = flipped(other.frame(6));
        assertEquals(GateState.LEARNING, gate.next(flipped, 6).state());
        for (int i = 61; i < 90; ++i) {
            assertFalse(gate.next(flipped(other.frame(i / 10.0)), i / 10.0).state().open());
        }
        assertEquals(GateState.STILL, gate.next(flipped(other.frame(9)), 9).state());
    }

    private static byte[] flipped(byte[] luma) {
        var result = new byte[luma.length];
        for (int i = 0; i < luma.length; ++i) {
            result[i] = luma[luma.length - 1 - i];
        }
        return result;
    }

    @Test
    void ignoresWhatIsMasked() {
        var mask =
                List.of(
                        new ImagePoint(0.25, 0.4),
                        new ImagePoint(0.45, 0.4),
                        new ImagePoint(0.45, 0.8),
                        new ImagePoint(0.25, 0.8));
        var thing = new Thing(5, 30, 0.3, 0.5, 0.1, 0.2, 40);
        var settings = GateSettings.DEFAULT.withMasks(List.of(mask));
        assertQuiet(watch(room().thing(thing), 12, 10, settings), LEARNT, 12);
        assertTrue(openShare(watch(room().thing(thing), 12, 10), 6, 12) > 0.9, "without the mask");
        var all =
                List.of(
                        new ImagePoint(0, 0),
                        new ImagePoint(1, 0),
                        new ImagePoint(1, 1),
                        new ImagePoint(0, 1));
        var nothing = GateSettings.DEFAULT.withMasks(List.of(all));
        assertQuiet(watch(room().crossing(3, 8), 8, 10, nothing), LEARNT, 8);
    }

    @Test
    void theLeastAreaDecides() {
        var thing = new Thing(4, 30, 0.3, 0.5, 0.05, 0.1, 20);
        var small = watch(room().thing(thing), 8, 10, GateSettings.DEFAULT.withMinArea(0.003));
        var large = watch(room().thing(thing), 8, 10, GateSettings.DEFAULT.withMinArea(0.007));
        assertTrue(openShare(small, 5, 8) > 0.99);
        assertQuiet(large, LEARNT, 8);
        // The tuner shows what was measured: a twentieth of the width by a tenth of the height.
        assertEquals(0.005, large.get(50).reading.largest(), 0.001);
    }

    @Test
    void theThresholdDecides() {
        // Half the frame is textured less than this.
        var faint = room().noise(1).thing(new Thing(4, 30, 0.15, 0.45, 0.1, 0.12, 148));
        assertQuiet(watch(faint, 8, 10, GateSettings.DEFAULT.withThreshold(60)), LEARNT, 8);
        assertTrue(
                openShare(watch(faint, 8, 10, GateSettings.DEFAULT.withThreshold(5)), 5, 8) > 0.9);
    }

    @Test
    void theSameFramesGiveTheSameReadings() {
        var scene = room().crossing(3, 6).lamp(5, 7, 0.7, 0.2, 0.5, 1.5);
        var first = watch(scene, 9, 10);
        assertEquals(first, watch(scene, 9, 10));
        assertTrue(first.stream().anyMatch(said -> !said.reading.blobs().isEmpty()));
    }

    @Test
    void aBlobIsWhereItsPixelsAre() {
        var scene = room().crossing(3, 9);
        var gate = new MotionGate(WIDTH, HEIGHT, GateSettings.DEFAULT);
        var shown = new byte[WIDTH * HEIGHT];
        int seen = 0;
        for (int i = 0; i < 90; ++i) {
            var reading = gate.next(scene.frame(i / 10.0), i / 10.0);
            gate.write(shown);
            int pixels = 0;
            for (byte pixel : shown) {
                pixels += pixel == 1 ? 1 : 0;
            }
            assertEquals(reading.share(), (double) pixels / shown.length, 1e-9);
            for (var blob : reading.blobs()) {
                ++seen;
                assertTrue(blob.left() >= 0 && blob.left() + blob.width() <= 1 + 1e-9);
                assertTrue(blob.top() >= 0 && blob.top() + blob.height() <= 1 + 1e-9);
                assertTrue(blob.area() <= blob.width() * blob.height() + 1e-9);
                assertTrue(blob.area() >= GateSettings.DEFAULT.minArea());
                assertTrue(blob.outline().size() >= 3 && blob.outline().size() <= 64);
                for (var point : blob.outline()) {
                    double slack = 1e-9;
                    assertTrue(point.u() >= blob.left() - slack);
                    assertTrue(point.u() <= blob.left() + blob.width() + slack);
                    assertTrue(point.v() >= blob.top() - slack);
                    assertTrue(point.v() <= blob.top() + blob.height() + slack);
                }
            }
        }
        assertTrue(seen > 20, "blobs: " + seen);
    }

    @Test
    void goingBackInTimeStartsAnew() {
        var gate = new MotionGate(WIDTH, HEIGHT, GateSettings.DEFAULT);
        for (int i = 0; i < 40; ++i) {
            gate.next(room().frame(i / 10.0), i / 10.0);
        }
        assertEquals(GateState.STILL, gate.next(room().frame(4), 4).state());
        assertEquals(GateState.LEARNING, gate.next(room().frame(1), 1).state());
    }

    @Test
    void takesFramesOfItsSizeOnly() {
        var gate = new MotionGate(64, 36, GateSettings.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> gate.next(new byte[64], 0));
        var odd = new MotionGate(37, 5, GateSettings.DEFAULT);
        for (int i = 0; i < 60; ++i) {
            assertFalse(odd.next(new byte[37 * 5], i / 10.0).state().open());
        }
        var pixel = new MotionGate(1, 1, GateSettings.DEFAULT);
        for (int i = 0; i < 60; ++i) {
            pixel.next(new byte[] {(byte) (i * 37)}, i / 10.0);
        }
    }

    @Test
    void changesSettingsWhileItRuns() {
        var scene = room().thing(new Thing(4, 30, 0.3, 0.5, 0.1, 0.2, 40));
        var gate = new MotionGate(WIDTH, HEIGHT, GateSettings.DEFAULT);
        for (int i = 0; i < 60; ++i) {
            gate.next(scene.frame(i / 10.0), i / 10.0);
        }
        assertTrue(gate.next(scene.frame(6), 6).state().open());
        gate.use(GateSettings.DEFAULT.withMinArea(0.2));
        assertFalse(gate.next(scene.frame(6.1), 6.1).state().open());
        gate.use(GateSettings.DEFAULT);
        gate.next(scene.frame(6.2), 6.2);
        assertTrue(gate.next(scene.frame(6.3), 6.3).state().open());
        assertArrayEquals(
                new double[] {9, 0.001},
                new double[] {gate.settings().threshold(), gate.settings().minArea()});
    }
}
