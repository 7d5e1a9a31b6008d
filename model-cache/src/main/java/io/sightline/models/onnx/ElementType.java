// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.onnx;

/** Element types of tensors, by their number in {@code TensorProto.DataType}. */
public enum ElementType {
    /** IEEE 754 single. */
    FLOAT(1, 4),
    /** Signed byte. */
    INT8(3, 1),
    /** Signed 64 bits. */
    INT64(7, 8),
    /** One byte, 0 or 1. */
    BOOL(9, 1),
    /** IEEE 754 half. */
    FLOAT16(10, 2);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The number in the format. */
    public int number() {
        return number;
    }

    /** Length of an element. */
    public int bytes() {
        return bytes;
    }
}
