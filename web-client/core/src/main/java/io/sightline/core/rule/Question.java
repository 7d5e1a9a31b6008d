// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.error.SightlineException;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the language model is asked about a subject that passed everything else; a yes is the alert.
 *
 * @param text the question, for a yes or a no
 * @param contrast the question for the opposite; empty for none
 * @param frames shown to it at most
 * @param overSeconds that the frames are taken from
 * @param threshold probability of yes at which it is one
 * @param reask whether it is asked again on other frames
 * @param deadlineSeconds after which the alert goes out without a verdict
 * @param againSeconds after a no or an unsure, when the same subject is asked about anew
 * @param facts whether what is measured is told with the question, as a sentence before it
 */
public record Question(
        String text,
        String contrast,
        int frames,
        double overSeconds,
        double threshold,
        boolean reask,
        double deadlineSeconds,
        double againSeconds,
        boolean facts) {
    /** Longest text, characters. */
    public static final int MOST_CHARACTERS = 500;

    /** Most frames. */
    public static final int MOST_FRAMES = 16;

    private static final Set<String> FIELDS =
            Set.of(
                    "text",
                    "contrast",
                    "frames",
                    "overSeconds",
                    "threshold",
                    "reask",
                    "deadlineSeconds",
                    "againSeconds",
                    "facts");

    /** A question with everything else as usual. */
    public static Question of(String text, String contrast) {
        return new Question(text, contrast, 5, 5, 0.5, true, 10, 20, false);
    }

    /** How many times the model is called for one verdict. */
    public int calls() {
        return 1 + (contrast.isEmpty() ? 0 : 1) + (reask ? 1 : 0);
    }

    static Question of(Fields fields) {
        fields.only(FIELDS);
        var usual = of("", "");
        double threshold = usual.threshold;
        if (fields.has("threshold")) {
            threshold = fields.number("threshold", 0.01, 0.99);
        }
        return new Question(
                text(fields, "text"),
                fields.has("contrast") ? text(fields, "contrast") : "",
                fields.has("frames") ? fields.whole("frames", 1, MOST_FRAMES) : usual.frames,
                seconds(fields, "overSeconds", 0.1, 60, usual.overSeconds),
                threshold,
                !fields.has("reask") || fields.flag("reask"),
                seconds(fields, "deadlineSeconds", 0.1, 600, usual.deadlineSeconds),
                seconds(fields, "againSeconds", 1, Rule.DAY, usual.againSeconds),
                fields.flag("facts"));
    }

    private static String text(Fields fields, String name) {
        var text = fields.text(name, 1, MOST_CHARACTERS);
        try {
            return QuestionCheck.question(text);
        } catch (SightlineException e) {
            throw fields.refusal(
                    name,
                    e.reason().equals("question-marker")
                            ? "text without " + e.values().get("marker")
                            : "text that asks something");
        }
    }

    private static double seconds(
            Fields fields, String name, double from, double to, double usual) {
        return fields.has(name) ? fields.number(name, from, to) : usual;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("text", text);
        if (!contrast.isEmpty()) {
            map.put("contrast", contrast);
        }
        map.put("frames", frames);
        map.put("overSeconds", overSeconds);
        map.put("threshold", threshold);
        map.put("reask", reask);
        map.put("deadlineSeconds", deadlineSeconds);
        map.put("againSeconds", againSeconds);
        if (facts) {
            map.put("facts", true);
        }
        return map;
    }
}
