// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import static io.sightline.core.rule.Obstacle.NO_DEPTH;
import static io.sightline.core.rule.Obstacle.NO_DETECTOR;
import static io.sightline.core.rule.Obstacle.NO_LANGUAGE;
import static io.sightline.core.rule.Obstacle.NO_METRES;
import static io.sightline.core.rule.Obstacle.UNKNOWN_LABEL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObstacleTest {
    private static final Obstacle.Means NOTHING = new Obstacle.Means(false, false, false, false);
    private static final Obstacle.Means ALL = new Obstacle.Means(true, true, true, true);
    private static final List<List<Double>> SQUARE =
            List.of(List.of(0.1, 0.1), List.of(0.9, 0.1), List.of(0.9, 0.9));

    private static List<Obstacle> of(Map<String, Object> subject, Object... more) {
        var rule = new LinkedHashMap<String, Object>();
        rule.putAll(Map.of("id", "r", "version", 1, "name", "R", "subject", subject));
        for (int i = 0; i < more.length; i += 2) {
            rule.put((String) more[i], more[i + 1]);
        }
        var read = Rule.of(rule);
        boolean known = !subject.get("label").equals("forklift");
        assertEquals(known ? List.of() : List.of(UNKNOWN_LABEL), Obstacle.of(read, ALL));
        return Obstacle.of(read, NOTHING);
    }

    @Test
    void whatMovesNeedsNothing() {
        assertEquals(List.of(), of(Map.of("label", "motion")));
        assertEquals(List.of(), of(Map.of("label", "motion", "absent", true)));
        assertEquals(List.of(), of(Map.of("label", "motion"), "zone", Map.of("polygon", SQUARE)));
        assertEquals(List.of(), of(Map.of("label", "scene")));
    }

    @Test
    void whatIsNamedNeedsADetectorThatKnowsIt() {
        assertEquals(List.of(NO_DETECTOR), of(Map.of("label", "person")));
        assertEquals(List.of(NO_DETECTOR, UNKNOWN_LABEL), of(Map.of("label", "forklift")));
        assertEquals(
                List.of(NO_DETECTOR, NO_METRES, NO_DEPTH),
                of(Map.of("label", "motion"), "near", Map.of("label", "truck", "metres", 2)));
    }

    @Test
    void whatIsMeasuredNeedsItsMeasure() {
        assertEquals(
                List.of(NO_METRES, NO_DEPTH),
                of(Map.of("label", "motion", "heightMetres", List.of(1, 2))));
        assertEquals(
                List.of(NO_METRES, NO_DEPTH),
                of(
                        Map.of("label", "motion"),
                        "zone",
                        Map.of("distance", List.of(1, 3), "unit", "metres")));
        assertEquals(
                List.of(NO_DEPTH),
                of(Map.of("label", "motion"), "zone", Map.of("distance", List.of(0, 0.5))));
        // One of the two zones is on the picture, which is enough.
        assertEquals(
                List.of(),
                of(
                        Map.of("label", "motion"),
                        "zones",
                        List.of(
                                Map.of("distance", List.of(1, 3), "unit", "metres"),
                                Map.of("polygon", SQUARE))));
    }

    @Test
    void aQuestionNeedsALanguageModel() {
        assertEquals(
                List.of(NO_LANGUAGE),
                of(Map.of("label", "scene"), "question", Map.of("text", "Is it dark?")));
    }
}
