// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks through made scenes whose truth is known. */
final class TrackerTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);

    private static Tracker tracker() {
        return new Tracker(TrackSettings.DEFAULT, FRAME);
    }

    private static Detection person(double x, double y, double score) {
        return new Detection("person", score, new Box(x, y, 60, 150));
    }

    private static TreeSet<Integer> ids(List<Track> tracks) {
        var ids = new TreeSet<Integer>();
        tracks.forEach(track -> ids.add(track.id()));
        return ids;
    }

    /** Walks from left to right; a detection for each time at which it is seen. */
    private static double walk(double seconds) {
        return 60 + 90 * seconds;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 / 30.0, 0.1, 0.25, 0.5, 1.0})
    void oneWalkerIsOneTrackAtAnyRate(double step) {
        var tracker = tracker();
        var all = new TreeSet<Integer>();
        List<Track> tracks = List.of();
        int frames = 0;
        for (double t = 0; t <= 5; t += step) {
            tracks = tracker.next(t, List.of(person(walk(t), 100, 0.9)));
            all.addAll(ids(tracks));
            assertEquals(++frames >= 3 ? 1 : 0, tracks.size(), "at " + t);
        }
        assertEquals(1, all.size());
        assertEquals(0, tracks.get(0).entered());
        assertEquals(frames, tracks.get(0).sightings());
        assertTrue(tracks.get(0).seen());
    }

    /**
     * An arm reaches in from above; a head just below the edge, or a body cut on both sides, is
     * more.
     */
    @Test
    void whatHangsFromTheUpperEdgeIsNotSeenWhole() {
        assertEquals(0, wholeOf(0.9, new Box(200, 2, 140, 230)));
        assertEquals(5, wholeOf(0.9, new Box(200, 9, 140, 230)));
        assertEquals(5, wholeOf(0.9, new Box(200, 0, 140, 355)));
        assertEquals(5, wholeOf(0.9, new Box(0, 120, 100, 240)));
    }

    /** Followed from 5 s on, which is known to have come before. */
    private static double entered(Tracker tracker, double x, double came) {
        List<Track> tracks = List.of();
        for (int i = 50; i < 55; ++i) {
            tracks = tracker.next(i / 10.0, List.of(person(x, 100, 0.9)), one -> came);
        }
        return tracks.get(tracks.size() - 1).entered();
    }

    @Test
    void whoIsDetectedLateCameBefore() {
        assertEquals(4, entered(tracker(), 100, 4));
        assertEquals(5, entered(tracker(), 100, 7), "not yet");
        assertEquals(5, entered(tracker(), 100, 2), "too long ago to be the same");
        // Known for a moment, and lost again: the same, most likely.
        var doubted = tracker();
        doubted.next(4.4, List.of(person(140, 60, 0.5)));
        doubted.next(4.6, List.of());
        doubted.next(4.8, List.of());
        assertEquals(4, entered(doubted, 100, 4));
        // Another was there: the motion may have been that one's. A table has none.
        for (var label : List.of("person", "dining table")) {
            for (double last : new double[] {3.5, 4.5}) {
                for (double x : new double[] {150, 500}) {
                    var tracker = tracker();
                    var box = new Box(x, 60, 60, 60);
                    for (double t = 3; t <= last; t += 0.1) {
                        tracker.next(t, List.of(new Detection(label, 0.9, box)));
                    }
                    boolean other = label.equals("person") && last > 4 && x < 200;
                    assertEquals(other ? 5 : 4, entered(tracker, 100, 4), label + last + " " + x);
                }
            }
        }
    }

    private static int wholeOf(double score, Box box) {
        var tracker = tracker();
        List<Track> tracks = List.of();
        for (int i = 0; i < 5; ++i) {
            tracks = tracker.next(i / 10.0, List.of(new Detection("person", score, box)));
        }
        // What is unsure shows nothing.
        tracks = tracker.next(0.5, List.of(new Detection("person", 0.2, box)));
        assertEquals(6, tracks.get(0).sightings());
        return tracks.get(0).whole();
    }

    @Test
    void unevenFramesAreNoHarm() {
        var random = new Random(5);
        var tracker = tracker();
        var all = new TreeSet<Integer>();
        double[] steps = {0.01, 0.03, 0.1, 0.4, 0.9};
        for (double t = 0; t < 5; t += steps[random.nextInt(steps.length)]) {
            all.addAll(ids(tracker.next(t, List.of(person(walk(t), 100, 0.8)))));
        }
        assertEquals(1, all.size());
    }

    @Test
    void aShortOcclusionKeepsTheNumber() {
        var tracker = tracker();
        Track track = null;
        for (int i = 0; i <= 60; ++i) {
            double t = i * 0.1;
            boolean hidden = t > 2 && t < 3.5;
            var tracks = tracker.next(t, hidden ? List.of() : List.of(person(walk(t), 100, 0.9)));
            if (i >= 2) {
                assertEquals(1, tracks.size(), "at " + t);
                track = tracks.get(0);
                assertEquals(1, track.id());
                assertEquals(!hidden, track.seen());
                assertTrue(tracker.ended().isEmpty());
            }
        }
        assertEquals(6, track.left(), 1e-9);
    }

    @Test
    void aLongAbsenceEndsItAndTheNextIsAnother() {
        var tracker = tracker();
        for (int i = 0; i <= 10; ++i) {
            tracker.next(i * 0.1, List.of(person(200, 100, 0.9)));
        }
        Track ended = null;
        double when = 0;
        for (int i = 11; i <= 50 && ended == null; ++i) {
            tracker.next(i * 0.1, List.of());
            if (!tracker.ended().isEmpty()) {
                ended = tracker.ended().get(0);
                when = i * 0.1;
            }
        }
        assertEquals(1, ended.id());
        assertEquals(1, ended.left(), 1e-9);
        assertEquals(3.1, when, 1e-9);
        for (int i = 51; i <= 60; ++i) {
            tracker.next(i * 0.1, List.of(person(200, 100, 0.9)));
            assertTrue(tracker.ended().isEmpty());
        }
        assertEquals(2, tracker.next(6.1, List.of(person(200, 100, 0.9))).get(0).id());
    }

    @Test
    void twoWhoCrossKeepTheirNumbers() {
        var tracker = tracker();
        int left = 0;
        int right = 0;
        for (int i = 0; i <= 50; ++i) {
            double t = i * 0.1;
            var one = new Detection("person", 0.9, new Box(50 + 90 * t, 100, 60, 150));
            var two = new Detection("person", 0.9, new Box(500 - 90 * t, 112, 60, 150));
            // While one covers the other, only the nearer one is detected.
            boolean covered = one.box().iou(two.box()) > 0.5;
            var tracks = tracker.next(t, covered ? List.of(two) : List.of(one, two));
            if (i == 10) {
                left = nearest(tracks, one.box());
                right = nearest(tracks, two.box());
                assertNotEquals(left, right);
            } else if (i > 10) {
                assertEquals(2, tracks.size(), "at " + t);
            }
            if (i == 50) {
                assertEquals(left, nearest(tracks, one.box()));
                assertEquals(right, nearest(tracks, two.box()));
            }
        }
    }

    private static int nearest(List<Track> tracks, Box box) {
        Track best = null;
        for (var track : tracks) {
            if (best == null || track.box().iou(box) > best.box().iou(box)) {
                best = track;
            }
        }
        return best.id();
    }

    @Test
    void anUnsureDetectionGoesOnButDoesNotBegin() {
        var tracker = tracker();
        for (int i = 0; i < 30; ++i) {
            assertTrue(tracker.next(i * 0.1, List.of(person(300, 100, 0.3))).isEmpty());
        }
        for (int i = 30; i < 40; ++i) {
            tracker.next(i * 0.1, List.of(person(300, 100, 0.8)));
        }
        for (int i = 40; i < 90; ++i) {
            var tracks = tracker.next(i * 0.1, List.of(person(300, 100, 0.2)));
            assertEquals(1, tracks.size());
            assertTrue(tracks.get(0).seen());
            assertEquals(0.2, tracks.get(0).score());
        }
        assertEquals(3, tracker.next(9, List.of()).get(0).entered(), 1e-9);
    }

    @Test
    void aFlashIsNoTrack() {
        var tracker = tracker();
        var random = new Random(1);
        for (int i = 0; i < 300; ++i) {
            var flash =
                    i % 4 == 0
                            ? List.of(
                                    person(random.nextInt(560), random.nextInt(200), 0.9),
                                    person(random.nextInt(560), random.nextInt(200), 0.9))
                            : List.<Detection>of();
            assertTrue(tracker.next(i * 0.1, flash).isEmpty(), "frame " + i);
            assertTrue(tracker.ended().isEmpty());
        }
    }

    @Test
    void labelsDoNotMix() {
        var tracker = tracker();
        for (int i = 0; i < 10; ++i) {
            var box = new Box(200, 100, 60, 150);
            var tracks =
                    tracker.next(
                            i * 0.1,
                            List.of(
                                    new Detection("person", 0.9, box),
                                    new Detection("dog", 0.9, box),
                                    new Detection(Detection.MOTION, 0.05, box)));
            if (i >= 2) {
                assertEquals(3, tracks.size());
                var labels = new HashSet<String>();
                tracks.forEach(track -> labels.add(track.label()));
                assertEquals(3, labels.size());
            }
        }
    }

    @Test
    void whoLeavesIsNotTakenForWhoComesNext() {
        var tracker = tracker();
        var all = new TreeSet<Integer>();
        for (int i = 0; i < 200; ++i) {
            double t = i * 0.1;
            // Goes out at the right; after 1.2 seconds somebody comes in there.
            double x = t < 5.5 ? 100 + 100 * t : t < 6.7 ? 2000 : 640 - 100 * (t - 6.7);
            double right = Math.min(640, x + 60);
            var seen =
                    right - x < 8 || x < 0
                            ? List.<Detection>of()
                            : List.of(
                                    new Detection("person", 0.9, Box.ofEdges(x, 100, right, 250)));
            all.addAll(ids(tracker.next(t, seen)));
        }
        assertEquals(2, all.size());
    }

    @Test
    void aPauseOrASeekEndsEverythingAndNumbersGoOn() {
        var tracker = tracker();
        for (int i = 0; i < 10; ++i) {
            tracker.next(i * 0.1, List.of(person(300, 100, 0.8)));
        }
        assertTrue(tracker.next(60, List.of(person(300, 100, 0.8))).isEmpty());
        assertEquals(1, tracker.ended().get(0).id());
        assertEquals(0.9, tracker.ended().get(0).left(), 1e-9);
        for (int i = 1; i < 5; ++i) {
            tracker.next(60 + i * 0.1, List.of(person(300, 100, 0.8)));
        }
        tracker.next(10, List.of());
        assertEquals(2, tracker.ended().get(0).id());
        for (int i = 1; i < 5; ++i) {
            tracker.next(10 + i * 0.1, List.of(person(300, 100, 0.8)));
        }
        var last = tracker.finish();
        assertEquals(3, last.get(0).id());
        assertTrue(tracker.next(0, List.of()).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> tracker.next(Double.NaN, List.of()));
    }

    @Test
    void brokenBoxesArePassedOver() {
        var tracker = tracker();
        for (int i = 0; i < 10; ++i) {
            var tracks =
                    tracker.next(
                            i * 0.1,
                            List.of(
                                    new Detection("person", 0.9, new Box(Double.NaN, 0, 5, 5)),
                                    new Detection(
                                            "person",
                                            0.9,
                                            new Box(0, 0, Double.POSITIVE_INFINITY, 5)),
                                    new Detection("person", Double.NaN, new Box(9, 9, 9, 9)),
                                    new Detection("person", 0.9, new Box(9, 9, 0, 9)),
                                    person(300, 100, 0.9)));
            assertEquals(i >= 2 ? 1 : 0, tracks.size());
        }
    }

    @Test
    void thePathIsBoundedAndEven() {
        var tracker = tracker();
        List<Track> tracks = List.of();
        for (int i = 0; i <= 20_000; ++i) {
            tracks = tracker.next(i * 0.1, List.of(person(300 + i % 3, 100, 0.9)));
        }
        var path = tracks.get(0).path();
        assertEquals(20_001, tracks.get(0).sightings());
        assertTrue(path.size() > 100 && path.size() <= Trail.MOST + 1, "" + path.size());
        assertEquals(0, path.get(0).time());
        assertEquals(2000, path.get(path.size() - 1).time(), 1e-6);
        double step = path.get(1).time() - path.get(0).time();
        for (int i = 1; i < path.size() - 1; ++i) {
            assertEquals(step, path.get(i).time() - path.get(i - 1).time(), 1e-6);
        }
    }

    /** Random crowds: whatever happens, what is promised of numbers and times holds. */
    @Test
    void promisesHoldInAnyCrowd() {
        for (int seed = 0; seed < 40; ++seed) {
            var first = new ArrayList<List<Track>>();
            var second = new ArrayList<List<Track>>();
            run(seed, first);
            run(seed, second);
            assertEquals(first, second, "one input, one output");
            var gone = new HashSet<Integer>();
            var labels = new HashMap<Integer, String>();
            var entered = new HashMap<Integer, Double>();
            for (int i = 0; i < first.size(); i += 2) {
                var live = ids(first.get(i));
                assertEquals(first.get(i).size(), live.size(), "a number twice in a frame");
                for (var track : first.get(i + 1)) {
                    assertFalse(live.contains(track.id()));
                    assertTrue(gone.add(track.id()), "ended twice");
                }
                for (var track : first.get(i)) {
                    assertFalse(gone.contains(track.id()), "a number used again");
                    assertEquals(track.label(), labels.getOrDefault(track.id(), track.label()));
                    assertEquals(
                            track.entered(), entered.getOrDefault(track.id(), track.entered()));
                    labels.put(track.id(), track.label());
                    entered.put(track.id(), track.entered());
                    assertTrue(
                            track.sightings() >= TrackSettings.DEFAULT.hits()
                                    || track.sightings() == 2
                                            && track.left() - track.entered()
                                                    >= TrackSettings.DEFAULT.sureSeconds());
                    assertTrue(track.entered() <= track.left() && track.left() <= track.time());
                    assertEquals(track.seen(), track.left() == track.time());
                    assertTrue(track.time() - track.left() <= 2);
                    assertTrue(track.box().width() >= 0 && track.box().height() > 0);
                }
            }
            assertEquals(labels.keySet(), gone, "all end at last");
        }
    }

    private static void run(int seed, List<List<Track>> out) {
        var random = new Random(seed);
        var tracker = tracker();
        double t = 0;
        for (int i = 0; i < 200; ++i) {
            var seen = new ArrayList<Detection>();
            for (int k = random.nextInt(8); k > 0; --k) {
                seen.add(
                        new Detection(
                                random.nextBoolean() ? "person" : "chair",
                                random.nextDouble(),
                                new Box(
                                        random.nextInt(12) * 50,
                                        random.nextInt(4) * 50,
                                        30 + random.nextInt(60),
                                        60 + random.nextInt(90))));
            }
            out.add(tracker.next(t, seen));
            out.add(tracker.ended());
            t += random.nextInt(20) == 0 ? 3 : random.nextDouble() * 0.2;
        }
        out.add(List.of());
        out.add(tracker.finish());
    }
}
