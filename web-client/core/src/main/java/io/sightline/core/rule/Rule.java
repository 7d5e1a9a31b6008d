// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What deserves an alert, in the form of the public API, version 1.
 *
 * @param id unique among the rules of a page: letters, digits, dots, hyphens and underscores
 * @param name for people
 * @param enabled whether it is watched for
 * @param when it is watched for
 * @param subject whom or what it is about
 * @param near what else has to be close; null for nothing
 * @param question asked of the language model; null for none
 * @param act what an alert of it is
 * @param recipe id of the recipe that it was filled from; empty for none
 */
public record Rule(
        String id,
        String name,
        boolean enabled,
        Schedule when,
        Wanted subject,
        Near near,
        Question question,
        Act act,
        String recipe) {
    /** Of the form. */
    public static final int VERSION = 1;

    /** Seconds in a day, the most that any duration of a rule may be. */
    static final double DAY = 86_400;

    /** The key of the text of a refusal, without its "error." prefix. */
    static final String REASON = "rule-field";

    private static final Set<String> FIELDS =
            Set.of(
                    "id",
                    "version",
                    "name",
                    "enabled",
                    "when",
                    "subject",
                    "near",
                    "question",
                    "act",
                    "recipe");

    /**
     * Reads a rule from a structured value of unknown origin. What is left out is as usual.
     *
     * @throws SightlineException {@code bad-input}: "rule-field" with the path of the first fault;
     *     "rule-version" for a rule of another version
     */
    public static Rule of(Object value) {
        return of(Fields.of(value, "rule", REASON));
    }

    static Rule of(Fields fields) {
        // First, since another version may have any other field.
        version(fields);
        fields.only(FIELDS);
        var id = id(fields, "id");
        var name = fields.text("name", 1, 120);
        boolean enabled = !fields.has("enabled") || fields.flag("enabled");
        var when = fields.has("when") ? Schedule.of(fields.object("when")) : Schedule.ALWAYS;
        var subject = Wanted.of(fields.object("subject"));
        if (fields.has("near") && (subject.scene() || subject.absent())) {
            throw fields.refusal("near", "left out: nothing is there to be near to");
        }
        return new Rule(
                id,
                name,
                enabled,
                when,
                subject,
                fields.has("near") ? Near.of(fields.object("near")) : null,
                fields.has("question") ? Question.of(fields.object("question")) : null,
                fields.has("act") ? Act.of(fields.object("act")) : Act.DEFAULT,
                fields.has("recipe") ? id(fields, "recipe") : "");
    }

    static void version(Fields fields) {
        if (fields.number("version") != VERSION) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "rule-version",
                    Map.of(
                            "path",
                            fields.path("version"),
                            "found",
                            fields.number("version"),
                            "known",
                            VERSION));
        }
    }

    private static String id(Fields fields, String name) {
        var id = fields.text(name, 1, 64);
        for (int i = 0; i < id.length(); ++i) {
            char c = id.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && "._-".indexOf(c) < 0) {
                throw fields.refusal(name, "letters, digits, dots, hyphens and underscores only");
            }
        }
        return id;
    }

    /** As it is written; {@link #of(Object)} makes an equal one of it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", id);
        map.put("version", VERSION);
        map.put("name", name);
        map.put("enabled", enabled);
        if (!when.equals(Schedule.ALWAYS)) {
            map.put("when", when.toMap());
        }
        map.put("subject", subject.toMap());
        if (near != null) {
            map.put("near", near.toMap());
        }
        if (question != null) {
            map.put("question", question.toMap());
        }
        map.put("act", act.toMap());
        if (!recipe.isEmpty()) {
            map.put("recipe", recipe);
        }
        return map;
    }
}
