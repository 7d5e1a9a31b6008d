// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph model of TensorFlow.js: the operations of a frozen TensorFlow graph as JSON, its
 * constants one after the other in a file of their own.
 */
final class TfGraph {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    /**
     * An operation.
     *
     * @param name unique
     * @param op its kind
     * @param inputs "name", or "name:1" for another output than the first
     * @param attributes as they stand in the file
     */
    record Node(String name, String op, List<String> inputs, JsonNode attributes) {
        /** A text attribute, which the file has in base64. */
        String text(String attribute) {
            var bytes = Base64.getDecoder().decode(attributes.path(attribute).path("s").asText(""));
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** A list of whole numbers, which the file has as texts. */
        long[] wholes(String attribute) {
            var items = attributes.path(attribute).path("list").path("i");
            var numbers = new long[items.size()];
            for (int i = 0; i < numbers.length; ++i) {
                numbers[i] = items.get(i).asLong();
            }
            return numbers;
        }

        boolean flag(String attribute) {
            return attributes.path(attribute).path("b").asBoolean(false);
        }

        TranslationException fault(String what) {
            return new TranslationException("model.json: " + op + " " + name + " " + what);
        }
    }

    /**
     * A constant.
     *
     * @param name of its node
     * @param shape row-major
     * @param wholes of an integer constant, else null
     * @param halves of a constant that is kept in half precision, else null
     * @param singles of a constant that is kept in single precision, else null
     */
    record Constant(String name, long[] shape, int[] wholes, short[] halves, float[] singles) {
        int size() {
            return count(shape);
        }

        float number(int at) {
            return halves == null ? singles[at] : Half.toFloat(halves[at]);
        }
    }

    private TfGraph() {}

    /**
     * Reads a model.
     *
     * @param json the topology and the list of weights
     * @param weights the file that the list describes
     * @throws TranslationException where it is something else
     */
    static TfGraph read(byte[] json, byte[] weights) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new TranslationException("model.json is no JSON: " + e.getOriginalMessage());
        }
        var graph = new TfGraph();
        graph.readNodes(root.path("modelTopology").path("node"));
        graph.readWeights(root.path("weightsManifest"), weights);
        return graph;
    }

    private void readNodes(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new TranslationException("model.json has no graph");
        }
        for (var item : list) {
            var inputs = new ArrayList<String>();
            for (var input : item.path("input")) {
                inputs.add(input.asText());
                uses.merge(input.asText(), 1, Integer::sum);
            }
            var name = item.path("name").asText();
            var node = new Node(name, item.path("op").asText(), inputs, item.path("attr"));
            if (nodes.put(name, node) != null) {
                throw node.fault("is there twice");
            }
        }
    }

    private void readWeights(JsonNode manifest, byte[] weights) {
        if (manifest.size() != 1 || manifest.get(0).path("paths").size() != 1) {
            throw new TranslationException("model.json keeps its weights in other than one file");
        }
        var buffer = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN);
        for (var item : manifest.get(0).path("weights")) {
            var name = item.path("name").asText();
            var shape = new long[item.path("shape").size()];
            for (int i = 0; i < shape.length; ++i) {
                shape[i] = item.path("shape").get(i).asLong();
            }
            var kept = item.path("quantization").path("dtype").asText("");
            var form = item.path("dtype").asText() + (kept.isEmpty() ? "" : " as " + kept);
            int count = count(shape);
            int bytes = form.endsWith("float16") ? 2 * count : 4 * count;
            if (count < 0 || bytes > buffer.remaining()) {
                throw new TranslationException("the weights end before " + name);
            }
            var part = buffer.slice().order(ByteOrder.LITTLE_ENDIAN).limit(bytes);
            buffer.position(buffer.position() + bytes);
            constants.put(name, constant(name, shape, form, part, count));
        }
        if (buffer.hasRemaining()) {
            throw new TranslationException(
                    "the weights are " + buffer.remaining() + " bytes longer than model.json says");
        }
    }

    private static Constant constant(
            String name, long[] shape, String form, ByteBuffer part, int count) {
        var values = part.order(ByteOrder.LITTLE_ENDIAN);
        switch (form) {
            case "int32" -> {
                var wholes = new int[count];
                values.asIntBuffer().get(wholes);
                return new Constant(name, shape, wholes, null, null);
            }
            case "float32 as float16" -> {
                var halves = new short[count];
                values.asShortBuffer().get(halves);
                return new Constant(name, shape, null, halves, null);
            }
            case "float32" -> {
                var singles = new float[count];
                values.asFloatBuffer().get(singles);
                return new Constant(name, shape, null, null, singles);
            }
            default ->
                    throw new TranslationException(
                            "the weight "
                                    + name
                                    + " is "
                                    + form
                                    + ", which the translator does not know");
        }
    }

    /** Elements of a shape; -1 where that is no sensible number. */
    private static int count(long[] shape) {
        long count = 1;
        for (long dim : shape) {
            if (dim < 0 || dim > 1 << 24) {
                return -1;
            }
            count *= dim;
            if (count > 1 << 28) {
                return -1;
            }
        }
        return (int) count;
    }

    /** All operations, in the file's order. */
    Iterable<Node> nodes() {
        return nodes.values();
    }

    /** The node that gives a value. */
    Node node(String value) {
        var name = value.indexOf(':') < 0 ? value : value.substring(0, value.indexOf(':'));
        var node = nodes.get(name);
        if (node == null) {
            throw new TranslationException("model.json: nothing gives " + value);
        }
        return node;
    }

    /** The constant of this name, or null where it is computed. */
    Constant constant(String value) {
        return constants.get(value);
    }

    /** How many operations take a value. */
    int uses(String value) {
        return uses.getOrDefault(value, 0);
    }

    /** The one operation that takes a value, or null where there are none or several. */
    Node onlyUser(String value) {
        if (uses(value) != 1) {
            return null;
        }
        for (var node : nodes.values()) {
            if (node.inputs().contains(value)) {
                return node;
            }
        }
        return null;
    }
}
