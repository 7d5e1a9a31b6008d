// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one gate said, with its number.
 *
 * @param gate that said it
 * @param passed whether it let the subject through
 * @param value measured, in the gate's unit; NaN where nothing could be measured
 * @param limit that the value is held against; NaN where there is none
 * @param why a word for what decided, the end of a text's key
 */
public record GateResult(Gate gate, boolean passed, double value, double limit, String why) {
    /** A gate that was passed. */
    public static GateResult passed(Gate gate, double value, double limit) {
        return new GateResult(gate, true, value, limit, "passed");
    }

    /** A gate that was not. */
    public static GateResult failed(Gate gate, double value, double limit, String why) {
        return new GateResult(gate, false, value, limit, why);
    }

    /** One that holds the value to be at least the limit. */
    public static GateResult atLeast(Gate gate, double value, double limit, String why) {
        return value >= limit ? passed(gate, value, limit) : failed(gate, value, limit, why);
    }

    /** By how much it failed, in the gate's unit; 0 where passed, infinite where not known. */
    public double shortfall() {
        if (passed) {
            return 0;
        }
        double apart = Math.abs(value - limit);
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }

    /** True for a failure that came nearer to an alert than the other: a later gate, or by less. */
    public boolean nearerThan(GateResult other) {
        if (other == null || gate != other.gate) {
            return other == null || gate.compareTo(other.gate) > 0;
        }
        return shortfall() < other.shortfall();
    }

    /** As it is written. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("gate", gate.id());
        map.put("passed", passed);
        map.put("value", Double.isNaN(value) || Double.isInfinite(value) ? null : value);
        map.put("limit", Double.isNaN(limit) || Double.isInfinite(limit) ? null : limit);
        map.put("why", why);
        return map;
    }
}
