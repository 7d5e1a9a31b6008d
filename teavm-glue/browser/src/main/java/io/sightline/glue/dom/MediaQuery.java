// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.EventTarget;

/** A CSS media query; the event {@code change} comes when its answer does. */
@JSClass(transparent = true)
public abstract class MediaQuery implements EventTarget {
    /** The answer now. */
    @JSProperty("matches")
    public abstract boolean isMatching();

    /** A query, for example {@code (prefers-reduced-motion: reduce)}. */
    @JSBody(params = "query", script = "return matchMedia(query);")
    public static native MediaQuery of(String query);
}
