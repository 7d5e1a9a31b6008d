// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Alert;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Subjects;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import io.sightline.core.track.TrackSettings;
import io.sightline.core.track.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a real detector found on a clip in which people come to a table one after the other: a zone
 * around the table, and a stay, tell who stands there from who passes by.
 */
final class TableTest {
    private static final ImageSize FRAME = new ImageSize(768, 432);
    private static final int FRAMES = 951;

    /**
     * When somebody stands at the table, seen by eye on one frame a second. The fifth gets there at
     * 93.8 s, a second before the clip ends.
     */
    private static final double[][] STANDS = {{7.6, 18}, {24, 43.3}, {51.8, 68.3}, {76.3, 84.9}};

    /** When somebody is on the way out at the right, by eye. */
    private static final double[][] LEAVES = {
        {18.6, 20.2}, {43.7, 45.1}, {68.5, 70.2}, {85.4, 87.3}
    };

    private static final List<List<Double>> TABLE =
            List.of(
                    List.of(0.48, 0.8),
                    List.of(0.7, 0.8),
                    List.of(0.72, 0.97),
                    List.of(0.46, 0.97));
    private static final List<List<Double>> WAY_OUT =
            List.of(List.of(0.74, 0.75), List.of(1.0, 0.75), List.of(1.0, 1.0), List.of(0.74, 1.0));

    private static Rule rule(List<List<Double>> polygon, double dwell) {
        return Rule.of(
                Map.of(
                        "id",
                        "there",
                        "version",
                        1,
                        "name",
                        "There",
                        "subject",
                        Map.of("label", "person"),
                        "zone",
                        Map.of("polygon", polygon, "anchor", "foot", "dwellSeconds", dwell),
                        "act",
                        Map.of("cooldownSeconds", 0)));
    }

    private static List<Alert> alerts(Rule rule) throws IOException {
        var byFrame = new TreeMap<Integer, List<Detection>>();
        var lines = Files.readAllLines(Path.of("src/test/resources/golden/track/one-by-one.csv"));
        for (var line : lines.subList(1, lines.size())) {
            var row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            byFrame.computeIfAbsent((int) Math.round(row[0] * 10), key -> new ArrayList<>())
                    .add(new Detection("person", row[1], new Box(row[2], row[3], row[4], row[5])));
        }
        var watcher = new Watcher("t", WatchSettings.DEFAULT);
        watcher.rules(List.of(rule));
        var tracker = new Tracker(TrackSettings.DEFAULT, FRAME);
        var subjects = new Subjects();
        var scene = DepthScene.flat(FRAME);
        var alerts = new LinkedHashMap<String, Alert>();
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < FRAMES; ++i) {
            var tracks = tracker.next(i / 10.0, byFrame.getOrDefault(i, List.of()));
            effects.addAll(
                    watcher.step(
                            new Step(
                                    i / 10.0,
                                    new LocalMoment(1, 600),
                                    byFrame.containsKey(i),
                                    "motion",
                                    subjects.next(tracks, scene, null),
                                    scene,
                                    1)));
        }
        effects.addAll(watcher.finish());
        for (var effect : effects) {
            if (effect instanceof Effect.Told told) {
                alerts.put(told.alert().id(), told.alert());
            }
        }
        return List.copyOf(alerts.values());
    }

    private static void holds(double[][] truth, List<Alert> alerts, double slack) {
        assertEquals(truth.length, alerts.size(), alerts::toString);
        for (int i = 0; i < truth.length; ++i) {
            var alert = alerts.get(i);
            assertTrue(
                    alert.from() >= truth[i][0] - slack && alert.from() <= truth[i][1],
                    () -> "nobody was there: " + alert);
        }
    }

    @Test
    void whoStandsAtTheTableIsTold() throws IOException {
        holds(STANDS, alerts(rule(TABLE, 3)), 1);
    }

    /** Without the stay the fifth, too, who has only just come. */
    @Test
    void withoutAStayWhoeverComesIsTold() throws IOException {
        assertEquals(5, alerts(rule(TABLE, 0)).size());
    }

    @Test
    void whoPassesByIsNotTold() throws IOException {
        assertEquals(List.of(), alerts(rule(WAY_OUT, 3)));
        // They were there: without the stay each is told.
        holds(LEAVES, alerts(rule(WAY_OUT, 0)), 0.5);
    }
}
