// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is covered, on made clips whose truth is known. */
final class RedactPlanTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);
    private static final double STEP = 1 / 25.0;

    private static RedactSettings people() {
        return RedactSettings.of(EnumSet.of(RedactKind.PEOPLE));
    }

    private static RedactOrder order(Integer... without) {
        return new RedactOrder(RedactMethod.FILL, Set.of(without), List.of());
    }

    private static Detection person(Box box, double score) {
        return new Detection("person", score, box);
    }

    /** Someone who walks to and fro, stops, comes nearer and goes. */
    private static Box body(double t, double phase) {
        double x = 320 + 200 * Math.sin(0.7 * t + phase);
        double height = 150 + 40 * Math.sin(0.4 * t + 2 * phase);
        return new Box(x - height / 5, 330 - height, height * 0.4, height);
    }

    private static boolean within(Box inner, Box outer) {
        return outer.x() <= inner.x()
                && outer.y() <= inner.y()
                && outer.right() >= inner.right()
                && outer.bottom() >= inner.bottom();
    }

    private static boolean covered(List<Cover> covers, Box box) {
        var seen = RedactPlan.inside(box, FRAME);
        return seen == null || covers.stream().anyMatch(cover -> within(seen, cover.box()));
    }

    /**
     * Detections come and go, are off by some pixels, unsure or missing for up to two seconds: the
     * body itself is covered on every frame from before its first detection until after its last.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aPersonIsCoveredOnEveryFrameOfItsTime(int seed) {
        var random = new Random(seed);
        var finder = new Finder(FRAME, people());
        double phase = random.nextDouble() * 6;
        double first = Double.NaN;
        double last = 0;
        double hiddenUntil = -1;
        var times = new ArrayList<Double>();
        for (double t = 0; t < 12; t += STEP) {
            times.add(t);
            boolean there = t > 2 && t < 9;
            if (there && t > hiddenUntil && random.nextInt(40) == 0) {
                hiddenUntil = t + random.nextDouble() * 2;
            }
            var found = new ArrayList<Detection>();
            if (there && t > hiddenUntil) {
                var box = body(t, phase);
                double off = box.height() * 0.04;
                found.add(
                        person(
                                new Box(
                                        box.x() + off * (random.nextDouble() - 0.5),
                                        box.y() + off * (random.nextDouble() - 0.5),
                                        box.width() * (0.95 + 0.1 * random.nextDouble()),
                                        box.height() * (0.97 + 0.06 * random.nextDouble())),
                                0.3 + 0.6 * random.nextDouble()));
                first = Double.isNaN(first) ? t : first;
                last = t;
            }
            finder.frame(t, found);
        }
        var finds = finder.finish();
        var plan = new RedactPlan(finds, order());
        for (double t : times) {
            assertFalse(plan.whole(t));
            if (t >= first - 1 && t <= last + 1) {
                double at = t;
                assertTrue(
                        covered(plan.at(t), body(t, phase)),
                        () -> "bare at " + at + ": " + body(at, phase) + " in " + plan.at(at));
            } else if (t < first - 1.1 || t > last + 1.1) {
                assertEquals(List.of(), plan.at(t), "nobody is near " + t);
            }
        }
        assertEquals(1, finds.tracks());
    }

    /** However a thing went between two sightings, no faster than allowed, it was not shut out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void inAGapEveryWayOfGoingIsCovered(int seed) {
        var random = new Random(seed);
        var start = new Box(200, 100, 60, 150);
        double limit = Part.BODY.reach() * 150;
        for (int trial = 0; trial < 50; ++trial) {
            int frames = 5 + random.nextInt(40);
            var way = new ArrayList<Box>(List.of(start));
            double speed = 0;
            for (int i = 1; i <= frames; ++i) {
                if (random.nextInt(5) == 0) {
                    speed = (random.nextDouble() * 2 - 1) * limit;
                }
                var box = way.get(i - 1);
                double x = Math.max(100, Math.min(480, box.x() + speed * STEP));
                way.add(new Box(x, 100, 60, 150));
            }
            var finder = new Finder(FRAME, people());
            for (int i = 0; i <= frames; ++i) {
                finder.frame(
                        i * STEP,
                        i == 0 || i == frames ? List.of(person(way.get(i), 0.9)) : List.of());
            }
            var finds = finder.finish();
            if (finds.tracks() != 1) {
                // Too far for one thing: two, each with its margins.
                continue;
            }
            var plan = new RedactPlan(finds, order());
            for (int i = 0; i <= frames; ++i) {
                assertTrue(covered(plan.at(i * STEP), way.get(i)), "bare at frame " + i);
            }
        }
    }

    @Test
    void aSingleUnsureDetectionIsCoveredWithItsMargins() {
        var finder = new Finder(FRAME, people());
        for (int i = 0; i < 100; ++i) {
            finder.frame(
                    i * STEP,
                    i == 50 ? List.of(person(new Box(100, 100, 40, 100), 0.26)) : List.of());
        }
        var plan = new RedactPlan(finder.finish(), order());
        int covered = 0;
        for (int i = 0; i < 100; ++i) {
            boolean near = Math.abs(i - 50) * STEP <= 1 + 1e-6;
            assertEquals(near, !plan.at(i * STEP).isEmpty(), "frame " + i);
            covered += near ? 1 : 0;
        }
        assertEquals(51, covered);
        // Less sure makes the cover larger, farther away larger still.
        var sure = new Finder(FRAME, people());
        sure.frame(0, List.of(person(new Box(100, 100, 40, 100), 1)));
        var unsure = new Finder(FRAME, people());
        unsure.frame(0, List.of(person(new Box(100, 100, 40, 100), 0.26)));
        var small = new RedactPlan(sure.finish(), order()).at(0).get(0).box();
        var finds = unsure.finish();
        var large = new RedactPlan(finds, order()).at(0).get(0).box();
        assertTrue(within(small, large) && large.area() > small.area());
        double before = 0;
        for (double t = 0; t <= 0.5; t += 0.1) {
            double area = new RedactPlan(finds, order()).at(t).get(0).box().area();
            assertTrue(area >= before);
            before = area;
        }
        assertTrue(before > large.area());
    }

    /** Covering more never bares what was covered. */
    @Test
    void nothingIsBaredByMore() {
        var random = new Random(9);
        var finder = new Finder(FRAME, people());
        for (int i = 0; i < 100; ++i) {
            var found = new ArrayList<Detection>();
            for (int k = 0; k < 4; ++k) {
                if (random.nextInt(3) > 0) {
                    found.add(person(body(i * STEP, k * 1.5), 0.3 + 0.5 * random.nextDouble()));
                }
            }
            finder.frame(i * STEP, found);
        }
        var finds = finder.finish();
        assertTrue(finds.tracks() >= 4);
        var all = new RedactPlan(finds, order());
        var less = new RedactPlan(finds, order(1, 3));
        var more =
                new RedactPlan(
                        finds,
                        new RedactOrder(
                                RedactMethod.BLUR,
                                Set.of(),
                                List.of(Region.of(0.1, 0.1, 0.3, 0.3, 1, 2))));
        for (int i = 0; i < 100; ++i) {
            double t = i * STEP;
            assertTrue(all.at(t).containsAll(less.at(t)), "at " + t);
            assertTrue(more.at(t).containsAll(all.at(t)), "at " + t);
            for (var cover : less.at(t)) {
                assertTrue(cover.find() != 1 && cover.find() != 3);
            }
            boolean marked = t >= 1 && t <= 2;
            assertEquals(
                    marked ? 1 : 0,
                    more.at(t).stream().filter(cover -> cover.find() == 0).count(),
                    "at " + t);
            // The same again: nothing depends on what was asked before.
            assertEquals(all.at(t), new RedactPlan(finds, order()).at(t));
        }
    }

    @Test
    void aFrameOnWhichLookingFailedIsCoveredWhole() {
        var finder = new Finder(FRAME, people());
        for (int i = 0; i < 20; ++i) {
            finder.frame(i * STEP, i == 7 ? null : List.of());
        }
        var finds = finder.finish();
        assertEquals(1, finds.failed());
        assertEquals(20, finds.frames());
        var plan = new RedactPlan(finds, order());
        for (int i = 0; i < 20; ++i) {
            assertEquals(i == 7, plan.whole(i * STEP), "frame " + i);
        }
        // Nor is one left bare that only the second pass sees.
        assertTrue(plan.whole(3.5 * STEP));
        assertTrue(plan.whole(77));
        assertFalse(plan.whole(3 * STEP + 1e-6));
        // Where nobody was to look, nobody failed.
        var marked = Finds.none(FRAME, RedactSettings.of(Set.of()));
        assertFalse(new RedactPlan(marked, order()).whole(1));
    }

    @Test
    void aHeadIsInThePartOfTheBodyThatIsCovered() {
        var finder = new Finder(FRAME, RedactSettings.of(EnumSet.of(RedactKind.FACES)));
        // One stands, of one only head and shoulders are seen, one lies.
        var stands = new Box(50, 60, 80, 200);
        var bust = new Box(200, 200, 150, 160);
        var lies = new Box(380, 250, 200, 80);
        finder.frame(0, List.of(person(stands, 0.9), person(bust, 0.9), person(lies, 0.9)));
        var covers = new RedactPlan(finder.finish(), order()).at(0);
        assertEquals(3, covers.size());
        assertTrue(covered(covers, new Box(70, 60, 40, 30)));
        assertTrue(covered(covers, new Box(240, 200, 70, 100)));
        assertTrue(covered(covers, lies));
        assertTrue(covers.get(0).box().bottom() < 170, "the legs are no head: " + covers);
        // Both kinds at once: the whole body.
        var both =
                new Finder(
                        FRAME, RedactSettings.of(EnumSet.of(RedactKind.FACES, RedactKind.PEOPLE)));
        both.frame(0, List.of(person(stands, 0.9)));
        var whole = both.finish();
        assertEquals(1, whole.tracks());
        assertTrue(covered(new RedactPlan(whole, order()).at(0), stands));
    }

    @Test
    void writingIsCoveredFromTheSampleBeforeToTheSampleAfter() {
        var settings = RedactSettings.of(EnumSet.of(RedactKind.HANDWRITING));
        var finder = new Finder(FRAME, settings);
        int places = finder.places().size();
        int samples = 0;
        for (int i = 0; i < 150; ++i) {
            double t = i * STEP;
            if (finder.asksAt(t)) {
                ++samples;
                var yes = new double[places];
                Arrays.fill(yes, 0.05);
                // On the third sample one place is unsure, one has no answer.
                yes[1] = samples == 3 ? 0.4 : 0.1;
                yes[4] = samples == 3 ? Double.NaN : 0.1;
                finder.answered(t, yes);
            }
            finder.frame(t, null);
        }
        assertEquals(6, samples);
        var finds = finder.finish();
        assertEquals(1, finds.unanswered());
        assertEquals(0, finds.failed());
        assertEquals(2, finds.all().size());
        var plan = new RedactPlan(finds, order());
        var tiles = Tiles.of(FRAME);
        for (int i = 0; i < 150; ++i) {
            double t = i * STEP;
            assertFalse(plan.whole(t));
            boolean near = t >= 1 - 1e-9 && t <= 3 + 1e-9;
            assertEquals(near, covered(plan.at(t), tiles.get(1)), "at " + t);
            assertEquals(near, covered(plan.at(t), tiles.get(4)), "at " + t);
            assertFalse(covered(plan.at(t), tiles.get(0)), "at " + t);
        }
    }

    @Test
    void aYesThatNoPartExplainsCoversTheWhole() {
        var finder = new Finder(FRAME, RedactSettings.of(EnumSet.of(RedactKind.HANDWRITING)));
        var yes = new double[finder.places().size()];
        yes[yes.length - 1] = 0.9;
        finder.answered(0, yes);
        var whole = new Box(0, 0, 640, 360);
        assertTrue(covered(new RedactPlan(finder.finish(), order()).at(0), whole));
        var explained = new Finder(FRAME, RedactSettings.of(EnumSet.of(RedactKind.HANDWRITING)));
        yes[2] = 0.9;
        explained.answered(0, yes);
        assertFalse(covered(new RedactPlan(explained.finish(), order()).at(0), whole));
    }

    @ParameterizedTest
    @ValueSource(strings = {"640x360", "360x640", "7x5", "1921x1081", "1x1"})
    void tilesCoverTheFrameAndShareTheirEdges(String size) {
        int by = size.indexOf('x');
        var frame =
                new ImageSize(
                        Integer.parseInt(size.substring(0, by)),
                        Integer.parseInt(size.substring(by + 1)));
        var tiles = Tiles.of(frame);
        assertEquals(6, tiles.size());
        for (int x = 0; x < frame.width(); x += Math.max(1, frame.width() / 50)) {
            for (int y = 0; y < frame.height(); y += Math.max(1, frame.height() / 50)) {
                var pixel = new Box(x, y, 1, 1);
                assertTrue(tiles.stream().anyMatch(tile -> within(pixel, tile)), x + ", " + y);
            }
        }
        for (var tile : tiles) {
            assertTrue(within(tile, new Box(0, 0, frame.width(), frame.height())));
            assertTrue(tile.area() >= 1);
        }
    }

    /** So few colours are left of an area, whatever its size. */
    @Test
    void aBlurKeepsFewColours() {
        assertEquals(new Mosaic(3, 7), Mosaic.of(new Box(0, 0, 60, 150)));
        assertEquals(new Mosaic(1, 1), Mosaic.of(new Box(0, 0, 15, 9)));
        var random = new Random(1);
        for (int i = 0; i < 1000; ++i) {
            double width = 1 + random.nextInt(4000);
            double height = 1 + random.nextInt(4000);
            var mosaic = Mosaic.of(new Box(0, 0, width, height));
            assertTrue(Math.min(mosaic.columns(), mosaic.rows()) <= Mosaic.SHORT);
            assertTrue(Math.max(mosaic.columns(), mosaic.rows()) <= Mosaic.LONG);
            assertTrue(mosaic.columns() * Mosaic.CELL <= Math.max(Mosaic.CELL, width));
            assertTrue(mosaic.rows() * Mosaic.CELL <= Math.max(Mosaic.CELL, height));
        }
    }

    @Test
    void aMarkedPolygonKeepsItsForm() {
        var order =
                RedactOrder.of(
                        Fields.of(
                                Map.of(
                                        "method",
                                        "blur",
                                        "regions",
                                        List.of(
                                                Map.of(
                                                        "polygon",
                                                        List.of(
                                                                List.of(0.5, 0.5),
                                                                List.of(1.0, 0.5),
                                                                List.of(0.5, 1.0)),
                                                        "from",
                                                        2.0),
                                                Region.of(0, 0, 0.25, 0.5, 0, Region.END)
                                                        .toMap()))));
        assertEquals(order, RedactOrder.of(Fields.of(order.toMap())));
        var plan = new RedactPlan(Finds.none(FRAME, RedactSettings.of(Set.of())), order);
        assertEquals(1, plan.at(1).size());
        assertEquals(new Box(0, 0, 160, 180), plan.at(1).get(0).box());
        assertEquals(List.of(), plan.at(1).get(0).corners());
        assertEquals(new Box(320, 180, 320, 180), plan.at(3).get(0).box());
        assertEquals(3, plan.at(3).get(0).corners().size());
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPath() {
        for (var bad :
                List.of(
                        Map.of("method", "smear"),
                        Map.of("without", List.of("one")),
                        Map.of("regions", List.of(Map.of("polygon", List.of(List.of(0.0, 0.0))))),
                        Map.of("regions", List.of(Map.of("polygon", "all"))),
                        Map.of("regions", List.of(Map.of("polygon", List.of(1.0, 2.0)))),
                        Map.of(
                                "regions",
                                List.of(
                                        Map.of(
                                                "polygon",
                                                List.of(
                                                        List.of(0.0, 0.0),
                                                        List.of(1.0, 0.0),
                                                        List.of(0.0, 1.0)),
                                                "from",
                                                3.0,
                                                "to",
                                                2.0))))) {
            assertThrows(
                    SightlineException.class, () -> RedactOrder.of(Fields.of(bad)), bad::toString);
        }
        for (var bad :
                List.of(
                        Map.of("kinds", List.of("cats")),
                        Map.of("kinds", List.of("people"), "score", 7.0),
                        Map.of("marginSeconds", -1.0),
                        Map.of("everySeconds", 0.0))) {
            assertThrows(
                    SightlineException.class,
                    () -> RedactSettings.of(Fields.of(bad)),
                    bad::toString);
        }
        assertEquals(
                people(), RedactSettings.of(Fields.of(people().toMap())), "the usual goes round");
    }
}
