// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.value.Fields;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Zones that somebody draws just now: who stands where is told, nothing else comes of it.
 *
 * @param label of whom it is about, as a rule has it
 * @param zones so far
 */
public record Draft(String label, List<Zone> zones) {
    /** Takes a copy. */
    public Draft {
        zones = List.copyOf(zones);
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("label", label);
        var list = new ArrayList<Object>();
        for (var zone : zones) {
            list.add(zone.toMap());
        }
        map.put("zones", list);
        return map;
    }

    /** Reads what travelled. */
    public static Draft of(Fields fields) {
        var zones = new ArrayList<Zone>();
        for (var zone : fields.objects("zones")) {
            zones.add(Zone.of(zone));
        }
        return new Draft(fields.text("label"), zones);
    }
}
