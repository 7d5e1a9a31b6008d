// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

/** How picture and depth are shown. */
public enum ViewMode {
    /** Beside each other, or one above the other where that is larger. */
    SIDE("side"),
    /** The depth over the picture. */
    OVER("over"),
    /** The depth alone. */
    DEPTH("depth"),
    /** The scene in space, seen from anywhere. */
    SCENE("scene"),
    /** The scene from above. */
    FLOOR("floor");

    private final String id;

    ViewMode(String id) {
        this.id = id;
    }

    /** Its name in the page and in settings. */
    public String id() {
        return id;
    }

    /** True when the picture's own plane is shown. */
    public boolean flat() {
        return this != SCENE && this != FLOOR;
    }

    /** The mode of this name; {@link #SIDE} for an unknown one. */
    public static ViewMode of(String id) {
        for (var mode : values()) {
            if (mode.id.equals(id)) {
                return mode;
            }
        }
        return SIDE;
    }
}
