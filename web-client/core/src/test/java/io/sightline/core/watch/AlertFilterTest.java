// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Advice;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.AlertFilter;
import io.sightline.core.alert.Feedback;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.Judged;
import io.sightline.core.alert.Kept;
import io.sightline.core.alert.Reason;
import io.sightline.core.language.Verdicts;
import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AlertFilterTest {
    private static Kept kept(
            int id,
            String rule,
            Severity severity,
            Alert.Phase phase,
            double p,
            String unverified,
            Boolean right) {
        var judged =
                Double.isNaN(p)
                        ? null
                        : new Judged(
                                Verdicts.DEFAULT.of(
                                        p, OptionalDouble.empty(), OptionalDouble.empty()),
                                Math.log(p / (1 - p)),
                                "Is it a “Tool”?",
                                "m");
        var alert =
                new Alert(
                        "s-" + id,
                        rule,
                        severity,
                        phase,
                        1,
                        Double.NaN,
                        2,
                        2,
                        new Alert.Who(1, "person", 0.5, null),
                        judged,
                        unverified,
                        new Reason(List.of(GateResult.passed(Gate.SCORE, p, 0.3))),
                        List.of(),
                        "");
        return new Kept(
                alert,
                id,
                "when",
                "Rule " + rule,
                "A person, in the Kitchen, for " + id + " s.",
                right);
    }

    private static List<Kept> many() {
        var random = new Random(3);
        var all = new ArrayList<Kept>();
        for (int i = 0; i < 600; ++i) {
            double p = random.nextInt(3) == 0 ? Double.NaN : 0.01 + random.nextDouble() * 0.98;
            all.add(
                    kept(
                            i,
                            List.of("a", "b", "c").get(random.nextInt(3)),
                            Severity.values()[random.nextInt(3)],
                            Alert.Phase.values()[random.nextInt(3)],
                            p,
                            Double.isNaN(p) && random.nextBoolean() ? "deadline" : "",
                            List.of(Boolean.TRUE, Boolean.FALSE).get(random.nextInt(2))
                                            && random.nextBoolean()
                                    ? Boolean.TRUE
                                    : random.nextBoolean() ? Boolean.FALSE : null));
        }
        return all;
    }

    /** Each choice cuts the list into parts that do not overlap and miss nothing. */
    @Test
    void everyChoiceIsAPartition() {
        var all = many();
        part(all, List.of("a", "b", "c"), v -> new AlertFilter(v, "", "", "", "", ""));
        part(all, List.of("notice", "alert", "alarm"), v -> new AlertFilter("", v, "", "", "", ""));
        part(all, List.of("new", "update", "end"), v -> new AlertFilter("", "", v, "", "", ""));
        part(all, AlertFilter.VERDICTS, v -> new AlertFilter("", "", "", v, "", ""));
        part(
                all,
                List.of("right", "wrong", AlertFilter.UNMARKED),
                v -> new AlertFilter("", "", "", "", v, ""));
    }

    private static void part(
            List<Kept> all, List<String> values, Function<String, AlertFilter> filter) {
        for (var kept : all) {
            assertTrue(AlertFilter.ALL.lets(kept));
            int seen = 0;
            for (var value : values) {
                seen += filter.apply(value).lets(kept) ? 1 : 0;
            }
            assertEquals(1, seen, kept::toString);
        }
        for (var value : values) {
            assertTrue(all.stream().anyMatch(filter.apply(value)::lets), value);
            assertFalse(all.stream().allMatch(filter.apply(value)::lets), value);
        }
    }

    @Test
    void choicesTogetherNarrowEachOther() {
        for (var kept : many()) {
            var both = new AlertFilter("a", "alarm", "", "yes", "", "");
            boolean each =
                    new AlertFilter("a", "", "", "", "", "").lets(kept)
                            && new AlertFilter("", "alarm", "", "", "", "").lets(kept)
                            && new AlertFilter("", "", "", "yes", "", "").lets(kept);
            assertEquals(each, both.lets(kept));
        }
    }

    @Test
    void wordsAreFoundInAnyOrderAndCase() {
        var kept = kept(14, "door", Severity.ALERT, Alert.Phase.END, 0.9, "", null);
        for (var text :
                List.of("kitchen", "KITCHEN person", "  14   s. ", "tool", "rule door", "")) {
            assertTrue(new AlertFilter("", "", "", "", "", text).lets(kept), text);
        }
        for (var text : List.of("garage", "kitchen garage", "15")) {
            assertFalse(new AlertFilter("", "", "", "", "", text).lets(kept), text);
        }
        assertFalse(new AlertFilter("", "", "", "", "", "  ").reads());
        assertTrue(AlertFilter.ALL.all());
    }

    /** Marks become an advice, and the advice a rule, of which only the threshold differs. */
    @Test
    void anAdviceIsAppliedToItsRuleAlone() {
        var rule = Scenes.rule("id", "ask", "question", Map.of("text", "Is it?", "threshold", 0.4));
        var marked = new ArrayList<Kept>();
        for (int i = 0; i < 8; ++i) {
            marked.add(kept(i, "ask", Severity.ALERT, Alert.Phase.END, 0.9 + i / 100.0, "", true));
            marked.add(
                    kept(
                            20 + i,
                            "ask",
                            Severity.ALERT,
                            Alert.Phase.END,
                            0.61 + i / 100.0,
                            "",
                            false));
            marked.add(kept(40 + i, "other", Severity.ALERT, Alert.Phase.END, 0.99, "", false));
            marked.add(kept(60 + i, "ask", Severity.ALERT, Alert.Phase.END, 0.62, "", null));
        }
        var advice = Feedback.advice(rule, marked);
        assertEquals(2, advice.size());
        var question = advice.get(0);
        assertEquals(Advice.Knob.QUESTION, question.knob());
        assertEquals(new Advice.Figures(8, 8), question.before());
        assertEquals(new Advice.Figures(8, 0), question.after());
        var next = Feedback.with(rule, question);
        assertEquals(question.then(), next.question().threshold());
        assertEquals(0.4, rule.question().threshold());
        var map = next.toMap();
        var before = rule.toMap();
        map.remove("question");
        before.remove("question");
        assertEquals(before, map);
        // What the verdict makes of it at that threshold is what was promised.
        int yes = 0;
        for (var kept : marked) {
            var judged = kept.alert().judged();
            if (kept.right() != null && kept.alert().rule().equals("ask")) {
                yes +=
                        Verdicts.at(question.then()).of(judged.verdict().p()).answer()
                                        == io.sightline.core.language.Verdict.Answer.YES
                                ? 1
                                : 0;
            }
        }
        assertEquals(8, yes);
        var score = advice.get(1);
        assertEquals(Advice.Knob.SCORE, score.knob());
        assertTrue(Feedback.with(rule, score).subject().minScore() > rule.subject().minScore());
    }
}
