// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.language.Moments.Answered;
import io.sightline.core.language.Moments.Moment;
import io.sightline.core.language.Moments.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void windowsCoverTheClipAndEndWithIt() {
        assertEquals(
                List.of(new Window(0, 4), new Window(2, 6), new Window(4, 8), new Window(5, 9)),
                Moments.windows(0, 9, 4, 2));
        assertEquals(List.of(new Window(0, 4), new Window(4, 8)), Moments.windows(0, 8, 4, 4));
        assertEquals(List.of(new Window(1, 3)), Moments.windows(1, 3, 4, 2));
        var random = new Random(1);
        for (int round = 0; round < 500; ++round) {
            double to = 200 * random.nextDouble();
            double length = 0.5 + 10 * random.nextDouble();
            double stride = length * (0.1 + 0.9 * random.nextDouble());
            var windows = Moments.windows(0, to, length, stride);
            double covered = 0;
            for (var window : windows) {
                assertTrue(window.from() <= covered + 1e-9);
                assertTrue(window.to() > covered || windows.size() == 1);
                covered = window.to();
            }
            assertEquals(to, covered, 1e-9);
        }
        assertThrows(IllegalArgumentException.class, () -> Moments.windows(0, 9, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Moments.windows(0, 9, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> Moments.windows(5, 4, 2, 1));
    }

    private static List<Answered> answered(double... p) {
        var windows = Moments.windows(0, 2 * p.length + 2, 4, 2);
        assertEquals(p.length, windows.size());
        var answered = new ArrayList<Answered>();
        for (int i = 0; i < p.length; ++i) {
            answered.add(new Answered(windows.get(i), p[i]));
        }
        return answered;
    }

    @Test
    void momentsAreRunsOfYesRankedByTheirBest() {
        var answered = answered(.1, .6, .8, .7, .2, .1, .1, .95, .1);
        var first = new Moment(14, 18, new Window(14, 18), .95);
        var second = new Moment(2, 10, new Window(4, 8), .8);
        assertEquals(List.of(first, second), Moments.of(answered, 0.5, 10));
        assertEquals(List.of(first), Moments.of(answered, 0.5, 1));
        assertEquals(List.of(), Moments.of(answered, 0.99, 10));
        assertEquals(List.of(), Moments.of(List.of(), 0.5, 10));
    }

    @Test
    void momentsNeitherOverlapNorDependOnTheOrder() {
        var random = new Random(2);
        for (int round = 0; round < 300; ++round) {
            var p = new double[1 + random.nextInt(40)];
            for (int i = 0; i < p.length; ++i) {
                p[i] = random.nextDouble();
            }
            var answered = answered(p);
            var moments = Moments.of(answered, 0.6, 100);
            Collections.shuffle(answered, random);
            assertEquals(moments, Moments.of(answered, 0.6, 100));
            for (int i = 0; i < moments.size(); ++i) {
                var a = moments.get(i);
                assertTrue(i == 0 || moments.get(i - 1).p() >= a.p());
                assertTrue(a.from() <= a.best().from() && a.to() >= a.best().to());
                for (int j = 0; j < i; ++j) {
                    var b = moments.get(j);
                    assertTrue(a.to() < b.from() || a.from() > b.to());
                }
            }
            for (var one : answered) {
                boolean inside = false;
                for (var moment : moments) {
                    inside |=
                            one.window().from() >= moment.from()
                                    && one.window().to() <= moment.to();
                }
                assertTrue(inside || one.p() < 0.6);
            }
        }
    }
}
