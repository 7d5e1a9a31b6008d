// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.position.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static Subject subject(int track, double entered, double time) {
        var box = new Box(time % 100, 10, 20, 50);
        return new Subject(track, "person", 0.9, box, true, entered, time, Double.NaN, null);
    }

    /** A result is one message, which may hold 100,000 values. */
    @Test
    void aLongStreamKeepsPointsOfEachTrackEvenly() {
        var journal = new Journal();
        int frames = 20_000;
        for (int i = 0; i < frames; ++i) {
            double t = i / 10.0;
            journal.seen(subject(1, 0, t));
            journal.seen(subject(2 + i / 5000, Math.floor(t / 500) * 500, t));
        }
        var tracks = journal.tracks();
        assertEquals(5, tracks.size());
        int all = 0;
        for (var track : tracks) {
            all += ((List<?>) track.get("points")).size();
        }
        assertTrue(all > 2000 && all <= 4000, all + " points");
        var first = tracks.get(0);
        assertEquals(1999.9, (double) first.get("to"), 1e-9);
        double before = Double.NaN;
        for (var point : (List<?>) first.get("points")) {
            double t = (double) ((java.util.Map<?, ?>) point).get("t");
            assertTrue(Double.isNaN(before) ? t == 0 : t - before <= 2, before + " to " + t);
            before = t;
        }
    }

    @Test
    void manyTracksAreNoMoreThanAMessageHolds() {
        var journal = new Journal();
        for (int i = 1; i <= 5000; ++i) {
            for (int k = 0; k < 3; ++k) {
                journal.seen(subject(i, i, i + k / 10.0));
            }
        }
        var tracks = journal.tracks();
        assertEquals(1000, tracks.size());
        assertEquals(5000, tracks.get(999).get("id"), "the oldest went");
        for (var track : tracks) {
            assertTrue(!((List<?>) track.get("points")).isEmpty());
        }
    }
}
