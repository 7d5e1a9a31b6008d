// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * NanoDet and NanoDet-Plus: each row is one score for each class, then, for left, top, right and
 * bottom, how likely the edge is at 0, 1, 2 … strides from the cell's point, before softmax; an
 * edge lies at the mean (generalised focal loss, arXiv 2006.04388). Source: {@code
 * nanodet/model/head/gfl_head.py} and {@code nanodet_plus_head.py} of RangiLyu's NanoDet,
 * Apache-2.0.
 */
final class NanoDetDecode implements BoxDecoder {
    private static final int CLASSES = CocoLabels.COUNT;

    private final Grids grids;
    private final double point;
    private final int bins;
    private final float[] values;

    private NanoDetDecode(double point, int bins, int... strides) {
        grids = new Grids(strides);
        this.point = point;
        this.bins = bins;
        values = new float[CLASSES + 4 * bins];
    }

    /** NanoDet: three grids, eight places an edge, distances from the middle of the cell. */
    static NanoDetDecode ofNanoDet() {
        return new NanoDetDecode(0.5, 8, 8, 16, 32);
    }

    /** NanoDet-Plus: four grids, eight places an edge, distances from the corner of the cell. */
    static NanoDetDecode ofPlus() {
        return new NanoDetDecode(0, 8, 8, 16, 32, 64);
    }

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
        return 0.4;
    }

    @Override
    public List<Candidate> decode(FloatBuffer raw, ImageSize input, double minScore) {
        var found = new ArrayList<Candidate>();
        grids.each(
                input,
                (row, column, line, stride) -> {
                    raw.get(row * values.length, values, 0, values.length);
                    Box box = null;
                    for (int label = 0; label < CLASSES; ++label) {
                        double score = values[label];
                        if (score < minScore) {
                            continue;
                        }
                        if (!(score <= 1.001)) {
                            throw Grids.notFinite();
                        }
                        box = box == null ? box(column, line, stride, input) : box;
                        found.add(new Candidate(label, score, box));
                    }
                });
        return found;
    }

    private Box box(int column, int line, int stride, ImageSize input) {
        double x = (column + point) * stride;
        double y = (line + point) * stride;
        return Grids.finite(
                Math.max(0, x - mean(0) * stride),
                Math.max(0, y - mean(1) * stride),
                Math.min(input.width(), x + mean(2) * stride),
                Math.min(input.height(), y + mean(3) * stride));
    }

    /** The mean place of an edge, in strides. */
    private double mean(int edge) {
        int from = CLASSES + edge * bins;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < bins; ++i) {
            greatest = Math.max(greatest, values[from + i]);
        }
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < bins; ++i) {
            double weight = Math.exp(values[from + i] - greatest);
            sum += weight;
            weighted += weight * i;
        }
        return weighted / sum;
    }
}
