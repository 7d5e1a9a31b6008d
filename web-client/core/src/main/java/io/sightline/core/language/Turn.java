// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order; at least one
 */
public record Turn(Role role, List<Part> parts) {
    /** Refuses a turn that says nothing. */
    public Turn {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a turn needs a part");
        }
    }

    /** A system message. */
    public static Turn system(String text) {
        return new Turn(Role.SYSTEM, List.of(new Part.Text(text)));
    }

    /** A user's turn. */
    public static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    /** A user's turn of words alone. */
    public static Turn user(String text) {
        return user(new Part.Text(text));
    }

    /** What the model said. */
    public static Turn assistant(String text) {
        return new Turn(Role.ASSISTANT, List.of(new Part.Text(text)));
    }
}
