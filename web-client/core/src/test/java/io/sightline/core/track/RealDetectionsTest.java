// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real detector found on a real clip, in which five people come to a table one after the
 * other: one track each, entered and left to a second.
 */
final class RealDetectionsTest {
    private static final ImageSize FRAME = new ImageSize(768, 432);
    private static final int FRAMES = 951;

    /** When somebody is in view, as a person sees it, to half a second. */
    private static final double[][] VISITS = {
        {6.1, 20.3}, {22.8, 45.2}, {50.2, 70.2}, {74.5, 87.4}, {92.1, 95.0}
    };

    private static TreeMap<Integer, List<Detection>> detections() throws IOException {
        var byFrame = new TreeMap<Integer, List<Detection>>();
        var lines = Files.readAllLines(Path.of("src/test/resources/golden/track/one-by-one.csv"));
        for (var line : lines.subList(1, lines.size())) {
            var row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            var box = new Box(row[2], row[3], row[4], row[5]);
            byFrame.computeIfAbsent((int) Math.round(row[0] * 10), key -> new ArrayList<>())
                    .add(new Detection("person", row[1], box));
        }
        return byFrame;
    }

    private static void holds(List<Track> tracks, double slack) {
        assertEquals(VISITS.length, tracks.size(), tracks.toString());
        for (int i = 0; i < VISITS.length; ++i) {
            assertEquals(i + 1, tracks.get(i).id());
            assertEquals(VISITS[i][0], tracks.get(i).entered(), slack);
            assertEquals(VISITS[i][1], tracks.get(i).left(), slack);
        }
    }

    /** Ten, five, and two frames a second. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyVisitIsOneTrack(int every) throws IOException {
        var found = detections();
        var tracker = new Tracker(TrackSettings.DEFAULT, FRAME);
        var ended = new ArrayList<Track>();
        for (int i = 0; i < FRAMES; i += every) {
            tracker.next(i / 10.0, found.getOrDefault(i, List.of()));
            ended.addAll(tracker.ended());
        }
        ended.addAll(tracker.finish());
        // Half a second of the truth, and what a slow rate sees later.
        holds(ended, 1 + every / 10.0);
    }

    @Test
    void soItIsWhenATenthIsMissedAndFramesAreUneven() throws IOException {
        var found = detections();
        for (int seed = 0; seed < 20; ++seed) {
            var random = new Random(seed);
            var tracker = new Tracker(TrackSettings.DEFAULT, FRAME);
            var ended = new ArrayList<Track>();
            for (int i = 0; i < FRAMES; i += 1 + random.nextInt(3)) {
                boolean missed = random.nextInt(10) == 0;
                tracker.next(i / 10.0, missed ? List.of() : found.getOrDefault(i, List.of()));
                ended.addAll(tracker.ended());
            }
            ended.addAll(tracker.finish());
            holds(ended, 2);
        }
    }
}
