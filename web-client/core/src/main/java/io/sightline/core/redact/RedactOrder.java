// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the finds is covered, what else, and how.
 *
 * @param method how
 * @param without numbers of finds that are none, as a user said
 * @param regions that a user marked
 */
public record RedactOrder(RedactMethod method, Set<Integer> without, List<Region> regions) {
    private static final int MOST_WITHOUT = 1 << 16;

    /** Takes copies. */
    public RedactOrder {
        without = new TreeSet<>(without);
        regions = List.copyOf(regions);
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("method", method.id());
        map.put("without", new ArrayList<Object>(without));
        var list = new ArrayList<Object>();
        for (var region : regions) {
            list.add(region.toMap());
        }
        map.put("regions", list);
        return map;
    }

    /**
     * Reads it; what is left out is as usual: everything found is filled.
     *
     * @throws io.sightline.core.error.SightlineException {@code bad-input}, with the path of the
     *     first fault
     */
    public static RedactOrder of(Fields fields) {
        var method = RedactMethod.FILL;
        if (fields.has("method")) {
            method = RedactMethod.of(fields.text("method"));
            if (method == null) {
                throw fields.refusal("method", "fill or blur");
            }
        }
        var without = new TreeSet<Integer>();
        if (fields.raw("without") != null) {
            if (!(fields.raw("without") instanceof List<?> list) || list.size() > MOST_WITHOUT) {
                throw fields.refusal("without", "list of whole numbers");
            }
            for (var item : list) {
                if (!(item instanceof Number number) || number.doubleValue() != number.intValue()) {
                    throw fields.refusal("without", "list of whole numbers");
                }
                without.add(number.intValue());
            }
        }
        return new RedactOrder(method, without, Region.listOf(fields, "regions"));
    }
}
