// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoEvalRuntimeTest {
    @Test
    void makesNothingFromText() {
        var runtime = NoEvalRuntime.source();
        assertFalse(runtime.contains("new Function"));
        assertFalse(runtime.matches("(?s).*\\beval\\b.*"));
        assertFalse(runtime.contains("node:"));
        assertTrue(runtime.contains("export {\n  load,\n  wrapImport\n};"));
    }

    @Test
    void stopsWhereAPlaceHasChanged() throws IOException {
        var stock = stock();
        var renamed =
                stock.replace(
                        "function setGlobalName(name, value) {",
                        "function setGlobalName(n, value) {");
        assertEquals(
                NoEvalRuntime.patch(stock).length(), NoEvalRuntime.patch(renamed).length() + 3);
        for (var part :
                new String[] {
                    "return \" + name + \";",
                    "name + \" = value;\"",
                    "function defineFunction(fn, vararg)",
                    "defineMethod(cls, name, fn, vararg)",
                    "function wrapCallFromJavaToJs",
                    "javaExceptionSymbol in e",
                    "const isNodeJs = options.nodejs",
                    "async function openPath",
                    "const result = target[prop];"
                }) {
            assertTrue(stock.contains(part), part);
            var changed = stock.replace(part, "/* elsewhere */");
            var e =
                    assertThrows(
                            IllegalStateException.class, () -> NoEvalRuntime.patch(changed), part);
            assertTrue(e.getMessage().contains("is not found exactly once"), e.getMessage());
        }
    }

    @Test
    void stopsWhereCodeIsMadeFromTextElsewhere() throws IOException {
        var more =
                stock().replace(
                                "function identity(value) {",
                                "function identity(value) { Function('x');");
        var e = assertThrows(IllegalStateException.class, () -> NoEvalRuntime.patch(more));
        assertTrue(
                e.getMessage().contains("still makes code from text: function identity"),
                e.getMessage());
    }

    @Test
    void stopsAtAPlaceThatOccursTwice() throws IOException {
        var twice = stock() + "\nasync function openPath(src, isNodeJs) {\n}\n";
        assertThrows(IllegalStateException.class, () -> NoEvalRuntime.patch(twice));
    }

    private static String stock() throws IOException {
        try (var in =
                NoEvalRuntimeTest.class
                        .getClassLoader()
                        .getResourceAsStream("org/teavm/backend/wasm/wasm-gc-module-runtime.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
