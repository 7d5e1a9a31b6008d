// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in protobuf's wire format (protobuf.dev/programming-guides/encoding), kept as pieces so
 * that a nested message's length is known before weights of many megabytes are written.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final List<Bytes> pieces = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long length;

    long length() {
        return length + open.size();
    }

    ProtoMessage number(int field, long value) {
        varint(open, (long) field << 3 | VARINT);
        varint(open, value);
        return this;
    }

    ProtoMessage real(int field, float value) {
        varint(open, (long) field << 3 | FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            open.write(bits >>> shift);
        }
        return this;
    }

    ProtoMessage text(int field, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, Bytes.of(bytes));
    }

    ProtoMessage message(int field, ProtoMessage nested) {
        nested.close();
        varint(open, (long) field << 3 | LENGTH);
        varint(open, nested.length());
        close();
        pieces.addAll(nested.pieces);
        length += nested.length;
        return this;
    }

    /** Adds the fields of another message to this one. */
    ProtoMessage append(ProtoMessage other) {
        other.close();
        close();
        pieces.addAll(other.pieces);
        length += other.length;
        return this;
    }

    ProtoMessage bytes(int field, Bytes value) {
        varint(open, (long) field << 3 | LENGTH);
        varint(open, value.length());
        close();
        pieces.add(value);
        length += value.length();
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        close();
        for (var piece : pieces) {
            piece.writeTo(out);
        }
    }

    private void close() {
        if (open.size() > 0) {
            length += open.size();
            pieces.add(Bytes.of(open.toByteArray()));
            open.reset();
        }
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
