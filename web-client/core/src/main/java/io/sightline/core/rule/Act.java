// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an alert is and where it goes.
 *
 * @param severity of the alert
 * @param cooldownSeconds after an alert about one track, before the next about it
 * @param targets whom it is shown to, beside the list of alerts: of {@link #TARGETS}
 * @param escalate whether the host page's own, bigger model is asked as well, if it has one
 */
public record Act(
        Severity severity, double cooldownSeconds, List<String> targets, boolean escalate) {
    /** The page itself, the page that embeds it, the browser's notifications. */
    public static final List<String> TARGETS = List.of("page", "host", "notification");

    /** What a rule without one does. */
    public static final Act DEFAULT = new Act(Severity.ALERT, 30, List.of("page", "host"), false);

    private static final Set<String> FIELDS =
            Set.of("severity", "cooldownSeconds", "notify", "escalate");

    static Act of(Fields fields) {
        fields.only(FIELDS);
        var severity = DEFAULT.severity;
        if (fields.has("severity")) {
            severity = Severity.of(fields.text("severity"));
            if (severity == null) {
                throw fields.refusal("severity", "notice, alert or alarm");
            }
        }
        double cooldown = DEFAULT.cooldownSeconds;
        if (fields.has("cooldownSeconds")) {
            cooldown = fields.number("cooldownSeconds", 0, Rule.DAY);
        }
        var targets = DEFAULT.targets;
        if (fields.has("notify")) {
            var named = fields.texts("notify", 0, TARGETS.size());
            for (int i = 0; i < named.size(); ++i) {
                if (!TARGETS.contains(named.get(i)) || named.indexOf(named.get(i)) < i) {
                    throw fields.refusal(
                            "notify[" + i + "]", "page, host or notification, each once");
                }
            }
            var ordered = new ArrayList<>(TARGETS);
            ordered.retainAll(named);
            targets = List.copyOf(ordered);
        }
        return new Act(severity, cooldown, targets, fields.flag("escalate"));
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("severity", severity.id());
        map.put("cooldownSeconds", cooldownSeconds);
        map.put("notify", targets);
        if (escalate) {
            map.put("escalate", true);
        }
        return map;
    }
}
