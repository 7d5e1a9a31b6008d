// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/** What kind of answer is wanted. */
public enum Mode {
    /** Words. */
    ANSWER("answer"),
    /** Yes or no, with its probability. */
    VERDICT("verdict"),
    /** The times of a clip at which the answer is most likely yes. */
    MOMENT("moment"),
    /** What happens, in words. */
    SUMMARY("summary"),
    /** Values of the fields that are set. */
    SHAPE("shape");

    private final String id;

    Mode(String id) {
        this.id = id;
    }

    /** Its name in the page. */
    public String id() {
        return id;
    }

    /** The one of this name; the first for an unknown one. */
    public static Mode of(String id) {
        for (var mode : values()) {
            if (mode.id.equals(id)) {
                return mode;
            }
        }
        return ANSWER;
    }
}
