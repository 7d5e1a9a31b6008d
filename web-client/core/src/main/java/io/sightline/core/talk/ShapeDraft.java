// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.error.SightlineException;
import io.sightline.core.language.JsonShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a structured answer as the user writes it: fields with a name, a kind and, in words,
 * what the kind allows. It may be faulty; {@link #faults} says where.
 *
 * @param rows in order
 */
public record ShapeDraft(List<Row> rows) {
    /** What a rule asks for. */
    public static final ShapeDraft ALERT =
            new ShapeDraft(
                    List.of(new Row("alert", Kind.FLAG, ""), new Row("reason", Kind.TEXT, "80")));

    /** What a field holds. */
    public enum Kind {
        /** True or false. */
        FLAG("flag"),
        /** A whole number; the options are "0 to 10" or nothing. */
        WHOLE("whole"),
        /** A number; the options are as for whole ones. */
        REAL("real"),
        /** Words; the option is how many characters at most, or nothing. */
        TEXT("text"),
        /** One of some words; the options are these, with commas between. */
        ONE_OF("one-of");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** Its name in the page and where it is kept. */
        public String id() {
            return id;
        }

        /** The one of this name, or null. */
        public static Kind of(Object id) {
            for (var value : values()) {
                if (value.id.equals(id)) {
                    return value;
                }
            }
            return null;
        }
    }

    /**
     * A field.
     *
     * @param name as typed
     * @param kind of value
     * @param options as typed
     */
    public record Row(String name, Kind kind, String options) {}

    /**
     * What is wrong with a field.
     *
     * @param row from 0; -1 when it is the whole
     * @param inName true when it is the name, false when it is the options
     * @param reason key of the text after "shape."
     * @param values of the text
     */
    public record Fault(int row, boolean inName, String reason, Map<String, Object> values) {}

    /** Keeps its own copy. */
    public ShapeDraft {
        rows = List.copyOf(rows);
    }

    /** With another row in a place. */
    public ShapeDraft with(int index, Row row) {
        var next = new ArrayList<>(rows);
        next.set(index, row);
        return new ShapeDraft(next);
    }

    /** With an empty row after a place; the same when it has as many as there may be. */
    public ShapeDraft added(int after) {
        if (rows.size() >= JsonShape.MOST_FIELDS) {
            return this;
        }
        var next = new ArrayList<>(rows);
        next.add(Math.min(after + 1, rows.size()), new Row("", Kind.FLAG, ""));
        return new ShapeDraft(next);
    }

    /** Without a row. */
    public ShapeDraft without(int index) {
        var next = new ArrayList<>(rows);
        next.remove(index);
        return new ShapeDraft(next);
    }

    /** All that is wrong, from top to bottom; none when it can be asked for. */
    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (rows.isEmpty()) {
            faults.add(new Fault(-1, true, "none", Map.of()));
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < rows.size(); ++i) {
            var row = rows.get(i);
            var name = row.name().strip();
            if (name.isEmpty()) {
                faults.add(new Fault(i, true, "name-empty", Map.of("n", i + 1)));
            } else if (names.contains(name)) {
                faults.add(new Fault(i, true, "name-twice", Map.of("name", name)));
            } else if (refuses(name, Map.of("type", "boolean"))) {
                faults.add(
                        new Fault(
                                i,
                                true,
                                "name-characters",
                                Map.of("n", i + 1, "most", JsonShape.MOST_NAME)));
            }
            names.add(name);
            var value = value(row);
            if (value == null || refuses("x", value)) {
                faults.add(
                        new Fault(
                                i,
                                false,
                                "options-" + row.kind().id(),
                                Map.of(
                                        "n", i + 1,
                                        "most", JsonShape.MOST_TEXT,
                                        "largest", JsonShape.LARGEST,
                                        "values", JsonShape.MOST_VALUES)));
            }
        }
        return faults;
    }

    private static boolean refuses(String name, Map<String, Object> value) {
        try {
            JsonShape.of(schema(Map.of(name, value)));
            return false;
        } catch (SightlineException e) {
            return true;
        }
    }

    /**
     * As JSON Schema.
     *
     * @throws IllegalStateException when it has {@link #faults}
     */
    public Map<String, Object> schema() {
        var properties = new LinkedHashMap<String, Object>();
        for (var row : rows) {
            var value = value(row);
            if (value == null) {
                throw new IllegalStateException("faulty: " + row);
            }
            properties.put(row.name().strip(), value);
        }
        return schema(properties);
    }

    private static Map<String, Object> schema(Map<String, Object> properties) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }

    /** What a row allows, or null when its options cannot be read. */
    private static Map<String, Object> value(Row row) {
        var options = row.options().strip();
        return switch (row.kind()) {
            case FLAG -> Map.of("type", "boolean");
            case WHOLE -> number("integer", options);
            case REAL -> number("number", options);
            case TEXT -> text(options);
            case ONE_OF -> oneOf(options);
        };
    }

    private static Map<String, Object> number(String type, String options) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", type);
        if (options.isEmpty()) {
            return map;
        }
        for (var between : new String[] {" to ", "–", "…", ".."}) {
            int at = options.indexOf(between);
            if (at > 0) {
                var from = number(options.substring(0, at));
                var to = number(options.substring(at + between.length()));
                if (from == null || to == null) {
                    return null;
                }
                map.put("minimum", from);
                map.put("maximum", to);
                return map;
            }
        }
        return null;
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text.strip().replace('−', '-'));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Map<String, Object> text(String options) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", "string");
        if (!options.isEmpty()) {
            var most = number(options);
            if (most == null) {
                return null;
            }
            map.put("maxLength", most);
        }
        return map;
    }

    private static Map<String, Object> oneOf(String options) {
        var values = new ArrayList<String>();
        int from = 0;
        while (from <= options.length()) {
            int comma = options.indexOf(',', from);
            int end = comma < 0 ? options.length() : comma;
            var value = options.substring(from, end).strip();
            if (!value.isEmpty()) {
                values.add(value);
            }
            from = end + 1;
        }
        return values.isEmpty() ? null : Map.of("type", "string", "enum", values);
    }

    /** As it is kept. */
    public List<Object> toList() {
        var list = new ArrayList<Object>();
        for (var row : rows) {
            list.add(Map.of("name", row.name(), "kind", row.kind().id(), "options", row.options()));
        }
        return list;
    }

    /** What was kept; {@link #ALERT} when it does not fit. */
    public static ShapeDraft ofList(Object kept) {
        if (!(kept instanceof List<?> list) || list.size() > JsonShape.MOST_FIELDS) {
            return ALERT;
        }
        var rows = new ArrayList<Row>();
        for (var item : list) {
            if (!(item instanceof Map<?, ?> map)
                    || !(map.get("name") instanceof String name)
                    || !(map.get("options") instanceof String options)
                    || Kind.of(map.get("kind")) == null) {
                return ALERT;
            }
            rows.add(new Row(name, Kind.of(map.get("kind")), options));
        }
        return new ShapeDraft(rows);
    }
}
