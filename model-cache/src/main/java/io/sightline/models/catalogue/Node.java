// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A place in the catalogue's JSON that knows its path, so that every refusal can name it. */
final class Node {
    private final JsonNode json;
    private final String path;

    Node(JsonNode json, String path) {
        this.json = json;
        this.path = path;
    }

    CatalogueException fault(String wanted) {
        return new CatalogueException(path.isEmpty() ? "the document" : path, wanted);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** Refuses any field that is not among these: a misspelt field would otherwise be ignored. */
    Node only(String... fields) {
        object();
        var known = Set.of(fields);
        json.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw at(name).fault("absent (known are " + List.of(fields) + ")");
                            }
                        });
        return this;
    }

    Node object() {
        if (!json.isObject()) {
            throw fault("an object");
        }
        return this;
    }

    Node at(String field) {
        return new Node(json.path(field), path.isEmpty() ? field : path + "." + field);
    }

    /** Reads each element of this list; an empty list is refused. */
    <T> List<T> each(Function<Node, T> reader) {
        if (!json.isArray() || json.isEmpty()) {
            throw fault("a list that is not empty");
        }
        return elements().stream().map(reader).toList();
    }

    private List<Node> elements() {
        if (!json.isArray()) {
            throw fault("a list");
        }
        var items = new ArrayList<Node>();
        for (int i = 0; i < json.size(); ++i) {
            items.add(new Node(json.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    List<Node> items(String field) {
        return at(field).elements();
    }

    <T> List<T> list(String field, Function<Node, T> reader) {
        return items(field).stream().map(reader).toList();
    }

    <T> List<T> someOf(String field, Function<Node, T> reader) {
        return at(field).each(reader);
    }

    String text() {
        if (!json.isTextual() || json.textValue().isBlank()) {
            throw fault("text");
        }
        return json.textValue();
    }

    String text(Pattern pattern, String wanted) {
        if (!json.isTextual() || !pattern.matcher(json.textValue()).matches()) {
            throw fault(wanted);
        }
        return json.textValue();
    }

    String oneOf(Set<String> values) {
        if (!json.isTextual() || !values.contains(json.textValue())) {
            throw fault("one of " + values.stream().sorted().toList());
        }
        return json.textValue();
    }

    boolean flag() {
        if (!json.isBoolean()) {
            throw fault("true or false");
        }
        return json.booleanValue();
    }

    long count() {
        if (!json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() <= 0) {
            throw fault("a whole number above 0");
        }
        return json.longValue();
    }

    double number() {
        if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
            throw fault("a number");
        }
        return json.doubleValue();
    }
}
