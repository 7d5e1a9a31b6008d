// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Turns a detector's raw values into boxes, before any of them is suppressed. */
public interface BoxDecoder {
    /** How many values belong to one cell of the grids. */
    int values();

    /** How many cells an input of this size has, over all grids. */
    int cells(ImageSize input);

    /** The score from which a box is worth a look, by its authors' demonstrations. */
    double usualScore();

    /** The name of a class. */
    default String label(int label) {
        return CocoLabels.name(label);
    }

    /** Which of the boxes stay: by default YOLOX's, for which half of a box shared is too much. */
    default Suppression suppression() {
        return new Suppression(0.45, 100);
    }

    /**
     * The boxes that reach a score, in pixels of the input, in the order of the cells.
     *
     * @param raw [cells, values], row by row; read from index 0
     * @param input size of the model's input, pixels
     * @param minScore from 0 to 1
     * @throws SightlineException {@code internal}, "not-finite", when the values cannot be those of
     *     a detector
     */
    List<Candidate> decode(FloatBuffer raw, ImageSize input, double minScore);

    /**
     * A box that may be suppressed by a better one.
     *
     * @param label number of its class
     * @param score 0 to 1
     * @param box in pixels of the input
     */
    record Candidate(int label, double score, Box box) {}

    /**
     * The decoder of a name in the catalogue: "yolox", "nanodet", "nanodet-plus" or "blazeface".
     *
     * @throws SightlineException {@code bad-input}, "detector-decoder", for any other
     */
    static BoxDecoder of(String name) {
        return switch (name) {
            case "yolox" -> new YoloxDecode();
            case "nanodet" -> NanoDetDecode.ofNanoDet();
            case "nanodet-plus" -> NanoDetDecode.ofPlus();
            case "blazeface" -> new BlazeFaceDecode();
            default ->
                    throw new SightlineException(
                            ErrorCode.BAD_INPUT, "detector-decoder", Map.of("found", name));
        };
    }
}
