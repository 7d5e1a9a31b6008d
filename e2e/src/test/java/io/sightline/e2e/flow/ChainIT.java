// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.TestSite;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Stage;
import io.sightline.models.ModelStore;
import io.sightline.models.store.StoreFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The whole chain with the real depth model, a real detector and the demonstration language model,
 * on the sample clip, of which everything is known: gate, detector, depth, volume, question.
 */
@InChromium
final class ChainIT {
    private static final List<String> MODELS =
            List.of(RealModel.ID, "nanodet-m", LanguageModels.DEMONSTRATION);

    /** The same question, of one who is in a volume and of one who is in none. */
    private static final String RULES =
            """
            ['inside', 'beyond'].map((id) => ({
              id, version: 1, name: id, subject: { label: 'person' },
              zone: { polygon: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]], anchor: 'foot', unit: 'relative',
                distance: id === 'inside' ? [0.05, 0.95] : [0.98, 1] },
              question: { text: 'Is there a person?', contrast: 'Is the room empty?', frames: 2, overSeconds: 1 },
            }))
            """;

    /** From here on the walker is 2.67 to 2.79 m away, metres. */
    private static final double STAYS = 2.8;

    @Test
    void aPersonInAVolumeIsAskedAboutAndNobodyElse(Stage stage) throws IOException {
        var store = ModelStore.open(StoreFolder.of(System.getenv(), Project.root()));
        for (var id : MODELS) {
            assumeTrue(
                    store.models().stream().anyMatch(m -> m.model().id().equals(id) && m.ready()),
                    () -> id + " is not here; get it with: ./sightline models fetch " + id);
        }
        try (var site = TestSite.of(store);
                var visit = new Visit(stage.browsers().get(BrowserProfile.PLAIN), site)) {
            SightlinePage page = SightlinePage.open(visit);
            page.tab().evaluate("(ids) => sightline.load(ids)", MODELS);
            page.tab()
                    .evaluate(
                            "async () => { window.result = await sightline.replay("
                                    + "'samples/room-walk.mp4', { fps: 8, rules: "
                                    + RULES
                                    + " }); }",
                            null);
            var gate = (Map<?, ?>) page.tab().evaluate("() => result.gate");
            System.out.println("Chain: " + gate + page.tab().evaluate("() => result.timings"));
            assertTrue(number(gate.get("motion")) > 4, gate::toString);
            assertTrue(number(gate.get("asked")) >= 1, gate::toString);
            var alerts =
                    (List<?>)
                            page.tab()
                                    .evaluate(
                                            "() => result.alerts.map(({ rule, verdict, gate }) =>"
                                                    + " ({ rule, verdict, gate }))");
            System.out.println("Chain: " + alerts);
            assertEquals(1, alerts.size(), alerts::toString);
            var alert = (Map<?, ?>) alerts.get(0);
            assertEquals("inside", alert.get("rule"));
            var verdict = (Map<?, ?>) alert.get("verdict");
            assertEquals("yes", verdict.get("verdict"));
            assertTrue(number(verdict.get("pSecond")) > 0.9, verdict::toString);
            assertTrue(number(verdict.get("pContrast")) < 0.1, verdict::toString);
            whereThePersonIs(page);
        }
    }

    /** The one who walks is followed by one number, in the midst of the room. */
    private static void whereThePersonIs(SightlinePage page) throws IOException {
        var points =
                (List<?>)
                        page.tab()
                                .evaluate(
                                        """
                                        () => result.tracks.filter(({ label }) => label === 'person')
                                          .flatMap(({ id, points }) => points.map((p) =>
                                            [id, p.t, p.x + p.width / 2, p.y + p.height / 2, p.distance]))
                                        """);
        var sample =
                JsonParser.parseString(
                                Files.readString(Project.site().resolve("samples/room-walk.json")))
                        .getAsJsonObject();
        var tracks = new TreeSet<Integer>();
        var distances = new ArrayList<Double>();
        var stays = new ArrayList<Double>();
        for (var point : points) {
            var values = (List<?>) point;
            int frame = (int) Math.min(50, Math.round(number(values.get(1)) * 12));
            var known = sample.getAsJsonArray("frames").get(frame).getAsJsonObject();
            var box = known.getAsJsonArray("box");
            double x = number(values.get(2)) - box.get(0).getAsDouble();
            double y = number(values.get(3)) - box.get(1).getAsDouble();
            if (x > 0 && x < box.get(2).getAsDouble() && y > 0 && y < box.get(3).getAsDouble()) {
                tracks.add((int) number(values.get(0)));
                distances.add(number(values.get(4)));
                double away = known.getAsJsonArray("chestInCamera").get(2).getAsDouble();
                if (away < STAYS) {
                    stays.add(number(values.get(4)));
                }
            }
        }
        assertTrue(distances.size() >= 6, "found at " + distances + ": " + points);
        assertEquals(1, tracks.size(), () -> "one person, one track: " + points);
        System.out.println("Chain: distances " + distances + ", 2.7 m away " + stays);
        assertTrue(
                distances.stream().allMatch(d -> d > 0.05 && d < 0.95), () -> distances.toString());
        // The model itself lets the body, with each step, be 2.3 to 3.0 of its unit.
        double mean = stays.stream().mapToDouble(d -> d).average().orElseThrow();
        double square = stays.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        assertTrue(Math.sqrt(square / stays.size()) < 0.08, stays::toString);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
