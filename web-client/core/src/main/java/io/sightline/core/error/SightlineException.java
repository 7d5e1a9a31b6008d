// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.error;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A failure that a user is told about: a code for programs, a reason that names the text in the
 * resource bundle, and the values that the text mentions. The message is English, for logs; the
 * page shows the bundle's text.
 */
public final class SightlineException extends RuntimeException {
    private final ErrorCode code;
    private final String reason;
    private final transient Map<String, Object> values;

    /**
     * @param code what kind of failure it is
     * @param reason the key of the text in the resource bundle, without its "error." prefix
     * @param values the text's placeholders; strings and numbers
     */
    public SightlineException(ErrorCode code, String reason, Map<String, Object> values) {
        super(describe(code, reason, values));
        this.code = code;
        this.reason = reason;
        this.values = new LinkedHashMap<>(values);
    }

    /** As above, for a text without placeholders. */
    public SightlineException(ErrorCode code, String reason) {
        this(code, reason, Map.of());
    }

    /** The code for programs. */
    public ErrorCode code() {
        return code;
    }

    /** The key of the text in the resource bundle. */
    public String reason() {
        return reason;
    }

    /** The text's placeholders. */
    public Map<String, Object> values() {
        return values;
    }

    private static String describe(ErrorCode code, String reason, Map<String, Object> values) {
        var text = new StringBuilder(code.wire()).append(": ").append(reason);
        for (var entry : values.entrySet()) {
            text.append(' ').append(entry.getKey()).append('=').append(entry.getValue());
        }
        return text.toString();
    }
}
