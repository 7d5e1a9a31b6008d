// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/** Which frames a question is about. */
public enum Subject {
    /** The one that is on the stage. */
    FRAME("frame"),
    /** Frames across the whole clip. */
    CLIP("clip"),
    /** The last seconds of a live source or of a clip. */
    RECENT("recent"),
    /** Those of the question before. */
    SAME("same");

    private final String id;

    Subject(String id) {
        this.id = id;
    }

    /** Its name in the page. */
    public String id() {
        return id;
    }

    /** The one of this name; the first for an unknown one. */
    public static Subject of(String id) {
        for (var subject : values()) {
            if (subject.id.equals(id)) {
                return subject;
            }
        }
        return FRAME;
    }
}
