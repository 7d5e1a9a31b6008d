// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSString;

/**
 * Converts structured values: Java's {@code Map<String, Object>}, {@code List}, {@code String},
 * {@code Number}, {@code Boolean} and null to plain JavaScript objects, arrays, strings, numbers,
 * booleans and null, and back.
 *
 * <p>Whatever else JavaScript has (typed arrays, blobs, frames, ports, functions, instances of
 * classes) is passed through untouched as a {@link JSObject}. Numbers come back as {@code Double},
 * undefined as null. Values from a stranger are bounded in depth and number, and a property called
 * {@code __proto__} is a property like any other, in both directions.
 */
public final class JsValues {
    /** The deepest nesting that is converted; a cyclic value is refused by it. */
    public static final int MAX_DEPTH = 32;

    /** The most values, counting each property and element, that are converted at once. */
    public static final int MAX_VALUES = 100_000;

    private JsValues() {}

    /**
     * The JavaScript value.
     *
     * @throws IllegalArgumentException naming the path where the value is of another type, or over
     *     a limit
     */
    public static JSObject toJs(Object value) {
        return new ToJs().convert(value, "", 0);
    }

    /**
     * The Java value: {@code Map}, {@code List}, {@code String}, {@code Double}, {@code Boolean},
     * null, or a {@link JSObject} passed through.
     *
     * @throws IllegalArgumentException naming the path where the value is over a limit
     */
    public static Object toJava(JSObject value) {
        return new ToJava().convert(value, "", 0);
    }

    private abstract static class Limits {
        private int values;

        void count(String path, int depth) {
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        at(path) + " is nested deeper than " + MAX_DEPTH);
            }
            if (++values > MAX_VALUES) {
                throw new IllegalArgumentException(
                        "more than " + MAX_VALUES + " values, at " + at(path));
            }
        }

        static String at(String path) {
            return path.isEmpty() ? "the value" : path;
        }

        static String join(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    private static final class ToJs extends Limits {
        JSObject convert(Object value, String path, int depth) {
            count(path, depth);
            if (value == null) {
                return null;
            }
            if (value instanceof String text) {
                return JSString.valueOf(text);
            }
            if (value instanceof Boolean flag) {
                return JSBoolean.valueOf(flag);
            }
            if (value instanceof Number number) {
                return JSNumber.valueOf(number.doubleValue());
            }
            if (value instanceof Map<?, ?> map) {
                JSObject result = JSObjects.create();
                for (var entry : map.entrySet()) {
                    if (!(entry.getKey() instanceof String name)) {
                        throw new IllegalArgumentException(
                                at(path) + " has a key that is not a string");
                    }
                    define(result, name, convert(entry.getValue(), join(path, name), depth + 1));
                }
                return result;
            }
            if (value instanceof Iterable<?> items) {
                var result = new JSArray<JSObject>();
                for (var item : items) {
                    result.push(convert(item, path + "[" + result.getLength() + "]", depth + 1));
                }
                return result;
            }
            if (value instanceof JSObject js) {
                return js;
            }
            throw new IllegalArgumentException(
                    at(path) + " is of a type that has no counterpart in JavaScript");
        }
    }

    private static final class ToJava extends Limits {
        Object convert(JSObject value, String path, int depth) {
            count(path, depth);
            switch (kind(value)) {
                case "null":
                    return null;
                case "string":
                    return ((JSString) value).stringValue();
                case "number":
                    return ((JSNumber) value).doubleValue();
                case "boolean":
                    return ((JSBoolean) value).booleanValue();
                case "array":
                    return list(value, path, depth);
                case "object":
                    return map(value, path, depth);
                default:
                    return value;
            }
        }

        private List<Object> list(JSObject value, String path, int depth) {
            var length = lengthOf(value);
            // A sparse array may claim four thousand million elements.
            if (length > MAX_VALUES) {
                throw new IllegalArgumentException(
                        at(path) + " has more than " + MAX_VALUES + " elements");
            }
            var result = new ArrayList<Object>((int) length);
            for (var i = 0; i < length; i++) {
                result.add(convert(element(value, i), path + "[" + i + "]", depth + 1));
            }
            return result;
        }

        private Map<String, Object> map(JSObject value, String path, int depth) {
            var result = new LinkedHashMap<String, Object>();
            for (var name : JSObjects.keys(value)) {
                result.put(name, convert(property(value, name), join(path, name), depth + 1));
            }
            return result;
        }
    }

    // A plain object's prototype is null or an Object.prototype, whose own prototype is null; also
    // one of another
    // realm.
    @JSBody(
            params = "v",
            script =
                    "if (v === null || v === undefined) return 'null'; const t = typeof v; if (t !== 'object') "
                            + "return t; if (Array.isArray(v)) return 'array'; const p = Object.getPrototypeOf(v); "
                            + "return p === null || Object.getPrototypeOf(p) === null ? 'object' : 'other';")
    private static native String kind(JSObject v);

    @JSBody(
            params = {"object", "name", "value"},
            script =
                    "Object.defineProperty(object, name, { value: value, writable: true, enumerable: true, "
                            + "configurable: true });")
    private static native void define(JSObject object, String name, JSObject value);

    @JSBody(
            params = {"object", "name"},
            script = "const v = object[name]; return v === undefined ? null : v;")
    private static native JSObject property(JSObject object, String name);

    @JSBody(
            params = {"array", "index"},
            script = "const v = array[index]; return v === undefined ? null : v;")
    private static native JSObject element(JSObject array, int index);

    @JSBody(params = "array", script = "return array.length;")
    private static native double lengthOf(JSObject array);
}
