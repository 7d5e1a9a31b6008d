// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Walks the fields of protocol buffer messages in a file. Wire format:
 * protobuf.dev/programming-guides/encoding. A field that ends after its message ends is a file that
 * was cut off, or no such file at all.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int WINDOW = 1 << 16;

    /** Names and shapes are short; something longer is not what it seems. */
    private static final int LONGEST_TEXT = 1 << 16;

    private final FileBytes file;
    private byte[] window = new byte[0];
    private long windowFrom;
    private long at;

    ProtoReader(FileBytes file) {
        this.file = file;
    }

    long at() {
        return at;
    }

    void seek(long position) {
        at = position;
    }

    /** The next tag: field number × 8 + wire type. */
    int tag(long end) {
        long tag = varint(end);
        if (tag <= 7 || tag > Integer.MAX_VALUE) {
            throw notOnnx();
        }
        return (int) tag;
    }

    long varint(long end) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next(end);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw notOnnx();
    }

    /** Where the bytes that begin here end. */
    long bytesEnd(long end) {
        long length = varint(end);
        if (length < 0) {
            throw notOnnx();
        }
        if (length > end - at) {
            throw cutOff(at + length);
        }
        return at + length;
    }

    String text(long end) {
        long textEnd = bytesEnd(end);
        if (textEnd - at > LONGEST_TEXT) {
            throw notOnnx();
        }
        var bytes = new byte[(int) (textEnd - at)];
        for (int i = 0; i < bytes.length; ++i) {
            bytes[i] = next(textEnd);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(int tag, long end) {
        switch (tag & 7) {
            case VARINT -> varint(end);
            case FIXED64 -> jump(8, end);
            case FIXED32 -> jump(4, end);
            case BYTES -> at = bytesEnd(end);
            default -> throw notOnnx();
        }
    }

    private void jump(int count, long end) {
        if (count > end - at) {
            throw cutOff(at + count);
        }
        at += count;
    }

    private byte next(long end) {
        if (at >= end) {
            throw cutOff(at + 1);
        }
        if (at < windowFrom || at >= windowFrom + window.length) {
            windowFrom = at;
            window = file.read(at, (int) Math.min(WINDOW, file.length() - at));
        }
        return window[(int) (at++ - windowFrom)];
    }

    SightlineException notOnnx() {
        return new SightlineException(ErrorCode.MODEL_CORRUPT, "model-not-onnx");
    }

    private SightlineException cutOff(long wanted) {
        return new SightlineException(
                ErrorCode.MODEL_CORRUPT,
                "model-cut-off",
                Map.of("found", (double) file.length(), "wanted", (double) wanted));
    }
}
