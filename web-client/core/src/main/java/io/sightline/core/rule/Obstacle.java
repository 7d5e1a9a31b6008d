// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.detect.CocoLabels;
import io.sightline.core.detect.Detection;
import io.sightline.core.zone.Plane;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What keeps a rule from ever giving an alert, or from giving one that is verified, where it is
 * held. A rule is not refused for it, since what is missing may come; but it is said at the rule.
 */
public enum Obstacle {
    /** It is about something that only a detector tells, and there is none. */
    NO_DETECTOR("no-detector"),
    /** No detector here knows its word. */
    UNKNOWN_LABEL("unknown-label"),
    /** It measures in metres, and the camera is not calibrated. */
    NO_METRES("no-metres"),
    /** It asks how far away something is, and there is no depth model. */
    NO_DEPTH("no-depth"),
    /** It has a question, and no language model: its alerts go out unverified. */
    NO_LANGUAGE("no-language");

    /** Part of a language's name for it. */
    private final String id;

    Obstacle(String id) {
        this.id = id;
    }

    /** As it travels; its text is {@code watch.obstacle-ID}. */
    public String id() {
        return id;
    }

    /**
     * What there is to hold rules with.
     *
     * @param detector whether there is one, or one that only has to be loaded
     * @param depth whether the depth model is loaded
     * @param metres whether the camera is calibrated
     * @param language whether a language model is loaded
     */
    public record Means(boolean detector, boolean depth, boolean metres, boolean language) {}

    /** Those of a rule, the ones that are to be mended first before the others. */
    public static List<Obstacle> of(Rule rule, Means means) {
        var labels = labels(rule);
        var found = EnumSet.noneOf(Obstacle.class);
        if (!labels.isEmpty() && !means.detector()) {
            found.add(NO_DETECTOR);
        }
        if (!CocoLabels.NAMES.containsAll(labels)) {
            found.add(UNKNOWN_LABEL);
        }
        if (measures(rule) && !means.metres()) {
            found.add(NO_METRES);
        }
        if (ranges(rule) && !means.depth()) {
            found.add(NO_DEPTH);
        }
        if (rule.question() != null && !means.language()) {
            found.add(NO_LANGUAGE);
        }
        return new ArrayList<>(found);
    }

    /** The word of a rule that no detector tells, or knows. */
    public static String label(Rule rule) {
        for (var label : labels(rule)) {
            if (!CocoLabels.NAMES.contains(label)) {
                return label;
            }
        }
        return labels(rule).isEmpty() ? "" : labels(rule).iterator().next();
    }

    /** The words that only a detector knows. */
    private static Set<String> labels(Rule rule) {
        var labels = new LinkedHashSet<String>();
        var subject = rule.subject();
        if (!subject.scene() && !subject.label().equals(Detection.MOTION)) {
            labels.add(subject.label());
        }
        if (rule.near() != null && !rule.near().label().equals(Detection.MOTION)) {
            labels.add(rule.near().label());
        }
        return labels;
    }

    private static boolean measures(Rule rule) {
        boolean metres = rule.subject().measuresHeight() || rule.near() != null;
        // One zone is enough: metres are needed where no other could do without.
        boolean all = !rule.zones().isEmpty();
        for (var zone : rule.zones()) {
            boolean floor = zone.polygon() != null && zone.polygon().plane() == Plane.FLOOR;
            all &= floor || zone.above() != null || zone.distance() != null && zone.metres();
        }
        return metres || all;
    }

    private static boolean ranges(Rule rule) {
        boolean all = !rule.zones().isEmpty();
        for (var zone : rule.zones()) {
            all &= zone.distance() != null;
        }
        return all || measures(rule);
    }
}
