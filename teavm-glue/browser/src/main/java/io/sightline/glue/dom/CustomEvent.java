// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.Event;

/** An event of the product's own. */
@JSClass(transparent = true)
public abstract class CustomEvent implements Event {
    /** What it says. */
    @JSProperty
    public abstract JSObject getDetail();

    /** An event that bubbles out of shadow trees too. */
    @JSBody(
            params = {"type", "detail"},
            script =
                    "return new CustomEvent(type, { detail: detail, bubbles: true, composed: true });")
    public static native CustomEvent of(String type, JSObject detail);
}
