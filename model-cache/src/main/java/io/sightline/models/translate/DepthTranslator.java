// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static io.sightline.models.onnx.ElementType.FLOAT;
import static io.sightline.models.onnx.ElementType.FLOAT16;

import io.sightline.models.onnx.ElementType;
import io.sightline.models.onnx.OnnxGraph;
import io.sightline.models.translate.MilProgram.Constant;
import io.sightline.models.translate.MilProgram.Operation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Translates Depth Anything V2 (a DINOv2 vision transformer with a DPT head) from Core ML's
 * intermediate language to ONNX: {@code pixel_values} float [1, 3, height, width], already
 * normalised, to {@code predicted_depth} float [1, height, width].
 *
 * <p>The source is traced at one square size. There the numbers of patches per edge ("grid", 37),
 * of tokens (37² and 37² + 1) and the edges of the head's maps (19, 37, 74, 148, 296, 518) are
 * plain numbers; here they become functions of the input's shape, and the position embedding is
 * resampled to the grid as DINOv2 does it, so that one file serves every multiple of the patch. A
 * runtime that is told the size folds all of this away when it loads the file.
 */
public final class DepthTranslator {
    /** Name of the result's input. */
    public static final String INPUT = "pixel_values";

    /** Name of the result's output. */
    public static final String OUTPUT = "predicted_depth";

    /** 17 has LayerNormalization; onnxruntime-web runs all of it. */
    private static final int OPSET = 17;

    /**
     * DINOv2 enlarges the grid by this before it divides by the trained grid
     * (facebookresearch/dinov2 {@code interpolate_pos_encoding}, interpolate_offset), so the scale
     * is not exactly the ratio.
     */
    private static final float OFFSET = 0.1f;

    /** PyTorch's bicubic coefficient (ATen {@code UpSample.h}). */
    private static final float CUBIC = -0.75f;

    /** Constants up to this many elements are written in the precision they are used in. */
    private static final int SMALL = 64;

    private static final String GRID = "grid";
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};

    private final MilProgram program;
    private final WeightBlob weights;
    private final Options options;
    private final OnnxGraph graph = new OnnxGraph("depth_anything_v2", OPSET);
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, Operation> made = new HashMap<>();
    private ElementType compute = FLOAT;
    private int patch;
    private int trained;

    /**
     * What is written.
     *
     * @param storage precision of the weights
     * @param compute precision of the arithmetic
     * @param height fixed height, or 0 for any multiple of the patch
     * @param width fixed width, or 0 for any multiple of the patch
     */
    public record Options(Storage storage, Compute compute, int height, int width) {
        /** Any size, half-precision weights, single-precision arithmetic: runs everywhere. */
        public static final Options DEFAULT = new Options(Storage.FP16, Compute.FP32, 0, 0);

        /** Refuses what cannot be. */
        public Options {
            if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
                throw new IllegalArgumentException("give both height and width, or neither");
            }
        }
    }

    /** Precision of the written weights. */
    public enum Storage {
        /** As in the source. */
        FP16,
        /** The large matrices as whole numbers of -127..127 with a scale per output channel. */
        INT8
    }

    /** Precision of the arithmetic. */
    public enum Compute {
        /** Single: weights are cast when the file is loaded. */
        FP32,
        /** Half: for GPUs with {@code shader-f16}. Input and output stay single. */
        FP16
    }

    private DepthTranslator(MilProgram program, WeightBlob weights, Options options) {
        this.program = program;
        this.weights = weights;
        this.options = options;
    }

    /**
     * Translates files.
     *
     * @param mil the program's text, {@code model.mil}
     * @param weights its weights, {@code weight.bin}
     * @param target is written; left behind unfinished when this fails
     * @throws TranslationException where the source is not what is known
     */
    public static void translate(Path mil, Path weights, Path target, Options options)
            throws IOException {
        var program = MilReader.read(Files.readString(mil, StandardCharsets.UTF_8));
        var translator = new DepthTranslator(program, WeightBlob.read(weights), options);
        translator.build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            translator.write(out);
        }
    }

    static void translate(String mil, byte[] weights, OutputStream out, Options options)
            throws IOException {
        var translator = new DepthTranslator(MilReader.read(mil), new WeightBlob(weights), options);
        translator.build();
        translator.write(out);
    }

    private void write(OutputStream out) throws IOException {
        graph.writeTo(
                out,
                "sightline",
                "Depth Anything V2 (Apache-2.0, TikTok / Depth Anything Team), translated from Core ML",
                Map.of("licence", "Apache-2.0"));
    }

    private void build() {
        int first = patchEmbedding();
        checkNormalisation(first);
        var conv = program.operations().get(first);
        patch = integers(conv, "strides")[0];
        trained = conv.type().shape().get(2);
        if (options.height() % patch != 0 || options.width() % patch != 0) {
            throw new TranslationException(
                    options.height()
                            + "×"
                            + options.width()
                            + ": both edges must be multiples of "
                            + patch);
        }
        boolean fixed = options.height() > 0;
        List<Object> size =
                fixed ? List.of(options.height(), options.width()) : List.of("height", "width");
        graph.input(INPUT, FLOAT, List.of(1, 3, size.get(0), size.get(1)));
        compute = options.compute() == Compute.FP16 ? FLOAT16 : FLOAT;
        graph.node("Shape", "input_size", Map.of("start", 2, "end", 4), INPUT);
        graph.node("Div", GRID, Map.of(), "input_size", graph.integers("patch", patch, patch));
        var pixels = INPUT;
        if (compute == FLOAT16) {
            pixels = graph.node("Cast", INPUT + "_half", Map.of("to", compute.number()), INPUT);
        }
        aliases.put(one(conv, "x"), pixels);
        for (var operation : program.operations().subList(first, program.operations().size())) {
            translate(operation);
            made.put(operation.name(), operation);
        }
        var result = value(program.output());
        if (compute == FLOAT16) {
            graph.node("Cast", OUTPUT, Map.of("to", FLOAT.number()), result);
        } else {
            graph.node("Identity", OUTPUT, Map.of(), result);
        }
        graph.output(OUTPUT, FLOAT, List.of(1, size.get(0), size.get(1)));
    }

    /** Index of the convolution that cuts the image into patches: where the translation starts. */
    private int patchEmbedding() {
        for (int i = 0; i < program.operations().size(); ++i) {
            var operation = program.operations().get(i);
            if (operation.kind().equals("conv")) {
                var shape = operation.type().shape();
                int stride = integers(operation, "strides")[0];
                var image = program.input().type().shape();
                if (image.size() != 4
                        || shape.size() != 4
                        || image.get(2) != stride * shape.get(2)
                        || !shape.get(2).equals(shape.get(3))) {
                    throw fault(operation, "is not a patch embedding of a square image");
                }
                return i;
            }
        }
        throw new TranslationException("model.mil has no convolution");
    }

    /**
     * The source normalises pixels of 0..255 itself; here the caller does. Whatever stands before
     * the first convolution must therefore be exactly the contract's normalisation.
     */
    private void checkNormalisation(int end) {
        var scale = new double[] {1, 1, 1};
        var shift = new double[3];
        var last = program.input().name();
        for (var operation : program.operations().subList(0, end)) {
            if (!one(operation, "x").equals(last)) {
                throw fault(operation, "is not part of a plain normalisation");
            }
            last = operation.name();
            if (operation.kind().equals("cast")) {
                continue;
            }
            var y = numbers(operation, "y");
            for (int c = 0; c < 3; ++c) {
                double v = y[y.length == 1 ? 0 : c];
                switch (operation.kind()) {
                    case "mul" -> {
                        scale[c] *= v;
                        shift[c] *= v;
                    }
                    case "sub" -> shift[c] -= v;
                    case "add" -> shift[c] += v;
                    default -> throw fault(operation, "is not part of a plain normalisation");
                }
            }
        }
        for (int c = 0; c < 3; ++c) {
            double wantedScale = 1 / (255 * STD[c]);
            double wantedShift = -MEAN[c] / STD[c];
            // 2e-3: the source rounds its constants to half precision.
            if (Math.abs(scale[c] / wantedScale - 1) > 2e-3
                    || Math.abs(shift[c] - wantedShift) > 4e-3) {
                throw new TranslationException(
                        "model.mil normalises channel "
                                + c
                                + " by "
                                + scale[c]
                                + ", "
                                + shift[c]
                                + " instead of ImageNet's mean and deviation");
            }
        }
    }

    private void translate(Operation o) {
        switch (o.kind()) {
            case "add", "sub", "mul" -> {
                var op = o.kind().substring(0, 1).toUpperCase(Locale.ROOT) + o.kind().substring(1);
                var y = one(o, "y");
                graph.node(
                        op,
                        o.name(),
                        Map.of(),
                        value(one(o, "x")),
                        isPositions(y) ? positions(y) : value(y));
            }
            case "relu" -> graph.node("Relu", o.name(), Map.of(), x(o));
            case "conv" -> convolution(o, "Conv");
            case "conv_transpose" -> convolution(o, "ConvTranspose");
            case "reshape" -> graph.node("Reshape", o.name(), Map.of(), x(o), target(o));
            case "transpose" ->
                    graph.node(
                            "Transpose",
                            o.name(),
                            Map.of("perm", longs(integers(o, "perm"))),
                            x(o));
            case "concat" ->
                    graph.node(
                            "Concat",
                            o.name(),
                            Map.of("axis", integers(o, "axis")[0]),
                            o.arguments().get("values").stream()
                                    .map(this::value)
                                    .toArray(String[]::new));
            case "layer_norm" -> normalisation(o);
            case "linear" -> linear(o);
            case "matmul" -> product(o);
            case "softmax" ->
                    graph.node("Softmax", o.name(), Map.of("axis", integers(o, "axis")[0]), x(o));
            case "gelu" -> gelu(o);
            case "upsample_bilinear" -> upsample(o);
            case "slice_by_index" -> slice(o);
            case "squeeze" ->
                    graph.node(
                            "Squeeze",
                            o.name(),
                            Map.of(),
                            x(o),
                            graph.integers(o.name() + "_axes", longs(integers(o, "axes"))));
            // The graph here has one precision throughout.
            case "cast" -> aliases.put(o.name(), x(o));
            default -> throw fault(o, "is an operator the translator does not know");
        }
    }

    private void convolution(Operation o, String op) {
        var padType = text(o, "pad_type");
        var pad = new int[4];
        if (padType.equals("custom")) {
            pad = integers(o, "pad");
        } else if (!padType.equals("valid")) {
            throw fault(o, "pads in a way the translator does not know: " + padType);
        }
        var kernel = constant(o, one(o, "weight")).type().shape().subList(2, 4);
        var attributes =
                Map.of(
                        "strides",
                        longs(integers(o, "strides")),
                        "dilations",
                        longs(integers(o, "dilations")),
                        "group",
                        integers(o, "groups")[0],
                        // Core ML: top, bottom, left, right. ONNX: top, left, bottom, right.
                        "pads",
                        new long[] {pad[0], pad[2], pad[1], pad[3]},
                        "kernel_shape",
                        new long[] {kernel.get(0), kernel.get(1)});
        var weight = weight(one(o, "weight"), false, op.equals("Conv") ? 0 : 1);
        if (o.arguments().containsKey("bias")) {
            graph.node(op, o.name(), attributes, x(o), weight, value(one(o, "bias")));
        } else {
            graph.node(op, o.name(), attributes, x(o), weight);
        }
    }

    private void normalisation(Operation o) {
        if (integers(o, "axes").length != 1 || integers(o, "axes")[0] != -1) {
            throw fault(o, "normalises over other axes than the last");
        }
        graph.node(
                "LayerNormalization",
                o.name(),
                Map.of("axis", -1, "epsilon", (float) numbers(o, "epsilon")[0]),
                x(o),
                value(one(o, "gamma")),
                value(one(o, "beta")));
    }

    private void linear(Operation o) {
        var product = o.name() + "_product";
        graph.node("MatMul", product, Map.of(), x(o), weight(one(o, "weight"), true, 1));
        graph.node("Add", o.name(), Map.of(), product, value(one(o, "bias")));
    }

    private void product(Operation o) {
        if (flag(o, "transpose_x")) {
            throw fault(o, "transposes its first operand");
        }
        var y = value(one(o, "y"));
        if (flag(o, "transpose_y")) {
            int rank = o.type().shape().size();
            var perm = IntStream.range(0, rank).asLongStream().toArray();
            perm[rank - 1] = rank - 2;
            perm[rank - 2] = rank - 1;
            y = graph.node("Transpose", o.name() + "_y", Map.of("perm", perm), y);
        }
        graph.node("MatMul", o.name(), Map.of(), x(o), y);
    }

    /** Written out as x/√2 → erf → +1 → ·x → ·½, the form runtimes know to fuse. */
    private void gelu(Operation o) {
        if (!text(o, "mode").equals("EXACT")) {
            throw fault(o, "is an approximation");
        }
        if (!graph.has("gelu_sqrt2")) {
            small("gelu_sqrt2", new long[0], new double[] {Math.sqrt(2)});
            small("gelu_one", new long[0], new double[] {1});
            small("gelu_half", new long[0], new double[] {0.5});
        }
        var n = o.name();
        graph.node("Div", n + "_div", Map.of(), x(o), "gelu_sqrt2");
        graph.node("Erf", n + "_erf", Map.of(), n + "_div");
        graph.node("Add", n + "_add", Map.of(), n + "_erf", "gelu_one");
        graph.node("Mul", n + "_mul", Map.of(), x(o), n + "_add");
        graph.node("Mul", n, Map.of(), n + "_mul", "gelu_half");
    }

    private void upsample(Operation o) {
        if (!flag(o, "align_corners")) {
            throw fault(o, "does not align corners");
        }
        var shape = o.type().shape();
        int edge = shape.get(2);
        if (!shape.get(3).equals(edge) || edge % trained != 0) {
            throw fault(o, "has a size that is no multiple of the grid");
        }
        int factor = edge / trained;
        var size = GRID;
        if (factor != 1) {
            size = "grid_x" + factor;
            if (!graph.has(size)) {
                var by = graph.integers(size + "_factor", factor, factor);
                graph.node("Mul", size, Map.of(), GRID, by);
            }
        }
        var sizes = headed(o.name() + "_size", size, shape.subList(0, 2));
        graph.node(
                "Resize",
                o.name(),
                Map.of("mode", "linear", "coordinate_transformation_mode", "align_corners"),
                x(o),
                "",
                "",
                sizes);
    }

    private void slice(Operation o) {
        var source = one(o, "x");
        var from = made.get(source);
        if (from == null) {
            throw fault(o, "slices something other than a result");
        }
        var shape = from.type().shape();
        int rank = shape.size();
        if (o.arguments().containsKey("stride")
                && IntStream.of(integers(o, "stride")).anyMatch(s -> s != 1)) {
            throw fault(o, "takes steps other than 1");
        }
        var begin = integers(o, "begin");
        var end = integers(o, "end");
        var beginMask = flags(o, "begin_mask", rank);
        var endMask = flags(o, "end_mask", rank);
        var squeeze = flags(o, "squeeze_mask", rank);
        var starts = new ArrayList<Long>();
        var ends = new ArrayList<Long>();
        var axes = new ArrayList<Long>();
        int taken = -1;
        for (int i = 0; i < rank; ++i) {
            if (squeeze[i]) {
                if (taken >= 0) {
                    throw fault(o, "squeezes more than one axis");
                }
                taken = i;
                continue;
            }
            boolean toEnd = endMask[i] || end[i] == shape.get(i);
            long start = beginMask[i] ? 0 : begin[i];
            if (start == 0 && toEnd) {
                continue;
            }
            if (!toEnd && isTokens(shape.get(i))) {
                throw fault(o, "cuts the tokens at a place that depends on the size");
            }
            starts.add(start);
            ends.add(toEnd ? Long.MAX_VALUE : end[i]);
            axes.add((long) i);
        }
        var value = value(source);
        var n = o.name();
        if (!axes.isEmpty()) {
            value =
                    graph.node(
                            "Slice",
                            taken >= 0 ? n + "_slice" : n,
                            Map.of(),
                            value,
                            graph.integers(n + "_starts", array(starts)),
                            graph.integers(n + "_ends", array(ends)),
                            graph.integers(n + "_axes", array(axes)));
        }
        if (taken >= 0) {
            var index = graph.integer(n + "_index", begin[taken]);
            graph.node("Gather", n, Map.of("axis", taken), value, index);
        } else if (axes.isEmpty()) {
            aliases.put(n, value);
        }
    }

    /** The shape a reshape asks for, as a function of the grid. */
    private String target(Operation o) {
        var shape = o.type().shape();
        int rank = shape.size();
        if (rank >= 3 && shape.get(rank - 1) == trained && shape.get(rank - 2) == trained) {
            return headed(o.name() + "_shape", GRID, shape.subList(0, rank - 2));
        }
        var sizes = new long[rank];
        boolean open = false;
        for (int i = 0; i < rank; ++i) {
            boolean tokens = isTokens(shape.get(i));
            if (tokens && open) {
                throw fault(o, "has two sizes that depend on the grid");
            }
            open |= tokens;
            sizes[i] = tokens ? -1 : shape.get(i);
        }
        return graph.integers(o.name() + "_shape", sizes);
    }

    private String headed(String name, String grid, List<Integer> head) {
        var numbers = head.stream().mapToLong(Integer::longValue).toArray();
        return graph.node(
                "Concat", name, Map.of("axis", 0), graph.integers(name + "_head", numbers), grid);
    }

    private boolean isTokens(int size) {
        return size == trained * trained || size == trained * trained + 1;
    }

    private boolean isPositions(String name) {
        var constant = program.constants().get(name);
        return constant != null
                && constant.inWeights()
                && constant.type().shape().size() == 3
                && constant.type().shape().get(1) == trained * trained + 1;
    }

    /**
     * The position embedding for the input's grid: bicubic from the trained one, with {@link
     * #OFFSET} in the scale, except at the trained grid itself, where DINOv2 takes it as it is.
     */
    private String positions(String name) {
        var constant = program.constants().get(name);
        var halves = weights.halves(name, constant);
        int channels = constant.type().shape().get(2);
        int cells = trained * trained;
        var map = new short[channels * cells];
        for (int i = 0; i < cells; ++i) {
            for (int c = 0; c < channels; ++c) {
                map[c * cells + i] = halves[(i + 1) * channels + c];
            }
        }
        var own = new short[channels];
        System.arraycopy(halves, 0, own, 0, channels);
        // In single precision whatever the arithmetic: it is made once per size.
        halves(name + "_map_half", new long[] {1, channels, trained, trained}, map);
        halves(name + "_class_half", new long[] {1, 1, channels}, own);
        var single = Map.of("to", FLOAT.number());
        graph.node("Cast", name + "_map", single, name + "_map_half");
        graph.node("Cast", name + "_class", single, name + "_class_half");

        graph.node("Cast", "grid_float", single, GRID);
        graph.node("Add", "grid_offset", Map.of(), "grid_float", graph.floats("offset", OFFSET));
        graph.node("Div", "grid_scale", Map.of(), "grid_offset", graph.floats("trained", trained));
        var same = graph.integers("trained_grid", trained, trained);
        graph.node("Sub", "grid_difference", Map.of(), GRID, same);
        graph.node("Abs", "grid_distance", Map.of(), "grid_difference");
        graph.node(
                "ReduceMax",
                "grid_most",
                Map.of("axes", new long[] {0}, "keepdims", 1),
                "grid_distance");
        graph.node("Cast", "grid_differs", Map.of("to", ElementType.BOOL.number()), "grid_most");
        var ones = graph.floats("one_by_one", 1, 1);
        graph.node("Where", "map_scale", Map.of(), "grid_differs", "grid_scale", ones);
        graph.node("Concat", "map_scales", Map.of("axis", 0), ones, "map_scale");
        graph.node(
                "Resize",
                name + "_resized",
                Map.of(
                        "mode",
                        "cubic",
                        "coordinate_transformation_mode",
                        "half_pixel",
                        "cubic_coeff_a",
                        CUBIC),
                name + "_map",
                "",
                "map_scales");
        graph.node(
                "Reshape",
                name + "_flat",
                Map.of(),
                name + "_resized",
                graph.integers(name + "_shape", 1, channels, -1));
        graph.node(
                "Transpose", name + "_cells", Map.of("perm", new long[] {0, 2, 1}), name + "_flat");
        var all = graph.node("Concat", name, Map.of("axis", 1), name + "_class", name + "_cells");
        return compute == FLOAT
                ? all
                : graph.node("Cast", name + "_half", Map.of("to", compute.number()), all);
    }

    private String x(Operation o) {
        return value(one(o, "x"));
    }

    /** The ONNX value of a MIL name: a result, or a constant in the arithmetic's precision. */
    private String value(String name) {
        var alias = aliases.get(name);
        if (alias != null) {
            return alias;
        }
        var constant = program.constants().get(name);
        if (constant == null || graph.has(name)) {
            return name;
        }
        if (constant.inWeights() && constant.type().elements() > SMALL) {
            return large(name, shape(constant), weights.halves(name, constant));
        }
        return small(name, shape(constant), numbers(name, constant));
    }

    private String weight(String name, boolean transposed, int channelAxis) {
        var constant = program.constants().get(name);
        if (constant == null || !constant.inWeights()) {
            throw new TranslationException("model.mil: the weight " + name + " is not a constant");
        }
        var value = transposed ? name + "_transposed" : name;
        if (graph.has(value)) {
            return value;
        }
        var halves = weights.halves(name, constant);
        var shape = shape(constant);
        if (transposed) {
            halves = Weights.transposed(halves, (int) shape[0], (int) shape[1]);
            shape = new long[] {shape[1], shape[0]};
        }
        if (options.storage() == Storage.INT8 && Weights.isWorthQuantising(halves.length)) {
            return quantised(value, shape, halves, channelAxis);
        }
        return large(value, shape, halves);
    }

    private String large(String name, long[] shape, short[] halves) {
        if (compute == FLOAT16) {
            return halves(name, shape, halves);
        }
        halves(name + "_half", shape, halves);
        return graph.node("Cast", name, Map.of("to", FLOAT.number()), name + "_half");
    }

    private String quantised(String name, long[] shape, short[] halves, int axis) {
        var q = Weights.quantise(halves, shape, axis);
        var channels = new long[] {q.scales().length};
        graph.tensor(name + "_int8", ElementType.INT8, shape, Weights.bytes(q.values()));
        graph.tensor(name + "_scale", FLOAT, channels, Weights.floats(q.scales()));
        graph.tensor(
                name + "_zero",
                ElementType.INT8,
                channels,
                Weights.bytes(new byte[q.scales().length]));
        var single = compute == FLOAT ? name : name + "_single";
        graph.node(
                "DequantizeLinear",
                single,
                Map.of("axis", axis),
                name + "_int8",
                name + "_scale",
                name + "_zero");
        return compute == FLOAT
                ? single
                : graph.node("Cast", name, Map.of("to", compute.number()), single);
    }

    private String halves(String name, long[] shape, short[] halves) {
        return graph.tensor(name, FLOAT16, shape, Weights.halves(halves));
    }

    private String small(String name, long[] shape, double[] numbers) {
        if (compute == FLOAT16) {
            var halves = new short[numbers.length];
            for (int i = 0; i < halves.length; ++i) {
                halves[i] = Half.of((float) numbers[i]);
            }
            return halves(name, shape, halves);
        }
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; ++i) {
            floats[i] = (float) numbers[i];
        }
        return graph.tensor(name, FLOAT, shape, Weights.floats(floats));
    }

    private static long[] shape(Constant constant) {
        return constant.type().shape().stream().mapToLong(Integer::longValue).toArray();
    }

    private double[] numbers(String name, Constant constant) {
        if (constant.inWeights()) {
            var halves = weights.halves(name, constant);
            return IntStream.range(0, halves.length)
                    .mapToDouble(i -> Half.toFloat(halves[i]))
                    .toArray();
        }
        try {
            return constant.text().stream().mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new TranslationException(
                    "model.mil line " + constant.line() + ": " + name + " is not made of numbers");
        }
    }

    private String one(Operation o, String argument) {
        var names = o.arguments().get(argument);
        if (names == null || names.size() != 1) {
            throw fault(o, "has no " + argument);
        }
        return names.get(0);
    }

    private Constant constant(Operation o, String name) {
        var constant = program.constants().get(name);
        if (constant == null) {
            throw fault(o, "needs " + name + " to be a constant");
        }
        return constant;
    }

    private double[] numbers(Operation o, String argument) {
        var name = one(o, argument);
        return numbers(name, constant(o, name));
    }

    private int[] integers(Operation o, String argument) {
        var numbers = numbers(o, argument);
        var integers = new int[numbers.length];
        for (int i = 0; i < integers.length; ++i) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i]) {
                throw fault(o, "has " + argument + " that are not whole numbers");
            }
        }
        return integers;
    }

    private String text(Operation o, String argument) {
        return String.join("", constant(o, one(o, argument)).text());
    }

    private boolean flag(Operation o, String argument) {
        return text(o, argument).equals("true");
    }

    private boolean[] flags(Operation o, String argument, int rank) {
        var flags = new boolean[rank];
        if (o.arguments().containsKey(argument)) {
            var text = constant(o, one(o, argument)).text();
            if (text.size() != rank) {
                throw fault(o, "has " + argument + " of another length");
            }
            for (int i = 0; i < rank; ++i) {
                flags[i] = text.get(i).equals("true");
            }
        }
        return flags;
    }

    private static long[] longs(int[] integers) {
        return IntStream.of(integers).asLongStream().toArray();
    }

    private static long[] array(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    private static TranslationException fault(Operation o, String what) {
        return new TranslationException(
                "model.mil line " + o.line() + ": " + o.kind() + " " + o.name() + " " + what);
    }
}
