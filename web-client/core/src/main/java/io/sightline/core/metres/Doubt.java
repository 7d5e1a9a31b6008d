// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/** What a calibration is not sure of; a person is told, by the text {@code doubt.ID}. */
public enum Doubt {
    /** The clues lie at nearly one distance, so that others are a guess. */
    ALIKE("alike"),
    /** The clues disagree more than their errors allow; the band was widened. */
    DISAGREE("disagree"),
    /** An upright thing would have another height than was said. */
    HEIGHT("height"),
    /** The field of view is rare. */
    VIEW("view"),
    /** Some of the map lies where the calibration says "behind infinity". */
    NEGATIVE("negative"),
    /** Some of the map is far beside what the clues cover. */
    BESIDE("beside"),
    /** The camera was moved since. */
    MOVED("moved"),
    /** Another model or another size of its input makes other values. */
    MODEL("model"),
    /** A single clue or guesses carry the result: nothing checks it. */
    UNCHECKED("unchecked");

    private final String id;

    Doubt(String id) {
        this.id = id;
    }

    /** As in the key of the text. */
    public String id() {
        return id;
    }
}
