// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.net;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.events.EventTarget;

/** Says when work is to stop; the {@code abort} event comes once. */
@JSClass
public abstract class AbortSignal implements EventTarget {
    AbortSignal() {}

    /** Whether work is to stop. */
    @JSProperty
    public abstract boolean isAborted();

    /** Why: an {@code AbortError} unless the caller gave a reason. */
    @JSProperty
    public abstract JSObject getReason();

    /** Throws the reason if work is to stop. */
    public abstract void throwIfAborted();

    /** A signal that aborts with a {@code TimeoutError} after that time. */
    public static native AbortSignal timeout(int milliseconds);

    /** A signal that aborts as soon as one of those does. */
    public static native AbortSignal any(JSArray<AbortSignal> signals);
}
