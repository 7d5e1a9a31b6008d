// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Outlines while they are drawn. */
final class SketchTest {
    private static Sketch drawn(double... xy) {
        var sketch = Sketch.empty(Plane.IMAGE);
        for (int i = 0; i < xy.length; i += 2) {
            sketch = sketch.add(new Corner(xy[i], xy[i + 1]));
        }
        return sketch;
    }

    private static SightlineException refused(String reason, Runnable work) {
        var refusal = assertThrows(SightlineException.class, work::run);
        assertEquals(reason, refusal.reason());
        return refusal;
    }

    @Test
    void aCrossingIsRefusedWithItsEdges() {
        var open = drawn(0.1, 0.1, 0.9, 0.1, 0.9, 0.9);
        var crossing = refused("sketch-crossing", () -> open.add(new Corner(0.5, 0)));
        // From corner 1 to 2, and the new one from 3 to 4.
        assertEquals(Map.of("a", 1, "b", 2, "c", 3, "d", 4), crossing.values());
        assertEquals(3, open.size());
        var bow = drawn(0.1, 0.1, 0.9, 0.1, 0.1, 0.9, 0.9, 0.9);
        assertEquals(
                Map.of("a", 2, "b", 3, "c", 4, "d", 1),
                refused("sketch-crossing", bow::close).values());
        var square = drawn(0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9).close();
        refused("sketch-crossing", () -> square.move(0, new Corner(0.95, 0.5)));
        assertEquals(new Corner(0.1, 0.1), square.corners().get(0));
    }

    @Test
    void whatHasNoInsideIsNotClosed() {
        assertEquals(
                Map.of("found", 2, "least", 3),
                refused("sketch-few", drawn(0.1, 0.1, 0.9, 0.1)::close).values());
        // The third corner lies on the edge back.
        refused("sketch-crossing", drawn(0.1, 0.5, 0.5, 0.5, 0.9, 0.5)::close);
        refused("sketch-twice", () -> drawn(0.1, 0.1).add(new Corner(0.1, 0.1)));
        refused("sketch-twice", () -> drawn(0.1, 0.1).add(new Corner(0.1004, 0.1)));
        assertNull(drawn(0.1, 0.1, 0.9, 0.1, 0.5, 0.5).polygon());
    }

    @Test
    void cornersComeAndGo() {
        var triangle = drawn(0.1, 0.1, 0.9, 0.1, 0.5, 0.9).close();
        var four = triangle.insert(0, new Corner(0.5, 0.05));
        assertEquals(new Corner(0.5, 0.05), four.corners().get(1));
        assertTrue(four.closed());
        assertEquals(triangle, four.remove(1));
        // Two corners are no polygon, but they are not lost.
        var two = triangle.remove(2);
        assertFalse(two.closed());
        assertEquals(2, two.size());
        assertEquals(new Corner(1, 0), triangle.move(1, new Corner(7, -3)).corners().get(1));
        var full = Sketch.empty(Plane.IMAGE);
        for (int i = 0; i < Polygon.MOST_CORNERS; ++i) {
            double angle = 2 * Math.PI * i / Polygon.MOST_CORNERS;
            full = full.add(new Corner(0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle)));
        }
        var most = full;
        refused("sketch-full", () -> most.add(new Corner(0.5, 0.5)));
    }

    /** Whoever only presses the key for another corner gets an outline that can be closed. */
    @Test
    void theKeyboardFindsRoom() {
        var sketch = Sketch.empty(Plane.IMAGE);
        for (int i = 0; i < 6; ++i) {
            sketch = sketch.insertNear(i - 1, new Corner(0.5, 0.5), 0.1);
        }
        assertEquals(6, sketch.size());
        var square = drawn(0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9).close();
        assertEquals(
                new Corner(0.1, 0.5), square.insertNear(3, new Corner(0, 0), 0.1).corners().get(4));
    }

    /** Whatever is drawn, what came of it is a polygon that the rule takes. */
    @Test
    void whatCanBeClosedIsAPolygon() {
        var random = new Random(3);
        int closed = 0;
        int refusals = 0;
        for (int i = 0; i < 400; ++i) {
            var sketch = Sketch.empty(i % 2 == 0 ? Plane.IMAGE : Plane.FLOOR);
            for (int k = 0; k < 30; ++k) {
                var corner = new Corner(random.nextInt(12) / 11.0, random.nextInt(12) / 11.0);
                try {
                    sketch =
                            switch (random.nextInt(4)) {
                                case 0 -> sketch.add(corner);
                                case 1 ->
                                        sketch.blank()
                                                ? sketch
                                                : sketch.move(
                                                        random.nextInt(sketch.size()), corner);
                                case 2 ->
                                        sketch.size() < 5
                                                ? sketch.add(corner)
                                                : sketch.remove(random.nextInt(sketch.size()));
                                default -> sketch.close();
                            };
                } catch (SightlineException e) {
                    ++refusals;
                }
                if (sketch.closed()) {
                    // It throws where the polygon is none.
                    assertEquals(sketch.size(), sketch.polygon().corners().size());
                    ++closed;
                }
            }
        }
        assertTrue(closed > 500 && refusals > 500, closed + " closed, " + refusals + " refused");
    }

    @Test
    void historyGoesBackAndForth() {
        var history = new History<>("a");
        assertFalse(history.undo());
        history.put("b");
        history.put("b");
        history.put("c");
        assertTrue(history.undo() && history.undo());
        assertEquals("a", history.now());
        assertFalse(history.undoable());
        assertTrue(history.redo());
        assertEquals("b", history.now());
        history.put("d");
        assertFalse(history.redo());
        for (int i = 0; i < 500; ++i) {
            history.put("" + i);
        }
        int back = 0;
        while (history.undo()) {
            ++back;
        }
        assertEquals(200, back);
    }

    @Test
    void aDraftBecomesItsZone() {
        var zone =
                Zone.of("Table", drawn(0.1, 0.1, 0.9, 0.1, 0.5, 0.9).close().polygon())
                        .within(new Band(1, 3), true)
                        .by(Anchor.CENTRE)
                        .staying(2);
        assertEquals(zone, ZoneDraft.of(zone).zone());
        var blank = ZoneDraft.blank("New", Plane.IMAGE);
        assertFalse(blank.whole());
        refused("zone-open", blank::zone);
        var begun = blank.with(drawn(0.1, 0.1, 0.2, 0.2));
        refused("sketch-open", begun::zone);
        assertEquals(List.of(zone), ZoneDraft.whole(List.of(blank, begun, ZoneDraft.of(zone))));
        assertEquals(new Band(0, 0.5), blank.within(new Band(0, 0.5), false).zone().distance());
        // On the floor a subject is where it stands.
        assertEquals(Anchor.FOOT, blank.by(Anchor.BOX).with(Sketch.empty(Plane.FLOOR)).anchor());
    }
}
