// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JavaScript functions that a TeaVM Wasm GC binary asks its runtime to make from text (the
 * bodies of {@code @JSBody} methods), written out as an ES module so that nothing is made from text
 * in the browser and the content security policy needs no {@code 'unsafe-eval'}.
 *
 * <p>They are read from the binary itself, not from the compiler: what is found is what the shipped
 * file will ask for. In every such binary the start function first fills its string constants from
 * memory address 0, in the order in which they are listed in {@code array.new_fixed} instructions,
 * then asks for each body once: for every parameter name and the body {@code global.get constant;
 * call stringToJs}, then {@code call teavmJso.createFunctionN}. A call of {@code createFunctionN}
 * that does not look so, anywhere in the file, is an error; so the table is complete.
 */
final class JsBodies {
    private static final String FACTORY = "createFunction";

    /** One body: parameter names and the text between the braces. */
    record Body(List<String> parameters, String script) {
        Body {
            parameters = List.copyOf(parameters);
        }
    }

    private JsBodies() {}

    /**
     * Finds the bodies that the binary will ask for when it is instantiated.
     *
     * @throws WasmFormatException where the binary is not laid out as above
     */
    static Set<Body> find(WasmFile file) {
        var factories = new HashMap<Integer, Integer>();
        for (var i = 0; i < file.importedFunctions().size(); i++) {
            var declared = file.importedFunctions().get(i);
            if (declared.module().equals("teavmJso") && declared.name().startsWith(FACTORY)) {
                factories.put(i, Integer.parseInt(declared.name().substring(FACTORY.length())));
            }
        }
        var bodies = new LinkedHashSet<Body>();
        if (factories.isEmpty()) {
            return bodies;
        }
        var stringToJs = file.exportedFunction("teavm.stringToJs");
        if (stringToJs == null) {
            throw new WasmFormatException(
                    "asks for functions made from text, but does not export teavm.stringToJs");
        }
        var strings = strings(file);
        for (var function : file.code()) {
            for (var at = 0; at < function.size(); at++) {
                var instruction = function.get(at);
                if (!factories.containsKey(instruction.first())) {
                    continue;
                }
                if (instruction.opcode() == WasmInstruction.REF_FUNC) {
                    throw new WasmFormatException("passes " + FACTORY + " on as a value");
                }
                if (instruction.opcode() == WasmInstruction.CALL) {
                    var texts =
                            arguments(
                                    function,
                                    at,
                                    factories.get(instruction.first()) + 1,
                                    stringToJs,
                                    strings);
                    bodies.add(
                            new Body(
                                    texts.subList(0, texts.size() - 1),
                                    texts.get(texts.size() - 1)));
                }
            }
        }
        return bodies;
    }

    /**
     * Writes the table: a module whose default export maps parameter names and body, joined by NUL,
     * to a function.
     */
    static String toModule(Set<Body> bodies) {
        var out =
                new StringBuilder(
                        "// Made by CompileWasm from the binary beside it. Do not edit.\n");
        out.append("export default new Map([\n");
        for (var body : bodies) {
            var key = new ArrayList<>(body.parameters());
            key.add(body.script());
            out.append("  [").append(quote(String.join("\0", key))).append(", function (");
            out.append(String.join(", ", body.parameters()))
                    .append(") {\n")
                    .append(body.script())
                    .append("\n  }],\n");
        }
        return out.append("]);\n").toString();
    }

    private static List<String> arguments(
            List<WasmInstruction> function,
            int call,
            int count,
            int stringToJs,
            Map<Integer, String> strings) {
        var result = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var at = call - 2 * (count - i);
            if (at < 0
                    || function.get(at).opcode() != WasmInstruction.GLOBAL_GET
                    || !strings.containsKey(function.get(at).first())
                    || function.get(at + 1).opcode() != WasmInstruction.CALL
                    || function.get(at + 1).first() != stringToJs) {
                throw new WasmFormatException(
                        FACTORY
                                + " is called with something other than string constants; has TeaVM changed?");
            }
            result.add(strings.get(function.get(at).first()));
        }
        return result;
    }

    /** String constants by the index of the global that holds them. */
    private static Map<Integer, String> strings(WasmFile file) {
        var holders = stringGlobals(file);
        var segment =
                file.data().stream()
                        .filter(s -> s.offset() == 0)
                        .findFirst()
                        .orElseThrow(() -> new WasmFormatException("no string data at address 0"));
        var in = new WasmReader(segment.bytes(), 0, segment.bytes().length);
        var result = new HashMap<Integer, String>();
        for (var holder : holders) {
            result.put(holder, string(in));
        }
        if (in.hasMore()) {
            throw new WasmFormatException(
                    "string data goes on after the last string constant; has TeaVM changed?");
        }
        return result;
    }

    /** Globals of string constants in the order of their texts. */
    private static List<Integer> stringGlobals(WasmFile file) {
        var result = new ArrayList<Integer>();
        var seen = new HashSet<Integer>();
        var initialisers = new HashSet<Integer>();
        for (var function : file.code()) {
            for (var at = 0; at + 1 < function.size(); at++) {
                var array = function.get(at);
                if (array.opcode() != WasmInstruction.ARRAY_NEW_FIXED
                        || function.get(at + 1).opcode() != WasmInstruction.CALL
                        || !isRunOfEmptyStructs(file, function, at)) {
                    continue;
                }
                initialisers.add(function.get(at + 1).first());
                for (var i = at - array.second(); i < at; i++) {
                    if (!seen.add(function.get(i).first())) {
                        throw new WasmFormatException(
                                "a string constant is filled twice; has TeaVM changed?");
                    }
                    result.add(function.get(i).first());
                }
            }
        }
        if (initialisers.size() != 1) {
            throw new WasmFormatException(
                    "string constants are filled by "
                            + initialisers.size()
                            + " functions, not one; has TeaVM changed?");
        }
        return result;
    }

    private static boolean isRunOfEmptyStructs(
            WasmFile file, List<WasmInstruction> function, int end) {
        var count = function.get(end).second();
        if (count == 0 || count > end) {
            return false;
        }
        for (var i = end - count; i < end; i++) {
            if (function.get(i).opcode() != WasmInstruction.GLOBAL_GET) {
                return false;
            }
            var initial = file.globalInitialValue(function.get(i).first());
            if (initial.size() != 1
                    || initial.get(0).opcode() != WasmInstruction.STRUCT_NEW_DEFAULT) {
                return false;
            }
        }
        return true;
    }

    /**
     * A length in UTF-16 units, then each unit in one to three bytes, as in UTF-8 but surrogates
     * apart.
     */
    private static String string(WasmReader in) {
        var length = in.leb();
        var out = new StringBuilder(length);
        while (out.length() < length) {
            var first = in.byteValue();
            if (first < 0x80) {
                out.append((char) first);
            } else if ((first & 0xE0) == 0xC0) {
                out.append((char) ((first & 0x1F) << 6 | in.byteValue() & 0x3F));
            } else if ((first & 0xF0) == 0xE0) {
                out.append(
                        (char)
                                ((first & 0x0F) << 12
                                        | (in.byteValue() & 0x3F) << 6
                                        | in.byteValue() & 0x3F));
            } else {
                throw new WasmFormatException("string data is not as expected; has TeaVM changed?");
            }
        }
        return out.toString();
    }

    private static String quote(String text) {
        var out = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7E) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
