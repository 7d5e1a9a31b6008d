// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * BlazeFace, full range: each row is the middle of a face from the middle of its cell, its width
 * and its height, in pixels of the input, then six points of the face, then the logit of its score.
 * Source: {@code face_detection_full_range.pbtxt}, {@code ssd_anchors_calculator.cc} and {@code
 * tensors_to_detections_calculator.cc} of Google's MediaPipe, Apache-2.0.
 */
final class BlazeFaceDecode implements BoxDecoder {
    private static final int VALUES = 17;
    private static final int SCORE = 16;

    /** A logit beyond this is cut off. */
    private static final double MOST_LOGIT = 100;

    private final Grids grids = new Grids(4);

    @Override
    public int values() {
        return VALUES;
    }

    @Override
    public int cells(ImageSize input) {
        return grids.cells(input);
    }

    @Override
    public double usualScore() {
        return 0.6;
    }

    @Override
    public String label(int label) {
        return Detection.FACE;
    }

    /** MediaPipe's own: a face is the mean of the boxes that found it. */
    @Override
    public Suppression suppression() {
        return new Suppression(0.3, 100, true);
    }

    @Override
    public List<Candidate> decode(FloatBuffer raw, ImageSize input, double minScore) {
        var found = new ArrayList<Candidate>();
        grids.each(
                input,
                (row, column, line, stride) -> {
                    int at = row * VALUES;
                    double logit = raw.get(at + SCORE);
                    if (Double.isNaN(logit)) {
                        throw Grids.notFinite();
                    }
                    double cut = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, logit));
                    double score = 1 / (1 + Math.exp(-cut));
                    if (score < minScore) {
                        return;
                    }
                    double x = (column + 0.5) * stride + raw.get(at);
                    double y = (line + 0.5) * stride + raw.get(at + 1);
                    double halfWidth = raw.get(at + 2) / 2.0;
                    double halfHeight = raw.get(at + 3) / 2.0;
                    var box =
                            Grids.finite(
                                    x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
                    // The network may say a negative length where it sees nothing.
                    if (box.width() > 0 && box.height() > 0) {
                        found.add(new Candidate(0, score, box));
                    }
                });
        return found;
    }
}
