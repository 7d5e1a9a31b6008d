// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * YOLOX: each row is the centre in cells from its own cell, the logarithm of width and height in
 * strides, the score that there is something, and one score for each class; a box's score is the
 * product. Source: {@code demo_postprocess} in {@code yolox/utils/demo_utils.py} of Megvii's YOLOX,
 * Apache-2.0.
 */
final class YoloxDecode implements BoxDecoder {
    private static final int CLASSES = CocoLabels.COUNT;
    private static final int SCORES = 5;

    private final Grids grids = new Grids(8, 16, 32);
    private final float[] values = new float[SCORES + CLASSES];

    @Override
    public int values() {
        return values.length;
    }

    @Override
    public int cells(ImageSize input) {
        return grids.cells(input);
    }

    @Override
    public double usualScore() {
        return 0.3;
    }

    @Override
    public List<Candidate> decode(FloatBuffer raw, ImageSize input, double minScore) {
        var found = new ArrayList<Candidate>();
        grids.each(
                input,
                (row, column, line, stride) -> {
                    double something = raw.get(row * values.length + 4);
                    if (something < minScore) {
                        return;
                    }
                    raw.get(row * values.length, values, 0, values.length);
                    Box box = null;
                    for (int label = 0; label < CLASSES; ++label) {
                        double score = something * values[SCORES + label];
                        if (score < minScore) {
                            continue;
                        }
                        if (!(score <= 1.001)) {
                            throw Grids.notFinite();
                        }
                        box = box == null ? box(column, line, stride) : box;
                        found.add(new Candidate(label, score, box));
                    }
                });
        return found;
    }

    private Box box(int column, int line, int stride) {
        double x = (values[0] + column) * stride;
        double y = (values[1] + line) * stride;
        double halfWidth = Math.exp(values[2]) * stride / 2;
        double halfHeight = Math.exp(values[3]) * stride / 2;
        return Grids.finite(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }
}
