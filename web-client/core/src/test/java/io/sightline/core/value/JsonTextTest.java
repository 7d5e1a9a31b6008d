// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void writesAsJsonStringifyDoes() {
        var map = new LinkedHashMap<String, Object>();
        map.put("b", 1.0);
        map.put("a", -0.25);
        map.put("no", Double.NaN);
        map.put("list", List.of(true, "x\"\\\n\u0001", List.of(), Map.of()));
        map.put("none", null);
        assertEquals(
                "{\"b\":1,\"a\":-0.25,\"no\":null,"
                        + "\"list\":[true,\"x\\\"\\\\\\n\\u0001\",[],{}],\"none\":null}",
                JsonText.of(map));
        assertEquals("{\n  \"a\": [\n    1\n  ]\n}\n", JsonText.lines(Map.of("a", List.of(1))));
        assertEquals("\"😀\\ud83d\"", JsonText.of("😀\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(new int[0]));
    }

    @Test
    void whateverIsWrittenReadsBackEqual() throws Exception {
        var random = new Random(1);
        var mapper = new ObjectMapper();
        for (int i = 0; i < 500; ++i) {
            var value = random(random, 0);
            for (var text : List.of(JsonText.of(value), JsonText.lines(value))) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                assertEquals(plain(value), plain(mapper.readValue(bytes, Object.class)), text);
            }
        }
    }

    private static Object random(Random random, int depth) {
        switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0:
                return random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 1:
                return random.nextInt();
            case 2:
                return random.nextBoolean();
            case 3:
                var text = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; --i) {
                    text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0xd800));
                }
                return text.toString();
            case 4:
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(4); i > 0; --i) {
                    list.add(random(random, depth + 1));
                }
                return list;
            default:
                var map = new LinkedHashMap<String, Object>();
                for (int i = random.nextInt(4); i > 0; --i) {
                    map.put("k" + random.nextInt(9) + "\"", random(random, depth + 1));
                }
                return map;
        }
    }

    /** With every number a double. */
    private static Object plain(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonTextTest::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var result = new LinkedHashMap<Object, Object>();
            map.forEach((k, v) -> result.put(k, plain(v)));
            return result;
        }
        return value;
    }
}
