// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureRingTest {
    private final List<String> disposed = new ArrayList<>();

    @Test
    void theLongestUnusedLeavesFirst() {
        var ring = new FeatureRing<Integer, String>(2, disposed::add);
        ring.put(1, "a");
        ring.put(2, "b");
        assertEquals("a", ring.get(1));
        ring.put(3, "c");
        assertEquals(List.of("b"), disposed);
        assertEquals(List.of(1, 3), ring.keys());
        assertNull(ring.get(2));
    }

    @Test
    void whatIsHeldStaysUntilItIsReleased() {
        var ring = new FeatureRing<Integer, String>(2, disposed::add);
        ring.putHeld(1, "a");
        ring.putHeld(2, "b");
        ring.putHeld(3, "c");
        assertEquals(3, ring.size());
        assertEquals("a", ring.hold(1));
        ring.release(1);
        assertEquals(List.of(), disposed);
        ring.release(1);
        assertEquals(List.of("a"), disposed);
        assertThrows(IllegalStateException.class, () -> ring.release(1));
        assertThrows(IllegalStateException.class, () -> ring.putHeld(2, "x"));
        assertThrows(IllegalStateException.class, () -> ring.put(2, "x"));
    }

    @Test
    void replacingAndClearingDispose() {
        var ring = new FeatureRing<Integer, String>(5, disposed::add);
        ring.put(1, "a");
        ring.put(1, "b");
        assertEquals(List.of("a"), disposed);
        ring.putHeld(2, "c");
        ring.clear();
        assertEquals(List.of("a", "b", "c"), disposed);
        assertEquals(0, ring.size());
        assertNull(ring.hold(2));
    }

    @Test
    void everythingIsDisposedOfExactlyOnceAndNothingWhileHeld() {
        var random = new Random(1);
        var gone = new HashSet<Integer>();
        var held = new ArrayList<Integer>();
        var values = new ArrayList<Integer>();
        var ring =
                new FeatureRing<Integer, Integer>(
                        8,
                        value -> {
                            assertTrue(gone.add(value), "twice: " + value);
                            assertFalse(held.contains(value), "while held: " + value);
                        });
        // The key is the value, so a key never comes back with another value.
        for (int round = 0; round < 20_000; ++round) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int fresh = 100 + round;
                    ring.putHeld(fresh, fresh);
                    held.add(fresh);
                    values.add(fresh);
                }
                case 1 -> {
                    if (!values.isEmpty()) {
                        int old = values.get(random.nextInt(values.size()));
                        if (ring.hold(old) != null) {
                            held.add(old);
                        }
                    }
                }
                default -> {
                    if (!held.isEmpty()) {
                        Integer one = held.remove(random.nextInt(held.size()));
                        ring.release(one);
                    }
                }
            }
            assertTrue(ring.size() <= Math.max(8, new HashSet<>(held).size()));
        }
        held.clear();
        ring.clear();
        assertEquals(values.size(), gone.size());
    }
}
