// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.value;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a structured value of unknown origin, field by field. A field that is missing or of the
 * wrong type is refused with its path ({@code files[2].bytes}), so that whoever sent it can mend
 * it.
 */
public final class Fields {
    /** A path is cut beyond this: the names in it are the sender's. */
    private static final int MOST_PATH = 120;

    private final Map<?, ?> map;
    private final String path;
    private final String reason;

    private Fields(Map<?, ?> map, String path, String reason) {
        this.map = map;
        this.path = path;
        this.reason = reason;
    }

    /** Reads an object; anything else is refused. */
    public static Fields of(Object value) {
        return of(value, "", "message-field");
    }

    /**
     * As above, for what is no message.
     *
     * @param path what paths begin with; empty for none
     * @param reason of a refusal: the key of a text with {@code path} and {@code wanted}
     */
    public static Fields of(Object value, String path, String reason) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map, path, reason);
        }
        throw fault(path.isEmpty() ? "message" : path, "object", reason);
    }

    /** Refuses fields of any other name. */
    public void only(Set<String> names) {
        for (var name : map.keySet()) {
            if (!names.contains(name)) {
                throw refusal(String.valueOf(name), "left out: no field has this name");
            }
        }
    }

    /** Where a field is, from the root. */
    public String path(String name) {
        return at(name);
    }

    /** A refusal of a field, to be thrown by who knows more about it than its type. */
    public SightlineException refusal(String name, String wanted) {
        return fault(at(name), wanted);
    }

    /** True when the field is there and not null. */
    public boolean has(String name) {
        return map.get(name) != null;
    }

    /** A string. */
    public String text(String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw fault(at(name), "text");
    }

    /** A string of so many characters, without control characters. */
    public String text(String name, int least, int most) {
        var text = text(name);
        boolean fits = text.length() >= least && text.length() <= most;
        for (int i = 0; fits && i < text.length(); ++i) {
            fits = text.charAt(i) >= ' ' && text.charAt(i) != 0x7f;
        }
        if (!fits) {
            throw refusal(name, "text of " + least + " to " + most + " characters in one line");
        }
        return text;
    }

    /** A string, or the fallback when the field is absent. */
    public String text(String name, String fallback) {
        return has(name) ? text(name) : fallback;
    }

    /** A finite number. */
    public double number(String name) {
        if (map.get(name) instanceof Number number
                && !Double.isNaN(number.doubleValue())
                && !Double.isInfinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw fault(at(name), "number");
    }

    /** A finite number, or the fallback when the field is absent. */
    public double number(String name, double fallback) {
        return has(name) ? number(name) : fallback;
    }

    /** A number in a range, both ends included. */
    public double number(String name, double from, double to) {
        if (map.get(name) instanceof Number number
                && number.doubleValue() >= from
                && number.doubleValue() <= to) {
            return number.doubleValue();
        }
        throw refusal(name, "number from " + plain(from) + " to " + plain(to));
    }

    /** Two rising numbers in a range, both ends included. */
    public double[] span(String name, double from, double to) {
        if (map.get(name) instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number low
                && list.get(1) instanceof Number high
                && low.doubleValue() >= from
                && high.doubleValue() > low.doubleValue()
                && high.doubleValue() <= to) {
            return new double[] {low.doubleValue(), high.doubleValue()};
        }
        throw refusal(name, "two rising numbers from " + plain(from) + " to " + plain(to));
    }

    private static String plain(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** A whole number that a double holds exactly. */
    public long whole(String name) {
        double number = number(name);
        if (number != Math.rint(number) || Math.abs(number) > 9007199254740991.0) {
            throw fault(at(name), "whole number");
        }
        return (long) number;
    }

    /** A whole number in a range, both ends included. */
    public int whole(String name, int from, int to) {
        long number = whole(name);
        if (number < from || number > to) {
            throw fault(at(name), "whole number from " + from + " to " + to);
        }
        return (int) number;
    }

    /** A whole number, none below 0. */
    public int count(String name) {
        return whole(name, 0, Integer.MAX_VALUE);
    }

    /** True or false; absent means false. */
    public boolean flag(String name) {
        var value = map.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw fault(at(name), "true or false");
    }

    /** A nested object. */
    public Fields object(String name) {
        return of(map.get(name), at(name), reason);
    }

    /** A nested object as it is, to be read by somebody else. */
    public Map<?, ?> map(String name) {
        return object(name).map;
    }

    /** A list of objects as they are; absent means empty. */
    public List<Map<?, ?>> maps(String name) {
        var result = new ArrayList<Map<?, ?>>();
        for (var item : objects(name)) {
            result.add(item.map);
        }
        return result;
    }

    /** A list of anything, as it is. */
    @SuppressWarnings("unchecked")
    public List<Object> list(String name) {
        if (map.get(name) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw fault(at(name), "list");
    }

    /** A list of objects; absent means empty. */
    public List<Fields> objects(String name) {
        var result = new ArrayList<Fields>();
        int i = 0;
        for (var item : items(name)) {
            result.add(of(item, at(name) + "[" + i++ + "]", reason));
        }
        return result;
    }

    /** A list of so many objects; absent means empty. */
    public List<Fields> objects(String name, int least, int most) {
        counted(name, least, most);
        return objects(name);
    }

    /** A list of so many strings; absent means empty. */
    public List<String> texts(String name, int least, int most) {
        counted(name, least, most);
        return texts(name);
    }

    /** Before its items are looked at, so that a huge list costs nothing. */
    private void counted(String name, int least, int most) {
        int count = items(name).size();
        if (has(name) && (count < least || count > most)) {
            throw refusal(name, "list of " + least + " to " + most);
        }
    }

    /** A list of strings; absent means empty. */
    public List<String> texts(String name) {
        var result = new ArrayList<String>();
        int i = 0;
        for (var item : items(name)) {
            if (!(item instanceof String text)) {
                throw fault(at(name) + "[" + i + "]", "text");
            }
            result.add(text);
            ++i;
        }
        return result;
    }

    /** A list of numbers; absent means empty. */
    public List<Double> numbers(String name) {
        var result = new ArrayList<Double>();
        for (var item : items(name)) {
            if (!(item instanceof Number number)) {
                throw fault(at(name), "list of numbers");
            }
            result.add(number.doubleValue());
        }
        return result;
    }

    /** A list of finite numbers of exactly this length. */
    public float[] numbers(String name, int length) {
        var items = items(name);
        if (items.size() != length) {
            throw fault(at(name), "list of " + length + " numbers");
        }
        var result = new float[length];
        for (int i = 0; i < length; ++i) {
            if (!(items.get(i) instanceof Number number)) {
                throw fault(at(name) + "[" + i + "]", "number");
            }
            result[i] = number.floatValue();
        }
        return result;
    }

    /** As {@link #numbers}, in full precision. */
    public double[] doubles(String name, int length) {
        var items = items(name);
        if (items.size() != length) {
            throw fault(at(name), "list of " + length + " numbers");
        }
        var result = new double[length];
        for (int i = 0; i < length; ++i) {
            if (!(items.get(i) instanceof Number number
                    && Math.abs(number.doubleValue()) <= Double.MAX_VALUE)) {
                throw fault(at(name) + "[" + i + "]", "number");
            }
            result[i] = number.doubleValue();
        }
        return result;
    }

    /** A list of at most so many numbers from 0 to 1; absent means empty. */
    public List<Double> shares(String name, int most) {
        var items = items(name);
        if (items.size() > most) {
            throw fault(at(name), "list of at most " + most + " numbers");
        }
        var result = new ArrayList<Double>();
        for (int i = 0; i < items.size(); ++i) {
            if (!(items.get(i) instanceof Number number
                    && number.doubleValue() >= 0
                    && number.doubleValue() <= 1)) {
                throw fault(at(name) + "[" + i + "]", "number from 0 to 1");
            }
            result.add(number.doubleValue());
        }
        return result;
    }

    /** Whatever is there, untouched: a handle of the platform that core passes on; may be null. */
    public Object raw(String name) {
        return map.get(name);
    }

    private List<?> items(String name) {
        var value = map.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw fault(at(name), "list");
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private SightlineException fault(String path, String wanted) {
        return fault(path, wanted, reason);
    }

    private static SightlineException fault(String path, String wanted, String reason) {
        var shown = path.length() > MOST_PATH ? path.substring(0, MOST_PATH) + "…" : path;
        return new SightlineException(
                ErrorCode.BAD_INPUT, reason, Map.of("path", shown, "wanted", wanted));
    }
}
