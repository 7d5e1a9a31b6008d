// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.language.Verdict;
import io.sightline.core.language.Verdicts;
import io.sightline.core.rule.Rule;
import io.sightline.core.talk.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user says of alerts, right or wrong: marks that the model's calibration is fitted to,
 * and advice on the rule's thresholds.
 */
public final class Feedback {
    /** What the ids of such marks begin with; the alert's id follows. */
    public static final String PREFIX = "alert:";

    private Feedback() {}

    /** True for an alert that the model's calibration can learn from: it gave a number. */
    public static boolean teaches(Alert alert) {
        return alert.judged() != null && Math.abs(alert.judged().logOdds()) < 1e6;
    }

    /**
     * The marks with the user's word on an alert, in place of an earlier one.
     *
     * @param right the event was one: a right alert's question had a yes for its true answer,
     *     whatever the model said
     */
    public static Marks with(Marks marks, Alert alert, boolean right) {
        return teaches(alert)
                ? marks.with(new Marks.Mark(id(alert), alert.judged().logOdds(), right))
                : marks;
    }

    /** The marks without it. */
    public static Marks without(Marks marks, Alert alert) {
        return marks.without(id(alert));
    }

    /**
     * What is known of a rule's thresholds: of the question's, where it has one, and of the
     * score's.
     *
     * @param marked the alerts of this rule that the user said something of
     */
    public static List<Advice> advice(Rule rule, List<Kept> marked) {
        var answers = new ArrayList<Advice.Sample>();
        var scores = new ArrayList<Advice.Sample>();
        for (var kept : marked) {
            if (kept.right() == null || !kept.alert().rule().equals(rule.id())) {
                continue;
            }
            var judged = kept.alert().judged();
            if (judged != null && judged.verdict().answer() == Verdict.Answer.YES) {
                answers.add(new Advice.Sample(reach(judged.verdict()), kept.right()));
            }
            var score = kept.alert().reason().of(Gate.SCORE);
            if (score != null && !Double.isNaN(score.value())) {
                scores.add(new Advice.Sample(score.value(), kept.right()));
            }
        }
        var advice = new ArrayList<Advice>();
        if (rule.question() != null) {
            advice.add(Advice.of(Advice.Knob.QUESTION, rule.question().threshold(), 0.99, answers));
        }
        if (!scores.isEmpty()) {
            advice.add(Advice.of(Advice.Knob.SCORE, rule.subject().minScore(), 1, scores));
        }
        return advice;
    }

    /** The rule with a threshold that was advised, checked as any rule is. */
    public static Rule with(Rule rule, Advice advice) {
        var map = new LinkedHashMap<>(rule.toMap());
        var part = advice.knob() == Advice.Knob.QUESTION ? "question" : "subject";
        var fields = new LinkedHashMap<String, Object>();
        for (var entry : ((Map<?, ?>) map.get(part)).entrySet()) {
            fields.put((String) entry.getKey(), entry.getValue());
        }
        fields.put(advice.knob() == Advice.Knob.QUESTION ? "threshold" : "minScore", advice.then());
        map.put(part, fields);
        return Rule.of(map);
    }

    /** The highest threshold at which a yes stays one. */
    static double reach(Verdict verdict) {
        double p = Math.min(verdict.p(), verdict.second().orElse(1));
        double margin = Verdicts.DEFAULT.margin();
        // The band above a threshold narrows near 1, as in Verdicts.
        return Math.max(p - margin, 2 * p - 1);
    }

    private static String id(Alert alert) {
        return PREFIX + alert.id();
    }
}
