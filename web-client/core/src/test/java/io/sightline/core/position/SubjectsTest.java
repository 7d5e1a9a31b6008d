// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.track.TrackSettings;
import io.sightline.core.track.Tracker;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Speeds, and subjects made of tracks in rendered rooms. */
final class SubjectsTest {
    /** Goes at an even speed; what is measured is off anew on each frame. */
    private static SpeedMeter.Speed walked(
            Random random, double across, double away, double noise, double seconds) {
        var meter = new SpeedMeter();
        double t = 0;
        while (t < seconds) {
            var foot =
                    new Position.Foot(
                            1 + across * t + noise * random.nextGaussian(),
                            4 + away * t + noise * random.nextGaussian(),
                            0.2);
            meter.note(t, foot);
            t += 0.03 + 0.15 * random.nextDouble();
        }
        return meter.speed();
    }

    @Test
    void aWalkersSpeedIsHisOwn() {
        var random = new Random(1);
        int within = 0;
        for (int i = 0; i < 200; ++i) {
            double angle = 2 * Math.PI * random.nextDouble();
            double speed = 0.7 + 1.3 * random.nextDouble();
            var found = walked(random, speed * Math.cos(angle), speed * Math.sin(angle), 0.05, 3);
            assertEquals(speed, found.metresPerSecond(), 0.75);
            within += Math.abs(found.metresPerSecond() - speed) < 2 * found.band() ? 1 : 0;
        }
        assertTrue(within > 180, "" + within);
    }

    @Test
    void whoStandsDoesNotGo() {
        var random = new Random(2);
        double sum = 0;
        for (int i = 0; i < 200; ++i) {
            sum += walked(random, 0, 0, 0.05, 3).metresPerSecond();
        }
        assertTrue(sum / 200 < 0.15, "" + sum / 200);
    }

    @Test
    void noSpeedIsToldAtOnceOrAfterAGap() {
        var meter = new SpeedMeter();
        assertTrue(Double.isNaN(meter.speed().metresPerSecond()));
        for (int i = 0; i < 5; ++i) {
            meter.note(i * 0.1, new Position.Foot(i * 0.1, 2, 0.1));
            assertTrue(Double.isNaN(meter.speed().metresPerSecond()));
        }
        meter.note(0.5, new Position.Foot(0.5, 2, 0.1));
        assertEquals(1, meter.speed().metresPerSecond(), 0.2);
        meter.note(9, new Position.Foot(5, 2, 0.1));
        assertTrue(Double.isNaN(meter.speed().metresPerSecond()));
    }

    @Test
    void aWalkThroughARoomIsMeasured() {
        var random = new Random(3);
        var measured = new MeasuredRoom(random, SubjectsTest::room);
        var tracker = new Tracker(TrackSettings.DEFAULT, MeasuredRoom.FRAME);
        var subjects = new Subjects();
        List<Subject> now = List.of();
        for (int i = 0; i < 25; ++i) {
            double t = i * 0.1;
            var room = room();
            var parts = room.person(-1.2 + 1.1 * t, 4, 1.75, 0);
            var box = measured.detect(room, parts);
            var tracks = tracker.next(t, List.of(new Detection("person", 0.9, box)));
            now = subjects.next(tracks, measured.scene(), measured.measure(room));
            assertEquals(tracks.size(), now.size());
        }
        var one = now.get(0);
        assertEquals(1, one.track());
        assertEquals("person", one.label());
        assertEquals(2.4, one.age(), 1e-9);
        assertEquals(1.1, one.speed(), 0.35);
        assertEquals(-1.2 + 1.1 * 2.4, one.position().foot().across(), 0.3);
        assertEquals(1.75, one.position().height(), 0.2);
        assertEquals(one.speed(), subjects.speed(1).metresPerSecond());
        // Hidden, it is where it was; after a while nobody knows.
        var gone = tracker.next(3, List.of());
        var hidden = subjects.next(gone, measured.scene(), null).get(0);
        assertNotNull(hidden.position());
        assertEquals(one.position(), hidden.position());
        var later = subjects.next(tracker.next(4.3, List.of()), measured.scene(), null);
        assertNull(later.get(0).position());
        assertTrue(Double.isNaN(later.get(0).speed()));
        assertTrue(subjects.next(List.of(), measured.scene(), null).isEmpty());
        assertTrue(Double.isNaN(subjects.speed(1).metresPerSecond()), "forgotten with its track");
    }

    /** Where depth is measured every two seconds and a half, nobody is nowhere between. */
    @Test
    void aPositionLastsUntilTheNextIsDue() {
        var measured = new MeasuredRoom(new Random(4), SubjectsTest::room);
        var tracker = new Tracker(TrackSettings.DEFAULT, MeasuredRoom.FRAME);
        var subjects = new Subjects();
        var room = room();
        var box = measured.detect(room, room.person(0, 4, 1.75, 0));
        int known = 0;
        int looks = 0;
        for (double t = 0; t < 20; t += 0.25) {
            var tracks = tracker.next(t, List.of(new Detection("person", 0.9, box)));
            var values = t % 2.5 == 0 ? measured.measure(room) : null;
            for (var subject : subjects.next(tracks, measured.scene(), values)) {
                looks += t > 6 ? 1 : 0;
                known += t > 6 && subject.position() != null ? 1 : 0;
            }
        }
        assertEquals(55, looks);
        assertEquals(looks, known);
        var last = subjects.next(tracker.next(21, List.of()), measured.scene(), null);
        assertNotNull(last.get(0).position(), "3.5 s old");
        last = subjects.next(tracker.next(21.75, List.of()), measured.scene(), null);
        assertNull(last.get(0).position(), "4.25 s old");
    }

    @Test
    void withoutDepthThereIsNoPosition() {
        var tracker =
                new Tracker(new TrackSettings(0.1, 0.5, 1, 1.5, 2, 0, 0.5), MeasuredRoom.FRAME);
        var tracks =
                tracker.next(0, List.of(new Detection("person", 0.9, new Box(10, 10, 50, 99))));
        var scene = DepthScene.flat(MeasuredRoom.FRAME);
        var one = new Subjects().next(tracks, scene, null).get(0);
        assertNull(one.position());
        assertTrue(Double.isNaN(one.speed()));
    }

    private static BoxRoom room() {
        return new BoxRoom(MeasuredRoom.lens(67), 1.9, Math.toRadians(14), 3.5, 10);
    }
}
