// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a structured answer: a flat JSON object, its fields always all there and in this
 * order, written {@code {"alert": true, "reason": "…"}}, with one space after each colon and comma
 * as most text that a model has learnt from.
 *
 * @param fields 1 to {@link #MOST_FIELDS}, of different names
 */
public record JsonShape(List<Field> fields) {
    /** Most fields. */
    public static final int MOST_FIELDS = 16;

    /** Most characters of a field's name and of an enum's value. */
    public static final int MOST_NAME = 60;

    /** Most values of an enum. */
    public static final int MOST_VALUES = 32;

    /** Most characters of a string, and what it may have when the schema does not say. */
    public static final int MOST_TEXT = 1000;

    /** As {@link #MOST_TEXT}. */
    public static final int USUAL_TEXT = 200;

    /** Numbers lie between this and its negative. */
    public static final long LARGEST = 999_999_999;

    /** Digits after the point of a {@code number}. */
    public static final int DECIMALS = 3;

    /**
     * One field.
     *
     * @param name its name
     * @param value what it may hold
     */
    public record Field(String name, Value value) {}

    /** What a field may hold. */
    public sealed interface Value {
        /** True or false. */
        record Flag() implements Value {}

        /**
         * A whole number.
         *
         * @param from the least
         * @param to the most
         */
        record Whole(long from, long to) implements Value {}

        /**
         * A number of at most {@link #DECIMALS} digits after the point.
         *
         * @param from the least
         * @param to the most
         */
        record Real(double from, double to) implements Value {}

        /**
         * A string of printable characters without quote and backslash, so that it needs no
         * escapes; of the Basic Multilingual Plane.
         *
         * @param most how many characters at most
         */
        record Text(int most) implements Value {}

        /**
         * One of some strings.
         *
         * @param values at least one, all different
         */
        record OneOf(List<String> values) implements Value {}
    }

    /** Keeps its own copy. */
    public JsonShape {
        fields = List.copyOf(fields);
    }

    /**
     * What a rule asks for: whether to raise the alarm, and why.
     *
     * @param most characters of the reason
     */
    public static JsonShape alert(int most) {
        return new JsonShape(
                List.of(
                        new Field("alert", new Value.Flag()),
                        new Field("reason", new Value.Text(most))));
    }

    /**
     * Reads a JSON Schema of this subset: {@code type: object} with {@code properties} (and {@code
     * required}, which is granted in any case) of type {@code boolean}, {@code integer} or {@code
     * number} with {@code minimum} and {@code maximum}, or {@code string} with {@code maxLength} or
     * {@code enum}.
     *
     * @throws SightlineException {@code bad-input}, "schema-fault" with the path of the first thing
     *     that is anything else, and what is wanted there
     */
    public static JsonShape of(Object schema) {
        var map = map(schema, "schema");
        only(map, "", List.of("type", "properties", "required"));
        if (!"object".equals(map.get("type"))) {
            throw fault("type", "\"object\"");
        }
        var properties = map(map.get("properties"), "properties");
        if (properties.isEmpty() || properties.size() > MOST_FIELDS) {
            throw fault("properties", "1 to " + MOST_FIELDS + " fields");
        }
        var fields = new ArrayList<Field>();
        for (var entry : properties.entrySet()) {
            var name = String.valueOf(entry.getKey());
            var path = "properties." + name;
            if (name.isEmpty() || !writable(name, MOST_NAME)) {
                throw fault(path, "a name of 1 to " + MOST_NAME + " plain characters");
            }
            fields.add(new Field(name, value(map(entry.getValue(), path), path)));
        }
        required(map.get("required"), properties);
        return new JsonShape(fields);
    }

    private static void required(Object required, Map<?, ?> properties) {
        if (required == null) {
            return;
        }
        if (!(required instanceof List<?> names)) {
            throw fault("required", "a list of names");
        }
        for (int i = 0; i < names.size(); ++i) {
            if (!(names.get(i) instanceof String name) || !properties.containsKey(name)) {
                throw fault("required[" + i + "]", "the name of a property");
            }
        }
    }

    private static Value value(Map<?, ?> map, String path) {
        var type = map.get("type");
        if ("boolean".equals(type)) {
            only(map, path, List.of("type"));
            return new Value.Flag();
        }
        if ("integer".equals(type) || "number".equals(type)) {
            only(map, path, List.of("type", "minimum", "maximum"));
            return number(map, path, "integer".equals(type));
        }
        if ("string".equals(type)) {
            only(map, path, List.of("type", "maxLength", "enum"));
            return map.get("enum") != null ? oneOf(map, path) : text(map, path);
        }
        throw fault(path + ".type", "boolean, integer, number or string");
    }

    private static Value number(Map<?, ?> map, String path, boolean whole) {
        double from = bound(map, "minimum", -LARGEST, path, whole);
        double to = bound(map, "maximum", LARGEST, path, whole);
        if (from > to) {
            throw fault(path + ".maximum", "at least the minimum");
        }
        if (whole) {
            return new Value.Whole((long) from, (long) to);
        }
        if (NumberGrammar.ofReal(from, to).need(NumberGrammar.START) == NumberGrammar.NEVER) {
            throw fault(path + ".maximum", "room for a number of " + DECIMALS + " decimals");
        }
        return new Value.Real(from, to);
    }

    private static double bound(
            Map<?, ?> map, String key, double fallback, String path, boolean whole) {
        var value = map.get(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number
                && Math.abs(number.doubleValue()) <= LARGEST
                && (!whole || number.doubleValue() == Math.rint(number.doubleValue()))) {
            return number.doubleValue();
        }
        throw fault(
                path + "." + key,
                (whole ? "a whole number" : "a number") + " within " + LARGEST + " of 0");
    }

    private static Value text(Map<?, ?> map, String path) {
        var most = map.get("maxLength");
        if (most == null) {
            return new Value.Text(USUAL_TEXT);
        }
        if (most instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 1
                && number.intValue() <= MOST_TEXT) {
            return new Value.Text(number.intValue());
        }
        throw fault(path + ".maxLength", "a whole number from 1 to " + MOST_TEXT);
    }

    private static Value oneOf(Map<?, ?> map, String path) {
        if (map.get("maxLength") != null) {
            throw fault(path + ".maxLength", "left out where there is an enum");
        }
        if (!(map.get("enum") instanceof List<?> list)
                || list.isEmpty()
                || list.size() > MOST_VALUES) {
            throw fault(path + ".enum", "a list of 1 to " + MOST_VALUES + " strings");
        }
        var values = new ArrayList<String>();
        for (var item : list) {
            if (!(item instanceof String text)
                    || !writable(text, MOST_NAME)
                    || values.contains(text)) {
                throw fault(
                        path + ".enum[" + values.size() + "]",
                        "another string of at most " + MOST_NAME + " plain characters");
            }
            values.add(text);
        }
        return new Value.OneOf(List.copyOf(values));
    }

    private static Map<?, ?> map(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw fault(path, "an object");
    }

    private static void only(Map<?, ?> map, String path, List<String> keys) {
        for (var key : map.keySet()) {
            if (!keys.contains(key)) {
                throw fault(path.isEmpty() ? "" + key : path + "." + key, "left out");
            }
        }
    }

    private static SightlineException fault(String path, String wanted) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, "schema-fault", Map.of("path", path, "wanted", wanted));
    }

    private static boolean writable(String text, int most) {
        for (int i = 0; i < text.length(); ++i) {
            if (!writable(text.charAt(i))) {
                return false;
            }
        }
        return text.length() <= most;
    }

    /** Whether a string may hold this character as it is. */
    static boolean writable(char c) {
        if (c < 0x7F) {
            return c >= ' ' && c != '"' && c != '\\';
        }
        boolean separator = c == '\u2028' || c == '\u2029' || c == '\uFEFF' || c >= '\uFFFD';
        return c > 0x9F && !separator && !Character.isSurrogate(c);
    }

    /** What to tell the model: the form of the answer, in the words of a prompt. */
    public String prompt() {
        var text = new StringBuilder("Answer as JSON: {");
        for (int i = 0; i < fields.size(); ++i) {
            text.append(i == 0 ? "" : ", ").append(quoted(fields.get(i).name())).append(": ");
            var value = fields.get(i).value();
            if (value instanceof Value.Flag) {
                text.append("true/false");
            } else if (value instanceof Value.Whole whole) {
                text.append(whole.from()).append(" to ").append(whole.to());
            } else if (value instanceof Value.Real real) {
                text.append(real.from()).append(" to ").append(real.to());
            } else if (value instanceof Value.OneOf oneOf) {
                for (int j = 0; j < oneOf.values().size(); ++j) {
                    text.append(j == 0 ? "" : "/").append(quoted(oneOf.values().get(j)));
                }
            } else {
                text.append("\"...\"");
            }
        }
        return text.append('}').toString();
    }

    /** A string as JSON writes it; it holds nothing that would need an escape. */
    static String quoted(String text) {
        return '"' + text + '"';
    }

    /**
     * Reads an answer of exactly this form; a blank may stand before it.
     *
     * @return the fields in order: Boolean, Integer, Double or String
     * @throws IllegalArgumentException when it is of another form
     */
    public Map<String, Object> read(String json) {
        var result = new LinkedHashMap<String, Object>();
        int at = json.startsWith(" ") ? 1 : 0;
        for (int i = 0; i < fields.size(); ++i) {
            var field = fields.get(i);
            at = skip(json, at, before(i));
            int end = end(json, at, field.value());
            result.put(field.name(), read(json.substring(at, end), field.value()));
            at = end;
        }
        if (skip(json, at, "}") != json.length()) {
            throw new IllegalArgumentException("more than an object: " + json);
        }
        return result;
    }

    /** What stands before a field's value. */
    String before(int field) {
        return (field == 0 ? "{" : ", ") + quoted(fields.get(field).name()) + ": ";
    }

    private static int skip(String json, int at, String expected) {
        if (!json.startsWith(expected, at)) {
            throw new IllegalArgumentException("no " + expected + " at " + at + " of " + json);
        }
        return at + expected.length();
    }

    private static int end(String json, int from, Value value) {
        if (value instanceof Value.Text || value instanceof Value.OneOf) {
            int end = json.startsWith("\"", from) ? json.indexOf('"', from + 1) : -1;
            if (end < 0) {
                throw new IllegalArgumentException("no string at " + from + " of " + json);
            }
            return end + 1;
        }
        int end = from;
        while (end < json.length() && json.charAt(end) != ',' && json.charAt(end) != '}') {
            ++end;
        }
        return end;
    }

    private static Object read(String text, Value value) {
        if (value instanceof Value.Flag) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("neither true nor false: " + text);
            }
            return text.equals("true");
        }
        if (value instanceof Value.Whole whole) {
            int number = Integer.parseInt(text);
            if (number < whole.from() || number > whole.to()) {
                throw new IllegalArgumentException("out of range: " + text);
            }
            return number;
        }
        if (value instanceof Value.Real real) {
            double number = Double.parseDouble(text);
            if (!(number >= real.from() && number <= real.to())) {
                throw new IllegalArgumentException("out of range: " + text);
            }
            return number;
        }
        var inner = text.substring(1, text.length() - 1);
        boolean fits =
                value instanceof Value.OneOf oneOf
                        ? oneOf.values().contains(inner)
                        : writable(inner, ((Value.Text) value).most());
        if (!fits) {
            throw new IllegalArgumentException("not allowed: " + text);
        }
        return inner;
    }
}
