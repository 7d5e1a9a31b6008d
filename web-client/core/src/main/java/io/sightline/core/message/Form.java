// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.image.ImageSize;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message's form, field by field. What is null or not a number is left out: a reader takes an
 * absent field for the same, and neither is of the message form.
 */
final class Form {
    private final Map<String, Object> map = new LinkedHashMap<>();

    /** Text, a flag, a list, a map, or an object of the browser's. */
    Form with(String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
        return this;
    }

    /** A whole number. */
    Form with(String name, int value) {
        map.put(name, value);
        return this;
    }

    /** A number. */
    Form with(String name, double value) {
        if (!Double.isNaN(value)) {
            map.put(name, value);
        }
        return this;
    }

    /** A size, as {@code width} and {@code height}. */
    Form with(ImageSize size) {
        return with("width", size.width()).with("height", size.height());
    }

    /** All of it. */
    Map<String, Object> map() {
        return map;
    }
}
