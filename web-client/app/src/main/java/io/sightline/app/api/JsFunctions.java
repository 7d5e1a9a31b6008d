// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** JavaScript's functions, as the public API needs them. */
public final class JsFunctions {
    private JsFunctions() {}

    /** A function; an argument that the caller left out is null. */
    @JSFunctor
    public interface Function extends JSObject {
        /** Calls it. */
        JSObject call(JSObject first, JSObject second);
    }

    /** Adds a function to an object. */
    @JSBody(
            params = {"object", "name", "fn"},
            script =
                    "Object.defineProperty(object, name, { value: (a, b) => fn(a === undefined ? null : "
                            + "a, b === undefined ? null : b), enumerable: true });")
    public static native void put(JSObject object, String name, Function fn);

    /** A Java function as a plain JavaScript one. */
    @JSBody(params = "fn", script = "return () => { fn(null, null); };")
    static native JSObject plain(Function fn);

    /** Calls a function of the caller's with one argument. */
    @JSBody(
            params = {"target", "argument"},
            script = "target(argument);")
    public static native void call(JSObject target, JSObject argument);

    /** True when the value is a function. */
    @JSBody(params = "value", script = "return typeof value === 'function';")
    static native boolean isFunction(JSObject value);

    /** A property of an object, null when there is none or the value is no object. */
    @JSBody(
            params = {"object", "name"},
            script =
                    "if (object === null || typeof object !== 'object') return null; const v = "
                            + "object[name]; return v === undefined ? null : v;")
    public static native JSObject get(JSObject object, String name);

    /** Throws a value as JavaScript does. */
    @JSBody(params = "value", script = "throw value;")
    static native void raise(JSObject value);

    /** Puts an object on the page under a name, for good. */
    @JSBody(
            params = {"name", "value"},
            script =
                    "Object.defineProperty(globalThis, name, { value: Object.freeze(value), enumerable: "
                            + "true });")
    static native void publish(String name, JSObject value);
}
