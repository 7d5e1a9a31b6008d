// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFormTest {
    private static Rule recipe(String id) {
        return Recipe.of(id).fill(id, "A rule", List.of());
    }

    @Test
    void everyRecipeIsTheSameAgain() {
        for (var recipe : Recipe.ALL) {
            var rule = recipe.fill(recipe.id(), "A rule", List.of());
            assertEquals(rule, RuleForm.rule(rule, RuleForm.of(rule)), recipe.id());
        }
    }

    @Test
    void anyRuleIsTheSameAgain() {
        var random = new Random(5);
        for (int i = 0; i < 2000; ++i) {
            var rule = any(random);
            assertEquals(rule, RuleForm.rule(rule, RuleForm.of(rule)));
        }
    }

    private static Rule any(Random random) {
        var subject = new LinkedHashMap<String, Object>();
        boolean absent = random.nextBoolean();
        subject.put("label", random.nextBoolean() ? "person" : "cup");
        subject.put("minScore", random.nextInt(101) / 100.0);
        subject.put("minSeconds", random.nextInt(100) / 4.0);
        if (absent) {
            subject.put("absent", true);
        } else if (random.nextBoolean()) {
            subject.put("heightMetres", List.of(random.nextInt(3) / 2.0, 1.5 + random.nextInt(9)));
        }
        var when = new LinkedHashMap<String, Object>();
        if (random.nextBoolean()) {
            var days = new ArrayList<>(RuleForm.DAYS);
            java.util.Collections.shuffle(days, random);
            when.put("days", days.subList(0, 1 + random.nextInt(7)));
        }
        if (random.nextBoolean()) {
            when.put("from", Schedule.clock(random.nextInt(700)));
            when.put("to", Schedule.clock(701 + random.nextInt(740)));
        }
        var rule = new LinkedHashMap<String, Object>();
        rule.put("id", "any");
        rule.put("version", 1);
        rule.put("name", "Any");
        rule.put("when", when);
        rule.put("subject", subject);
        if (!absent && random.nextBoolean()) {
            rule.put("near", Map.of("label", "truck", "metres", 0.5 + random.nextInt(9)));
        }
        if (random.nextBoolean()) {
            rule.put(
                    "question",
                    Map.of(
                            "text",
                            "Is it?",
                            "frames",
                            1 + random.nextInt(9),
                            "reask",
                            random.nextBoolean(),
                            "threshold",
                            (1 + random.nextInt(99)) / 100.0));
        }
        rule.put(
                "act",
                Map.of(
                        "severity",
                        Severity.values()[random.nextInt(3)].id(),
                        "cooldownSeconds",
                        random.nextInt(600),
                        "escalate",
                        random.nextBoolean()));
        return Rule.of(rule);
    }

    @Test
    void whatIsWrittenIsTheRule() {
        var base = recipe("kitchen-tool");
        var texts = RuleForm.of(base);
        texts.put("name", " Tools ");
        texts.put("subject.minScore", "0,55");
        texts.put("subject.heightMetres[1]", "1.2");
        texts.put("when.from", "00:00");
        texts.put("when.to", "00:00");
        texts.put("when.days.sun", "");
        texts.put("question.text", "");
        texts.put("question.contrast", "");
        texts.put("act.severity", "alarm");
        var rule = RuleForm.rule(base, texts);
        assertEquals("Tools", rule.name());
        assertEquals(0.55, rule.subject().minScore());
        assertEquals(0, rule.subject().leastHeight());
        assertEquals(1.2, rule.subject().mostHeight());
        assertEquals(List.of("mon", "tue", "wed", "thu", "fri", "sat"), rule.when().dayNames());
        assertEquals(LocalMoment.DAY, rule.when().to());
        assertNull(rule.question());
        assertEquals(Severity.ALARM, rule.act().severity());
        assertEquals(base.recipe(), rule.recipe());
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', rule.name",
        "subject.label, '', rule.subject.label",
        "subject.minScore, much, rule.subject.minScore",
        "subject.minSeconds, -1, rule.subject.minSeconds",
        "subject.heightMetres[0], NaN, rule.subject.heightMetres",
        "when.to, 22:00, rule.when.to",
        "near.metres, 2, rule.near.label",
        "near.label, truck, rule.near.metres",
        "question.threshold, 1, rule.question.threshold",
        "question.text, '', rule.question.text",
        "act.cooldownSeconds, 1e9, rule.act.cooldownSeconds",
    })
    void whatDoesNotFitIsRefusedByItsPath(String field, String text, String path) {
        var base = recipe("kitchen-tool");
        var texts = RuleForm.of(base);
        texts.put(field, text);
        var refusal = assertThrows(SightlineException.class, () -> RuleForm.rule(base, texts));
        assertEquals(
                path, String.valueOf(refusal.values().get("path")).substring(0, path.length()));
    }

    @Test
    void noDayIsRefused() {
        var base = recipe("kitchen-tool");
        var texts = RuleForm.of(base);
        for (var day : RuleForm.DAYS) {
            texts.put("when.days." + day, "");
        }
        var refusal = assertThrows(SightlineException.class, () -> RuleForm.rule(base, texts));
        assertEquals("rule.when.days", refusal.values().get("path"));
    }
}
