// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

/** Where the page gets a model's files from: the user's choice. */
public enum ModelSource {
    /** The server that the page came from; nobody else hears of it. */
    SERVER("server"),
    /** The model hub itself, where the server's keeper allows it. */
    HUB("hub");

    private final String id;

    ModelSource(String id) {
        this.id = id;
    }

    /** Its name in settings and in texts. */
    public String id() {
        return id;
    }

    /** The source of this name; {@link #SERVER} for an unknown one. */
    public static ModelSource of(String id) {
        return HUB.id.equals(id) ? HUB : SERVER;
    }
}
