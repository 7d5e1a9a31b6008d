// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule as a form has it: by the path of each field a text, as a person writes it. Flags are
 * {@code "true"} or empty, and an empty field is one that is left out. What no field is for (zones,
 * frames of a question, targets) stays as it was.
 */
public final class RuleForm {
    /** The days of a schedule, Monday first, as their paths end. */
    public static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** Taken for no upper limit, as the form of rules has none, metres. */
    private static final double TALLEST = 100;

    private static final String ON = "true";

    private static final String MIDNIGHT = "00:00";

    private RuleForm() {}

    /** The fields of a rule. */
    public static Map<String, String> of(Rule rule) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("name", rule.name());
        var subject = rule.subject();
        texts.put("subject.label", subject.label());
        texts.put("subject.absent", flag(subject.absent()));
        texts.put("subject.parts", flag(subject.parts()));
        texts.put("subject.minScore", number(subject.minScore()));
        texts.put("subject.minSeconds", number(subject.minSeconds()));
        texts.put(
                "subject.heightMetres[0]",
                subject.leastHeight() > 0 ? number(subject.leastHeight()) : "");
        texts.put(
                "subject.heightMetres[1]",
                subject.mostHeight() < TALLEST ? number(subject.mostHeight()) : "");
        for (int day = 1; day <= DAYS.size(); ++day) {
            texts.put("when.days." + DAYS.get(day - 1), flag(rule.when().on(day)));
        }
        texts.put("when.from", Schedule.clock(rule.when().from()));
        // A field for times knows no 24:00.
        texts.put("when.to", Schedule.clock(rule.when().to() % LocalMoment.DAY));
        texts.put("near.label", rule.near() == null ? "" : rule.near().label());
        texts.put("near.metres", rule.near() == null ? "" : number(rule.near().metres()));
        var question = rule.question() == null ? Question.of("", "") : rule.question();
        texts.put("question.text", question.text());
        texts.put("question.contrast", question.contrast());
        texts.put("question.threshold", number(question.threshold()));
        texts.put("question.reask", flag(question.reask()));
        texts.put("question.facts", flag(question.facts()));
        texts.put("act.severity", rule.act().severity().id());
        texts.put("act.cooldownSeconds", number(rule.act().cooldownSeconds()));
        texts.put("act.escalate", flag(rule.act().escalate()));
        return texts;
    }

    /**
     * The rule of a form that was filled in.
     *
     * @param base the rule that it was made of
     * @param texts all fields of {@link #of(Rule)}
     * @throws SightlineException {@code bad-input}, "rule-field": the path of the first fault,
     *     after "rule."
     */
    public static Rule rule(Rule base, Map<String, String> texts) {
        var rule = new LinkedHashMap<>(base.toMap());
        rule.put("name", texts.get("name").strip());
        var subject = part(rule, "subject");
        subject.put("label", texts.get("subject.label").strip());
        flag(subject, "absent", texts.get("subject.absent"));
        flag(subject, "parts", texts.get("subject.parts"));
        number(subject, "minScore", texts.get("subject.minScore"));
        number(subject, "minSeconds", texts.get("subject.minSeconds"));
        var least = texts.get("subject.heightMetres[0]").strip();
        var most = texts.get("subject.heightMetres[1]").strip();
        subject.remove("heightMetres");
        if (!least.isEmpty() || !most.isEmpty()) {
            subject.put(
                    "heightMetres",
                    List.of(
                            least.isEmpty() ? 0.0 : read(least),
                            most.isEmpty() ? TALLEST : read(most)));
        }
        rule.put("subject", subject);
        rule.put("when", when(texts));
        near(rule, texts);
        question(rule, texts);
        var act = part(rule, "act");
        act.put("severity", texts.get("act.severity"));
        number(act, "cooldownSeconds", texts.get("act.cooldownSeconds"));
        flag(act, "escalate", texts.get("act.escalate"));
        rule.put("act", act);
        return Rule.of(rule);
    }

    private static Map<String, Object> when(Map<String, String> texts) {
        var when = new LinkedHashMap<String, Object>();
        var days = new ArrayList<Object>();
        for (var day : DAYS) {
            if (texts.get("when.days." + day).equals(ON)) {
                days.add(day);
            }
        }
        when.put("days", days);
        var from = texts.get("when.from").strip();
        var to = texts.get("when.to").strip();
        // Both at midnight is the whole day, as people write it.
        boolean whole = from.equals(MIDNIGHT) && to.equals(MIDNIGHT);
        if (!whole && !from.isEmpty()) {
            when.put("from", from);
        }
        if (!whole && !to.isEmpty()) {
            when.put("to", to);
        }
        return when;
    }

    private static void near(Map<String, Object> rule, Map<String, String> texts) {
        var label = texts.get("near.label").strip();
        var metres = texts.get("near.metres").strip();
        rule.remove("near");
        if (!label.isEmpty() || !metres.isEmpty()) {
            var near = new LinkedHashMap<String, Object>();
            near.put("label", label);
            near.put("metres", read(metres));
            rule.put("near", near);
        }
    }

    private static void question(Map<String, Object> rule, Map<String, String> texts) {
        var text = texts.get("question.text").strip();
        var contrast = texts.get("question.contrast").strip();
        if (text.isEmpty() && contrast.isEmpty()) {
            rule.remove("question");
            return;
        }
        var question = part(rule, "question");
        question.put("text", text);
        question.remove("contrast");
        if (!contrast.isEmpty()) {
            question.put("contrast", contrast);
        }
        number(question, "threshold", texts.get("question.threshold"));
        question.put("reask", texts.get("question.reask").equals(ON));
        flag(question, "facts", texts.get("question.facts"));
        rule.put("question", question);
    }

    /** A part of a rule that may be changed; empty where there is none. */
    private static Map<String, Object> part(Map<String, Object> rule, String name) {
        var part = new LinkedHashMap<String, Object>();
        if (rule.get(name) instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                part.put((String) entry.getKey(), entry.getValue());
            }
        }
        return part;
    }

    private static void flag(Map<String, Object> part, String name, String text) {
        part.remove(name);
        if (text.equals(ON)) {
            part.put(name, true);
        }
    }

    private static void number(Map<String, Object> part, String name, String text) {
        part.remove(name);
        if (!text.isBlank()) {
            part.put(name, read(text.strip()));
        }
    }

    /**
     * A number, with a point or a comma; as it is where it is none, which is refused by its path.
     */
    private static Object read(String text) {
        try {
            return Double.parseDouble(text.replace(',', '.'));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static String flag(boolean on) {
        return on ? ON : "";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
