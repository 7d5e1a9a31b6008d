// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.detect.Box;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.Polarity;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Position;
import io.sightline.core.position.Subject;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.space.Point;
import io.sightline.core.value.Fields;
import io.sightline.core.value.JsonText;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Zones, bands and stays on made subjects. */
final class ZoneJudgeTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);
    private static final DepthScene FLAT = DepthScene.flat(FRAME);

    /** A level camera at 1.5 metres, 500 pixels of focal length, a map of metres. */
    private static final DepthScene METRES =
            new DepthScene(
                    FRAME,
                    new ImageSize(64, 36),
                    new DepthRange(0, 10, 0, 10),
                    Polarity.SMALL,
                    new MetricMetres(1, 0, new MapNoise(0.05, 0), 20),
                    new Intrinsics(FRAME, 500, 500, 320, 180),
                    new FloorPlane(new Point(0, -1, 0), 1.5, 0.5, 0));

    private static final Polygon LEFT =
            new Polygon(Plane.IMAGE, PolygonTest.corners(0, 0, 0.5, 0, 0.5, 1, 0, 1));

    private static Subject subject(double time, Box box, boolean seen, Position position) {
        return new Subject(7, "person", 0.9, box, seen, 0, time, Double.NaN, position);
    }

    private static Subject at(double time, double x) {
        return subject(time, new Box(x - 30, 100, 60, 150), true, null);
    }

    private static Position metres(double distance, double across, double away) {
        return new Position(
                true,
                distance,
                0.1,
                new Point(across, 0.6, distance),
                new Position.Foot(across, away, 0.1),
                1.7,
                0.1);
    }

    private static Position relative(double distance) {
        return new Position(false, distance, 0.02, null, null, Double.NaN, Double.NaN);
    }

    @Test
    void whatBoundsNothingOrCannotBeIsRefused() {
        assertEquals(
                "zone-open",
                assertThrows(SightlineException.class, () -> Zone.of("a", null)).reason());
        for (double[] bad :
                new double[][] {{3, 3}, {4, 3}, {-1, 3}, {Double.NaN, 3}, {1, Double.NaN}}) {
            var fault =
                    assertThrows(
                            SightlineException.class,
                            () -> Band.of(bad[0], bad[1], "zone.distance"));
            assertEquals("zone-band", fault.reason());
            assertEquals("zone.distance", fault.values().get("path"));
        }
        var floor = new Polygon(Plane.FLOOR, PolygonTest.corners(-1, 1, 1, 1, 0, 3));
        assertEquals(
                "zone-anchor",
                assertThrows(SightlineException.class, () -> Zone.of("a", floor).by(Anchor.BOX))
                        .reason());
        assertEquals(
                "zone-relative",
                assertThrows(
                                SightlineException.class,
                                () -> Zone.of("a", LEFT).within(new Band(2, 3), false))
                        .reason());
        for (double bad : new double[] {-1, Double.NaN, 1e6}) {
            assertEquals(
                    "zone-dwell",
                    assertThrows(SightlineException.class, () -> Zone.of("a", LEFT).staying(bad))
                            .reason());
        }
    }

    @Test
    void theAnchorDecides() {
        // Feet at the left, most of the box at the right of the edge.
        var polygon = new Polygon(Plane.IMAGE, PolygonTest.corners(0, 0.6, 1, 0.6, 1, 1, 0, 1));
        var low = subject(0, new Box(300, 100, 60, 150), true, null);
        var zone = Zone.of("a", polygon);
        assertTrue(ZoneJudge.preview(zone, low, FLAT).inside());
        assertFalse(ZoneJudge.preview(zone.by(Anchor.CENTRE), low, FLAT).inside());
        var cover = ZoneJudge.preview(zone.by(Anchor.BOX), low, FLAT);
        assertFalse(cover.inside());
        assertEquals(34.0 / 150, cover.failed().value(), 1e-6);
        assertEquals(0.5 - 34.0 / 150, cover.failed().off(), 1e-6);
        assertEquals(Check.Unit.COVER, cover.failed().unit());
        // A small zone that a large box covers.
        var small = new Polygon(Plane.IMAGE, PolygonTest.corners(0.5, 0.4, 0.52, 0.4, 0.51, 0.44));
        assertTrue(ZoneJudge.preview(Zone.of("b", small).by(Anchor.BOX), low, FLAT).inside());
    }

    @Test
    void whyNotIsToldInNumbers() {
        var zone = Zone.of("a", LEFT).within(new Band(1, 3), true);
        var far = subject(0, new Box(100, 100, 60, 150), true, metres(4.5, -1.5, 4.5));
        var judged = ZoneJudge.preview(zone, far, METRES);
        assertFalse(judged.inside());
        assertEquals(3, judged.checks().size());
        assertTrue(judged.checks().get(0).met());
        assertEquals(Condition.DISTANCE, judged.failed().condition());
        assertEquals(1.5, judged.failed().off(), 1e-12);
        assertEquals(4.5, judged.failed().value());
        assertEquals(0.1, judged.failed().band());
        assertEquals(Check.Unit.METRES, judged.failed().unit());
        // Beside the polygon by 64 of 360 pixels.
        var right = ZoneJudge.preview(Zone.of("a", LEFT), at(0, 384), FLAT);
        assertEquals(-64 / 360.0, right.failed().value(), 1e-9);
        assertEquals(64 / 360.0, right.failed().off(), 1e-9);
        // Without depth a distance cannot be told, and that is no entry.
        var unknown = ZoneJudge.preview(zone, at(0, 100), FLAT);
        assertFalse(unknown.inside());
        assertFalse(unknown.failed().known());
        assertTrue(Double.isNaN(unknown.failed().off()));
        assertNull(ZoneJudge.preview(Zone.of("a", LEFT), at(0, 100), FLAT).failed());
    }

    @Test
    void relativeBandsHoldBeforeAndAfterACalibration() {
        var zone = Zone.of("a", LEFT).within(new Band(0.2, 0.4), false);
        var box = new Box(100, 100, 60, 150);
        assertTrue(ZoneJudge.preview(zone, subject(0, box, true, relative(0.3)), FLAT).inside());
        assertFalse(ZoneJudge.preview(zone, subject(0, box, true, relative(0.5)), FLAT).inside());
        // Three of ten metres are the same 0.3 on this scale.
        assertTrue(
                ZoneJudge.preview(zone, subject(0, box, true, metres(3, -1, 3)), METRES).inside());
        assertFalse(
                ZoneJudge.preview(zone, subject(0, box, true, metres(5, -1, 5)), METRES).inside());
        // Metres of a scene that is not calibrated are unknown, not guessed.
        var metric = Zone.of("a", LEFT).within(new Band(0.2, 0.4), true);
        assertFalse(
                ZoneJudge.preview(metric, subject(0, box, true, relative(0.3)), FLAT)
                        .failed()
                        .known());
    }

    @Test
    void whoOnlyProjectsIntoAFloorZoneIsNotInIt() {
        // Floor from 5 to 7 metres away, seen at rows 287 to 330 of the frame.
        var polygon = PolygonTest.corners(-1, 5, 1, 5, 1, 7, -1, 7);
        var floor = Zone.of("far", new Polygon(Plane.FLOOR, polygon));
        // Stands at two metres, feet below the frame; the lower edge of the box is cut off.
        var near = subject(0, new Box(270, 60, 100, 300), true, metres(2, 0, 2));
        var judged = ZoneJudge.preview(floor, near, METRES);
        assertFalse(judged.inside());
        assertEquals(3, judged.failed().off(), 1e-9);
        var there = subject(0, new Box(290, 160, 60, 155), true, metres(6, 0.2, 6));
        assertTrue(ZoneJudge.preview(floor, there, METRES).inside());
        // The same place drawn on the picture: a box that ends there, of somebody elsewhere.
        var drawn =
                Zone.of(
                        "far",
                        new Polygon(
                                Plane.IMAGE,
                                PolygonTest.corners(0.3, 0.79, 0.7, 0.79, 0.7, 0.92, 0.3, 0.92)));
        var behindTable = subject(0, new Box(270, 100, 100, 210), true, metres(3, 0, 3));
        assertTrue(ZoneJudge.preview(drawn, behindTable, FLAT).inside());
        assertFalse(ZoneJudge.preview(drawn, behindTable, METRES).inside());
        assertTrue(ZoneJudge.preview(drawn, there, METRES).inside());
        // Without a floor nobody is on it.
        assertFalse(ZoneJudge.preview(floor, at(0, 300), FLAT).failed().known());
    }

    @Test
    void heightOverTheFloorBoundsTheVolume() {
        // The subject's middle lies 0.6 metres below a lens at 1.5 metres.
        var zone = new Zone("low", null, Anchor.FOOT, null, true, new Band(0, 0.5), 0);
        var box = new Box(100, 100, 60, 150);
        var judged = ZoneJudge.preview(zone, subject(0, box, true, metres(3, 0, 3)), METRES);
        assertEquals(0.9, judged.checks().get(0).value(), 1e-9);
        assertEquals(0.4, judged.failed().off(), 1e-9);
    }

    @Test
    void aPersonWhoPassesByDoesNotStay() {
        var judge = new ZoneJudge(Zone.of("a", LEFT).staying(2));
        boolean inside = false;
        for (int i = 0; i <= 100; ++i) {
            double t = i * 0.1;
            // Comes from the right at 6 seconds before the middle, is inside for 1.5 seconds.
            double x = t < 5 ? 500 - 30 * t : t < 6.5 ? 300 : 330 + 60 * (t - 6.5);
            var judged = judge.next(at(t, x), FLAT);
            inside |= judged.inside();
            assertFalse(judged.stayed(), "at " + t);
        }
        assertTrue(inside);
    }

    @Test
    void aStayBeginsWithTheFirstMomentInside() {
        var judge = new ZoneJudge(Zone.of("a", LEFT).staying(2));
        double stayed = Double.NaN;
        for (int i = 0; i <= 100; ++i) {
            double t = i * 0.1;
            var judged = judge.next(at(t, t < 1 ? 400 : 200), FLAT);
            if (judged.stayed() && Double.isNaN(stayed)) {
                stayed = t;
                assertEquals(1, judged.since(), 1e-9);
                assertEquals(2, judged.seconds(), 1e-9);
            }
        }
        assertEquals(3, stayed, 1e-9);
    }

    @Test
    void standingOnTheEdgeIsOneStay() {
        var random = new Random(2);
        var judge = new ZoneJudge(Zone.of("a", LEFT));
        int changes = 0;
        boolean before = false;
        int exact = 0;
        boolean exactBefore = false;
        for (int i = 0; i < 1000; ++i) {
            var judged = judge.next(at(i * 0.1, 318 + 4 * random.nextGaussian()), FLAT);
            changes += judged.inside() != before ? 1 : 0;
            exact += judged.now() != exactBefore ? 1 : 0;
            before = judged.inside();
            exactBefore = judged.now();
        }
        assertTrue(exact > 100, "the test wavers: " + exact);
        assertEquals(1, changes);
    }

    @Test
    void aWrongBoxForAMomentChangesNothing() {
        var judge = new ZoneJudge(Zone.of("a", LEFT));
        for (int i = 0; i < 100; ++i) {
            boolean glitch = i % 20 == 10;
            var judged = judge.next(at(i * 0.1, glitch ? 500 : 200), FLAT);
            assertEquals(i >= 3, judged.inside(), "frame " + i);
        }
        var other = new ZoneJudge(Zone.of("a", LEFT));
        for (int i = 0; i < 100; ++i) {
            assertFalse(other.next(at(i * 0.1, i % 20 == 10 ? 200 : 500), FLAT).inside());
        }
    }

    /** Who may come and go at once does; who is to wait longer, or to go farther, does that. */
    @Test
    void aZoneHasAnInertiaOfItsOwn() {
        var zone = Zone.of("a", LEFT);
        var none = new ZoneJudge(zone.with(Inertia.NONE));
        var slow = new ZoneJudge(zone.with(new Inertia(2, 5, 0.1, 0, 0, 0)));
        for (int i = 0; i < 100; ++i) {
            assertTrue(none.next(at(i * 0.1, 318), FLAT).inside(), "frame " + i);
            assertEquals(i >= 20, slow.next(at(i * 0.1, 318), FLAT).inside(), "frame " + i);
        }
        // 22 pixels beyond the edge are less than a tenth of the frame's 360.
        for (int i = 100; i < 200; ++i) {
            assertFalse(none.next(at(i * 0.1, 342), FLAT).inside(), "frame " + i);
            assertTrue(slow.next(at(i * 0.1, 342), FLAT).inside(), "frame " + i);
        }
        for (int i = 200; i < 300; ++i) {
            assertEquals(i < 250, slow.next(at(i * 0.1, 380), FLAT).inside(), "frame " + i);
        }
        var wide = new ZoneJudge(zone.within(new Band(1, 2), true).with(inertia("metres", 1)));
        for (int i = 0; i < 100; ++i) {
            double away = i < 50 ? 1.9 : 2.9;
            var judged =
                    wide.next(
                            subject(
                                    i * 0.1,
                                    new Box(100, 100, 60, 150),
                                    true,
                                    metres(away, 0, away)),
                            METRES);
            assertEquals(i >= 3, judged.inside(), "frame " + i);
        }
    }

    private static Inertia inertia(String name, double value) {
        return Inertia.of(Fields.of(Map.of(name, value)));
    }

    @Test
    void aPredictedBoxIsNoEvidence() {
        var judge = new ZoneJudge(Zone.of("a", LEFT));
        for (int i = 0; i < 10; ++i) {
            judge.next(at(i * 0.1, 200), FLAT);
        }
        for (int i = 10; i < 30; ++i) {
            var box = new Box(470, 100, 60, 150);
            var judged = judge.next(subject(i * 0.1, box, false, null), FLAT);
            assertTrue(judged.inside());
            assertEquals(i * 0.1, judged.seconds(), 1e-9);
        }
        for (int i = 30; i < 50; ++i) {
            assertEquals(i < 37, judge.next(at(i * 0.1, 500), FLAT).inside(), "frame " + i);
        }
    }

    /** Wanders about: it is never inside for less than is asked, nor without a moment inside. */
    @Test
    void inAndOutHoldForTheirTimes() {
        for (int seed = 0; seed < 50; ++seed) {
            var random = new Random(seed);
            var judge = new ZoneJudge(Zone.of("a", LEFT));
            double t = 0;
            double x = 320;
            double in = Double.NaN;
            double out = Double.NaN;
            boolean inside = false;
            for (int i = 0; i < 500; ++i) {
                t += 0.01 + 0.3 * random.nextDouble();
                x = Math.max(0, Math.min(640, x + 40 * random.nextGaussian()));
                var judged = judge.next(at(t, x), FLAT);
                boolean beyond = x > 320 + 0.02 * 360;
                in = x < 320 ? Double.isNaN(in) ? t : in : Double.NaN;
                out = beyond ? Double.isNaN(out) ? t : out : Double.NaN;
                if (judged.inside() && !inside) {
                    assertTrue(t - in >= 0.3 - 1e-6, "in after " + (t - in));
                    assertEquals(in, judged.since());
                } else if (!judged.inside() && inside) {
                    assertTrue(t - out >= 0.7 - 1e-6, "out after " + (t - out));
                }
                inside = judged.inside();
            }
        }
    }

    private static Zone read(Map<String, ?> map) {
        return Zone.of(Fields.of(map, "rule.zones[0]", "rule-field"));
    }

    @Test
    void aZoneIsWrittenAndReadAgain() throws Exception {
        var image = Zone.of("by the table", LEFT).within(new Band(1, 3.5), true).staying(4);
        var floor = new Polygon(Plane.FLOOR, PolygonTest.corners(-1, 1, 1, 1, 0, 3));
        var ground = new Zone("", floor, Anchor.FOOT, null, false, new Band(0, 0.5), 0);
        var endless = image.within(new Band(2, Double.POSITIVE_INFINITY), true);
        var slow = image.with(new Inertia(1, 2, 0.03, 0.2, 0.4, 0.05));
        for (var zone : List.of(image, image.by(Anchor.BOX), ground, endless, slow)) {
            // A band's unit is of no account where there is no band.
            assertEquals(zone, read(zone.toMap()));
            // The same by way of a file, which knows no infinite number.
            assertEquals(
                    zone,
                    Zone.of(
                            Fields.of(
                                    new ObjectMapper()
                                            .readValue(JsonText.of(zone.toMap()), Object.class))));
        }
        assertFalse(image.toMap().containsKey("inertia"), "as usual, so left out");
        var plain =
                read(
                        Map.of(
                                "polygon",
                                List.of(List.of(0, 0), List.of(1, 0), List.of(1, 1)),
                                "distance",
                                List.of(0.2, 0.5)));
        assertEquals(Anchor.FOOT, plain.anchor());
        assertFalse(plain.metres());
        assertEquals(0, plain.dwellSeconds());
        assertEquals(Inertia.DEFAULT, plain.inertia());
        assertEquals(
                new Inertia(0.3, 4, 0.02, 0.1, 0.15, 0.03),
                read(Map.of("aboveFloor", List.of(0, 1), "inertia", Map.of("leaveSeconds", 4)))
                        .inertia());
    }

    @Test
    void aFaultOfAWrittenZoneIsNamedByItsPath() {
        var good = List.of(List.of(0, 0), List.of(1, 0), List.of(1, 1));
        var cases = new LinkedHashMap<Map<String, ?>, String>();
        cases.put(Map.of("polygon", good, "colour", "red"), "colour");
        cases.put(Map.of("polygon", "everywhere"), "polygon");
        cases.put(Map.of("polygon", List.of(1, 2, 3)), "polygon[0]");
        cases.put(Map.of("polygon", List.of(List.of(0, 0), List.of(1, 0, 2))), "polygon[1]");
        cases.put(Map.of("polygon", List.of(List.of(0, 0), List.of(1, 1))), "polygon");
        cases.put(
                Map.of("polygon", List.of(List.of(0, 0), List.of(1, Double.NaN), List.of(1, 1))),
                "polygon[1]");
        cases.put(Map.of("polygon", Collections.nCopies(1_000_000, List.of(0, 0))), "polygon");
        cases.put(Map.of("polygon", good, "plane", "wall"), "plane");
        cases.put(Map.of("polygon", good, "anchor", "hand"), "anchor");
        cases.put(Map.of("polygon", good, "unit", "feet"), "unit");
        cases.put(Map.of("distance", List.of(3, 1)), "distance");
        cases.put(Map.of("distance", List.of(3)), "distance");
        cases.put(Map.of("aboveFloor", List.of(1, 1)), "aboveFloor");
        cases.put(Map.of("polygon", good, "dwellSeconds", "long"), "dwellSeconds");
        cases.put(Map.of("polygon", good, "dwellSeconds", -1), "dwellSeconds");
        cases.put(Map.of("polygon", good, "plane", "floor", "anchor", "box"), "anchor");
        cases.put(Map.of("distance", List.of(1, 3)), "distance");
        cases.put(Map.of("distance", Arrays.asList(null, 1)), "distance");
        cases.put(Map.of("polygon", good, "inertia", 3), "inertia");
        cases.put(Map.of("polygon", good, "inertia", Map.of("seconds", 3)), "inertia.seconds");
        for (var name : Inertia.DEFAULT.toMap().keySet()) {
            for (double value : new double[] {-0.1, 61, Double.NaN}) {
                cases.put(
                        Map.of("polygon", good, "inertia", Map.of(name, value)), "inertia." + name);
            }
        }
        cases.put(Map.of(), "polygon");
        for (var each : cases.entrySet()) {
            var fault = assertThrows(SightlineException.class, () -> read(each.getKey()));
            assertEquals("rule.zones[0]." + each.getValue(), fault.values().get("path"));
        }
    }
}
