// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

/** How it is covered. */
public enum RedactMethod {
    /** One colour: nothing is left. */
    FILL("fill"),
    /** A few colours, which is all that is left of what was there: see {@link Mosaic}. */
    BLUR("blur");

    private final String id;

    RedactMethod(String id) {
        this.id = id;
    }

    /** Its name in the public API. */
    public String id() {
        return id;
    }

    /** The method of this name, or null. */
    public static RedactMethod of(String id) {
        for (var method : values()) {
            if (method.id.equals(id)) {
                return method;
            }
        }
        return null;
    }
}
