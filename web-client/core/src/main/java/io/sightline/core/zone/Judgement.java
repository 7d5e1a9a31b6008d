// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a subject is in a zone, and why.
 *
 * @param track of the subject
 * @param inside with inertia
 * @param since stream time at which it came in; NaN where it is not inside
 * @param seconds that it has been inside, without those that it may be leaving for; 0 where it is
 *     not
 * @param checks of this frame, each condition of the zone once, the stay last
 */
public record Judgement(
        int track, boolean inside, double since, double seconds, List<Check> checks) {
    /** Whether it is inside and stayed for as long as the zone asks. */
    public boolean stayed() {
        return inside && checks.get(checks.size() - 1).met();
    }

    /** Whether all conditions but the stay hold on this very frame. */
    public boolean now() {
        for (var check : checks) {
            if (check.condition() != Condition.DWELL && !check.met()) {
                return false;
            }
        }
        return true;
    }

    /** The first condition that fails on this frame, or null. */
    public Check failed() {
        for (var check : checks) {
            if (!check.met()) {
                return check;
            }
        }
        return null;
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("track", track);
        map.put("inside", inside);
        if (inside) {
            map.put("since", since);
        }
        map.put("seconds", seconds);
        var list = new ArrayList<Object>();
        for (var check : checks) {
            list.add(check.toMap());
        }
        map.put("checks", list);
        return map;
    }

    /** Reads what travelled. */
    public static Judgement of(Fields fields) {
        var checks = new ArrayList<Check>();
        for (var check : fields.objects("checks", 1, Condition.values().length)) {
            checks.add(Check.of(check));
        }
        return new Judgement(
                fields.whole("track", 0, Integer.MAX_VALUE),
                fields.flag("inside"),
                fields.number("since", Double.NaN),
                fields.number("seconds"),
                List.copyOf(checks));
    }
}
