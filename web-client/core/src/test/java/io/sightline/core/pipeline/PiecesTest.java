// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final Box HEAD = new Box(100, 40, 30, 60);
    private static final Box LEGS = new Box(95, 150, 50, 70);

    private static List<Box> joined(Box... boxes) {
        var pieces = Stream.of(boxes).map(box -> new Detection(Detection.MOTION, 1, box)).toList();
        return Pieces.joined(pieces).stream().map(Detection::box).toList();
    }

    @Test
    void headAndLegsAreOnePerson() {
        assertEquals(List.of(new Box(95, 40, 50, 180)), joined(HEAD, LEGS));
        assertEquals(List.of(new Box(95, 40, 50, 180)), joined(LEGS, HEAD));
        // The arm reaches the head only by way of the legs.
        var arm = new Box(118, 110, 30, 20);
        assertEquals(List.of(arm, HEAD), joined(arm, HEAD));
        assertEquals(List.of(new Box(95, 40, 53, 180)), joined(arm, HEAD, LEGS));
        var hand = new Box(155, 120, 10, 14);
        assertEquals(List.of(new Box(95, 40, 70, 180)), joined(hand, HEAD, LEGS));
    }

    @Test
    void neighboursAreTwo() {
        var other = new Box(150, 40, 60, 180);
        assertEquals(List.of(HEAD, other), joined(HEAD, other));
        var ball = new Box(190, 200, 20, 20);
        assertEquals(List.of(HEAD, ball), joined(HEAD, ball));
        // Someone far behind, over the head of someone in front.
        var far = new Box(105, 0, 10, 15);
        var near = new Box(90, 150, 60, 80);
        assertEquals(List.of(far, near), joined(far, near));
        assertEquals(List.of(), joined());
    }
}
