// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Names of the whole realm, and what goes wrong in it unseen. */
public final class Globals {
    private Globals() {}

    /**
     * Gives a value a name in the realm, for example {@code window.sightline}; it cannot be
     * replaced by accident.
     */
    @JSBody(
            params = {"name", "value"},
            script =
                    "Object.defineProperty(globalThis, name, { value: value, enumerable: true, configurable: true });")
    public static native void define(String name, Object value);

    /** The value of a name, or null. */
    @JSBody(
            params = "name",
            script = "const v = globalThis[name]; return v === undefined ? null : v;")
    public static native JSObject get(String name);

    /** Told of errors that nobody handled; must not wait. */
    @JSFunctor
    public interface FaultListener extends JSObject {
        /** The value that was thrown or rejected with. */
        void fault(JSObject reason);
    }

    /** Listens for errors and rejections that nobody handles, traps of WebAssembly among them. */
    @JSBody(
            params = "listener",
            script =
                    "addEventListener('error', e => listener(e.error || e.message)); "
                            + "addEventListener('unhandledrejection', e => listener(e.reason));")
    public static native void onFault(FaultListener listener);
}
