// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.value;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.JSObject;
import org.teavm.junit.SkipJVM;

/** Structured values in both directions, the hostile ones too. */
@RunWith(InBrowser.class)
@SkipJVM
public class JsValuesTest {
    @Test
    public void writesPlainObjects() {
        var map = new LinkedHashMap<String, Object>();
        map.put("text", "ä \"q\" \uD83D\uDE00");
        map.put("int", 7);
        map.put("long", 1L << 52);
        map.put("double", -0.5);
        map.put("flag", true);
        map.put("none", null);
        map.put("list", Arrays.asList("a", 1, List.of(), null));
        map.put("map", Map.of("deep", Map.of("er", "x")));
        assertEquals(
                "{\"text\":\"ä \\\"q\\\" \uD83D\uDE00\",\"int\":7,\"long\":4503599627370496,\"double\":-0.5,"
                        + "\"flag\":true,\"none\":null,\"list\":[\"a\",1,[],null],\"map\":{\"deep\":{\"er\":\"x\"}}}",
                Js.json(JsValues.toJs(map)));
    }

    @Test
    public void readsPlainObjects() {
        var value =
                (Map<?, ?>)
                        JsValues.toJava(
                                Js.eval(
                                        "{ t: 'x', n: 1.5, b: false, z: null, u: undefined,"
                                                + " a: [1, [2], { k: 'v' }], o: {} }"));
        assertEquals("[t, n, b, z, u, a, o]", value.keySet().toString());
        assertEquals("x", value.get("t"));
        assertEquals(1.5, value.get("n"));
        assertEquals(false, value.get("b"));
        assertNull(value.get("z"));
        assertNull(value.get("u"));
        assertEquals(List.of(1.0, List.of(2.0), Map.of("k", "v")), value.get("a"));
        assertEquals(Map.of(), value.get("o"));
    }

    @Test
    public void readsPrimitivesAlone() {
        assertEquals("s", JsValues.toJava(Js.eval("'s'")));
        assertEquals(3.0, JsValues.toJava(Js.eval("3")));
        assertEquals(true, JsValues.toJava(Js.eval("true")));
        assertNull(JsValues.toJava(Js.eval("undefined")));
        assertNull(JsValues.toJava(null));
    }

    @Test
    public void passesOtherObjectsThrough() {
        var source =
                Js.eval(
                        "{ bytes: new Uint8Array([1, 2]), when: new Date(5), f() {}, blob: new Blob(['ab']) }");
        var map = (Map<?, ?>) JsValues.toJava(source);
        assertEquals(
                "true",
                Js.apply(
                        "v => v instanceof Uint8Array && v[1] === 2", (JSObject) map.get("bytes")));
        assertEquals("5", Js.apply("v => v.getTime()", (JSObject) map.get("when")));
        assertEquals("function", Js.apply("v => typeof v", (JSObject) map.get("f")));
        assertEquals("2", Js.apply("v => v.blob.size", JsValues.toJs(map)));
    }

    @Test
    public void prototypeIsAPropertyLikeAnyOther() {
        var map =
                (Map<?, ?>)
                        JsValues.toJava(
                                Js.eval("JSON.parse('{\"__proto__\": {\"admin\": true}}')"));
        assertEquals(Map.of("__proto__", Map.of("admin", true)), map);
        var back = JsValues.toJs(map);
        assertEquals(
                "true true",
                Js.apply(
                        "v => Object.hasOwn(v, '__proto__') + ' ' + (v.admin === undefined)",
                        back));
        assertEquals("undefined", Js.apply("v => ({}).admin", back));
    }

    @Test
    public void inheritedPropertiesAreNotRead() {
        assertTrue(JsValues.toJava(Js.eval("Object.create({ inherited: 1 })")) instanceof JSObject);
        assertEquals(Map.of(), JsValues.toJava(Js.eval("Object.create(null)")));
    }

    @Test
    public void refusesCyclesAndHugeValues() {
        assertRefused("(() => { const a = {}; a.self = a; return a; })()", "self.self");
        assertRefused("(() => { const a = []; a.push(a); return a; })()", "[0][0]");
        assertRefused("new Array(4000000000)", "more than");
        assertRefused("new Array(200).fill(new Array(1000).fill(1))", "more than");
        Object deep = "x";
        for (var i = 0; i < JsValues.MAX_DEPTH + 1; i++) {
            deep = List.of(deep);
        }
        try {
            JsValues.toJs(deep);
            fail("not refused");
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("deeper"));
        }
    }

    @Test
    public void namesThePlaceOfWhatHasNoCounterpart() {
        var list = new ArrayList<Object>();
        list.add(Map.of("ok", 1, "odd", new StringBuilder()));
        try {
            JsValues.toJs(Map.of("list", list));
            fail("not refused");
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage(), e.getMessage().startsWith("list[0].odd "));
        }
    }

    private static void assertRefused(String expression, String part) {
        try {
            JsValues.toJava(Js.eval(expression));
            fail(expression + " is not refused");
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage(), e.getMessage().contains(part));
        }
    }
}
