// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.JsonShape.Field;
import io.sightline.core.language.JsonShape.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
    private static final String ALL =
            """
            {"type": "object", "required": ["on"], "properties": {
              "on": {"type": "boolean"},
              "people": {"type": "integer", "minimum": 0, "maximum": 9},
              "metres": {"type": "number", "minimum": -1.5, "maximum": 20},
              "why": {"type": "string", "maxLength": 40},
              "note": {"type": "string"},
              "colour": {"type": "string", "enum": ["red", "blue", ""]}}}""";

    private static JsonShape shape(String json) {
        try {
            return JsonShape.of(new ObjectMapper().readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsEveryKindOfFieldInOrder() {
        assertEquals(
                new JsonShape(
                        List.of(
                                new Field("on", new Value.Flag()),
                                new Field("people", new Value.Whole(0, 9)),
                                new Field("metres", new Value.Real(-1.5, 20)),
                                new Field("why", new Value.Text(40)),
                                new Field("note", new Value.Text(200)),
                                new Field("colour", new Value.OneOf(List.of("red", "blue", ""))))),
                shape(ALL));
        assertEquals(
                JsonShape.alert(80),
                shape(
                        """
                        {"type": "object", "properties": {"alert": {"type": "boolean"},
                          "reason": {"type": "string", "maxLength": 80}}}"""));
    }

    @Test
    void tellsTheModelItsForm() {
        assertEquals(
                "Answer as JSON: {\"on\": true/false, \"people\": 0 to 9, \"metres\": -1.5 to 20.0,"
                        + " \"why\": \"...\", \"note\": \"...\", \"colour\": \"red\"/\"blue\"/\"\"}",
                shape(ALL).prompt());
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/golden/language/refused-schemas.txt",
            delimiterString = " | ",
            quoteCharacter = '~')
    void anythingElseIsRefusedWithItsPath(String path, String json) {
        var error = assertThrows(SightlineException.class, () -> shape(json));
        assertEquals(ErrorCode.BAD_INPUT, error.code());
        assertEquals("schema-fault", error.reason());
        assertEquals(path, error.values().get("path"));
    }

    @Test
    void whatIsNoObjectOrHasTooManyFieldsIsRefused() {
        assertThrows(SightlineException.class, () -> JsonShape.of(null));
        assertThrows(SightlineException.class, () -> JsonShape.of(List.of()));
        var many = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < 17; ++i) {
            many.put("f" + i, Map.of("type", "boolean"));
        }
        var schema = Map.of("type", "object", "properties", many);
        assertThrows(SightlineException.class, () -> JsonShape.of(schema));
        var names = new ArrayList<String>();
        for (int i = 0; i < 33; ++i) {
            names.add("v" + i);
        }
        assertThrows(
                SightlineException.class,
                () ->
                        JsonShape.of(
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        Map.of("a", Map.of("type", "string", "enum", names)))));
    }

    @Test
    void readsAnAnswer() {
        var answer =
                " {\"on\": true, \"people\": 3, \"metres\": -0.25, \"why\": \"a, b} c\","
                        + " \"note\": \"\", \"colour\": \"\"}";
        assertEquals(
                List.of(true, 3, -0.25, "a, b} c", "", ""),
                List.copyOf(shape(ALL).read(answer).values()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"alert\": true}",
                "{\"alert\":true, \"reason\": \"\"}",
                "{\"alert\": maybe, \"reason\": \"\"}",
                "{\"alert\": true, \"reason\": \"",
                "{\"alert\": true, \"reason\": \"longer than four\"}",
                "{\"alert\": true, \"reason\": \"\"} "
            })
    void refusesAnAnswerOfAnotherForm(String json) {
        assertThrows(IllegalArgumentException.class, () -> JsonShape.alert(4).read(json));
    }
}
