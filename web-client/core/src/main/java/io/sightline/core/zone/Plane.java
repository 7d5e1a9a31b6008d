// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/** What a zone's polygon is drawn on. */
public enum Plane {
    /** The picture: 0 to 1 from the left, 0 to 1 from the top. */
    IMAGE("image"),
    /** The floor: metres to the right of the camera's foot, metres forward from it. */
    FLOOR("floor");

    private final String id;

    Plane(String id) {
        this.id = id;
    }

    /** Its name in rules. */
    public String id() {
        return id;
    }

    /** The plane of this name, or null. */
    public static Plane of(String id) {
        for (var plane : values()) {
            if (plane.id.equals(id)) {
                return plane;
            }
        }
        return null;
    }
}
