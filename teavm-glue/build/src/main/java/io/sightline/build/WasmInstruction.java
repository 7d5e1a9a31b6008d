// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.util.ArrayList;
import java.util.List;

/**
 * One instruction: its opcode (those behind a prefix byte as {@code prefix << 8 | code}) and its
 * first two index operands, 0 where it has none.
 */
record WasmInstruction(int opcode, int first, int second) {
    static final int CALL = 0x10;
    static final int GLOBAL_GET = 0x23;
    static final int I32_CONST = 0x41;
    static final int REF_FUNC = 0xD2;
    static final int STRUCT_NEW_DEFAULT = 0xFB01;
    static final int ARRAY_NEW_FIXED = 0xFB08;

    private static final int BLOCK = 0x02;
    private static final int LOOP = 0x03;
    private static final int IF = 0x04;
    private static final int END = 0x0B;
    private static final int TRY_TABLE = 0x1F;

    /**
     * Reads up to and including the {@code end} that closes the expression, which is left out of
     * the result.
     */
    static List<WasmInstruction> readExpression(WasmReader in) {
        var result = new ArrayList<WasmInstruction>();
        for (var depth = 0; ; ) {
            var instruction = read(in);
            switch (instruction.opcode) {
                case BLOCK, LOOP, IF, TRY_TABLE -> depth++;
                case END -> {
                    if (depth-- == 0) {
                        return result;
                    }
                }
                default -> {}
            }
            result.add(instruction);
        }
    }

    private static WasmInstruction read(WasmReader in) {
        var opcode = in.byteValue();
        var first = 0;
        var second = 0;
        switch (opcode) {
            case 0x00, 0x01, 0x05, 0x0A, END, 0x0F, 0x1A, 0x1B, 0xD1, 0xD3, 0xD4 -> {}
            // Block types and heap types share the signed encoding with type indexes.
            case BLOCK, LOOP, IF -> blockType(in);
            case 0x08, 0x0C, 0x0D, CALL, 0x12, 0x14, 0x15, 0xD5, 0xD6 -> first = in.leb();
            case 0x20, 0x21, 0x22, GLOBAL_GET, 0x24, 0x25, 0x26, REF_FUNC -> first = in.leb();
            case 0x0E -> {
                for (var n = in.leb(); n >= 0; n--) {
                    in.leb();
                }
            }
            case 0x11, 0x13 -> {
                first = in.leb();
                second = in.leb();
            }
            case 0x1C -> {
                for (var n = in.leb(); n > 0; n--) {
                    in.valueType();
                }
            }
            case TRY_TABLE -> {
                blockType(in);
                for (var n = in.leb(); n > 0; n--) {
                    var kind = in.byteValue();
                    if (kind < 2) {
                        in.leb();
                    }
                    in.leb();
                }
            }
            case 0x3F, 0x40 -> in.byteValue();
            case I32_CONST -> first = (int) in.signedLeb();
            case 0x42 -> in.signedLeb();
            case 0x43 -> in.bytes(4);
            case 0x44 -> in.bytes(8);
            case 0xD0 -> in.signedLeb();
            case 0xFB -> {
                var code = in.leb();
                opcode = 0xFB00 | code;
                switch (code) {
                    // struct.new, struct.new_default, array.new, array.new_default, array.get*,
                    // array.set, array.fill
                    case 0, 1, 6, 7, 11, 12, 13, 14, 16 -> first = in.leb();
                    // struct.get*, struct.set, array.new_fixed, array.new_data/elem, array.copy,
                    // array.init_data/elem
                    case 2, 3, 4, 5, 8, 9, 10, 17, 18, 19 -> {
                        first = in.leb();
                        second = in.leb();
                    }
                    // array.len, any.convert_extern, extern.convert_any, ref.i31, i31.get_s,
                    // i31.get_u
                    case 15, 26, 27, 28, 29, 30 -> {}
                    // ref.test, ref.cast
                    case 20, 21, 22, 23 -> in.signedLeb();
                    // br_on_cast, br_on_cast_fail
                    case 24, 25 -> {
                        in.byteValue();
                        first = in.leb();
                        in.signedLeb();
                        in.signedLeb();
                    }
                    default -> throw unknown(opcode);
                }
            }
            case 0xFC -> {
                var code = in.leb();
                opcode = 0xFC00 | code;
                switch (code) {
                    case 0, 1, 2, 3, 4, 5, 6, 7 -> {}
                    case 9, 11, 13, 15, 16, 17 -> first = in.leb();
                    case 8, 10, 12, 14 -> {
                        first = in.leb();
                        second = in.leb();
                    }
                    default -> throw unknown(opcode);
                }
            }
            default -> {
                if (opcode >= 0x28 && opcode <= 0x3E) {
                    var alignment = in.leb();
                    if ((alignment & 0x40) != 0) {
                        in.leb();
                    }
                    in.leb();
                } else if (opcode < 0x45 || opcode > 0xC4) {
                    throw unknown(opcode);
                }
            }
        }
        return new WasmInstruction(opcode, first, second);
    }

    private static void blockType(WasmReader in) {
        var type = in.signedLeb();
        // (ref null ht) and (ref ht) are followed by their heap type.
        if (type == -0x1D || type == -0x1C) {
            in.signedLeb();
        }
    }

    private static WasmFormatException unknown(int opcode) {
        return new WasmFormatException(
                "instruction 0x" + Integer.toHexString(opcode) + " is not known to this reader");
    }
}
