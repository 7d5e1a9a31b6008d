// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import java.io.IOException;

/** Something could not be had. The message says what and, where there is one, the way out. */
public final class FetchException extends IOException {
    private final Kind kind;

    /** What went wrong, as far as the next step depends on it. */
    public enum Kind {
        /** The host is not reached at all: another source may be. */
        UNREACHABLE,
        /** The host wants credentials it was not given. */
        DENIED,
        /** The host does not have it. */
        MISSING,
        /** The host failed, or broke off again and again. */
        FAILED,
        /** What came is not what the catalogue names. */
        CORRUPT,
        /** The store cannot be written: full, or no permission. No other source will help. */
        STORE,
        /** It may not be had: licence, or unknown to the catalogue. */
        REFUSED
    }

    /** A failure of a kind. */
    public FetchException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of a kind with its cause. */
    public FetchException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
