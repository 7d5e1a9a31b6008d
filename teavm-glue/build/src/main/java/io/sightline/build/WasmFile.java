// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a WebAssembly 3.0 binary that the build looks at: imports, globals, exports, code
 * and data. Anything that is not understood is an error, never skipped, so that what is said about
 * a file is said about all of it.
 *
 * <p>Section and instruction layout: WebAssembly Core Specification 3.0, chapter 5 (Binary Format).
 */
final class WasmFile {
    private static final int SECTION_IMPORT = 2;
    private static final int SECTION_GLOBAL = 6;
    private static final int SECTION_EXPORT = 7;
    private static final int SECTION_CODE = 10;
    private static final int SECTION_DATA = 11;

    private static final int KIND_FUNCTION = 0;
    private static final int KIND_TABLE = 1;
    private static final int KIND_MEMORY = 2;
    private static final int KIND_GLOBAL = 3;
    private static final int KIND_TAG = 4;

    /** One imported function; its function index is its place in {@link #importedFunctions}. */
    record Import(String module, String name) {}

    /** Active data: {@code bytes} lie at {@code offset} of memory 0. */
    record Segment(int offset, byte[] bytes) {}

    private final List<Import> importedFunctions = new ArrayList<>();
    private final Map<String, Integer> exportedFunctions = new HashMap<>();
    private final List<List<WasmInstruction>> globals = new ArrayList<>();
    private final List<List<WasmInstruction>> code = new ArrayList<>();
    private final List<Segment> data = new ArrayList<>();
    private int importedGlobals;

    private WasmFile() {}

    /**
     * Reads a binary.
     *
     * @throws WasmFormatException where it is damaged, or holds what this reader does not know
     */
    static WasmFile read(byte[] bytes) {
        var file = new WasmFile();
        var in = new WasmReader(bytes, 0, bytes.length);
        if (in.uint32() != 0x6d736100 || in.uint32() != 1) {
            throw new WasmFormatException("not a WebAssembly 1 binary (wrong magic or version)");
        }
        while (in.hasMore()) {
            var id = in.byteValue();
            var section = in.slice(in.leb());
            switch (id) {
                case SECTION_IMPORT -> file.readImports(section);
                case SECTION_GLOBAL -> file.readGlobals(section);
                case SECTION_EXPORT -> file.readExports(section);
                case SECTION_CODE -> file.readCode(section);
                case SECTION_DATA -> file.readData(section);
                default -> {
                    // The others (types, tables, names, ...) say nothing about strings or calls.
                    continue;
                }
            }
            if (section.hasMore()) {
                throw new WasmFormatException("section " + id + " is longer than its content");
            }
        }
        return file;
    }

    List<Import> importedFunctions() {
        return importedFunctions;
    }

    /** The index of an exported function. */
    Integer exportedFunction(String name) {
        return exportedFunctions.get(name);
    }

    /**
     * The initial value of a global, by index over imported and own globals; empty for imported
     * ones.
     */
    List<WasmInstruction> globalInitialValue(int index) {
        return index < importedGlobals ? List.of() : globals.get(index - importedGlobals);
    }

    /** Bodies of the file's own functions, in order. */
    List<List<WasmInstruction>> code() {
        return code;
    }

    List<Segment> data() {
        return data;
    }

    private void readImports(WasmReader in) {
        for (var n = in.leb(); n > 0; n--) {
            var module = name(in);
            var name = name(in);
            var kind = in.byteValue();
            switch (kind) {
                case KIND_FUNCTION -> {
                    in.leb();
                    importedFunctions.add(new Import(module, name));
                }
                case KIND_TABLE -> {
                    in.valueType();
                    limits(in);
                }
                case KIND_MEMORY -> limits(in);
                case KIND_GLOBAL -> {
                    in.valueType();
                    in.byteValue();
                    importedGlobals++;
                }
                case KIND_TAG -> {
                    in.byteValue();
                    in.leb();
                }
                default -> throw new WasmFormatException("import of unknown kind " + kind);
            }
        }
    }

    private void readGlobals(WasmReader in) {
        for (var n = in.leb(); n > 0; n--) {
            in.valueType();
            in.byteValue();
            globals.add(WasmInstruction.readExpression(in));
        }
    }

    private void readExports(WasmReader in) {
        for (var n = in.leb(); n > 0; n--) {
            var name = name(in);
            var kind = in.byteValue();
            var index = in.leb();
            if (kind == KIND_FUNCTION) {
                exportedFunctions.put(name, index);
            }
        }
    }

    private void readCode(WasmReader in) {
        for (var n = in.leb(); n > 0; n--) {
            var body = in.slice(in.leb());
            for (var locals = body.leb(); locals > 0; locals--) {
                body.leb();
                body.valueType();
            }
            code.add(WasmInstruction.readExpression(body));
            if (body.hasMore()) {
                throw new WasmFormatException("function body goes on after its end");
            }
        }
    }

    private void readData(WasmReader in) {
        for (var n = in.leb(); n > 0; n--) {
            var flags = in.leb();
            if (flags != 0) {
                throw new WasmFormatException("data segment that is passive or not in memory 0");
            }
            var offset = WasmInstruction.readExpression(in);
            if (offset.size() != 1 || offset.get(0).opcode() != WasmInstruction.I32_CONST) {
                throw new WasmFormatException("data segment whose offset is not a constant");
            }
            data.add(new Segment(offset.get(0).first(), in.bytes(in.leb())));
        }
    }

    private static void limits(WasmReader in) {
        var flags = in.byteValue();
        in.leb();
        if ((flags & 1) != 0) {
            in.leb();
        }
    }

    private static String name(WasmReader in) {
        return new String(in.bytes(in.leb()), StandardCharsets.UTF_8);
    }
}
