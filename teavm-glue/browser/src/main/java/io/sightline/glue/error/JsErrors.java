// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.error;

import io.sightline.glue.value.JsValues;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSExceptions;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSError;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSString;

/** Errors between Java and JavaScript, with nothing lost in either direction. */
public final class JsErrors {
    private JsErrors() {}

    /**
     * The Java exception for a thrown value or a rejection's reason. An exception that came from
     * Java and went through JavaScript is itself again; all else becomes a {@link JsException} that
     * keeps the value. Null, undefined and primitives are allowed.
     */
    public static Throwable toJava(Object reason) {
        if (reason instanceof Throwable failure) {
            return failure;
        }
        var value = (JSObject) reason;
        if (isNothing(value)) {
            return new JsException("", "rejected with " + typeName(value), "", "", null);
        }
        if (isFromJava(value)) {
            return JSExceptions.getJavaException(value);
        }
        return new JsException(
                text(value, "name"),
                messageOf(value),
                text(value, "code"),
                text(value, "stack"),
                value);
    }

    /**
     * What a call of JavaScript throws in Java; the compiler's plugin {@code JsExceptionPlugin} has
     * it called.
     */
    static Throwable thrown(JSObject reason) {
        return toJava(reason);
    }

    /**
     * What JavaScript sees where Java throws; null leaves it to TeaVM. Called as {@link #thrown}
     * is.
     */
    static JSObject reasonOf(Throwable failure) {
        return failure instanceof JsException js ? js.reason() : null;
    }

    /**
     * The JavaScript error for a Java exception. A {@link JsException} gives back the value it was
     * made from; a {@link CodedException} becomes an {@code Error} with its name, code and detail;
     * any other exception an {@code Error} with its class and message, whose code is {@code
     * internal}.
     */
    public static JSObject toJs(Throwable failure) {
        if (failure instanceof JsException js && js.reason() != null) {
            return js.reason();
        }
        if (failure instanceof CodedException coded) {
            return makeError(
                    coded.name(),
                    coded.code(),
                    textOf(coded.getMessage()),
                    JsValues.toJs(coded.detail()));
        }
        return makeError("Error", "internal", failure.toString(), JSObjects.create());
    }

    /** Whether an exception comes from an aborted {@code AbortSignal}. */
    public static boolean isAbort(Throwable failure) {
        return failure instanceof JsException js && js.is("AbortError");
    }

    private static String messageOf(JSObject value) {
        var message = text(value, "message");
        return message.isEmpty() ? asText(value) : message;
    }

    private static String textOf(String message) {
        return message == null ? "" : message;
    }

    /** A string property; empty where the value has none, or it is of another type. */
    private static String text(JSObject value, String property) {
        var result = get(value, property);
        return result == null || !isString(result) ? "" : ((JSString) result).stringValue();
    }

    @JSBody(params = "value", script = "return value === null || value === undefined;")
    private static native boolean isNothing(JSObject value);

    // TeaVM marks its errors with a symbol that it keeps to itself; reading it where it is missing
    // would trap.
    @JSBody(
            params = "value",
            script =
                    "return typeof value === 'object' && Object.getOwnPropertySymbols(value).some(s => "
                            + "s.description === 'javaException');")
    private static native boolean isFromJava(JSObject value);

    @JSBody(params = "value", script = "return typeof value === 'string';")
    private static native boolean isString(JSObject value);

    @JSBody(params = "value", script = "return String(value);")
    private static native String typeName(JSObject value);

    // An own toString, or a hostile getter, may throw.
    @JSBody(
            params = "value",
            script = "try { return String(value); } catch (e) { return typeof value; }")
    private static native String asText(JSObject value);

    @JSBody(
            params = {"value", "property"},
            script =
                    "try { const v = value[property]; return v === undefined ? null : v; } catch (e) { return null; }")
    private static native JSObject get(JSObject value, String property);

    @JSBody(
            params = {"name", "code", "message", "detail"},
            script =
                    "return Object.assign(new Error(message), { name: name, code: code, detail: detail });")
    private static native JSError makeError(
            String name, String code, String message, JSObject detail);
}
