// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A subject that came near to an alert and stayed without: the furthest gate that it came to, and
 * by how much it failed there.
 *
 * @param rule id of it
 * @param track of the subject; negative for the scene, or for an absence
 * @param label of the subject
 * @param from stream time at which it was first there, seconds
 * @param to stream time at which it was last there; with {@code from} what to replay
 * @param at stream time at which the gate was failed by the least
 * @param result of that gate
 */
public record NearMiss(
        String rule,
        int track,
        String label,
        double from,
        double to,
        double at,
        GateResult result) {
    /** Reads what was written. */
    public static NearMiss of(Fields fields) {
        var gate = Gate.of(fields.text("gate"));
        if (gate == null) {
            throw fields.refusal("gate", "gate of a rule");
        }
        return new NearMiss(
                fields.text("rule"),
                fields.has("track") ? fields.whole("track", 0, Integer.MAX_VALUE) : -1,
                fields.text("label"),
                fields.number("from"),
                fields.number("to"),
                fields.number("at"),
                GateResult.failed(
                        gate,
                        fields.number("value", Double.NaN),
                        fields.number("limit", Double.NaN),
                        fields.text("why")));
    }

    /** As it is written. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("rule", rule);
        if (track >= 0) {
            map.put("track", track);
        }
        map.put("label", label);
        map.put("from", from);
        map.put("to", to);
        map.put("at", at);
        map.putAll(result.toMap());
        double shortfall = result.shortfall();
        map.put("shortfall", Double.isInfinite(shortfall) ? null : shortfall);
        return map;
    }
}
