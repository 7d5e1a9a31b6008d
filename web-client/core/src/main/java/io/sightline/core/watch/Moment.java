// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A part of a recorded stream that a person labelled.
 *
 * @param name for people
 * @param from stream time, seconds
 * @param to stream time, seconds, at least {@code from}
 * @param alert whether there should be an alert; where not, there should be none
 * @param rule id of the rule that it holds for; empty for every rule
 */
public record Moment(String name, double from, double to, boolean alert, String rule) {
    /** The latest time of a moment, seconds. */
    public static final double LATEST = 1e6;

    private static final Set<String> FIELDS = Set.of("name", "from", "to", "alert", "rule");

    /** One in which every rule should alert. */
    public Moment(double from, double to) {
        this("", from, to, true, "");
    }

    /** Whether it holds for the rule of this id. */
    public boolean holdsFor(String id) {
        return rule.isEmpty() || rule.equals(id);
    }

    /** Reads one of unknown origin; refused with the path of the first fault. */
    public static Moment of(Fields fields) {
        fields.only(FIELDS);
        double from = fields.number("from", 0, LATEST);
        double to = fields.number("to", 0, LATEST);
        if (to < from) {
            throw fields.refusal("to", "number that is not before from");
        }
        if (!fields.has("alert")) {
            throw fields.refusal("alert", "true or false");
        }
        return new Moment(
                fields.text("name", 0, 120),
                from,
                to,
                fields.flag("alert"),
                fields.has("rule") ? fields.text("rule", 1, 64) : "");
    }

    /** As it is written. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", name);
        map.put("from", from);
        map.put("to", to);
        map.put("alert", alert);
        if (!rule.isEmpty()) {
            map.put("rule", rule);
        }
        return map;
    }
}
