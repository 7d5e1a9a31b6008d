// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Detection;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Rules;
import io.sightline.core.rule.Wanted;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.WatchSettings;
import io.sightline.core.zone.Zone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is watched for, and how.
 *
 * @param rules that are held against the stream
 * @param gate how the motion gate is set
 * @param watch what holds for all rules
 * @param live true for a camera, false for a recording
 * @param draft zones that somebody draws just now; null for none
 * @param tuning whether somebody sets the gate just now, and so wants to see what stands out
 */
public record Setup(
        List<Rule> rules,
        GateSettings gate,
        WatchSettings watch,
        boolean live,
        Draft draft,
        boolean tuning) {
    /** No rules, everything as usual. */
    public static final Setup DEFAULT =
            new Setup(List.of(), GateSettings.DEFAULT, WatchSettings.DEFAULT, true);

    /** While nobody draws or tunes. */
    public Setup(List<Rule> rules, GateSettings gate, WatchSettings watch, boolean live) {
        this(rules, gate, watch, live, null, false);
    }

    /** Whether what a detector says matters: where no rule is, and where one is about a label. */
    public boolean detects() {
        boolean any = false;
        if (draft != null
                && !draft.label().equals(Detection.MOTION)
                && !draft.label().equals(Wanted.SCENE)) {
            return true;
        }
        for (var rule : rules) {
            any |= rule.enabled();
            boolean unnamed = rule.subject().scene() || isMotion(rule);
            if (rule.enabled() && (!unnamed || rule.near() != null)) {
                return true;
            }
        }
        return !any;
    }

    /** Whether a rule is about whatever moves. */
    public boolean wantsMotion() {
        if (draft != null && draft.label().equals(Detection.MOTION)) {
            return true;
        }
        for (var rule : rules) {
            if (rule.enabled() && isMotion(rule)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a decision hangs on depth: a distance, a height, a place on the floor, or what is
     * told to the language model.
     *
     * @param local the clock on the wall
     * @param floor whether where somebody stands on the picture is by the floor
     */
    public boolean needsDepth(LocalMoment local, boolean floor) {
        if (draft != null && needsDepth(draft.zones(), floor)) {
            return true;
        }
        for (var rule : rules) {
            boolean watches = rule.enabled() && rule.when().covers(local);
            if (watches
                    && (rule.subject().measuresHeight()
                            || rule.near() != null
                            || rule.question() != null && rule.question().facts()
                            || needsDepth(rule.zones(), floor))) {
                return true;
            }
        }
        return false;
    }

    private static boolean needsDepth(List<Zone> zones, boolean floor) {
        for (var zone : zones) {
            if (zone.needsDepth(floor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMotion(Rule rule) {
        return rule.subject().label().equals(Detection.MOTION);
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("rules", Rules.toMap(rules));
        map.putAll(gate.toMap());
        map.put("language", watch.language());
        map.put("unverified", watch.unverified());
        map.put("callsPerHour", watch.callsPerHour());
        map.put("queue", watch.queue());
        map.put("live", live);
        if (draft != null) {
            map.put("draft", draft.toMap());
        }
        if (tuning) {
            map.put("tuning", true);
        }
        return map;
    }

    /** Reads what travelled; what is left out is as usual. */
    public static Setup of(Object value) {
        var fields = Fields.of(value);
        return new Setup(
                fields.has("rules") ? Rules.of(fields.raw("rules")) : List.of(),
                GateSettings.of(fields),
                new WatchSettings(
                        !fields.has("language") || fields.flag("language"),
                        !fields.has("unverified") || fields.flag("unverified"),
                        fields.has("callsPerHour")
                                ? fields.whole("callsPerHour", 1, 100_000)
                                : WatchSettings.DEFAULT.callsPerHour(),
                        fields.has("queue")
                                ? fields.whole("queue", 1, 1000)
                                : WatchSettings.DEFAULT.queue()),
                !fields.has("live") || fields.flag("live"),
                fields.has("draft") ? Draft.of(fields.object("draft")) : null,
                fields.flag("tuning"));
    }
}
