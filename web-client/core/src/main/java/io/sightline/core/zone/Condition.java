// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/** What has to hold for a subject to be in a zone. */
public enum Condition {
    /** Inside the polygon. */
    PLACE("place"),
    /** In the band of distance. */
    DISTANCE("distance"),
    /** In the band of heights over the floor. */
    ABOVE("above"),
    /** There for long enough. */
    DWELL("dwell");

    private final String id;

    Condition(String id) {
        this.id = id;
    }

    /** Its name in texts and in an alert's numbers. */
    public String id() {
        return id;
    }

    /** The condition of this name, or null. */
    static Condition of(String id) {
        for (var condition : values()) {
            if (condition.id.equals(id)) {
                return condition;
            }
        }
        return null;
    }
}
