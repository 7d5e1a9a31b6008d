// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faces beside bodies, on made clips whose truth is known. */
final class FacesTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);
    private static final double STEP = 1 / 25.0;

    private static Finder finder(boolean faces, RedactKind... kinds) {
        var chosen = EnumSet.noneOf(RedactKind.class);
        chosen.addAll(List.of(kinds));
        return new Finder(FRAME, RedactSettings.of(chosen), faces);
    }

    private static List<Cover> covers(Finds finds, double t) {
        return new RedactPlan(finds, new RedactOrder(RedactMethod.FILL, Set.of(), List.of())).at(t);
    }

    private static Detection face(double x, double y, double edge, double score) {
        return new Detection(Detection.FACE, score, new Box(x, y, edge, edge));
    }

    private static Detection person(Box box) {
        return new Detection("person", 0.8, box);
    }

    private static boolean within(Box inner, Box outer) {
        var seen = RedactPlan.inside(inner, FRAME);
        return seen == null
                || outer.x() <= seen.x()
                        && outer.y() <= seen.y()
                        && outer.right() >= seen.right()
                        && outer.bottom() >= seen.bottom();
    }

    /** A head that turns, leans and is missed now and then is covered, hair and chin included. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aFaceWithoutABodyIsCoveredThroughItsTrack(int seed) {
        var random = new Random(seed);
        var finder = finder(true, RedactKind.FACES);
        double missedUntil = 0;
        double first = Double.NaN;
        double last = 0;
        for (int i = 0; i < 200; ++i) {
            double t = i * STEP;
            var found = new ArrayList<Detection>();
            if (t >= 2 && t < 6 && t >= missedUntil) {
                var at = turning(t);
                found.add(face(at.x(), at.y(), 40, 0.55 + 0.4 * random.nextDouble()));
                first = Double.isNaN(first) ? t : first;
                last = t;
                missedUntil = random.nextInt(30) == 0 ? t + random.nextDouble() * 1.5 : 0;
            }
            finder.frame(t, List.of(), found);
        }
        var finds = finder.finish();
        assertEquals(1, finds.all().size());
        assertEquals(RedactKind.FACES, finds.all().get(0).kind());
        assertEquals("face", finds.all().get(0).by());
        assertEquals(1, finds.faces());
        for (int i = 0; i < 200; ++i) {
            double t = i * STEP;
            var covers = covers(finds, t);
            if (t >= first && t <= last) {
                var at = turning(t);
                var head = new Box(at.x() - 14, at.y() - 22, 68, 76);
                assertTrue(
                        covers.stream().anyMatch(cover -> within(head, cover.box())),
                        "bare at " + t + ": " + covers);
            } else if (t < first - 1.01 || t > last + 1.01) {
                assertEquals(List.of(), covers, "nobody is near " + t);
            }
        }
    }

    private static Box turning(double t) {
        return new Box(300 + 60 * Math.sin(2 * t), 140 + 20 * Math.sin(3 * t), 40, 40);
    }

    @Test
    void theFaceOfABodyIsNoFindOfItsOwn() {
        for (var kinds :
                List.of(
                        new RedactKind[] {RedactKind.FACES},
                        new RedactKind[] {RedactKind.FACES, RedactKind.PEOPLE})) {
            var finder = finder(true, kinds);
            for (int i = 0; i < 50; ++i) {
                var body = new Box(200 + i, 100, 80, 220);
                finder.frame(
                        i * STEP,
                        List.of(person(body)),
                        List.of(
                                face(body.x() + 28, 116, 24, 0.9),
                                // And one on a screen beside.
                                face(500, 100, 30, 0.8)));
            }
            var finds = finder.finish();
            assertEquals(2, finds.all().size(), finds.all()::toString);
            assertEquals("body", finds.all().get(0).by());
            assertEquals("face", finds.all().get(1).by());
            assertEquals(1, finds.faces());
            assertEquals(2, finds.tracks());
            assertEquals(2, covers(finds, 1).size());
        }
    }

    /** Someone who bends: the head is where the upper third of the box is not. */
    @Test
    void aFaceWhereTheHeadWasNotSoughtIsCovered() {
        var finder = finder(true, RedactKind.FACES);
        for (int i = 0; i < 50; ++i) {
            var body = new Box(200, 60, 90, 280);
            finder.frame(i * STEP, List.of(person(body)), List.of(face(230, 250, 24, 0.9)));
        }
        var finds = finder.finish();
        assertEquals(2, finds.all().size());
        var face = new Box(230, 250, 24, 24);
        assertTrue(covers(finds, 1).stream().anyMatch(cover -> within(face, cover.box())));
    }

    @Test
    void whereFacesAreNotSoughtTheirDetectorDoesNotLook() {
        assertFalse(finder(true, RedactKind.PEOPLE).facing());
        assertFalse(finder(false, RedactKind.FACES).facing());
        assertTrue(finder(true, RedactKind.FACES).facing());
        var finder = finder(false, RedactKind.FACES);
        finder.frame(0, List.of(person(new Box(200, 100, 80, 220))));
        var finds = finder.finish();
        assertTrue(finds.knows(0));
        assertEquals(0, finds.faces());
        assertEquals(1, finds.tracks());
    }

    /** What could not be looked at is covered whole. */
    @Test
    void aFrameOnWhichTheFaceDetectorFailsIsNotKnown() {
        var finder = finder(true, RedactKind.FACES);
        finder.frame(0, List.of(), List.of());
        finder.frame(STEP, List.of(), null);
        assertEquals(1, finder.failed());
        var finds = finder.finish();
        assertTrue(finds.knows(0));
        assertFalse(finds.knows(STEP));
    }

    @Test
    void whatIsUnsureBeginsNoFace() {
        var finder = finder(true, RedactKind.FACES);
        finder.frame(0, List.of(), List.of(face(100, 100, 30, 0.49)));
        assertEquals(List.of(), finder.finish().all());
    }

    @Test
    void everyPartOfALargeFrameIsLookedAtAndHeadsFarAwayByThemselves() {
        assertEquals(1, FaceLooks.of(new ImageSize(288, 200), List.of()).size());
        var frame = new ImageSize(1920, 1080);
        var looks =
                FaceLooks.of(
                        frame,
                        List.of(
                                person(new Box(900, 500, 60, 180)),
                                person(new Box(200, 100, 600, 980)),
                                person(new Box(-20, -30, 50, 120))));
        // The whole, six tiles, and two heads: the large one is as good as a tile shows it.
        assertEquals(9, looks.size(), looks::toString);
        assertEquals(new Box(0, 0, 1920, 1080), looks.get(0));
        for (var look : looks) {
            assertTrue(look.x() >= 0 && look.right() <= 1920 && look.y() >= 0, look::toString);
            assertEquals(Math.rint(look.x()), look.x());
            assertEquals(Math.rint(look.width()), look.width());
        }
        var head = looks.get(7);
        assertTrue(head.x() <= 900 && head.right() >= 960 && head.y() < 500, head::toString);
        assertEquals(90, head.width(), 1);
        var many = new ArrayList<Detection>();
        for (int i = 0; i < 20; ++i) {
            many.add(person(new Box(90 * i, 500, 60, 180)));
        }
        assertEquals(13, FaceLooks.of(frame, many).size());
    }

    @Test
    void aFaceSeenInSeveralPartsIsToldOnceInPixelsOfTheFrame() {
        var looks = List.of(new Box(0, 0, 640, 360), new Box(200, 100, 240, 200));
        var faces =
                FaceLooks.merged(
                        looks,
                        List.of(
                                List.of(face(300, 150, 40, 0.6), face(20, 20, 30, 0.5)),
                                List.of(face(101, 49, 40, 0.9))));
        assertEquals(List.of(face(301, 149, 40, 0.9), face(20, 20, 30, 0.5)), faces);
    }
}
