// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is there, measured and rounded as people say it, so that a tremor of a number is no news.
 *
 * @param t stream time, seconds
 * @param facts one for each tracked thing that is seen, by track
 */
public record SceneFacts(double t, List<Fact> facts) {
    /**
     * One thing.
     *
     * @param track its number
     * @param label of it
     * @param distance to a tenth; NaN where not known
     * @param metres the distance is in metres; else relative, 0 (near) to 1 (far)
     * @param zones names of those that it is in, in the rules' order
     * @param entered stream time at which it came; it has been there since
     */
    public record Fact(
            int track,
            String label,
            double distance,
            boolean metres,
            List<String> zones,
            double entered) {}

    /** As it is written. */
    public Map<String, Object> toMap() {
        var list = new ArrayList<Object>();
        for (var fact : facts) {
            var map = new LinkedHashMap<String, Object>();
            map.put("track", fact.track());
            map.put("label", fact.label());
            if (!Double.isNaN(fact.distance())) {
                map.put("distance", fact.distance());
                map.put("unit", fact.metres() ? "metres" : "relative");
            }
            map.put("zones", fact.zones());
            map.put("seconds", t - fact.entered());
            list.add(map);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("t", t);
        map.put("facts", list);
        return map;
    }
}
