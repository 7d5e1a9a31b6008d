// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.testing;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** JavaScript that tests play against. */
public final class Js {
    private Js() {}

    /** Work for JavaScript to call. */
    @JSFunctor
    public interface Work extends JSObject {
        /** Does it. */
        void run();
    }

    /** The value of an expression. */
    @JSBody(params = "expression", script = "return (0, eval)('(' + expression + ')');")
    public static native JSObject eval(String expression);

    /** As above, null kept and undefined as it is. */
    @JSBody(params = "expression", script = "return (0, eval)('(' + expression + ')');")
    public static native JSPromise<JSObject> promise(String expression);

    /** Throws the value of an expression. */
    @JSBody(params = "expression", script = "throw (0, eval)('(' + expression + ')');")
    public static native void throwValue(String expression);

    /** A value as JSON. */
    @JSBody(params = "value", script = "return JSON.stringify(value);")
    public static native String json(JSObject value);

    /** The value of a function of one value, as text. */
    @JSBody(
            params = {"f", "value"},
            script = "return String((0, eval)('(' + f + ')')(value));")
    public static native String apply(String f, JSObject value);

    /** What JavaScript catches from Java, as name, message and code. */
    @JSBody(
            params = "work",
            script =
                    "try { work(); return 'nothing'; } catch (e) { return e.name + '|' + e.message + '|' + e.code; }")
    public static native String caught(Work work);

    /** Calls Java by way of JavaScript. */
    @JSBody(params = "work", script = "work();")
    public static native void call(Work work);
}
