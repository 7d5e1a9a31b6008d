// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/** Who speaks in a conversation. */
public enum Role {
    /** Sets the tone before the conversation; at most once, first. */
    SYSTEM("System"),
    /** The one who asks. */
    USER("User"),
    /** The model. */
    ASSISTANT("Assistant");

    private final String written;

    Role(String written) {
        this.written = written;
    }

    /** As the prompt spells it. */
    public String written() {
        return written;
    }
}
