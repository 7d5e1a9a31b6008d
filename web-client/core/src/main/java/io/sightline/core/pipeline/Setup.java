// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Detection;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Rules;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.WatchSettings;
import java.util.ArrayList;
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
 */
public record Setup(List<Rule> rules, GateSettings gate, WatchSettings watch, boolean live) {
    /** No rules, everything as usual. */
    public static final Setup DEFAULT =
            new Setup(List.of(), GateSettings.DEFAULT, WatchSettings.DEFAULT, true);

    /** Whether what a detector says matters: where no rule is, and where one is about a label. */
    public boolean detects() {
        boolean any = false;
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
        for (var rule : rules) {
            if (rule.enabled() && isMotion(rule)) {
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
        map.put("threshold", gate.threshold());
        map.put("minArea", gate.minArea());
        map.put("hold", gate.hold());
        map.put("learn", gate.learn());
        var masks = new ArrayList<Object>();
        for (var mask : gate.masks()) {
            var corners = new ArrayList<Object>();
            for (var point : mask) {
                corners.add(Map.of("u", point.u(), "v", point.v()));
            }
            masks.add(Map.of("points", corners));
        }
        map.put("masks", masks);
        map.put("language", watch.language());
        map.put("unverified", watch.unverified());
        map.put("callsPerHour", watch.callsPerHour());
        map.put("queue", watch.queue());
        map.put("live", live);
        return map;
    }

    /** Reads what travelled; what is left out is as usual. */
    public static Setup of(Object value) {
        var fields = Fields.of(value);
        var usual = DEFAULT.gate();
        var masks = new ArrayList<List<ImagePoint>>();
        for (var mask : fields.objects("masks", 0, GateSettings.MOST_MASKS)) {
            var corners = new ArrayList<ImagePoint>();
            for (var point : mask.objects("points", 3, GateSettings.MOST_POINTS)) {
                corners.add(new ImagePoint(point.number("u", 0, 1), point.number("v", 0, 1)));
            }
            masks.add(corners);
        }
        try {
            return new Setup(
                    fields.has("rules") ? Rules.of(fields.raw("rules")) : List.of(),
                    new GateSettings(
                            fields.number("threshold", usual.threshold()),
                            fields.number("minArea", usual.minArea()),
                            fields.number("hold", usual.hold()),
                            fields.number("learn", usual.learn()),
                            masks),
                    new WatchSettings(
                            !fields.has("language") || fields.flag("language"),
                            !fields.has("unverified") || fields.flag("unverified"),
                            fields.has("callsPerHour")
                                    ? fields.whole("callsPerHour", 1, 100_000)
                                    : WatchSettings.DEFAULT.callsPerHour(),
                            fields.has("queue")
                                    ? fields.whole("queue", 1, 1000)
                                    : WatchSettings.DEFAULT.queue()),
                    !fields.has("live") || fields.flag("live"));
        } catch (IllegalArgumentException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "watch-setting", Map.of("cause", e.getMessage()));
        }
    }
}
