// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/** How a person tells what is known about a scene. */
public enum Way {
    /** Places whose distance from the camera was measured. */
    DISTANCES("distances"),
    /** Something upright of known height. */
    HEIGHT("height"),
    /** Places on the floor, and how high the camera is. */
    FLOOR("floor");

    private final String id;

    Way(String id) {
        this.id = id;
    }

    /** Its name on the page. */
    public String id() {
        return id;
    }

    /** The way of this name; distances when there is none. */
    public static Way of(String id) {
        for (var way : values()) {
            if (way.id.equals(id)) {
                return way;
            }
        }
        return DISTANCES;
    }
}
