// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.EventTarget;

/** Messages to all tabs and workers of this site; they come as events {@code message}. */
@JSClass(transparent = true)
public abstract class BroadcastChannel implements EventTarget {
    /** The channel of that name. */
    @JSBody(params = "name", script = "return new BroadcastChannel(name);")
    public static native BroadcastChannel of(String name);

    /** Sends a copy of a message to all others. */
    public abstract void postMessage(JSObject message);

    /** Closes this end. */
    public abstract void close();
}
