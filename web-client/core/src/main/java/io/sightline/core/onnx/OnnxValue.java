// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name of the value
 * @param type of its elements, as in {@code TensorProto.DataType}, in words
 * @param shape its edges; {@link #OPEN} for one that is not fixed; null when nothing is said
 */
public record OnnxValue(String name, String type, List<Long> shape) {
    /** An edge that may be anything. */
    public static final long OPEN = -1;

    private static final List<String> TYPES =
            List.of(
                    "undefined",
                    "float32",
                    "uint8",
                    "int8",
                    "uint16",
                    "int16",
                    "int32",
                    "int64",
                    "string",
                    "bool",
                    "float16",
                    "float64",
                    "uint32",
                    "uint64",
                    "complex64",
                    "complex128",
                    "bfloat16");

    static String type(long number) {
        return number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : "type " + number;
    }

    /** In words: {@code float32 [1, 3, ?, ?]}. */
    public String words() {
        if (shape == null) {
            return type + " [?]";
        }
        var text = new StringBuilder(type).append(" [");
        for (int i = 0; i < shape.size(); ++i) {
            text.append(i == 0 ? "" : ", ");
            text.append(shape.get(i) == OPEN ? "?" : shape.get(i));
        }
        return text.append(']').toString();
    }
}
