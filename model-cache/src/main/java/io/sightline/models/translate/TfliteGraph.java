// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of TensorFlow Lite: a FlatBuffer of operators over tensors, channels last, in an order in
 * which they can be run. Numbers of fields, operators and types are those of TensorFlow's {@code
 * schema.fbs}, version 3.
 */
final class TfliteGraph {
    /** Element types that are known. */
    static final int FLOAT32 = 0;

    static final int FLOAT16 = 1;
    static final int INT32 = 2;

    private static final int VERSION = 3;
    private static final int MOST = 100_000;

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private int[] inputs;
    private int[] outputs;

    /**
     * A value.
     *
     * @param name for people
     * @param shape row-major
     * @param type of its elements
     * @param data of a constant, little-endian; empty where it is computed
     */
    record Tensor(String name, int[] shape, int type, ByteBuffer data) {
        boolean constant() {
            return data.capacity() > 0;
        }

        int elements() {
            int count = 1;
            for (int edge : shape) {
                if (edge < 1 || count > (1 << 26) / edge) {
                    throw fault("has no shape that is known");
                }
                count *= edge;
            }
            return count;
        }

        /** The whole numbers of a constant. */
        int[] wholes() {
            if (type != INT32 || data.capacity() != 4 * elements()) {
                throw fault("holds no whole numbers");
            }
            var numbers = new int[elements()];
            data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(numbers);
            return numbers;
        }

        /** The halves of a constant, as bits. */
        short[] halves() {
            if (type != FLOAT16 || data.capacity() != 2 * elements()) {
                throw fault("holds no numbers of half precision");
            }
            var numbers = new short[elements()];
            data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(numbers);
            return numbers;
        }

        TranslationException fault(String what) {
            return new TranslationException("model.tflite: tensor " + name + " " + what);
        }
    }

    /**
     * An operator.
     *
     * @param code its kind
     * @param inputs numbers of tensors
     * @param outputs numbers of tensors
     * @param options how it works; null where it says nothing
     */
    record Operator(int code, int[] inputs, int[] outputs, Table options) {}

    /**
     * A table of the FlatBuffer. A field that is not there reads as nought, as the format has it.
     *
     * @param bytes the file
     * @param at where it begins
     */
    record Table(ByteBuffer bytes, int at) {
        private int field(int number) {
            int names = at - bytes.getInt(at);
            int place = 4 + 2 * number;
            return place < Short.toUnsignedInt(bytes.getShort(names))
                    ? Short.toUnsignedInt(bytes.getShort(names + place))
                    : 0;
        }

        int whole(int number) {
            int offset = field(number);
            return offset == 0 ? 0 : bytes.getInt(at + offset);
        }

        int octet(int number) {
            int offset = field(number);
            return offset == 0 ? 0 : bytes.get(at + offset);
        }

        private int follow(int number) {
            int offset = field(number);
            return offset == 0 ? 0 : at + offset + bytes.getInt(at + offset);
        }

        Table table(int number) {
            int place = follow(number);
            return place == 0 ? null : new Table(bytes, place);
        }

        /** Where a vector's elements begin and how many there are. */
        private int count(int place, int each) {
            int count = place == 0 ? 0 : bytes.getInt(place);
            if (count < 0 || (long) count * each > bytes.capacity()) {
                throw new IndexOutOfBoundsException(count);
            }
            return count;
        }

        List<Table> tables(int number) {
            int place = follow(number);
            int count = count(place, 4);
            if (count > MOST) {
                throw new IndexOutOfBoundsException(count);
            }
            var list = new ArrayList<Table>();
            for (int i = 0; i < count; ++i) {
                int from = place + 4 + 4 * i;
                list.add(new Table(bytes, from + bytes.getInt(from)));
            }
            return list;
        }

        int[] wholes(int number) {
            int place = follow(number);
            var numbers = new int[count(place, 4)];
            for (int i = 0; i < numbers.length; ++i) {
                numbers[i] = bytes.getInt(place + 4 + 4 * i);
            }
            return numbers;
        }

        ByteBuffer octets(int number) {
            int place = follow(number);
            return place == 0
                    ? ByteBuffer.allocate(0)
                    : bytes.slice(place + 4, count(place, 1)).order(ByteOrder.LITTLE_ENDIAN);
        }

        String text(int number) {
            return StandardCharsets.UTF_8.decode(octets(number)).toString();
        }
    }

    private TfliteGraph() {}

    /**
     * Reads a model.
     *
     * @throws TranslationException where it is something else
     */
    static TfliteGraph read(byte[] file) {
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 8 || bytes.getInt(4) != 0x334C4654) {
            throw new TranslationException("model.tflite is no model of TensorFlow Lite");
        }
        try {
            var graph = new TfliteGraph();
            graph.read(new Table(bytes, bytes.getInt(0)));
            return graph;
        } catch (IndexOutOfBoundsException e) {
            throw new TranslationException("model.tflite is broken: it points beyond its end");
        }
    }

    private void read(Table model) {
        if (model.whole(0) != VERSION || model.tables(2).size() != 1) {
            throw new TranslationException(
                    "model.tflite is of version "
                            + model.whole(0)
                            + " with "
                            + model.tables(2).size()
                            + " graphs, which the translator does not know");
        }
        var graph = model.tables(2).get(0);
        var buffers = model.tables(4);
        for (var tensor : graph.tables(0)) {
            tensors.add(
                    new Tensor(
                            tensor.text(3),
                            tensor.wholes(0),
                            tensor.octet(1),
                            buffers.get(tensor.whole(2)).octets(0)));
        }
        var codes = model.tables(1);
        for (var operator : graph.tables(3)) {
            var code = codes.get(operator.whole(0));
            operators.add(
                    new Operator(
                            // Old files have it in a byte only.
                            Math.max(code.octet(0), code.whole(3)),
                            known(operator.wholes(1)),
                            known(operator.wholes(2)),
                            operator.table(4)));
        }
        inputs = known(graph.wholes(1));
        outputs = known(graph.wholes(2));
    }

    private int[] known(int[] numbers) {
        for (int number : numbers) {
            tensors.get(number);
        }
        return numbers;
    }

    /** A value by its number. */
    Tensor tensor(int number) {
        return tensors.get(number);
    }

    /** The operators, each after what it takes. */
    List<Operator> operators() {
        return operators;
    }

    /** Numbers of the tensors that go in. */
    int[] inputs() {
        return inputs;
    }

    /** Numbers of the tensors that come out. */
    int[] outputs() {
        return outputs;
    }
}
