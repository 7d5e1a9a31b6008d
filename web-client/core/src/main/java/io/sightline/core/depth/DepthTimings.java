// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

/**
 * How long the stages of one frame took, milliseconds.
 *
 * @param pre from the browser's image to the input tensor
 * @param run the model
 * @param post from the output tensor to range and picture
 * @param total from taking the frame to handing over the result; more than the sum where the model
 *     was first made ready for another input size
 * @param clock that timed the stages: "cpu", or "gpu" where the graphics device tells its own time;
 *     the total is always the processor's
 */
public record DepthTimings(double pre, double run, double post, double total, String clock) {
    /** Timed by the processor. */
    public static final String CPU = "cpu";

    /** Timed by the graphics device. */
    public static final String GPU = "gpu";
}
