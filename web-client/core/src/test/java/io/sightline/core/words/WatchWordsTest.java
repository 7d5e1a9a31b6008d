// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.Judged;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.alert.Reason;
import io.sightline.core.language.Verdicts;
import io.sightline.core.position.Position;
import io.sightline.core.rule.Severity;
import io.sightline.core.value.Fields;
import io.sightline.core.view.NumberStyle;
import io.sightline.core.view.TextBundle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WatchWordsTest {
    private static final NumberStyle STYLE =
            new NumberStyle() {
                @Override
                public String number(double value) {
                    return Double.toString(value);
                }

                @Override
                public String fixed(double value, int digits) {
                    return java.math.BigDecimal.valueOf(value)
                            .setScale(digits, java.math.RoundingMode.HALF_UP)
                            .toPlainString();
                }

                @Override
                public String percent(double fraction) {
                    return Math.round(fraction * 100) + " %";
                }

                @Override
                public String unit(double value, String unit, int digits) {
                    return fixed(value, digits) + " " + unit.charAt(0);
                }

                @Override
                public String bytes(double bytes) {
                    return bytes + " B";
                }

                @Override
                public String plural(double count) {
                    return count == 1 ? "one" : "other";
                }
            };

    static final TextBundle TEXTS = texts();

    private final WatchWords words = new WatchWords(TEXTS);

    private static TextBundle texts() {
        try {
            var file = Path.of("../../static/src/site/locales/en.json").toFile();
            var map = new HashMap<String, String>();
            new ObjectMapper()
                    .readTree(file)
                    .properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
            return new TextBundle(map, STYLE);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Alert alert(Judged judged, String unverified, GateResult... gates) {
        var position = new Position(true, 2.34, 0.1, null, null, 1.7, 0.1);
        return new Alert(
                "s-1",
                "r",
                Severity.ALERT,
                Alert.Phase.NEW,
                0,
                Double.NaN,
                4,
                4,
                new Alert.Who(1, "person", 0.91, position),
                judged,
                unverified,
                new Reason(List.of(gates)),
                List.of(),
                "");
    }

    private static GateResult passed(Gate gate, double value, double limit) {
        return GateResult.passed(gate, value, limit);
    }

    @Test
    void aReasonHasTheNumbersOfItsGates() {
        var verdict = Verdicts.DEFAULT.of(0.93, OptionalDouble.empty(), OptionalDouble.empty());
        var alert =
                alert(
                        new Judged(verdict, 2, "Is it a tool?"),
                        "",
                        passed(Gate.MOTION, 1, 1),
                        passed(Gate.SCORE, 0.91, 0.4),
                        passed(Gate.SECONDS, 0, 0),
                        passed(Gate.ZONE, 0.2, 0),
                        passed(Gate.DWELL, 3.2, 3),
                        passed(Gate.QUESTION, 0.93, 0.5));
        assertEquals(
                "One person, 2.3 m away, detected at 91 %, 3.2 s in the zone,"
                        + " “Is it a tool?” yes at 93 %.",
                words.reason(alert));
        assertTrue(words.reason(alert(null, "deadline")).contains("not verified"));
        assertEquals("", words.ended(alert));
    }

    @Test
    void aNearMissSaysWhatWasMissing() {
        var miss =
                new NearMiss(
                        "r", 1, "person", 0, 5, 4, GateResult.failed(Gate.DWELL, 2.1, 3, "short"));
        assertEquals(
                "One person, only 2.1 s in the zone where 3.0 s are asked for, 0.9 s too few.",
                words.miss(miss));
    }

    /** Whatever a watcher may say has its text, with every number filled in. */
    @Test
    void nothingIsWithoutWords() {
        for (var gate : Gate.values()) {
            for (double value : new double[] {0.25, Double.NaN}) {
                var failed = GateResult.failed(gate, value, 0.5, "below");
                var miss = new NearMiss("r", 1, "scene", 0, 1, 1, failed);
                var said = words.miss(miss);
                var read = NearMiss.of(Fields.of(miss.toMap()));
                assertEquals(miss, read);
                assertTrue(complete(said), said);
            }
            var said = words.reason(alert(null, "", passed(gate, 0.25, 0.2)));
            assertTrue(complete(said), said);
        }
        for (var why :
                List.of(
                        "black",
                        "budget",
                        "deadline",
                        "frozen",
                        "gone",
                        "no-answer",
                        "no-frames",
                        "no-model",
                        "no-number",
                        "queue",
                        "stopped",
                        "unwatched",
                        "device-lost")) {
            var said = words.reason(alert(null, why));
            assertTrue(complete(said) && said.contains("not verified"), said);
        }
        var ends =
                List.of(
                        "left",
                        "over",
                        "refuted",
                        "stopped",
                        "unwatched",
                        "black",
                        "frozen",
                        "gone");
        for (var why : ends) {
            assertTrue(complete(words.ended(alert(null, "").ended(5, why))), why);
        }
        for (double p : new double[] {0.05, 0.5, 0.95}) {
            var verdict = Verdicts.DEFAULT.of(p, OptionalDouble.empty(), OptionalDouble.empty());
            assertTrue(complete(words.reason(alert(new Judged(verdict, 1, "Q?"), ""))));
        }
        assertFalse(complete("watch.nothing"));
    }

    private static boolean complete(String said) {
        return !said.isEmpty()
                && !said.contains("watch.")
                && !said.contains("fact.")
                && !said.contains("{");
    }
}
