// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The box filter against a plain Kalman filter with full matrices. */
final class BoxFilterTest {
    @Test
    void stepsAreThoseOfTheReference() throws Exception {
        var lines = Files.readAllLines(Path.of("src/test/resources/golden/track/filter.csv"));
        BoxFilter filter = null;
        double run = -1;
        int steps = 0;
        for (var line : lines.subList(1, lines.size())) {
            var row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            var box = new Box(row[3], row[4], row[5], row[6]);
            if (row[0] != run) {
                run = row[0];
                filter = new BoxFilter(box);
            } else {
                filter.predict(row[1]);
                if (row[2] == 1) {
                    filter.correct(box);
                }
            }
            for (int i = 0; i < 4; ++i) {
                for (int k = 0; k < 5; ++k) {
                    double wanted = row[7 + 5 * i + k];
                    double near = 1e-9 * Math.max(1e-3, Math.abs(wanted));
                    assertEquals(wanted, filter.state()[i][k], near, line);
                }
            }
            ++steps;
        }
        assertEquals(120, steps);
    }

    @Test
    void anEvenMotionIsLearntAndCarriedOn() {
        var filter = new BoxFilter(new Box(0, 50, 40, 100));
        for (int i = 1; i <= 40; ++i) {
            filter.predict(0.1);
            filter.correct(new Box(6 * i, 50, 40, 100));
        }
        assertEquals(60, filter.speedAcross(), 1);
        assertEquals(0, filter.speedDown(), 1e-9);
        filter.predict(0.5);
        assertEquals(6 * 45, filter.box().x(), 3);
        assertEquals(100, filter.box().height(), 1e-6);
    }

    @Test
    void whatIsHiddenSlowsDownAndKeepsItsSize() {
        var filter = new BoxFilter(new Box(0, 50, 40, 100));
        for (int i = 1; i <= 20; ++i) {
            filter.predict(0.1);
            filter.correct(new Box(10 * i, 50 - i, 40 + i, 100 + 2 * i));
        }
        double tall = filter.box().height();
        double at = filter.box().centreX();
        for (int i = 0; i < 100; ++i) {
            filter.coast(0.1, 1);
            filter.predict(0.1);
        }
        assertEquals(tall, filter.box().height(), 1e-9);
        assertTrue(filter.speedAcross() < 0.01);
        // All that is left to go is the speed times the slowing.
        assertEquals(at + 102, filter.box().centreX(), 12);
    }
}
