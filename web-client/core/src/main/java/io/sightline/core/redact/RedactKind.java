// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

/** What is looked for. */
public enum RedactKind {
    /** Whole people, by their box: an outline would have holes. */
    PEOPLE("people"),
    /** The part of a person's box where the head is, and faces where a face detector is there. */
    FACES("faces"),
    /** Handwriting, written pages and screens, by questions to the language model. */
    HANDWRITING("handwriting");

    private final String id;

    RedactKind(String id) {
        this.id = id;
    }

    /** Its name in the public API. */
    public String id() {
        return id;
    }

    /** The kind of this name, or null. */
    public static RedactKind of(String id) {
        for (var kind : values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        return null;
    }
}
