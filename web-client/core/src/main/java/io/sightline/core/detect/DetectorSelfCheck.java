// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import java.nio.FloatBuffer;

/**
 * Whether a graphics device computes what the processor does: both run one drawn frame before the
 * device is trusted, since drivers exist that return zeros, overflow, or plain wrong numbers
 * (onnxruntime #24070, #25029, #26732, #29130). No answer is stored, so it serves every detector.
 */
public final class DetectorSelfCheck {
    /** A correct device agrees to better than this; half precision stays above it. */
    public static final double LEAST_AGREEMENT = 0.999;

    private DetectorSelfCheck() {}

    /**
     * How well two raw outputs agree: 1 less the share of the squares that differ; NaN where one is
     * not finite or the processor's is zero all over.
     *
     * @param processor its output; read from index 0
     * @param device its output, as long; read from index 0
     */
    public static double agreement(FloatBuffer processor, FloatBuffer device) {
        double squares = 0;
        double differences = 0;
        for (int i = 0; i < processor.capacity(); ++i) {
            double value = processor.get(i);
            double off = value - device.get(i);
            squares += value * value;
            differences += off * off;
        }
        return 1 - differences / squares;
    }
}
