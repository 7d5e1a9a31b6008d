// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import io.sightline.models.translate.MilProgram.Constant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Core ML's {@code weight.bin}. A record is 0xDEADBEEF, an element type (1 is fp16), the length and
 * the offset of the data, all little-endian (coremltools {@code MILBlob/Blob/StorageFormat.hpp}).
 */
final class WeightBlob {
    private static final int SENTINEL = 0xDEADBEEF;
    private static final int FP16 = 1;
    private static final int RECORD = 24;

    private final ByteBuffer content;

    WeightBlob(byte[] content) {
        this.content = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    static WeightBlob read(Path file) throws IOException {
        return new WeightBlob(Files.readAllBytes(file));
    }

    /** The half-precision elements of a constant, row-major. */
    short[] halves(String name, Constant constant) {
        long at = constant.offset();
        if (!constant.type().element().equals("fp16")) {
            throw fault(name, "is " + constant.type().element() + ", not fp16");
        }
        if (at > content.limit() - RECORD || content.getInt((int) at) != SENTINEL) {
            throw fault(name, "has no record at offset " + at);
        }
        if (content.getInt((int) at + 4) != FP16) {
            throw fault(name, "is not kept as fp16");
        }
        long length = content.getLong((int) at + 8);
        long start = content.getLong((int) at + 16);
        long wanted = 2 * constant.type().elements();
        if (length != wanted) {
            throw fault(name, "has " + length + " bytes instead of " + wanted);
        }
        if (start < 0 || start > content.limit() - length) {
            throw fault(name, "lies beyond the end of the file");
        }
        var halves = new short[(int) (length / 2)];
        content.slice((int) start, (int) length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(halves);
        return halves;
    }

    private static TranslationException fault(String name, String what) {
        return new TranslationException("weight.bin: " + name + " " + what);
    }
}
