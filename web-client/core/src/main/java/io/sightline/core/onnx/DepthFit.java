// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.util.ArrayList;
import java.util.Map;

/**
 * Whether a file can be called as a depth model: one picture [1, 3, height, width] of 32-bit floats
 * in, one map of the same height and width out, [1, height, width] or [1, 1, height, width]. What
 * the map means, no file says: relative or metric is asked of the person who brings it.
 *
 * @param input name of the input
 * @param output name of the output
 * @param fixed the only size that it takes, or null when it takes others
 */
public record DepthFit(String input, String output, ImageSize fixed) {
    private static final String PICTURE = "float32 [1, 3, ?, ?]";
    private static final String MAP = "float32 [1, ?, ?]";
    private static final int LEAST_EDGE = 14;
    private static final int MOST_EDGE = 4096;

    /** How pixels are scaled before they go in. */
    public enum Scaling {
        /** To 0..1. */
        PLAIN,
        /** To 0..1, then by mean and deviation of ImageNet, as Depth Anything wants it. */
        IMAGENET
    }

    /**
     * Holds a file against what a depth model takes and gives.
     *
     * @throws SightlineException {@code bad-input}: "model-input" or "model-map", with what was
     *     found and what is wanted
     */
    public static DepthFit of(OnnxHeader header) {
        if (header.inputs().size() != 1) {
            throw fault("model-input", words(header.inputs()), PICTURE);
        }
        var input = header.inputs().get(0);
        var shape = input.shape();
        if (!input.type().equals("float32")
                || shape == null
                || shape.size() != 4
                || !fits(shape.get(0), 1)
                || !fits(shape.get(1), 3)
                || (shape.get(2) == OnnxValue.OPEN) != (shape.get(3) == OnnxValue.OPEN)
                || !edge(shape.get(2))
                || !edge(shape.get(3))) {
            throw fault("model-input", input.words(), PICTURE);
        }
        var output = output(header);
        var map = output.shape();
        var wanted =
                shape.get(2) == OnnxValue.OPEN
                        ? MAP
                        : "float32 [1, " + shape.get(2) + ", " + shape.get(3) + "]";
        if (!output.type().equals("float32")) {
            throw fault("model-map", output.words(), wanted);
        }
        if (map != null) {
            int rank = map.size();
            boolean leading =
                    rank == 3 && fits(map.get(0), 1)
                            || rank == 4 && fits(map.get(0), 1) && fits(map.get(1), 1);
            // A detector's [1, anchors, 85] has the rank of a map but not the picture's edges.
            if (!leading
                    || !same(map.get(rank - 2), shape.get(2))
                    || !same(map.get(rank - 1), shape.get(3))) {
                throw fault("model-map", output.words(), wanted);
            }
        }
        return new DepthFit(
                input.name(),
                output.name(),
                shape.get(2) == OnnxValue.OPEN
                        ? null
                        : new ImageSize(shape.get(3).intValue(), shape.get(2).intValue()));
    }

    /** The one output, or of several the one that is called a depth. */
    private static OnnxValue output(OnnxHeader header) {
        var named = new ArrayList<OnnxValue>();
        for (var value : header.outputs()) {
            if (value.name().contains("depth")) {
                named.add(value);
            }
        }
        if (header.outputs().size() == 1) {
            return header.outputs().get(0);
        }
        if (named.size() == 1) {
            return named.get(0);
        }
        throw fault("model-map", words(header.outputs()), MAP);
    }

    /**
     * How it is called.
     *
     * @param scaling of the pixels
     * @param multiple that both edges of the input keep, where they are free
     * @param metric true when its values are metres, larger is farther; false when they are inverse
     *     depth of unknown scale and shift, larger is nearer
     * @param most metres that a metric model can say; 0 when nobody knows
     */
    public ModelContract contract(Scaling scaling, int multiple, boolean metric, double most) {
        boolean plain = scaling == Scaling.PLAIN;
        return new ModelContract(
                input,
                output,
                fixed == null ? multiple : 1,
                plain ? new float[] {0, 0, 0} : ModelContract.DEPTH_ANYTHING_V2.mean(),
                plain ? new float[] {1, 1, 1} : ModelContract.DEPTH_ANYTHING_V2.std(),
                metric ? "metric" : "relative",
                metric ? "small" : "large",
                metric ? "metres" : "",
                metric ? most : 0,
                fixed);
    }

    private static boolean fits(long edge, long wanted) {
        return edge == wanted || edge == OnnxValue.OPEN;
    }

    private static boolean edge(long edge) {
        return edge == OnnxValue.OPEN || edge >= LEAST_EDGE && edge <= MOST_EDGE;
    }

    /** An open edge of the map may be any; a fixed one needs the same fixed edge of the picture. */
    private static boolean same(long map, long picture) {
        return map == picture || map == OnnxValue.OPEN;
    }

    private static String words(java.util.List<OnnxValue> values) {
        var text = new StringBuilder();
        for (var value : values) {
            text.append(text.length() == 0 ? "" : ", ");
            text.append(value.name()).append(' ').append(value.words());
        }
        return text.length() == 0 ? "none" : text.toString();
    }

    private static SightlineException fault(String reason, String found, String wanted) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, reason, Map.of("found", found, "wanted", wanted));
    }
}
