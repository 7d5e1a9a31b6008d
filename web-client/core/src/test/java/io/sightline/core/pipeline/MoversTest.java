// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.track.Track;
import io.sightline.core.track.TrackSettings;
import io.sightline.core.track.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which motion is whose. */
class MoversTest {
    private static final Box COUCH = new Box(150, 180, 320, 160);

    private final Movers movers = new Movers(TrackSettings.DEFAULT);
    private final Tracker tracker = new Tracker(TrackSettings.DEFAULT, new ImageSize(640, 360));
    private List<Track> tracks = List.of();

    private static Detection blob(Box box) {
        return new Detection(Detection.MOTION, 1, box);
    }

    private static List<Detection> seen(String label, Box box) {
        return List.of(new Detection(label, 0.8, box));
    }

    /** Ten looks of a second; what was news on each. */
    private List<Integer> run(
            DoubleFunction<List<Detection>> found, DoubleFunction<List<Box>> moving) {
        var news = new ArrayList<Integer>();
        for (int i = 0; i < 10; ++i) {
            double t = i / 10.0;
            var detections = found.apply(t);
            var blobs = moving.apply(t).stream().map(MoversTest::blob).toList();
            var own = movers.news(blobs, detections, tracks);
            news.add(own.size());
            tracks = tracker.next(t, Stream.of(detections, own).flatMap(List::stream).toList());
            movers.note(tracks, blobs);
        }
        return news.stream().distinct().toList();
    }

    private boolean moved(String label) {
        for (var track : tracks) {
            if (track.label().equals(label)) {
                return movers.moved(track);
            }
        }
        throw new AssertionError("no " + label + " in " + tracks);
    }

    @Test
    void whatWalksAlongACouchIsNews() {
        assertEquals(
                List.of(1),
                run(t -> seen("couch", COUCH), t -> List.of(new Box(160 + 200 * t, 200, 70, 45))));
        assertTrue(moved(Detection.MOTION));
        assertFalse(moved("couch"));
    }

    /** It hides a part of the couch, whose box ends where it stands. */
    @Test
    void aCouchThatIsHalfHiddenDoesNotMove() {
        run(
                t -> seen("couch", new Box(150 + 150 * t, 180, 320 - 150 * t, 160)),
                t -> List.of(new Box(110 + 150 * t, 80, 60, 220)));
        assertFalse(moved("couch"));
    }

    @Test
    void aHandOverATableIsNews() {
        var table = new Box(100, 150, 400, 200);
        assertEquals(
                List.of(1),
                run(
                        t -> seen("dining table", table),
                        t -> List.of(new Box(420 - 80 * t, 190, 100, 40))));
        assertFalse(moved("dining table"));
    }

    @Test
    void whatMovesOfAPersonIsThePerson() {
        var person = new Box(250, 60, 120, 280);
        assertEquals(
                List.of(0),
                run(
                        t -> seen("person", person),
                        t ->
                                List.of(
                                        new Box(330, 120 + 40 * t, 40, 60),
                                        new Box(270, 300, 50, 40))));
        assertTrue(moved("person"));
    }

    @Test
    void whoSitsStillBesideMotionDoesNotMove() {
        assertEquals(
                List.of(1),
                run(
                        t -> seen("person", new Box(50, 60, 120, 280)),
                        t -> List.of(new Box(300 + 200 * t, 200, 90, 90))));
        assertFalse(moved("person"));
    }

    @Test
    void aThingThatIsPushedIsOne() {
        assertEquals(
                List.of(0),
                run(
                        t -> seen("suitcase", new Box(100 + 300 * t, 200, 80, 110)),
                        t -> List.of(new Box(95 + 300 * t, 195, 95, 120))));
        assertTrue(moved("suitcase"));
    }

    /** Of a truck as grey as the road its two ends stand out. */
    @Test
    void theEndsOfWhatDrivesAreTheSame() {
        assertEquals(
                List.of(0),
                run(
                        t -> seen("truck", new Box(20 + 250 * t, 150, 300, 150)),
                        t ->
                                t < 0.3
                                        ? List.of()
                                        : List.of(
                                                new Box(20 + 250 * t, 160, 30, 120),
                                                new Box(290 + 250 * t, 160, 30, 120))));
        assertTrue(moved("truck"));
    }

    @Test
    void whatWalksBeforeAParkedCarIsNews() {
        assertEquals(
                List.of(1),
                run(
                        t -> seen("car", new Box(150, 150, 350, 160)),
                        t -> List.of(new Box(160 + 200 * t, 140, 60, 170))));
        assertFalse(moved("car"));
    }

    /** A guess is followed by nobody, and so may hide nothing. */
    @Test
    void whatIsOnlySupposedHidesNothing() {
        var walker = new Box(200, 100, 80, 200);
        assertEquals(
                List.of(1),
                run(t -> List.of(new Detection("person", 0.3, walker)), t -> List.of(walker)));
    }
}
