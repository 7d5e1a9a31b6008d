// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import io.sightline.core.alert.NearMiss;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A near miss with its times by the clock on the wall, milliseconds since 1970.
 *
 * @param miss by the stream's time
 * @param from when it began
 * @param to when it was over
 * @param at when the gate was failed by the least
 */
public record KeptMiss(NearMiss miss, double from, double to, double at) {
    /**
     * What a stream told.
     *
     * @param now the stream's time, seconds
     * @param wall the time of the wall's clock then
     */
    public static KeptMiss of(NearMiss miss, double now, double wall) {
        return new KeptMiss(
                miss,
                wall - (now - miss.from()) * 1000,
                wall - (now - miss.to()) * 1000,
                wall - (now - miss.at()) * 1000);
    }

    /** Whether it was, at least in part, in a period. */
    public boolean isWithin(double begin, double end) {
        return to >= begin && from <= end;
    }

    /** As it is kept, and in the form of the public API. */
    public Map<String, Object> toMap() {
        var map = miss.toMap();
        var wall = new LinkedHashMap<String, Object>();
        wall.put("from", from);
        wall.put("to", to);
        wall.put("at", at);
        map.put("wall", wall);
        return map;
    }

    /** Reads what was written; what does not fit is refused with its path. */
    public static KeptMiss of(Fields fields) {
        var wall = fields.object("wall");
        return new KeptMiss(
                NearMiss.of(fields), wall.number("from"), wall.number("to"), wall.number("at"));
    }
}
