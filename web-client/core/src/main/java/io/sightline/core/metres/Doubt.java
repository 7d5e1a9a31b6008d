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
    /** Something upright is said to be higher than people and doors are. */
    TALL("tall"),
    /** The field of view is rare. */
    VIEW("view"),
    /** Some of the map lies where the calibration says "behind infinity". */
    NEGATIVE("negative"),
    /** Some of the map is far beside what the clues cover. */
    BESIDE("beside"),
    /** The camera was moved since. */
    MOVED("moved"),
    /** It was kept under a name that several cameras have. */
    SHARED("shared"),
    /** Another model or another size of its input makes other values. */
    MODEL("model"),
    /** A map has a scale of its own, and this one shows something else than was calibrated. */
    ELSEWHERE("elsewhere"),
    /** A map has a scale of its own, and what the calibrated one was is not kept. */
    UNANCHORED("unanchored"),
    /** A single clue or guesses carry the result: nothing checks it. */
    UNCHECKED("unchecked");

    private final String id;

    Doubt(String id) {
        this.id = id;
    }

    /** The doubt of this id, or null. */
    static Doubt ofId(String id) {
        for (var doubt : values()) {
            if (doubt.id.equals(id)) {
                return doubt;
            }
        }
        return null;
    }

    /** As in the key of the text. */
    public String id() {
        return id;
    }
}
