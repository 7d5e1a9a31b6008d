// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipChoiceTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);

    private static ClipChoice.Candidate at(double t, double side, double sharpness) {
        return new ClipChoice.Candidate(t, new Box(200, 100, side, side), sharpness);
    }

    private static List<Double> times(List<ClipChoice.Frame> frames) {
        return frames.stream().map(ClipChoice.Frame::t).toList();
    }

    @Test
    void takesTheLargestAndSharpestOfEachPart() {
        var candidates = new ArrayList<ClipChoice.Candidate>();
        for (int i = 0; i <= 50; ++i) {
            // One sharp frame and one with a large subject in each second.
            double sharpness = i % 10 == 3 ? 9 : 1;
            candidates.add(at(i / 10.0, i % 10 == 7 ? 40 : 20, sharpness));
        }
        var choice = ClipChoice.of(candidates, FRAME, 5, true);
        assertEquals(List.of(0.3, 1.3, 2.3, 3.3, 4.3), times(choice.first()));
        assertEquals(List.of(0.7, 1.7, 2.7, 3.7, 4.7), times(choice.again()));
    }

    @Test
    void theCutOutHoldsTheSubjectAtOneScale() {
        var candidates =
                List.of(
                        new ClipChoice.Candidate(0, new Box(300, 100, 50, 100), 1),
                        new ClipChoice.Candidate(1, new Box(600, 300, 40, 60), 1),
                        new ClipChoice.Candidate(2, new Box(-20, -10, 60, 80), 1));
        var frames = ClipChoice.of(candidates, FRAME, 5, false).first();
        assertEquals(3, frames.size());
        for (int i = 0; i < 3; ++i) {
            var crop = frames.get(i).crop();
            assertEquals(160, crop.width());
            assertEquals(160, crop.height());
            assertTrue(crop.x() >= 0 && crop.right() <= 640, crop.toString());
            assertTrue(crop.y() >= 0 && crop.bottom() <= 360, crop.toString());
            var seen = new Box(0, 0, 640, 360);
            var box = candidates.get(i).box();
            assertEquals(box.shared(seen), box.shared(crop), 1e-9, "all of it that is seen");
        }
        var whole =
                ClipChoice.of(
                        List.of(new ClipChoice.Candidate(0, new Box(0, 0, 640, 360), 1)),
                        FRAME,
                        5,
                        false);
        assertEquals(new Box(0, 0, 640, 360), whole.first().get(0).crop());
    }

    @Test
    void whereThereAreFewTheyAreShared() {
        assertEquals(0, ClipChoice.of(List.of(), FRAME, 5, true).first().size());
        var one = ClipChoice.of(List.of(at(1, 20, 1)), FRAME, 5, true);
        assertEquals(1, one.first().size());
        assertEquals(0, one.again().size());
        var three = ClipChoice.of(List.of(at(0, 9, 1), at(1, 9, 1), at(2, 9, 1)), FRAME, 5, true);
        assertEquals(2, three.first().size());
        assertEquals(1, three.again().size());
    }

    @Test
    void whateverTheCandidatesAreTheLooksAreDisjointAndInOrder() {
        var random = new Random(4);
        for (int run = 0; run < 2000; ++run) {
            var candidates = new ArrayList<ClipChoice.Candidate>();
            double t = 0;
            for (int i = random.nextInt(30); i > 0; --i) {
                t += random.nextInt(4) == 0 ? 3 : 0.1;
                double sharpness = random.nextInt(3) == 0 ? 0 : random.nextDouble();
                candidates.add(at(t, random.nextInt(900), sharpness));
            }
            int count = 1 + random.nextInt(8);
            boolean second = random.nextBoolean();
            var choice = ClipChoice.of(candidates, FRAME, count, second);
            int wanted = Math.min(candidates.size(), count * (second ? 2 : 1));
            var all = new HashSet<>(times(choice.first()));
            all.addAll(times(choice.again()));
            assertEquals(wanted, all.size());
            assertEquals(wanted, choice.first().size() + choice.again().size());
            assertTrue(choice.first().size() >= choice.again().size());
            assertEquals(times(choice.first()).stream().sorted().toList(), times(choice.first()));
            assertEquals(choice, ClipChoice.of(candidates, FRAME, count, second));
            for (var frame : choice.first()) {
                assertTrue(
                        new Box(0, 0, 640, 360).shared(frame.crop()) >= frame.crop().area() - 1e-6);
            }
        }
    }

    @Test
    void aGapInTimeDoesNotStarveTheRest() {
        var candidates = new ArrayList<ClipChoice.Candidate>();
        for (int i = 0; i < 10; ++i) {
            candidates.add(at(i * 0.1, 20, 1));
        }
        candidates.add(at(60, 20, 1));
        var times = times(ClipChoice.of(candidates, FRAME, 5, false).first());
        assertEquals(5, times.size());
        assertEquals(60, times.get(4));
        // Those that are left lie apart.
        for (int i = 1; i < 4; ++i) {
            assertTrue(times.get(i) - times.get(i - 1) > 0.15, times.toString());
        }
    }
}
