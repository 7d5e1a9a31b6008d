// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.pipeline.Arrivals.Arrival;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Since when what moves is there. */
class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    private List<Double> next(double seconds, Box... boxes) {
        var blobs = Stream.of(boxes).map(box -> new Detection(Detection.MOTION, 1, box)).toList();
        return arrivals.next(seconds, blobs).stream().map(Arrival::since).toList();
    }

    @Test
    void whatOverlapsIsOne() {
        assertEquals(List.of(1.0), next(1, new Box(100, 300, 60, 30)));
        assertEquals(List.of(1.0), next(1.1, new Box(110, 250, 70, 80)));
        // Not seen on a frame or two; another comes meanwhile.
        assertEquals(List.of(1.2), next(1.2, new Box(500, 100, 40, 40)));
        assertEquals(
                List.of(1.0, 1.2), next(1.4, new Box(120, 240, 80, 90), new Box(505, 100, 40, 40)));
        // One that breaks in two is as old in both.
        assertEquals(
                List.of(1.0, 1.0), next(1.5, new Box(120, 240, 80, 40), new Box(120, 300, 80, 30)));
        assertEquals(List.of(), next(1.9));
        assertEquals(List.of(2.5), next(2.5, new Box(120, 240, 80, 90)));
        arrivals.reset();
        assertEquals(List.of(2.6), next(2.6, new Box(120, 240, 80, 90)));
    }

    @Test
    void whatIsDetectedCameWithItsMotion() {
        var person = new Detection("person", 0.8, new Box(100, 100, 80, 200));
        var feet = new Arrival(new Box(110, 250, 30, 40), 4.5, 5);
        var curtain = new Arrival(new Box(105, 90, 80, 190), 1, 5);
        var beside = new Arrival(new Box(300, 90, 80, 190), 4, 5);
        assertEquals(4.5, Arrivals.since(person, List.of(feet, curtain, beside), 5));
        assertEquals(5, Arrivals.since(person, List.of(curtain, beside), 5));
        assertEquals(5, Arrivals.since(person, List.of(), 5));
        // A couch did not come with what walks before it.
        var couch = new Detection("couch", 0.8, new Box(50, 150, 300, 150));
        assertEquals(5, Arrivals.since(couch, List.of(feet), 5));
    }
}
