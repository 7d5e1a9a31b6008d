// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.language.Verdict;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the language model said about an alert.
 *
 * @param verdict and what it rests on
 * @param logOdds of the first answer, for calibration; NaN where the model did not say
 * @param question that was asked
 * @param model id of who said it; empty where not known
 */
public record Judged(Verdict verdict, double logOdds, String question, String model) {
    /** By a model that is not known. */
    public Judged(Verdict verdict, double logOdds, String question) {
        this(verdict, logOdds, question, "");
    }

    /** As the public API has it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", verdict.answer().wire());
        map.put("p", verdict.p());
        put(map, "pContrast", verdict.contrast());
        put(map, "pSecond", verdict.second());
        map.put("agreed", verdict.agreed());
        map.put("why", verdict.why().key());
        map.put("question", question);
        if (!Double.isNaN(logOdds)) {
            map.put("logOdds", logOdds);
        }
        if (!model.isEmpty()) {
            map.put("model", model);
        }
        return map;
    }

    /** Reads what {@link #toMap} wrote. */
    static Judged of(Fields fields) {
        Verdict.Answer answer = null;
        for (var known : Verdict.Answer.values()) {
            answer = known.wire().equals(fields.text("verdict")) ? known : answer;
        }
        if (answer == null) {
            throw fields.refusal("verdict", "yes, no or unsure");
        }
        Verdict.Why why = null;
        for (var known : Verdict.Why.values()) {
            why = known.key().equals(fields.text("why")) ? known : why;
        }
        if (why == null) {
            throw fields.refusal("why", "what decides verdicts");
        }
        var verdict =
                new Verdict(
                        answer,
                        fields.number("p", 0, 1),
                        p(fields, "pContrast"),
                        p(fields, "pSecond"),
                        fields.flag("agreed"),
                        why);
        return new Judged(
                verdict,
                fields.number("logOdds", Double.NaN),
                fields.text("question", 0, 4000),
                fields.has("model") ? fields.text("model", 1, 120) : "");
    }

    private static OptionalDouble p(Fields fields, String name) {
        return fields.has(name)
                ? OptionalDouble.of(fields.number(name, 0, 1))
                : OptionalDouble.empty();
    }

    private static void put(Map<String, Object> map, String name, OptionalDouble p) {
        if (p.isPresent()) {
            map.put(name, p.getAsDouble());
        }
    }
}
