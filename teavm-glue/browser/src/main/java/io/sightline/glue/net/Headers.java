// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.net;

import org.teavm.jso.JSObject;

/** Headers of an answer. */
public interface Headers extends JSObject {
    /** A header's value, or null; its name in any case. */
    String get(String name);

    /** Whether there is such a header. */
    boolean has(String name);
}
