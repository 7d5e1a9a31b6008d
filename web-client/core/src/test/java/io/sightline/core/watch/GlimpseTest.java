// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static io.sightline.core.watch.Scenes.asks;
import static io.sightline.core.watch.Scenes.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.ClipChoice;
import io.sightline.core.detect.Box;
import io.sightline.core.position.Subject;
import io.sightline.core.track.Sighting;
import io.sightline.core.track.Track;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames that came while the models looked at another: who they may be shown about, and where. */
final class GlimpseTest {
    /** Walks through the frame from its left in twelve seconds, and grows. */
    private static Box walker(double t) {
        return new Box(40 * t, 150 - 5 * t, 60, 150);
    }

    private static Subject subject(double t, boolean seen) {
        return new Subject(1, "person", 0.9, walker(t), seen, 0, t, 0, null);
    }

    private static Step look(double t, boolean seen, List<Glimpse> between, List<Track> begun) {
        return new Step(
                t,
                Scenes.NOON,
                true,
                "",
                List.of(subject(t, seen)),
                Scenes.SCENE,
                1,
                between,
                begun);
    }

    /** Frames kept ten times a second between two looks. */
    private static List<Glimpse> between(double from, double to) {
        var kept = new ArrayList<Glimpse>();
        for (int i = 1; from + 0.1 * i < to - 1e-6; ++i) {
            kept.add(new Glimpse(from + 0.1 * i, 2));
        }
        return kept;
    }

    private static Watcher asking() {
        var watcher = new Watcher("s", WatchSettings.DEFAULT);
        watcher.rules(List.of(rule("question", Map.of("text", "Is it?", "frames", 5))));
        return watcher;
    }

    private static void assertShowsTheWalker(ClipChoice.Frame frame) {
        var there = walker(frame.t());
        var crop = frame.crop();
        // At the frame's edges the cut-out is no longer around the middle.
        double x = Math.max(crop.width() / 2, Math.min(640 - crop.width() / 2, there.centreX()));
        double y = Math.max(crop.height() / 2, Math.min(360 - crop.height() / 2, there.centreY()));
        assertEquals(x, crop.centreX(), 0.5, "at " + frame.t());
        assertEquals(y, crop.centreY(), 0.5, "at " + frame.t());
    }

    /** Ten frames for both looks take a second of the stream, and not ten looks. */
    @Test
    void aQuestionIsShownFramesBetweenLooksWhereTheSubjectIs() {
        var watcher = asking();
        List<Effect.Ask> asked = List.of();
        var kept = new HashSet<Double>();
        double t = 3;
        double before = 3;
        int looks = 0;
        while (asked.isEmpty() && looks < 20) {
            var between = between(before, t);
            between.forEach(glimpse -> kept.add(glimpse.seconds()));
            kept.add(t);
            asked = asks(watcher.step(look(t, true, looks == 0 ? List.of() : between, List.of())));
            ++looks;
            before = t;
            t += 0.5;
        }
        assertEquals(1, asked.size());
        assertEquals(3, looks, "the first, and two with four frames before each");
        var ask = asked.get(0);
        assertEquals(5, ask.frames().size());
        assertEquals(5, ask.again().size());
        var times = new HashSet<Double>();
        for (var frames : List.of(ask.frames(), ask.again())) {
            for (var frame : frames) {
                assertTrue(times.add(frame.t()), "twice");
                assertTrue(kept.contains(frame.t()), "not kept: " + frame.t());
                assertShowsTheWalker(frame);
            }
        }
    }

    /** Two looks and what was kept between them are there when somebody is sure at the third. */
    @Test
    void whoIsSureOnlyNowIsShownFromBefore() {
        var watcher = asking();
        var nobody =
                new Step(
                        3, Scenes.NOON, true, "", List.of(), Scenes.SCENE, 1, List.of(), List.of());
        assertEquals(List.of(), watcher.step(nobody));
        var again =
                new Step(
                        3.5,
                        Scenes.NOON,
                        true,
                        "",
                        List.of(),
                        Scenes.SCENE,
                        1,
                        between(3, 3.5),
                        List.of());
        assertEquals(List.of(), watcher.step(again));
        var path = new ArrayList<Sighting>();
        for (double t : new double[] {3, 3.5, 4}) {
            path.add(new Sighting(t, walker(t), 0.9));
        }
        var track = new Track(1, "person", 0.9, walker(4), true, 3, 4, 4, 3, 3, path);
        var asked = asks(watcher.step(look(4, true, between(3.5, 4), List.of(track))));
        assertEquals(1, asked.size(), "eleven frames are there, of which ten are wanted");
        for (var frames : List.of(asked.get(0).frames(), asked.get(0).again())) {
            assertEquals(5, frames.size());
            frames.forEach(GlimpseTest::assertShowsTheWalker);
        }
        // Of each part of the time the sharpest, so not the look itself.
        assertTrue(asked.get(0).frames().get(0).t() < 3.25, "from the first look on");
    }

    /** What was not seen at both ends may have been anywhere. */
    @Test
    void nobodyIsSupposedWhereNotSeenAtBothEnds() {
        var hidden = asking();
        hidden.step(look(3, true, List.of(), List.of()));
        hidden.step(look(3.5, false, between(3, 3.5), List.of()));
        assertEquals(List.of(), asks(hidden.step(look(4, false, between(3.5, 4), List.of()))));
        var far = asking();
        far.step(look(3, true, List.of(), List.of()));
        double later = 3 + ClipTrail.LONGEST_BETWEEN + 0.1;
        assertEquals(List.of(), asks(far.step(look(later, true, between(3, later), List.of()))));
    }

    /** A question about the picture as a whole may be shown any frame that is kept. */
    @Test
    void aSceneIsShownWhatWasKept() {
        var watcher = new Watcher("s", WatchSettings.DEFAULT);
        var question = Map.of("text", "Is it?", "frames", 5);
        watcher.rules(List.of(rule("subject", Map.of("label", "scene"), "question", question)));
        watcher.step(look(3, true, List.of(), List.of()));
        var asked = asks(watcher.step(look(6, true, between(3, 6), List.of())));
        assertEquals(1, asked.size());
        assertEquals(5, asked.get(0).frames().size());
        assertEquals(5, asked.get(0).again().size());
    }
}
