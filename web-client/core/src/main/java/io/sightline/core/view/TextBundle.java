// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import java.util.Map;

/**
 * The texts of one language, in the part of ICU's message syntax that the product needs: {@code
 * {name}}, {@code {name, number}}, {@code {name, percent}}, {@code {name, bytes}} and {@code {name,
 * plural, one {…} other {…}}} with {@code #} for the count. A text that is missing shows as its
 * key, and a missing value as its name in braces: seen at once, and nothing stops.
 */
public final class TextBundle {
    private final Map<String, String> texts;
    private final NumberStyle style;

    /**
     * @param texts by key
     * @param style of the same language
     */
    public TextBundle(Map<String, String> texts, NumberStyle style) {
        this.texts = texts;
        this.style = style;
    }

    /** How the language writes numbers. */
    public NumberStyle style() {
        return style;
    }

    /** True when there is a text of this key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** A text without placeholders. */
    public String text(String key) {
        return text(key, Map.of());
    }

    /** A text with one placeholder. */
    public String text(String key, String name, Object value) {
        return text(key, Map.of(name, value));
    }

    /**
     * A text.
     *
     * @param values strings and numbers by the name of their placeholder
     */
    public String text(String key, Map<String, ?> values) {
        var pattern = texts.get(key);
        return pattern == null ? key : fill(pattern, values, null);
    }

    private String fill(String pattern, Map<String, ?> values, String count) {
        var out = new StringBuilder(pattern.length() + 16);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '{') {
                int end = closing(pattern, at);
                if (end < 0) {
                    out.append(pattern, at, pattern.length());
                    break;
                }
                out.append(placeholder(pattern.substring(at + 1, end), values));
                at = end + 1;
            } else {
                out.append(c == '#' && count != null ? count : String.valueOf(c));
                ++at;
            }
        }
        return out.toString();
    }

    private String placeholder(String body, Map<String, ?> values) {
        int comma = body.indexOf(',');
        var name = (comma < 0 ? body : body.substring(0, comma)).trim();
        var value = values.get(name);
        if (value == null) {
            return "{" + name + "}";
        }
        if (comma < 0) {
            return value instanceof Number number ? plain(number) : String.valueOf(value);
        }
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        var rest = body.substring(comma + 1).trim();
        if (rest.startsWith("plural")) {
            return plural(rest, number.doubleValue(), values);
        }
        return switch (rest) {
            case "bytes" -> style.bytes(number.doubleValue());
            case "percent" -> style.percent(number.doubleValue());
            default -> style.number(number.doubleValue());
        };
    }

    /** Whole numbers without a grouping or a decimal sign: pixels, codes. */
    private String plain(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : style.number(value);
    }

    private String plural(String rest, double count, Map<String, ?> values) {
        var wanted = option(rest, style.plural(count));
        if (wanted == null) {
            wanted = option(rest, "other");
        }
        return wanted == null ? "" : fill(wanted, values, style.number(count));
    }

    /** The text of an option of {@code plural, one {…} other {…}}, or null. */
    private static String option(String rest, String category) {
        int at = rest.indexOf(',') + 1;
        while (at > 0 && at < rest.length()) {
            int open = rest.indexOf('{', at);
            if (open < 0) {
                return null;
            }
            int close = closing(rest, open);
            if (close < 0) {
                return null;
            }
            if (rest.substring(at, open).trim().equals(category)) {
                return rest.substring(open + 1, close);
            }
            at = close + 1;
        }
        return null;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); ++i) {
            char c = text.charAt(i);
            if (c == '{') {
                ++depth;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
