// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One condition held against one subject, in numbers.
 *
 * @param condition that was held against it
 * @param unit of the numbers
 * @param value what was found; NaN where it cannot be told
 * @param band of the value, one standard deviation; 0 where it is exact
 * @param least that is asked for
 * @param most that is asked for; infinite where nothing is
 */
public record Check(
        Condition condition, Unit unit, double value, double band, double least, double most) {
    /** What a check's numbers are in. */
    public enum Unit {
        /** Shares of the frame's height. */
        FRAME("frame"),
        /** Shares of the smaller of box and polygon. */
        COVER("cover"),
        /** Metres. */
        METRES("metres"),
        /** 0 (near) to 1 (far). */
        RELATIVE("relative"),
        /** Seconds. */
        SECONDS("seconds");

        private final String id;

        Unit(String id) {
            this.id = id;
        }

        /** Its name in texts and in an alert's numbers. */
        public String id() {
            return id;
        }

        private static Unit of(Fields fields) {
            for (var unit : values()) {
                if (unit.id.equals(fields.text("unit"))) {
                    return unit;
                }
            }
            throw fields.refusal("unit", "a unit of a check");
        }
    }

    /** As it travels: what cannot be told and what is infinite is left out. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("condition", condition.id());
        map.put("unit", unit.id());
        if (known()) {
            map.put("value", value);
            map.put("band", band);
        }
        map.put("least", least);
        if (most < Double.POSITIVE_INFINITY) {
            map.put("most", most);
        }
        return map;
    }

    static Check of(Fields fields) {
        var condition = Condition.of(fields.text("condition"));
        if (condition == null) {
            throw fields.refusal("condition", "a condition of a zone");
        }
        return new Check(
                condition,
                Unit.of(fields),
                fields.number("value", Double.NaN),
                fields.number("band", 0),
                fields.number("least"),
                fields.number("most", Double.POSITIVE_INFINITY));
    }

    /** False where the value cannot be told. */
    public boolean known() {
        return !Double.isNaN(value);
    }

    /** Whether it holds; never where the value cannot be told. */
    public boolean met() {
        return value >= least && value <= most;
    }

    /** By how much it fails, in its unit; 0 where it holds, NaN where it cannot be told. */
    public double off() {
        return known() ? Math.max(0, Math.max(least - value, value - most)) : Double.NaN;
    }

    /** Whether it holds or fails by no more than so much. */
    boolean within(double margin) {
        return off() <= margin;
    }
}
