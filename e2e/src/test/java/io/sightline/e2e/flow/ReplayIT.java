// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recorded clips through the pipeline, frame by frame. */
@InChromium
final class ReplayIT {
    /** Someone is in view: seconds, as the clip's notes have it. */
    private static final double[][] VISITS = {
        {6.1, 20.3}, {22.8, 45.2}, {50.2, 70.2}, {74.5, 87.4}, {92.1, 95}
    };

    @Test
    void everyVisitIsFoundAndNoneInvented(Visit visit) throws IOException {
        var result = replay(visit, shared("media/one-by-one-0-95s.mp4"), "[]");
        assertEquals(950, number(result.get("frames")), 2);
        var motion = (List<?>) result.get("motion");
        for (var span : motion) {
            double from = number(((Map<?, ?>) span).get("from"));
            double to = number(((Map<?, ?>) span).get("to"));
            boolean someone = false;
            for (var one : VISITS) {
                someone |= from >= one[0] - 1 && to <= one[1] + 1;
            }
            assertTrue(someone, "nobody is there at " + span);
        }
        for (var one : VISITS) {
            boolean found = false;
            for (var span : motion) {
                found |= Math.abs(number(((Map<?, ?>) span).get("from")) - one[0]) <= 1;
            }
            assertTrue(found, "nobody was seen to come at " + one[0]);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> replay(Visit visit, Path clip, String rules)
            throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        return (Map<String, Object>)
                page.tab()
                        .evaluate(
                                """
                                async (rules) => {
                                  const { alerts, tracks, ...rest } =
                                    await sightline.replay(given.clip, { rules: JSON.parse(rules) });
                                  return { ...rest, alerts: alerts.map(({ evidence, ...a }) => a),
                                    tracks: tracks.map(({ points, ...t }) => ({ ...t, count: points.length })) };
                                }
                                """,
                                rules);
    }

    private static Path shared(String name) {
        Path clip = Project.shared(name);
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        return clip;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
