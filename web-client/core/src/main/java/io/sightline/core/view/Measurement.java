// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.image.ImageSize;
import io.sightline.core.steady.Steadiness;

/**
 * The newest result, without the map itself, which stays where the browser keeps it.
 *
 * @param frame size of the frame, pixels
 * @param map size of the map, pixels
 * @param range of its values
 * @param timings of its stages
 * @param perSecond results a second, 0 for a still picture
 * @param measured frames of this source so far
 * @param dropped frames that a newer one replaced
 * @param rests whether the frames after it give way to who watches
 * @param steadiness of the stream; null when it is not known
 */
public record Measurement(
        ImageSize frame,
        ImageSize map,
        DepthRange range,
        DepthTimings timings,
        double perSecond,
        long measured,
        long dropped,
        boolean rests,
        Steadiness steadiness) {
    /**
     * Whether the camera left its stand since an earlier result.
     *
     * @param before of the same source; null when there is none
     */
    public boolean movedSince(Measurement before) {
        return before != null
                && before.steadiness != null
                && steadiness != null
                && steadiness.moves() > before.steadiness.moves();
    }
}
