// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandoverTest {
    /** A case whose person was seen last at a place and a time. */
    private static Case lost(int track, double x, double seen) {
        var about = new Case(track, "person", 0, 0);
        about.latest = Scenes.person(track, x, 0, seen);
        about.seen = seen;
        return about;
    }

    private static Case of(List<Case> cases, double x, double entered, double now) {
        return Handover.of(cases, Scenes.person(9, x, entered, now), Set.of(9), now);
    }

    @Test
    void whoeverBeginsWhereOneWasLostGoesOnForIt() {
        var far = lost(1, 100, 4);
        var near = lost(2, 150, 4);
        assertEquals(near, of(List.of(far, near), 160, 5, 5), "the nearer of two");
        // Persons are 150 pixels tall; 0.6 of that is 90.
        assertEquals(far, of(List.of(far), 189, 5, 5));
        assertNull(of(List.of(far), 191, 5, 5));
    }

    @Test
    void onlyForAShortTime() {
        var one = lost(1, 100, 4);
        assertEquals(one, of(List.of(one), 100, 5, 4 + Handover.SECONDS));
        assertNull(of(List.of(one), 100, 5, 4.1 + Handover.SECONDS));
    }

    @Test
    void nobodyGoesOnForWhoIsStillThere() {
        var one = lost(1, 100, 4);
        var other = Scenes.person(9, 100, 5, 5);
        assertNull(Handover.of(List.of(one), other, Set.of(1, 9), 5), "is seen on this frame");
        assertNull(of(List.of(one), 100, 3, 5), "the new one was there at the same time");
        assertNull(of(List.of(new Case(Case.NONE, "person", 0, 0)), 100, 5, 5), "has no place");
    }

    @Test
    void nothingGoesOnForWhatIsSomethingElse() {
        var dog = lost(1, 100, 4);
        dog.label = "dog";
        assertNull(of(List.of(dog), 100, 5, 5));
    }
}
