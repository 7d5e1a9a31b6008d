// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import java.util.Map;

/** A language's words for facts. The page gives its texts. */
public interface FactWords {
    /** True when there is a text of this key. */
    boolean has(String key);

    /** The text of a key, with its placeholders filled and its plurals chosen. */
    String text(String key, Map<String, ?> values);

    /**
     * A number with a unit, and exactly this many digits after the decimal sign.
     *
     * @param unit as ECMA-402 names it
     */
    String unit(double value, String unit, int digits);
}
