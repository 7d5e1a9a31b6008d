// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.error;

import java.util.Map;

/**
 * A failure to hand to JavaScript as an error with {@code name}, {@code code}, {@code message} and
 * {@code detail}. What names and codes there are is the product's affair.
 */
public final class CodedException extends RuntimeException {
    private final String name;
    private final String code;
    private final transient Map<String, Object> detail;

    /**
     * @param name the error's name in JavaScript
     * @param code the error's code
     * @param message the error's message
     * @param detail what {@link io.sightline.glue.value.JsValues} can convert
     */
    public CodedException(String name, String code, String message, Map<String, Object> detail) {
        super(message);
        this.name = name;
        this.code = code;
        this.detail = Map.copyOf(detail);
    }

    /** The error's name in JavaScript. */
    public String name() {
        return name;
    }

    /** The error's code. */
    public String code() {
        return code;
    }

    /** Further values, by name. */
    public Map<String, Object> detail() {
        return detail;
    }
}
