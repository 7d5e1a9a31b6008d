// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is looked for, and how much is covered around it.
 *
 * @param kinds what is looked for; none where only marked regions are covered
 * @param score a detection of at least this score is covered, though nothing else speaks for it
 * @param marginSeconds a thing is covered for as long before it is first and after it is last seen
 * @param everySeconds between two frames about whose writing is asked
 */
public record RedactSettings(
        Set<RedactKind> kinds, double score, double marginSeconds, double everySeconds) {
    /** Rather too much than too little: detectors for alerts begin at twice the score. */
    public static final double SCORE = 0.25;

    /** As long as small detectors take to see who comes in, and miss who is cut off by the edge. */
    public static final double MARGIN = 1;

    /** Writing stays for longer than this. */
    public static final double EVERY = 1;

    /** With the usual margins. */
    public static RedactSettings of(Set<RedactKind> kinds) {
        return new RedactSettings(kinds, SCORE, MARGIN, EVERY);
    }

    /** Whether the detector has to look at every frame. */
    public boolean detects() {
        return kinds.contains(RedactKind.PEOPLE) || kinds.contains(RedactKind.FACES);
    }

    /** Whether the language model is asked. */
    public boolean asks() {
        return kinds.contains(RedactKind.HANDWRITING);
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        var names = new ArrayList<Object>();
        for (var kind : RedactKind.values()) {
            if (kinds.contains(kind)) {
                names.add(kind.id());
            }
        }
        map.put("kinds", names);
        map.put("score", score);
        map.put("marginSeconds", marginSeconds);
        map.put("everySeconds", everySeconds);
        return map;
    }

    /**
     * Reads it; what is left out is as usual.
     *
     * @throws SightlineException {@code bad-input}, with the path of the first fault
     */
    public static RedactSettings of(Fields fields) {
        var kinds = EnumSet.noneOf(RedactKind.class);
        for (var name : fields.texts("kinds", 0, RedactKind.values().length)) {
            var kind = RedactKind.of(name);
            if (kind == null) {
                throw fields.refusal("kinds", "people, faces, handwriting");
            }
            kinds.add(kind);
        }
        return new RedactSettings(
                kinds,
                fields.has("score") ? fields.number("score", 0.1, 0.9) : SCORE,
                fields.has("marginSeconds") ? fields.number("marginSeconds", 0, 10) : MARGIN,
                fields.has("everySeconds") ? fields.number("everySeconds", 0.1, 60) : EVERY);
    }

    /** Nothing is looked for and nothing marked: that is no redaction. */
    public static SightlineException nothing() {
        return new SightlineException(ErrorCode.BAD_INPUT, "redact-nothing");
    }
}
