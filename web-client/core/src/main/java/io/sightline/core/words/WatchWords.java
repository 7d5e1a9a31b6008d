// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.view.TextBundle;
import io.sightline.core.watch.SceneFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what is there, why there is an alert, and why there is none, from measurement alone: no
 * model has a word in it.
 */
public final class WatchWords {
    private static final double NEAR = 1 / 3.0;

    private static final double FAR = 2 / 3.0;

    private final TextBundle texts;

    /** In the language of these texts. */
    public WatchWords(TextBundle texts) {
        this.texts = texts;
    }

    /** "One person, 2.3 m away, in “table”, for 14 s." */
    public String facts(SceneFacts facts) {
        if (facts.facts().isEmpty()) {
            return texts.text("watch.fact-nothing");
        }
        var things = new ArrayList<String>();
        for (var fact : facts.facts()) {
            var parts = new ArrayList<String>();
            parts.add(texts.text("watch.fact-one", "label", label(fact.label())));
            if (!Double.isNaN(fact.distance())) {
                parts.add(distance(fact.distance(), fact.metres()));
            }
            for (var zone : fact.zones()) {
                parts.add(texts.text("watch.fact-zone", "zone", zone));
            }
            double seconds = Math.floor(facts.t() - fact.entered());
            parts.add(texts.text("watch.fact-seconds", "seconds", seconds(seconds, 0)));
            things.add(joined(parts, "watch.join-parts"));
        }
        return sentence(joined(things, "watch.join-things"));
    }

    private String distance(double distance, boolean metres) {
        if (metres) {
            return texts.text("watch.fact-metres", "distance", metres(distance));
        }
        var third = distance < NEAR ? "near" : distance < FAR ? "middle" : "far";
        return texts.text("watch.fact-" + third);
    }

    /** Why an alert went out: who, each gate with its number, and what the model said. */
    public String reason(Alert alert) {
        var parts = new ArrayList<String>();
        var who = alert.subject();
        parts.add(label(who.label()));
        if (who.position() != null && !Double.isNaN(who.position().distance())) {
            parts.add(distance(who.position().distance(), who.position().metres()));
        }
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
        parts.add(label(miss.label()));
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

    private String number(Gate gate, double value) {
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

    /** A detector's word in the page's language, or as it is. */
    private String label(String label) {
        return label(texts, label);
    }

    static String label(TextBundle texts, String label) {
        var key = "watch.label-" + label;
        return texts.has(key) ? texts.text(key) : label;
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
