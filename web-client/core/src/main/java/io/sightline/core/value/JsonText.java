// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.value;

import java.util.Map;

/**
 * Writes a structured value ({@code Map}, {@code List}, {@code String}, {@code Number}, {@code
 * Boolean}, null) as JSON: the same bytes for the same value, fields in the map's own order. A
 * number that is not finite becomes null, as {@code JSON.stringify} writes it.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /**
     * On one line.
     *
     * @throws IllegalArgumentException for a value of another type
     */
    public static String of(Object value) {
        var out = new StringBuilder();
        write(value, out, -1);
        return out.toString();
    }

    /** Over lines, two blanks deeper for each level, as people read it. */
    public static String lines(Object value) {
        var out = new StringBuilder();
        write(value, out, 0);
        return out.append('\n').toString();
    }

    /** A negative depth keeps everything on one line. */
    private static void write(Object value, StringBuilder out, int depth) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            quoted(text, out);
        } else if (value instanceof Boolean flag) {
            out.append(flag.booleanValue());
        } else if (value instanceof Number number) {
            number(number.doubleValue(), out);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out, depth);
        } else if (value instanceof Iterable<?> items) {
            array(items, out, depth);
        } else {
            throw new IllegalArgumentException("JSON has nothing for " + value.getClass());
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out, int depth) {
        out.append('{');
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            line(out, depth < 0 ? -1 : depth + 1);
            quoted((String) entry.getKey(), out);
            out.append(depth < 0 ? ":" : ": ");
            write(entry.getValue(), out, depth < 0 ? -1 : depth + 1);
        }
        if (!first) {
            line(out, depth);
        }
        out.append('}');
    }

    private static void array(Iterable<?> items, StringBuilder out, int depth) {
        out.append('[');
        boolean first = true;
        for (var item : items) {
            if (!first) {
                out.append(',');
            }
            first = false;
            line(out, depth < 0 ? -1 : depth + 1);
            write(item, out, depth < 0 ? -1 : depth + 1);
        }
        if (!first) {
            line(out, depth);
        }
        out.append(']');
    }

    private static void line(StringBuilder out, int depth) {
        if (depth < 0) {
            return;
        }
        out.append('\n');
        for (int i = 0; i < depth; ++i) {
            out.append("  ");
        }
    }

    private static void number(double value, StringBuilder out) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.append("null");
        } else {
            out.append(value);
        }
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); ++i) {
            char c = text.charAt(i);
            // A lone half of a pair has no bytes in UTF-8, so it is written as its number.
            boolean high = Character.isHighSurrogate(c);
            boolean pair =
                    high && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (c < ' ' || high || Character.isLowSurrogate(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
