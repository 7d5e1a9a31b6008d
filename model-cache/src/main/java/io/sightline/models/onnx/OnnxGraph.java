// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds a graph and writes it as an ONNX file. Field numbers are those of {@code onnx.proto} (IR
 * version 8). The same calls give the same bytes.
 */
public final class OnnxGraph {
    private static final int IR_VERSION = 8;

    private final String name;
    private final int opset;
    private final ProtoMessage nodes = new ProtoMessage();
    private final ProtoMessage initializers = new ProtoMessage();
    private final ProtoMessage ends = new ProtoMessage();
    private final Set<String> values = new HashSet<>();

    /** Starts a graph of this name on an operator set of the default domain. */
    public OnnxGraph(String name, int opset) {
        this.name = name;
        this.opset = opset;
    }

    /** True where an initializer or a node already gives this value. */
    public boolean has(String value) {
        return values.contains(value);
    }

    /** Declares an input; a dimension is a number or a name. */
    public OnnxGraph input(String value, ElementType type, List<?> shape) {
        define(value);
        return end(11, value, type, shape);
    }

    /** Declares an output; a dimension is a number or a name. */
    public OnnxGraph output(String value, ElementType type, List<?> shape) {
        return end(12, value, type, shape);
    }

    private OnnxGraph end(int field, String value, ElementType type, List<?> shape) {
        var dims = new ProtoMessage();
        for (var dim : shape) {
            var message = new ProtoMessage();
            if (dim instanceof Number number) {
                message.number(1, number.longValue());
            } else {
                message.text(2, (String) dim);
            }
            dims.message(1, message);
        }
        var tensor = new ProtoMessage().number(1, type.number()).message(2, dims);
        var info =
                new ProtoMessage().text(1, value).message(2, new ProtoMessage().message(1, tensor));
        ends.message(field, info);
        return this;
    }

    /** Adds a constant tensor: little-endian, row-major. */
    public String tensor(String value, ElementType type, long[] shape, Bytes content) {
        long wanted = type.bytes();
        for (long dim : shape) {
            wanted *= dim;
        }
        if (content.length() != wanted) {
            throw new IllegalArgumentException(
                    value + " has " + content.length() + " bytes instead of " + wanted);
        }
        define(value);
        var message = new ProtoMessage();
        for (long dim : shape) {
            message.number(1, dim);
        }
        initializers.message(5, message.number(2, type.number()).text(8, value).bytes(9, content));
        return value;
    }

    /** Adds a constant vector of integers. */
    public String integers(String value, long... content) {
        var buffer = ByteBuffer.allocate(8 * content.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(content);
        return tensor(
                value, ElementType.INT64, new long[] {content.length}, Bytes.of(buffer.array()));
    }

    /** Adds a constant integer without dimensions. */
    public String integer(String value, long content) {
        var buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(content);
        return tensor(value, ElementType.INT64, new long[0], Bytes.of(buffer.array()));
    }

    /** Adds a constant vector of single-precision numbers. */
    public String floats(String value, float... content) {
        var buffer = ByteBuffer.allocate(4 * content.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(content);
        return tensor(
                value, ElementType.FLOAT, new long[] {content.length}, Bytes.of(buffer.array()));
    }

    /** Adds a node with one output. An empty input is one left out. */
    public String node(String op, String output, Map<String, ?> attributes, String... inputs) {
        for (var input : inputs) {
            if (!input.isEmpty() && !values.contains(input)) {
                throw new IllegalArgumentException(op + " " + output + " uses unknown " + input);
            }
        }
        define(output);
        var message = new ProtoMessage();
        for (var input : inputs) {
            message.text(1, input);
        }
        message.text(2, output).text(3, output).text(4, op);
        // In order of name: a Map.of has none of its own.
        for (var attribute : new TreeMap<>(attributes).entrySet()) {
            message.message(5, attribute(attribute.getKey(), attribute.getValue()));
        }
        nodes.message(1, message);
        return output;
    }

    private static ProtoMessage attribute(String name, Object value) {
        var message = new ProtoMessage().text(1, name);
        if (value instanceof Float real) {
            return message.real(2, real).number(20, 1);
        }
        if (value instanceof Integer || value instanceof Long) {
            return message.number(3, ((Number) value).longValue()).number(20, 2);
        }
        if (value instanceof String text) {
            return message.text(4, text).number(20, 3);
        }
        for (long item : (long[]) value) {
            message.number(8, item);
        }
        return message.number(20, 7);
    }

    private void define(String value) {
        if (!values.add(value)) {
            throw new IllegalArgumentException(value + " is given twice");
        }
    }

    /** Writes the file. */
    public void writeTo(
            OutputStream out, String producer, String documentation, Map<String, String> metadata)
            throws IOException {
        var graph = new ProtoMessage();
        graph.append(nodes).text(2, name).append(initializers).append(ends);
        var model = new ProtoMessage().number(1, IR_VERSION).text(2, producer);
        model.text(6, documentation).message(7, graph);
        model.message(8, new ProtoMessage().text(1, "").number(2, opset));
        for (var entry : new TreeMap<>(metadata).entrySet()) {
            model.message(14, new ProtoMessage().text(1, entry.getKey()).text(2, entry.getValue()));
        }
        model.writeTo(out);
    }
}
