// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.value.Fields;
import java.util.Map;

/**
 * How one subject stands to one zone.
 *
 * @param rule that the zone is of, its id; empty while it is drawn
 * @param zone its number among that rule's, from 0
 * @param name of the zone; empty for none
 * @param label of the subject
 * @param anchor that the zone goes by
 * @param at the place of the picture that it goes by
 * @param enterSeconds that it has to be inside for
 * @param judgement with its numbers
 */
public record Standing(
        String rule,
        int zone,
        String name,
        String label,
        Anchor anchor,
        ImagePoint at,
        double enterSeconds,
        Judgement judgement) {
    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = judgement.toMap();
        map.put("rule", rule);
        map.put("zone", zone);
        map.put("name", name);
        map.put("label", label);
        map.put("anchor", anchor.id());
        map.put("u", at.u());
        map.put("v", at.v());
        map.put("enterSeconds", enterSeconds);
        return map;
    }

    /** Reads what travelled. */
    public static Standing of(Fields fields) {
        var anchor = Anchor.of(fields.text("anchor"));
        if (anchor == null) {
            throw fields.refusal("anchor", "foot, centre or box");
        }
        return new Standing(
                fields.text("rule", ""),
                fields.whole("zone", 0, 1000),
                fields.text("name", ""),
                fields.text("label"),
                anchor,
                new ImagePoint(fields.number("u", 0, 1), fields.number("v", 0, 1)),
                fields.number("enterSeconds", 0, Inertia.MOST_SECONDS),
                Judgement.of(fields));
    }
}
