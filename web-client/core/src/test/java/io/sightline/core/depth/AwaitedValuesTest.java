// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AwaitedValuesTest {
    private static final ImagePoint A = new ImagePoint(0.25, 0.5);
    private static final ImagePoint B = new ImagePoint(0.75, 0.5);

    private final AwaitedValues<String> values = new AwaitedValues<>(4);

    private static float truth(String map, ImagePoint point) {
        return map.length() + (float) point.u();
    }

    private AwaitedValues.Question<String> ask() {
        assertTrue(values.begins());
        return values.question();
    }

    private void answer(AwaitedValues.Question<String> question) {
        values.answered(question, i -> truth(question.map(), question.points().get(i)));
    }

    @Test
    void whatIsWantedByThenGoesAlong() {
        assertFalse(values.begins());
        assertTrue(Double.isNaN(values.at("m", A)));
        assertTrue(values.begins());
        assertFalse(values.begins());
        assertTrue(Double.isNaN(values.at("m", B)));
        var question = values.question();
        assertEquals(List.of(A, B), question.points());
        answer(question);
        assertEquals(1.25, values.at("m", A));
        assertEquals(1.75, values.at("m", B));
        assertFalse(values.begins());
    }

    /** On a slow machine the second pin is set before the first one's value is there. */
    @Test
    void whatCameTooLateIsAskedForNext() {
        values.at("m", A);
        var first = ask();
        values.at("m", A);
        values.at("m", B);
        assertFalse(values.begins());
        answer(first);
        assertEquals(1.25, values.at("m", A));
        assertTrue(Double.isNaN(values.at("m", B)));
        var second = ask();
        assertEquals(List.of(B), second.points());
        answer(second);
        assertEquals(1.75, values.at("m", B));
    }

    @Test
    void theValueBeforeStandsUntilTheNextMapsIsThere() {
        values.at("m", A);
        answer(ask());
        assertEquals(1.25, values.at("mm", A));
        var question = ask();
        assertEquals("mm", question.map());
        answer(question);
        assertEquals(2.25, values.at("mm", A));
    }

    @Test
    void anAnswerAboutAMapBeforeIsAnOlderValue() {
        values.at("m", A);
        var late = ask();
        values.at("mm", A);
        answer(late);
        assertEquals(1.25, values.at("mm", A));
        answer(ask());
        assertEquals(2.25, values.at("mm", A));
    }

    @Test
    void whatCannotBeHadIsNotAskedForWithoutEnd() {
        values.at("m", A);
        values.answered(ask(), null);
        assertTrue(Double.isNaN(values.at("m", A)));
        assertFalse(values.begins());
        values.at("mm", A);
        answer(ask());
        assertEquals(2.25, values.at("mm", A));
    }

    /** However drawings, maps and answers follow each other, all that is looked at gets known. */
    @Test
    void nothingWaitsForEver() {
        for (int seed = 0; seed < 500; ++seed) {
            var random = new Random(seed);
            var asked = new AwaitedValues<String>(4);
            var map = "m";
            var shown = new ArrayList<ImagePoint>();
            boolean due = false;
            AwaitedValues.Question<String> open = null;
            for (int step = 0; step < 60; ++step) {
                boolean last = step >= 30;
                if (!last && random.nextInt(4) == 0) {
                    shown.add(new ImagePoint(random.nextInt(9) / 8.0, random.nextInt(9) / 8.0));
                }
                if (!last && random.nextInt(8) == 0) {
                    map += "m";
                }
                if (open != null && (last || random.nextInt(3) == 0)) {
                    var question = open;
                    assertTrue(question.points().size() <= 4);
                    asked.answered(question, i -> truth(question.map(), question.points().get(i)));
                    open = null;
                } else if (due) {
                    open = asked.question();
                    due = false;
                }
                for (var point : shown) {
                    asked.at(map, point);
                }
                due = asked.begins() || due;
            }
            for (var point : shown) {
                assertEquals(truth(map, point), asked.at(map, point), "seed " + seed);
            }
        }
    }
}
