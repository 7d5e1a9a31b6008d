// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.net;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** Stops work that was given its signal. */
@JSClass
public class AbortController implements JSObject {
    /** A signal that is not aborted. */
    public AbortController() {}

    /** The signal to give to the work. */
    @JSProperty
    public native AbortSignal getSignal();

    /** Aborts with an {@code AbortError}. */
    public native void abort();

    /** Aborts with a reason. */
    public native void abort(JSObject reason);
}
