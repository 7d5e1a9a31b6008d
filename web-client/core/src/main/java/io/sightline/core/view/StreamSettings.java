// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a moving source is measured.
 *
 * @param steady take the flicker out of its maps
 * @param adaptive choose the input size so that the rate is held
 * @param rate wanted, frames a second; one of {@link #RATES}
 */
public record StreamSettings(boolean steady, boolean adaptive, int rate) {
    /** What the rate may be set to, frames a second. */
    public static final List<Integer> RATES = List.of(2, 5, 10, 15, 30);

    /** What a first visit finds. */
    public static final StreamSettings DEFAULT = new StreamSettings(true, false, 10);

    /** With steady maps, or the model's own. */
    public StreamSettings withSteady(boolean value) {
        return new StreamSettings(value, adaptive, rate);
    }

    /** With the size chosen, or as it is set. */
    public StreamSettings withAdaptive(boolean value) {
        return new StreamSettings(steady, value, rate);
    }

    /** With another rate; one that is not offered changes nothing. */
    public StreamSettings withRate(int value) {
        return RATES.contains(value) ? new StreamSettings(steady, adaptive, value) : this;
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("steady", steady);
        map.put("adaptive", adaptive);
        map.put("rate", rate);
        return map;
    }

    /** What was kept; a field that does not fit falls back to the default by itself. */
    public static StreamSettings of(Object kept) {
        if (!(kept instanceof Map<?, ?>)) {
            return DEFAULT;
        }
        var fields = Fields.of(kept);
        var result = DEFAULT;
        if (fields.raw("steady") instanceof Boolean steady) {
            result = result.withSteady(steady);
        }
        if (fields.raw("adaptive") instanceof Boolean adaptive) {
            result = result.withAdaptive(adaptive);
        }
        if (fields.raw("rate") instanceof Number rate) {
            result = result.withRate(rate.intValue());
        }
        return result;
    }
}
