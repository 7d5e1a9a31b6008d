// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.fact.Fact;
import io.sightline.core.fact.FactSentence;
import io.sightline.core.fact.Thing;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.view.TextBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says why there is an alert, and why there is none, from measurement alone: no model has a word in
 * it.
 */
public final class WatchWords {
    private final TextBundle texts;
    private final FactSentence facts;

    /** In the language of these texts. */
    public WatchWords(TextBundle texts) {
        this.texts = texts;
        facts = FactTexts.sentence(texts, LengthUnit.METRE);
    }

    /** Why an alert went out: who, each gate with its number, and what the model said. */
    public String reason(Alert alert) {
        var parts = new ArrayList<String>();
        var who = alert.subject();
        var position = who.position();
        boolean known = position != null;
        parts.add(
                facts.of(
                        Fact.of(
                                new Thing(
                                        who.label(),
                                        known ? position.distance() : Double.NaN,
                                        known ? position.distanceBand() : Double.NaN,
                                        known && position.metres(),
                                        List.of(),
                                        "",
                                        // How long is told with what was asked for.
                                        0,
                                        Double.NaN))));
        for (var said : alert.reason().gates()) {
            if (said.passed() && told(said)) {
                parts.add(texts.text("watch.said-" + said.gate().id(), values(said)));
            }
        }
        if (alert.judged() != null) {
            var verdict = alert.judged().verdict();
            var values = new LinkedHashMap<String, Object>();
            values.put("question", alert.judged().question());
            values.put("p", verdict.p());
            parts.add(texts.text("watch.verdict-" + verdict.answer().wire(), values));
        } else if (!alert.unverified().isEmpty()) {
            parts.add(unanswered(alert.unverified()));
        }
        return sentence(joined(parts, "watch.join-parts"));
    }

    /** A stay tells more than its zone, and that something moved goes without saying. */
    private static boolean told(GateResult said) {
        return switch (said.gate()) {
            case MOTION, BODY, ZONE, QUESTION -> false;
            case SECONDS, DWELL -> said.value() >= 0.05;
            default -> true;
        };
    }

    /** Why there was no alert about somebody, and what was missing. */
    public String miss(NearMiss miss) {
        var said = miss.result();
        var parts = new ArrayList<String>();
        parts.add(facts.who(miss.label()));
        if (said.gate() == Gate.QUESTION && Double.isNaN(said.value())) {
            parts.add(unanswered(said.why()));
        } else if (Double.isNaN(said.value())) {
            parts.add(texts.text("watch.missed-unknown-" + said.gate().id()));
        } else {
            parts.add(texts.text("watch.missed-" + said.gate().id(), values(said)));
        }
        return sentence(joined(parts, "watch.join-parts"));
    }

    /** Why an alert is over. */
    public String ended(Alert alert) {
        return alert.ended().isEmpty() ? "" : texts.text("watch.ended-" + alert.ended());
    }

    private String unanswered(String why) {
        var key = "watch.unanswered-" + why;
        // The engine may have words of its own for why it failed.
        return texts.text(texts.has(key) ? key : "watch.unanswered-failed");
    }

    private Map<String, Object> values(GateResult said) {
        var values = new LinkedHashMap<String, Object>();
        values.put("value", number(said.gate(), said.value()));
        values.put("limit", number(said.gate(), said.limit()));
        values.put("missing", number(said.gate(), said.shortfall()));
        return values;
    }

    /** A gate's number with its unit; the empty text for none. */
    public String number(Gate gate, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "";
        }
        return switch (gate) {
            case SCORE, QUESTION -> texts.style().percent(value);
            case SECONDS, DWELL -> seconds(value, 1);
            case HEIGHT, NEAR -> metres(value);
            case BODY -> texts.style().number(value);
            default -> texts.style().fixed(value, 2);
        };
    }

    private String seconds(double value, int digits) {
        return texts.style().unit(value, "second", digits);
    }

    private String metres(double value) {
        return texts.style().unit(value, "meter", 1);
    }

    private String joined(List<String> parts, String key) {
        return String.join(texts.text(key), parts);
    }

    private String sentence(String text) {
        return texts.text(
                "watch.sentence",
                "text",
                Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }
}
