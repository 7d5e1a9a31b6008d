// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static io.sightline.models.onnx.ElementType.FLOAT;
import static io.sightline.models.onnx.ElementType.FLOAT16;

import io.sightline.models.onnx.OnnxGraph;
import io.sightline.models.translate.TfGraph.Constant;
import io.sightline.models.translate.TfGraph.Node;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Translates NanoDet from a TensorFlow.js graph model to ONNX: {@code data} float [1, 3, height,
 * width], normalised, to {@code output} float [1, cells, classes + 4 × places], the form of
 * NanoDet's own export.
 *
 * <p>The source came from ONNX itself: its picture is [1, 3, height, width], and TensorFlow's
 * convolutions, which want channels last, stand between two transpositions. Those are not written:
 * a value is remembered as a view of another, and a convolution takes the value behind the view. So
 * are the padding before a convolution and the addition of its bias.
 */
public final class NanoDetTranslator {
    /** Name of the result's input. */
    public static final String INPUT = "data";

    /** Name of the result's output. */
    public static final String OUTPUT = "output";

    private static final int OPSET = 17;
    private static final int[] CHANNELS_LAST = {0, 2, 3, 1};
    private static final int[] CHANNELS_FIRST = {0, 3, 1, 2};

    /** A padding below this cannot be the largest of a window. */
    private static final float LEAST = -1e4f;

    private final TfGraph source;
    private final OnnxGraph graph = new OnnxGraph("nanodet", OPSET);
    private final Map<String, View> views = new HashMap<>();

    /**
     * A value of the source as one of the result.
     *
     * @param value in the result
     * @param shape of the value, as it lies in the result
     * @param order of the axes in which the source sees it, or null for the same
     * @param pads rows and columns of padding that the source sees around it, before it changes the
     *     axes' order: top, left, bottom, right; null for none
     * @param lowest the padding is lower than any value, instead of zero
     * @param biased it has the bias already that the source adds next
     */
    private record View(
            String value, long[] shape, int[] order, long[] pads, boolean lowest, boolean biased) {
        View(String value, long[] shape) {
            this(value, shape, null, null, false, false);
        }
    }

    private NanoDetTranslator(TfGraph source) {
        this.source = source;
    }

    /**
     * Translates files.
     *
     * @param json the graph, {@code model.json}
     * @param weights its weights, {@code weight.bin}
     * @param target is written; left behind unfinished when this fails
     * @throws TranslationException where the source is not what is known
     */
    public static void translate(Path json, Path weights, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            translate(Files.readAllBytes(json), Files.readAllBytes(weights), out);
        }
    }

    static void translate(byte[] json, byte[] weights, OutputStream out) throws IOException {
        var translator = new NanoDetTranslator(TfGraph.read(json, weights));
        translator.build();
        translator.graph.writeTo(
                out,
                "sightline",
                "NanoDet (Apache-2.0, RangiLyu), translated from TensorFlow.js",
                Map.of("licence", "Apache-2.0"));
    }

    private void build() {
        var outputs = new ArrayList<Node>();
        for (var node : ordered()) {
            if (node.op().equals("Identity")) {
                outputs.add(node);
            } else {
                translate(node);
            }
        }
        // Identity, Identity_1, Identity_2 …: in the file they stand in any order.
        outputs.sort(Comparator.comparing((Node n) -> n.name().length()).thenComparing(Node::name));
        var ends = outputs.stream().map(node -> plain(node, 0)).toList();
        if (ends.isEmpty() || ends.size() % 2 != 0) {
            throw new TranslationException("model.json has " + ends.size() + " outputs");
        }
        // Scores of each grid, then edges of each grid; the finest grid first.
        int grids = ends.size() / 2;
        var scores = joined("scores", ends.subList(0, grids));
        var edges = joined("edges", ends.subList(grids, ends.size()));
        if (scores.shape()[1] != edges.shape()[1] || edges.shape()[2] % 4 != 0) {
            throw new TranslationException("model.json's scores and edges are not of one grid");
        }
        graph.node("Concat", OUTPUT, Map.of("axis", 2), scores.value(), edges.value());
        graph.output(
                OUTPUT, FLOAT, List.of(1, scores.shape()[1], scores.shape()[2] + edges.shape()[2]));
    }

    private View joined(String name, List<View> parts) {
        long cells = 0;
        for (int i = 0; i < parts.size(); ++i) {
            var shape = parts.get(i).shape();
            if (shape.length != 3
                    || shape[2] != parts.get(0).shape()[2]
                    || i > 0 && shape[1] >= parts.get(i - 1).shape()[1]) {
                throw new TranslationException(
                        "model.json: the " + name + " are not those of ever coarser grids");
            }
            cells += shape[1];
        }
        graph.node(
                "Concat",
                name,
                Map.of("axis", 1),
                parts.stream().map(View::value).toArray(String[]::new));
        return new View(name, new long[] {1, cells, parts.get(0).shape()[2]});
    }

    /** The operations in an order in which each comes after what it takes. */
    private List<Node> ordered() {
        var done = new HashSet<String>();
        var order = new ArrayList<Node>();
        var open = new HashSet<String>();
        for (var root : source.nodes()) {
            var stack = new ArrayDeque<Node>();
            stack.push(root);
            while (!stack.isEmpty()) {
                var node = stack.peek();
                if (done.contains(node.name())) {
                    stack.pop();
                    continue;
                }
                boolean ready = true;
                for (var input : node.inputs()) {
                    var from = source.node(input);
                    if (!done.contains(from.name())) {
                        if (open.contains(from.name())) {
                            throw node.fault("takes what comes of it");
                        }
                        stack.push(from);
                        ready = false;
                    }
                }
                if (ready) {
                    stack.pop();
                    open.remove(node.name());
                    done.add(node.name());
                    order.add(node);
                } else {
                    open.add(node.name());
                }
            }
        }
        return order;
    }

    private void translate(Node node) {
        switch (node.op()) {
            case "Const", "SparseToDense" -> {
                // Taken where it is needed.
            }
            case "Placeholder" -> input(node);
            case "Pad", "PadV2" -> pad(node);
            case "Transpose" -> transpose(node);
            case "Conv2D", "DepthwiseConv2dNative" -> convolution(node);
            case "MaxPool" -> pool(node);
            case "Add", "AddV2", "BiasAdd" -> add(node);
            case "LeakyRelu" ->
                    same(
                            node,
                            "LeakyRelu",
                            Map.of("alpha", (float) node.attributes().at("/alpha/f").asDouble()));
            case "Sigmoid" -> same(node, "Sigmoid", Map.of());
            case "ConcatV2" -> concat(node);
            case "SplitV" -> split(node);
            case "Reshape" -> reshape(node);
            case "ResizeBilinear" -> resize(node);
            default -> throw node.fault("is an operator the translator does not know");
        }
    }

    private void input(Node node) {
        var dims = node.attributes().at("/shape/shape/dim");
        var shape = new long[dims.size()];
        for (int i = 0; i < shape.length; ++i) {
            shape[i] = dims.get(i).path("size").asLong(-1);
        }
        if (shape.length != 4 || shape[0] != 1 || shape[1] != 3 || shape[2] < 1 || shape[3] < 1) {
            throw node.fault("is not one picture of three planes");
        }
        graph.input(INPUT, FLOAT, Arrays.stream(shape).boxed().toList());
        views.put(node.name(), new View(INPUT, shape));
    }

    private void pad(Node node) {
        var view = plain(node, 0);
        var pads = wholes(node, 1);
        if (view.shape().length != 4
                || pads.length != 8
                || pads[0] + pads[1] + pads[2] + pads[3] != 0) {
            throw node.fault("pads other axes than rows and columns");
        }
        boolean lowest = node.op().equals("PadV2");
        if (lowest && !(constant(node, 2).number(0) <= LEAST)) {
            throw node.fault("pads with a value that could be the largest");
        }
        views.put(
                node.name(),
                new View(
                        view.value(),
                        view.shape(),
                        null,
                        new long[] {pads[4], pads[6], pads[5], pads[7]},
                        lowest,
                        false));
    }

    private void transpose(Node node) {
        var view = view(node, 0);
        var order = order(node);
        if (view.order() == null && Arrays.equals(order, CHANNELS_LAST)) {
            views.put(
                    node.name(),
                    new View(
                            view.value(),
                            view.shape(),
                            order,
                            view.pads(),
                            view.lowest(),
                            view.biased()));
            return;
        }
        if (view.order() != null && Arrays.equals(order, CHANNELS_FIRST)) {
            if (view.pads() != null) {
                throw node.fault("turns a padded value");
            }
            views.put(node.name(), new View(view.value(), view.shape()));
            return;
        }
        var plain = plain(node, 0);
        if (plain.shape().length != order.length) {
            throw node.fault("has an order for another number of axes");
        }
        var shape = new long[order.length];
        for (int i = 0; i < order.length; ++i) {
            shape[i] = plain.shape()[order[i]];
        }
        emit(node, "Transpose", Map.of("perm", longs(order)), shape, plain.value());
    }

    private int[] order(Node node) {
        var order = new int[wholes(node, 1).length];
        var seen = new boolean[order.length];
        for (int i = 0; i < order.length; ++i) {
            long axis = wholes(node, 1)[i];
            if (axis < 0 || axis >= order.length || seen[(int) axis]) {
                throw node.fault("has no order of axes");
            }
            order[i] = (int) axis;
            seen[order[i]] = true;
        }
        return order;
    }

    private void convolution(Node node) {
        var view = channelsLast(node);
        if (view.lowest()) {
            throw node.fault("takes a padding that is not zero");
        }
        boolean depthwise = node.op().startsWith("Depthwise");
        var weight = constant(node, 1);
        var shape = weight.shape();
        long channels = view.shape()[1];
        if (shape.length != 4 || shape[2] != channels) {
            throw node.fault("has a weight of another shape");
        }
        long out = depthwise ? shape[2] * shape[3] : shape[3];
        var kernel = new long[] {shape[0], shape[1]};
        var values = new long[] {out, depthwise ? 1 : channels, shape[0], shape[1]};
        var name = weights(weight, values, depthwise);
        var attributes = new HashMap<>(window(node, view, kernel));
        attributes.put("dilations", inner(node, "dilations"));
        attributes.put("group", depthwise ? channels : 1L);
        var result = slid(node, view, kernel, out);
        var bias = bias(node, out);
        if (bias == null) {
            graph.node("Conv", value(node), attributes, view.value(), name);
        } else {
            graph.node("Conv", value(node), attributes, view.value(), name, bias);
        }
        views.put(
                node.name(),
                new View(value(node), result, CHANNELS_LAST, null, false, bias != null));
    }

    /**
     * The bias, where a constant for each channel is all that is added to the result; else null.
     */
    private String bias(Node node, long channels) {
        var next = source.onlyUser(node.name());
        if (next == null || !next.op().equals("Add") && !next.op().equals("BiasAdd")) {
            return null;
        }
        var bias = source.constant(next.inputs().get(1));
        if (bias == null
                || bias.size() != channels
                || bias.shape()[bias.shape().length - 1] != channels) {
            return null;
        }
        return weights(bias, new long[] {channels}, false);
    }

    private void pool(Node node) {
        var view = channelsLast(node);
        if (view.pads() != null && !view.lowest()) {
            throw node.fault("takes a padding that could be the largest");
        }
        var kernel = inner(node, "ksize");
        var shape = slid(node, view, kernel, view.shape()[1]);
        graph.node("MaxPool", value(node), window(node, view, kernel), view.value());
        views.put(node.name(), new View(value(node), shape, CHANNELS_LAST, null, false, false));
    }

    private View channelsLast(Node node) {
        var view = view(node, 0);
        if (!node.text("data_format").equals("NHWC") || view.order() == null) {
            throw node.fault("does not take channels last");
        }
        if (!node.text("padding").equals("VALID")) {
            throw node.fault("pads in a way the translator does not know: " + node.text("padding"));
        }
        return view;
    }

    private Map<String, Object> window(Node node, View view, long[] kernel) {
        var pads = view.pads() == null ? new long[4] : view.pads();
        return Map.of("kernel_shape", kernel, "strides", inner(node, "strides"), "pads", pads);
    }

    /** Rows and columns of an attribute that has a number for each axis, channels last. */
    private static long[] inner(Node node, String attribute) {
        var all = node.wholes(attribute);
        if (all.length != 4 || all[0] != 1 || all[3] != 1 || all[1] < 1 || all[2] < 1) {
            throw node.fault("has " + attribute + " the translator does not know");
        }
        return new long[] {all[1], all[2]};
    }

    private long[] slid(Node node, View view, long[] kernel, long channels) {
        var strides = inner(node, "strides");
        var dilations =
                node.wholes("dilations").length == 0 ? new long[] {1, 1} : inner(node, "dilations");
        var pads = view.pads() == null ? new long[4] : view.pads();
        var shape = new long[] {1, channels, 0, 0};
        for (int i = 0; i < 2; ++i) {
            long edge = view.shape()[2 + i] + pads[i] + pads[2 + i];
            long reach = (kernel[i] - 1) * dilations[i] + 1;
            if (reach > edge) {
                throw node.fault("is larger than what it takes");
            }
            shape[2 + i] = (edge - reach) / strides[i] + 1;
        }
        return shape;
    }

    private void add(Node node) {
        var first = views.get(node.inputs().get(0));
        if (first == null) {
            // Whole numbers of a shape, taken where they are needed.
            return;
        }
        if (first.biased() && first.order() != null) {
            views.put(
                    node.name(),
                    new View(first.value(), first.shape(), first.order(), null, false, false));
            return;
        }
        var x = plain(node, 0);
        var y = plain(node, 1);
        if (!Arrays.equals(x.shape(), y.shape())) {
            throw node.fault("adds values of other shapes");
        }
        emit(node, "Add", Map.of(), x.shape(), x.value(), y.value());
    }

    private void same(Node node, String op, Map<String, ?> attributes) {
        var x = plain(node, 0);
        emit(node, op, attributes, x.shape(), x.value());
    }

    private void concat(Node node) {
        int last = node.inputs().size() - 1;
        int axis = (int) wholes(node, last)[0];
        var names = new ArrayList<String>();
        long[] shape = null;
        for (int i = 0; i < last; ++i) {
            var part = plain(node, i);
            if (shape == null) {
                shape = part.shape().clone();
            } else {
                shape[axis] += part.shape()[axis];
            }
            names.add(part.value());
        }
        emit(node, "Concat", Map.of("axis", axis), shape, names.toArray(String[]::new));
    }

    private void split(Node node) {
        var x = plain(node, 0);
        var sizes = wholes(node, 1);
        int axis = (int) wholes(node, 2)[0];
        if (axis < 0 || axis >= x.shape().length || Arrays.stream(sizes).sum() != x.shape()[axis]) {
            throw node.fault("splits into parts that are not the whole");
        }
        long from = 0;
        for (int i = 0; i < sizes.length; ++i) {
            var name = i == 0 ? node.name() : node.name() + ":" + i;
            if (source.uses(name) > 0) {
                var shape = x.shape().clone();
                shape[axis] = sizes[i];
                var value = value(node) + "_" + i;
                graph.node(
                        "Slice",
                        value,
                        Map.of(),
                        x.value(),
                        graph.integers(value + "_from", from),
                        graph.integers(value + "_to", from + sizes[i]),
                        graph.integers(value + "_axis", axis));
                views.put(name, new View(value, shape));
            }
            from += sizes[i];
        }
    }

    private void reshape(Node node) {
        var x = plain(node, 0);
        var shape = wholes(node, 1);
        for (int i = 0; i < shape.length; ++i) {
            if (shape[i] == -1) {
                // Whatever is left over.
                shape[i] = 1;
                shape[i] = elements(x.shape()) / elements(shape);
            }
        }
        if (elements(shape) != elements(x.shape())) {
            throw node.fault(
                    "makes " + Arrays.toString(shape) + " of " + Arrays.toString(x.shape()));
        }
        var target = graph.integers(value(node) + "_shape", shape);
        emit(node, "Reshape", Map.of(), shape, x.value(), target);
    }

    private void resize(Node node) {
        var view = view(node, 0);
        if (view.order() == null || view.pads() != null) {
            throw node.fault("does not take channels last");
        }
        if (node.flag("align_corners") || !node.flag("half_pixel_centers")) {
            throw node.fault("does not take the middles of pixels");
        }
        var edges = wholes(node, 1);
        var shape = new long[] {1, view.shape()[1], edges[0], edges[1]};
        graph.node(
                "Resize",
                value(node),
                Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel"),
                view.value(),
                "",
                "",
                graph.integers(value(node) + "_size", shape));
        views.put(node.name(), new View(value(node), shape, CHANNELS_LAST, null, false, false));
    }

    // ---- values

    private void emit(
            Node node, String op, Map<String, ?> attributes, long[] shape, String... inputs) {
        graph.node(op, value(node), attributes, inputs);
        views.put(node.name(), new View(value(node), shape));
    }

    /** Kept apart from the names of the graph's input and output. */
    private static String value(Node node) {
        return "v/" + node.name();
    }

    private View view(Node node, int input) {
        if (node.inputs().size() <= input) {
            throw node.fault("takes too little");
        }
        var view = views.get(node.inputs().get(input));
        if (view == null) {
            throw node.fault("takes " + node.inputs().get(input) + ", which is no picture");
        }
        return view;
    }

    /** A value as the source sees it; a view is made one. */
    private View plain(Node node, int input) {
        var view = view(node, input);
        if (view.pads() != null) {
            throw node.fault("takes a padded value");
        }
        if (view.biased() && !node.op().equals("Add") && !node.op().equals("BiasAdd")) {
            throw node.fault("takes a value before its bias");
        }
        if (view.order() == null) {
            return view;
        }
        var value = view.value() + "_last";
        if (!graph.has(value)) {
            graph.node("Transpose", value, Map.of("perm", longs(view.order())), view.value());
        }
        var shape = view.shape();
        return new View(value, new long[] {shape[0], shape[2], shape[3], shape[1]});
    }

    private Constant constant(Node node, int input) {
        var constant =
                node.inputs().size() > input ? source.constant(node.inputs().get(input)) : null;
        if (constant == null || constant.wholes() != null) {
            throw node.fault("has no constant where one belongs");
        }
        return constant;
    }

    /** Whole numbers that are constant, or are computed of constants alone. */
    private long[] wholes(Node node, int input) {
        if (node.inputs().size() <= input) {
            throw node.fault("takes too little");
        }
        return wholes(node, node.inputs().get(input));
    }

    private long[] wholes(Node of, String value) {
        var constant = source.constant(value);
        if (constant != null && constant.wholes() != null) {
            return Arrays.stream(constant.wholes()).asLongStream().toArray();
        }
        var node = source.node(value);
        if (constant == null && node.op().equals("SparseToDense")) {
            // Where -1 stood in a shape; a fixed shape has none.
            if (wholes(node, 0).length != 0) {
                throw node.fault("is not empty");
            }
            var dense = new long[(int) wholes(node, 1)[0]];
            Arrays.fill(dense, wholes(node, 3)[0]);
            return dense;
        }
        if (constant == null && (node.op().equals("AddV2") || node.op().equals("Add"))) {
            var x = wholes(node, 0);
            var y = wholes(node, 1);
            if (x.length != y.length) {
                throw node.fault("adds whole numbers of other lengths");
            }
            for (int i = 0; i < x.length; ++i) {
                x[i] += y[i];
            }
            return x;
        }
        throw of.fault("has no whole numbers where they belong");
    }

    /**
     * A constant of the source, in the order of axes that ONNX has: [height, width, in, out]
     * becomes [out, in, height, width], depthwise [height, width, in, times] becomes [in × times,
     * 1, height, width]; a vector stays.
     */
    private String weights(Constant constant, long[] shape, boolean depthwise) {
        var name = "w/" + constant.name();
        if (graph.has(name)) {
            return name;
        }
        int count = constant.size();
        var from = new int[count];
        if (shape.length == 1) {
            Arrays.setAll(from, i -> i);
        } else {
            int window = (int) (shape[2] * shape[3]);
            int in = (int) constant.shape()[2];
            int out = (int) constant.shape()[3];
            for (int at = 0; at < window; ++at) {
                for (int i = 0; i < in; ++i) {
                    for (int o = 0; o < out; ++o) {
                        int to = depthwise ? i * out + o : o * in + i;
                        from[to * window + at] = (at * in + i) * out + o;
                    }
                }
            }
        }
        if (constant.halves() == null) {
            var singles = new float[count];
            for (int i = 0; i < count; ++i) {
                singles[i] = constant.singles()[from[i]];
            }
            return graph.tensor(name, FLOAT, shape, Weights.floats(singles));
        }
        var halves = new short[count];
        for (int i = 0; i < count; ++i) {
            halves[i] = constant.halves()[from[i]];
        }
        var half = graph.tensor(name + "_half", FLOAT16, shape, Weights.halves(halves));
        return graph.node("Cast", name, Map.of("to", FLOAT.number()), half);
    }

    private static long elements(long[] shape) {
        long count = 1;
        for (long dim : shape) {
            count *= Math.max(1, dim);
        }
        return count;
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
