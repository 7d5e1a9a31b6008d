// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/** What of a subject has to be in a zone. */
public enum Anchor {
    /** Where it stands: by depth where its feet are hidden, else the middle of its lower edge. */
    FOOT("foot"),
    /** The middle of its box. */
    CENTRE("centre"),
    /** Its box as a whole: half of it, or half of the polygon where that is smaller. */
    BOX("box");

    private final String id;

    Anchor(String id) {
        this.id = id;
    }

    /** Its name in rules. */
    public String id() {
        return id;
    }

    /** The anchor of this name, or null. */
    public static Anchor of(String id) {
        for (var anchor : values()) {
            if (anchor.id.equals(id)) {
                return anchor;
            }
        }
        return null;
    }
}
