// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

/**
 * How long the stages of one frame took, milliseconds.
 *
 * @param pre from the browser's image to the input tensor
 * @param run the model
 * @param post from the output tensor to range and picture; {@code steady} and {@code paint} are
 *     parts of it, the rest is the range
 * @param steady stabilising the map of a stream
 * @param paint painting the map
 * @param total from taking the frame to handing over the result; more than the sum where the model
 *     was first made ready for another input size
 * @param clock that timed the stages: "cpu", or "gpu" where the graphics device tells its own time;
 *     the total is always the processor's
 */
public record DepthTimings(
        double pre,
        double run,
        double post,
        double steady,
        double paint,
        double total,
        String clock) {
    /** Timed by the processor. */
    public static final String CPU = "cpu";

    /** Timed by the graphics device. */
    public static final String GPU = "gpu";

    /** Of what neither stabilises nor paints. */
    public DepthTimings(double pre, double run, double post, double total, String clock) {
        this(pre, run, post, 0, 0, total, clock);
    }
}
