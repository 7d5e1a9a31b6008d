// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param zones it has to be in one of; empty where it may be anywhere
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
        List<Zone> zones,
        Near near,
        Question question,
        Act act,
        String recipe) {
    /** Of the form. */
    public static final int VERSION = 1;

    /** Most zones of a rule. */
    public static final int MOST_ZONES = 8;

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
                    "zone",
                    "zones",
                    "near",
                    "question",
                    "act",
                    "recipe",
                    // Told with a rule, and no part of it: what was told may be given back.
                    "obstacles");

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
                zones(fields),
                fields.has("near") ? Near.of(fields.object("near")) : null,
                fields.has("question") ? Question.of(fields.object("question")) : null,
                fields.has("act") ? Act.of(fields.object("act")) : Act.DEFAULT,
                fields.has("recipe") ? id(fields, "recipe") : "");
    }

    /** One as the API has it, or several. */
    private static List<Zone> zones(Fields fields) {
        var zones = new ArrayList<Zone>();
        if (fields.has("zone")) {
            if (fields.has("zones")) {
                throw fields.refusal("zones", "left out where there is a zone");
            }
            zones.add(Zone.of(fields.object("zone")));
        }
        for (var item : fields.objects("zones", 1, MOST_ZONES)) {
            zones.add(Zone.of(item));
        }
        return List.copyOf(zones);
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
        if (zones.size() == 1) {
            map.put("zone", zones.get(0).toMap());
        } else if (!zones.isEmpty()) {
            var list = new ArrayList<Object>();
            for (var zone : zones) {
                list.add(zone.toMap());
            }
            map.put("zones", list);
        }
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
