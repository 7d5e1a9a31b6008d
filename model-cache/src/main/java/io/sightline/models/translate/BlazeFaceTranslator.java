// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static io.sightline.models.onnx.ElementType.FLOAT;
import static io.sightline.models.onnx.ElementType.FLOAT16;

import io.sightline.models.onnx.OnnxGraph;
import io.sightline.models.translate.TfliteGraph.Operator;
import io.sightline.models.translate.TfliteGraph.Table;
import io.sightline.models.translate.TfliteGraph.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates MediaPipe's BlazeFace from TensorFlow Lite to ONNX: {@code input} float [1, 3, height,
 * width], normalised, to {@code output} float [1, cells, places + 1]: the places of a cell's face,
 * then the logit of its score.
 *
 * <p>The source has channels last, the result first, as ONNX's convolutions want them; only before
 * the outputs are they brought back. Weights stay in half precision, the arithmetic is single.
 */
public final class BlazeFaceTranslator {
    /** Name of the result's input. */
    public static final String INPUT = "input";

    /** Name of the result's output. */
    public static final String OUTPUT = "output";

    private static final int OPSET = 17;
    private static final int ADD = 0;
    private static final int CONVOLUTION = 3;
    private static final int DEPTHWISE = 4;
    private static final int DEQUANTIZE = 6;
    private static final int MAX_POOL = 17;
    private static final int RELU = 19;
    private static final int RESHAPE = 22;
    private static final int RESIZE = 23;
    private static final int PAD = 34;

    private final TfliteGraph source;
    private final OnnxGraph graph = new OnnxGraph("blazeface", OPSET);

    /** Values of the result by the number of the source's. */
    private final Map<Integer, String> values = new HashMap<>();

    private int at;

    private BlazeFaceTranslator(TfliteGraph source) {
        this.source = source;
    }

    /**
     * Translates a file.
     *
     * @param model {@code model.tflite}
     * @param target is written; left behind unfinished when this fails
     * @throws TranslationException where the source is not what is known
     */
    public static void translate(Path model, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            translate(Files.readAllBytes(model), out);
        }
    }

    static void translate(byte[] model, OutputStream out) throws IOException {
        var translator = new BlazeFaceTranslator(TfliteGraph.read(model));
        try {
            translator.build();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw translator.fault("is broken: " + e.getMessage());
        }
        translator.graph.writeTo(
                out,
                "sightline",
                "BlazeFace full range (Apache-2.0, Google's MediaPipe), translated from TensorFlow"
                        + " Lite",
                Map.of("licence", "Apache-2.0"));
    }

    private void build() {
        if (source.inputs().length != 1 || source.outputs().length != 2) {
            throw new TranslationException(
                    "model.tflite has " + source.outputs().length + " outputs instead of two");
        }
        int picture = source.inputs()[0];
        var shape = planes(source.tensor(picture));
        if (shape[0] != 1
                || shape[1] != 3
                || source.tensor(picture).type() != TfliteGraph.FLOAT32) {
            throw source.tensor(picture).fault("is not one picture of three planes");
        }
        graph.input(INPUT, FLOAT, Arrays.stream(shape).boxed().toList());
        values.put(picture, INPUT);
        for (var operator : source.operators()) {
            translate(operator);
            ++at;
        }
        int places = source.outputs()[0];
        int scores = source.outputs()[1];
        var of = source.tensor(places).shape();
        var score = source.tensor(scores).shape();
        if (of.length != 3 || score.length != 3 || of[1] != score[1] || score[2] != 1) {
            throw new TranslationException(
                    "model.tflite gives no places and scores of the same cells");
        }
        graph.node("Concat", OUTPUT, Map.of("axis", 2), value(places), value(scores));
        graph.output(OUTPUT, FLOAT, List.of(1, of[1], of[2] + 1));
    }

    private void translate(Operator operator) {
        if (operator.inputs().length == 0 || operator.outputs().length != 1) {
            throw fault("gives " + operator.outputs().length + " values");
        }
        switch (operator.code()) {
            case DEQUANTIZE -> {
                // A weight of half precision: taken where it is needed.
                if (!source.tensor(operator.inputs()[0]).constant()) {
                    throw fault("widens what is computed");
                }
                values.put(operator.outputs()[0], "");
            }
            case CONVOLUTION -> convolution(operator, false);
            case DEPTHWISE -> convolution(operator, true);
            case MAX_POOL -> pool(operator);
            case ADD -> add(operator);
            case RELU -> emit(operator, "Relu", Map.of(), taken(operator, 0));
            case PAD -> pad(operator);
            case RESIZE -> resize(operator);
            case RESHAPE -> cells(operator);
            default ->
                    throw fault(
                            "is of kind "
                                    + operator.code()
                                    + ", which the translator does not know");
        }
    }

    private void convolution(Operator operator, boolean depthwise) {
        var options = options(operator);
        plain(options, depthwise ? 4 : 3);
        int dilation = depthwise ? 5 : 4;
        if (options.whole(dilation) > 1 || options.whole(dilation + 1) > 1) {
            throw fault("is dilated");
        }
        var weight = weight(operator, 1);
        var bias = weight(operator, 2);
        var shape = weight.shape();
        long in = planes(source.tensor(operator.inputs()[0]))[1];
        long out = planes(result(operator))[1];
        if (shape.length != 4
                || bias.elements() != out
                || (depthwise ? shape[0] != 1 || shape[3] != out || out != in : shape[0] != out)
                || !depthwise && shape[3] != in) {
            throw fault("has a weight of another shape");
        }
        var name = weights(weight, depthwise);
        var window = window(operator, options, shape[1], shape[2], 0);
        var attributes = new HashMap<>(window);
        attributes.put("group", depthwise ? in : 1L);
        emit(operator, "Conv", attributes, taken(operator, 0), name, weights(bias, false));
    }

    private void pool(Operator operator) {
        var options = options(operator);
        plain(options, 5);
        emit(
                operator,
                "MaxPool",
                window(operator, options, options.whole(4), options.whole(3), 0),
                taken(operator, 0));
    }

    /**
     * How a window slides: SAME pads so that the result has an edge's length over the stride,
     * rounded up, the odd pixel right and below.
     *
     * @param first field of the options in which the padding stands, the strides behind it
     */
    private Map<String, Object> window(
            Operator operator, Table options, int height, int width, int first) {
        boolean same = options.octet(first) == 0;
        var strides = new long[] {options.whole(first + 2), options.whole(first + 1)};
        var kernel = new long[] {height, width};
        var from = planes(source.tensor(operator.inputs()[0]));
        var to = planes(result(operator));
        var pads = new long[4];
        for (int i = 0; i < 2; ++i) {
            long edge = from[2 + i];
            if (strides[i] < 1 || kernel[i] < 1) {
                throw fault("slides by nothing");
            }
            long wanted =
                    same
                            ? (edge + strides[i] - 1) / strides[i]
                            : (edge - kernel[i]) / strides[i] + 1;
            long more = same ? Math.max(0, (wanted - 1) * strides[i] + kernel[i] - edge) : 0;
            if (wanted != to[2 + i]) {
                throw fault("gives another size than the file says");
            }
            pads[i] = more / 2;
            pads[2 + i] = more - more / 2;
        }
        return Map.of("kernel_shape", kernel, "strides", strides, "pads", pads);
    }

    private void add(Operator operator) {
        if (operator.options() != null) {
            plain(operator.options(), 0);
        }
        var x = source.tensor(operator.inputs()[0]).shape();
        if (operator.inputs().length != 2
                || !Arrays.equals(x, source.tensor(operator.inputs()[1]).shape())) {
            throw fault("adds values of other shapes");
        }
        emit(operator, "Add", Map.of(), taken(operator, 0), taken(operator, 1));
    }

    private void pad(Operator operator) {
        var by = source.tensor(operator.inputs()[1]).wholes();
        if (by.length != 8) {
            throw fault("pads other than four axes");
        }
        // Before and after each axis, channels last, to all before and all after, channels first.
        var pads =
                graph.integers(
                        name(operator) + "_by",
                        by[0],
                        by[6],
                        by[2],
                        by[4],
                        by[1],
                        by[7],
                        by[3],
                        by[5]);
        emit(operator, "Pad", Map.of("mode", "constant"), taken(operator, 0), pads);
    }

    private void resize(Operator operator) {
        var options = options(operator);
        if (options.octet(2) != 0 || options.octet(3) == 0) {
            throw fault("does not take the middles of pixels");
        }
        var size = graph.integers(name(operator) + "_size", planes(result(operator)));
        emit(
                operator,
                "Resize",
                Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel"),
                taken(operator, 0),
                "",
                "",
                size);
    }

    /** [1, height, width, values] to [1, cells, values]. */
    private void cells(Operator operator) {
        var from = source.tensor(operator.inputs()[0]).shape();
        var to = result(operator).shape();
        if (from.length != 4
                || to.length != 3
                || from[0] != 1
                || to[1] != from[1] * from[2]
                || to[2] != from[3]) {
            throw fault("makes " + Arrays.toString(to) + " of " + Arrays.toString(from));
        }
        var last = name(operator) + "_last";
        graph.node("Transpose", last, Map.of("perm", new long[] {0, 2, 3, 1}), taken(operator, 0));
        var shape = graph.integers(name(operator) + "_shape", to[0], to[1], to[2]);
        emit(operator, "Reshape", Map.of(), last, shape);
    }

    // ---- values

    private void emit(Operator operator, String op, Map<String, ?> attributes, String... inputs) {
        graph.node(op, name(operator), attributes, inputs);
        values.put(operator.outputs()[0], name(operator));
    }

    private String name(Operator operator) {
        return "v" + operator.outputs()[0];
    }

    private Tensor result(Operator operator) {
        return source.tensor(operator.outputs()[0]);
    }

    private String taken(Operator operator, int input) {
        return value(operator.inputs()[input]);
    }

    private String value(int tensor) {
        var value = values.getOrDefault(tensor, "");
        if (value.isEmpty()) {
            throw source.tensor(tensor).fault("is taken before anything gives it");
        }
        return value;
    }

    /** [1, height, width, channels] of the source as [1, channels, height, width]. */
    private static long[] planes(Tensor tensor) {
        var shape = tensor.shape();
        if (shape.length != 4) {
            throw tensor.fault("is no picture");
        }
        return new long[] {shape[0], shape[3], shape[1], shape[2]};
    }

    private Table options(Operator operator) {
        if (operator.options() == null) {
            throw fault("does not say how");
        }
        return operator.options();
    }

    private void plain(Table options, int activation) {
        if (options.octet(activation) != 0) {
            throw fault("has an activation of its own");
        }
    }

    /** The half-precision constant behind an input. */
    private Tensor weight(Operator operator, int input) {
        if (operator.inputs().length > input) {
            int wanted = operator.inputs()[input];
            for (var each : source.operators()) {
                if (each.code() == DEQUANTIZE && each.outputs()[0] == wanted) {
                    return source.tensor(each.inputs()[0]);
                }
            }
        }
        throw fault("has no weight of half precision where one belongs");
    }

    /** [out, height, width, in] becomes [out, in, height, width], depthwise [out, 1, …]. */
    private String weights(Tensor weight, boolean depthwise) {
        var halves = weight.halves();
        var shape = weight.shape();
        var name = "w/" + weight.name();
        if (shape.length == 4) {
            int out = depthwise ? shape[3] : shape[0];
            int in = depthwise ? 1 : shape[3];
            int window = shape[1] * shape[2];
            var turned = new short[halves.length];
            for (int o = 0; o < out; ++o) {
                for (int i = 0; i < in; ++i) {
                    for (int p = 0; p < window; ++p) {
                        turned[(o * in + i) * window + p] =
                                halves[depthwise ? p * out + o : (o * window + p) * in + i];
                    }
                }
            }
            var to = new long[] {out, in, shape[1], shape[2]};
            return wide(name, to, turned);
        }
        return wide(name, new long[] {halves.length}, halves);
    }

    private String wide(String name, long[] shape, short[] halves) {
        if (graph.has(name)) {
            return name;
        }
        var half = graph.tensor(name + "_half", FLOAT16, shape, Weights.halves(halves));
        return graph.node("Cast", name, Map.of("to", FLOAT.number()), half);
    }

    private TranslationException fault(String what) {
        return new TranslationException("model.tflite: operator " + at + " " + what);
    }
}
