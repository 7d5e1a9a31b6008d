// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A zone around a table tells who stands there from who passes by, on a real clip: people come in
 * from below, stand at a round table, and leave to the right.
 */
@InChromium
final class ZoneReplayIT {
    /**
     * When somebody stands at the table, seen by eye on one frame a second. The fifth gets there at
     * 93.8 s, a second before the clip ends, and so only passes.
     */
    private static final double[][] STANDS = {{7.6, 18}, {24, 43.3}, {51.8, 68.3}, {76.3, 84.9}};

    /** When somebody is on the way out at the right, by eye; nobody stays there. */
    private static final double[][] LEAVES = {
        {18.6, 20.3}, {43.7, 45.2}, {68.5, 70.2}, {85.4, 87.4}
    };

    private static final String TABLE = "[[0.46, 0.8], [0.72, 0.8], [0.74, 0.98], [0.44, 0.98]]";
    private static final String WAY_OUT = "[[0.76, 0.7], [1, 0.7], [1, 1], [0.76, 1]]";

    private static String rule(String id, String label, String polygon, double dwell) {
        return ("{'id': '%s', 'version': 1, 'name': '%s', 'subject': {'label': '%s'},"
                        + " 'zone': {'polygon': %s, 'anchor': 'foot', 'dwellSeconds': %s},"
                        + " 'act': {'cooldownSeconds': 0}}")
                .formatted(id, id, label, polygon, dwell)
                .replace('\'', '"');
    }

    private static String rules(String label) {
        return "["
                + rule("stands", label, TABLE, 3)
                + ","
                + rule("stays-out", label, WAY_OUT, 3)
                + ","
                + rule("leaves", label, WAY_OUT, 0)
                + "]";
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> replay(Visit visit, String rules, int fps)
            throws IOException {
        Path clip = Project.shared("media/one-by-one-0-95s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        return (List<Map<String, Object>>)
                page.tab()
                        .evaluate(
                                """
                                async ([rules, fps]) => (await sightline.replay(given.clip,
                                    { rules: JSON.parse(rules), ...(fps ? { fps } : {}) }))
                                  .alerts.map(({ rule, from, to }) => ({ rule, from, to }))
                                  .sort((a, b) => a.from - b.from)
                                """,
                                List.of(rules, fps));
    }

    private static List<Double> begins(List<Map<String, Object>> alerts, String rule) {
        return alerts.stream()
                .filter(alert -> alert.get("rule").equals(rule))
                .map(alert -> ((Number) alert.get("from")).doubleValue())
                .toList();
    }

    private static void holds(
            double[][] truth, List<Double> found, List<Map<String, Object>> alerts) {
        assertEquals(truth.length, found.size(), alerts::toString);
        for (int i = 0; i < truth.length; ++i) {
            assertTrue(
                    found.get(i) >= truth[i][0] - 1.2 && found.get(i) <= truth[i][1],
                    () -> "nobody was there: " + alerts);
        }
    }

    private static void tells(List<Map<String, Object>> alerts) {
        holds(STANDS, begins(alerts, "stands"), alerts);
        assertEquals(List.of(), begins(alerts, "stays-out"), alerts::toString);
        holds(LEAVES, begins(alerts, "leaves"), alerts);
    }

    /** By motion alone, each frame. */
    @Test
    void byMotion(Visit visit) throws IOException {
        tells(replay(visit, rules("motion"), 0));
    }

    /** By the person detector. */
    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void byTheDetector(Visit visit) throws IOException {
        tells(replay(visit, rules("person"), 5));
    }
}
