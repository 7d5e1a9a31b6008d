// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.error;

import org.teavm.jso.JSObject;

/**
 * Something that JavaScript threw or rejected a promise with: any value, though an {@code Error} or
 * a {@code DOMException} as a rule.
 */
public final class JsException extends RuntimeException {
    private final String name;
    private final String text;
    private final String code;
    private final String stack;
    private final transient JSObject reason;

    JsException(String name, String text, String code, String stack, JSObject reason) {
        super(name.isEmpty() ? text : name + ": " + text);
        this.name = name;
        this.text = text;
        this.code = code;
        this.stack = stack;
        this.reason = reason;
    }

    /**
     * The reason's {@code name}, for example {@code TypeError}, {@code NotAllowedError}, {@code
     * QuotaExceededError}, {@code AbortError}; empty for what is not an error.
     */
    public String name() {
        return name;
    }

    /** The reason's {@code message}, or the reason as text where it has none. */
    public String text() {
        return text;
    }

    /** The reason's {@code code} where it is a string; empty otherwise. */
    public String code() {
        return code;
    }

    /** The JavaScript stack trace; empty where there is none. */
    public String stack() {
        return stack;
    }

    /** The value itself; null where JavaScript gave null or undefined. */
    public JSObject reason() {
        return reason;
    }

    /** Whether this is an error of that name. */
    public boolean is(String errorName) {
        return name.equals(errorName);
    }
}
