// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.image.ImageSize;
import io.sightline.core.steady.Steadiness;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * One frame measured.
 *
 * @param size of the map
 * @param data the values, in the script's memory, the receiver's own; null where they stayed on the
 *     graphics device
 * @param range of the values
 * @param pre milliseconds from the frame to the input
 * @param run milliseconds of the model
 * @param post milliseconds from the output to range and picture
 * @param steadiness of the stream; null for a picture by itself and where it is not stabilised
 * @param steady milliseconds of that for stabilising
 * @param paint milliseconds of that for the picture
 * @param clock that timed them, as in {@link io.sightline.core.depth.DepthTimings}
 */
record Measured(
        ImageSize size,
        Float32Array data,
        DepthRange range,
        Steadiness steadiness,
        double pre,
        double run,
        double post,
        double steady,
        double paint,
        String clock) {
    /** Its timings, the whole taking so many milliseconds. */
    DepthTimings timings(double total) {
        return new DepthTimings(pre, run, post, steady, paint, total, clock);
    }
}
