// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.detect.Detection;
import io.sightline.core.position.Subject;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom or what a rule is about.
 *
 * @param label as detections have it; {@code motion} for whatever moves; {@link #SCENE} for the
 *     picture as a whole, which is always there
 * @param minScore of a detection, 0 to 1
 * @param minSeconds that it has been there; where {@code absent}, that it has been away
 * @param leastHeight metres; 0 where none is asked for
 * @param mostHeight metres; infinite where none is asked for
 * @param parts a person of whom only a part hangs into the frame, such as an arm, will do
 * @param absent the rule is about none of these being where the zones are, after one was
 */
public record Wanted(
        String label,
        double minScore,
        double minSeconds,
        double leastHeight,
        double mostHeight,
        boolean parts,
        boolean absent) {
    /** The label of people. */
    public static final String PERSON = "person";

    /** The label of the picture as a whole. */
    public static final String SCENE = "scene";

    /** Half of what a detector says is wrong lies below this, as a rule. */
    public static final double DEFAULT_SCORE = 0.4;

    private static final Set<String> FIELDS =
            Set.of("label", "minScore", "minSeconds", "heightMetres", "parts", "absent");

    /** True for the picture as a whole. */
    public boolean scene() {
        return label.equals(SCENE);
    }

    /** True where a height is asked for. */
    public boolean measuresHeight() {
        return leastHeight > 0 || mostHeight < Double.POSITIVE_INFINITY;
    }

    /** True where the head, or all of it from the lower edge up, has to have been seen. */
    public boolean wholePerson() {
        return label.equals(PERSON) && !parts;
    }

    /** Whether it may be about a subject by its label; whatever moved is "motion" as well. */
    public boolean fits(Subject subject) {
        return label.equals(subject.label()) || label.equals(Detection.MOTION) && subject.moved();
    }

    static Wanted of(Fields fields) {
        fields.only(FIELDS);
        double score = DEFAULT_SCORE;
        if (fields.has("minScore")) {
            score = fields.number("minScore", 0, 1);
        }
        double seconds = fields.has("minSeconds") ? fields.number("minSeconds", 0, Rule.DAY) : 0;
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        if (fields.has("heightMetres")) {
            var span = fields.span("heightMetres", 0, 100);
            least = span[0];
            most = span[1];
        }
        var wanted =
                new Wanted(
                        fields.text("label", 1, 40),
                        score,
                        seconds,
                        least,
                        most,
                        fields.flag("parts"),
                        fields.flag("absent"));
        if (wanted.scene() && wanted.absent) {
            throw fields.refusal("absent", "left out: a scene is always there");
        }
        if (wanted.measuresHeight() && (wanted.scene() || wanted.absent)) {
            throw fields.refusal("heightMetres", "left out: nothing is there to measure");
        }
        if (wanted.parts && (!wanted.label.equals(PERSON) || wanted.absent)) {
            throw fields.refusal("parts", "left out: it is about a person who is there");
        }
        return wanted;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("label", label);
        map.put("minScore", minScore);
        map.put("minSeconds", minSeconds);
        if (measuresHeight()) {
            map.put("heightMetres", List.of(leastHeight, mostHeight));
        }
        if (parts) {
            map.put("parts", true);
        }
        if (absent) {
            map.put("absent", true);
        }
        return map;
    }
}
