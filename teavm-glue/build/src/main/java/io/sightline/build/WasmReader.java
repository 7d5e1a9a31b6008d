// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.util.Arrays;

/**
 * Reads the primitive encodings of a WebAssembly binary from part of an array, never past its end.
 */
final class WasmReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    WasmReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    int byteValue() {
        if (at >= end) {
            throw new WasmFormatException("ends early, at byte " + at);
        }
        return bytes[at++] & 0xFF;
    }

    /** Four bytes, little endian. */
    int uint32() {
        return byteValue() | byteValue() << 8 | byteValue() << 16 | byteValue() << 24;
    }

    /** An unsigned LEB128 number that fits an int. */
    int leb() {
        var value = signedOrUnsigned(false);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new WasmFormatException("number out of range at byte " + at);
        }
        return (int) value;
    }

    /** A signed LEB128 number of up to 64 bits. */
    long signedLeb() {
        return signedOrUnsigned(true);
    }

    byte[] bytes(int count) {
        if (count > end - at) {
            throw new WasmFormatException("ends early: " + count + " bytes wanted at byte " + at);
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    WasmReader slice(int count) {
        if (count > end - at) {
            throw new WasmFormatException("ends early: " + count + " bytes wanted at byte " + at);
        }
        at += count;
        return new WasmReader(bytes, at - count, at);
    }

    /** Skips a value type: one byte, or 0x63/0x64 and a heap type. */
    void valueType() {
        var first = byteValue();
        if (first == 0x63 || first == 0x64) {
            signedLeb();
        }
    }

    private long signedOrUnsigned(boolean signed) {
        var result = 0L;
        for (var shift = 0; shift < 70; shift += 7) {
            var next = byteValue();
            result |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return signed && shift + 7 < 64 && (next & 0x40) != 0
                        ? result | -1L << (shift + 7)
                        : result;
            }
        }
        throw new WasmFormatException("number too long at byte " + at);
    }
}
