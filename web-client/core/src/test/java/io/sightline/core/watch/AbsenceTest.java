// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AbsenceTest {
    @Test
    void nobodyIsMissedWhoWasNeverSeen() {
        var absence = new Absence();
        absence.step(false, true, 1);
        assertFalse(absence.away());
        absence.step(true, true, 2);
        absence.step(false, true, 3);
        absence.step(false, true, 4);
        assertEquals(3, absence.since(), "since the first frame without one");
        absence.step(true, true, 5);
        assertFalse(absence.away());
        assertTrue(absence.seen());
    }

    @Test
    void nobodyGoesAwayUnseen() {
        var absence = new Absence();
        absence.step(true, true, 1);
        absence.step(false, false, 2);
        assertFalse(absence.away(), "who is there is not known");
        absence.step(false, true, 3);
        absence.step(false, false, 4);
        assertEquals(3, absence.since(), "nor does one come back");
    }

    @Test
    void afterAGapNobodyIsMissed() {
        var absence = new Absence();
        absence.step(true, true, 1);
        absence.step(false, true, 2);
        absence.forget();
        absence.step(false, true, 30);
        assertFalse(absence.away());
        assertFalse(absence.seen());
    }
}
