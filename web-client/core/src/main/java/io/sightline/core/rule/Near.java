// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * That another tracked thing is close.
 *
 * @param label of the other
 * @param metres between the two, at most
 */
public record Near(String label, double metres) {
    private static final Set<String> FIELDS = Set.of("label", "metres");

    static Near of(Fields fields) {
        fields.only(FIELDS);
        return new Near(fields.text("label", 1, 40), fields.number("metres", 0.01, 1000));
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("label", label);
        map.put("metres", metres);
        return map;
    }
}
