// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthRange;

/**
 * The range that a sequence of maps is painted with: the ends of the palette follow the maps'
 * percentiles slowly, so that one near hand does not darken the whole picture at once.
 */
public final class RangeSmoother {
    private static final float PURSUIT = 0.1f;

    private boolean started;
    private float low;
    private float high;

    /** Takes the next map's range as it is. */
    public void reset() {
        started = false;
    }

    /**
     * Takes the next map's range.
     *
     * @return its extremes, with smoothed percentiles
     */
    public DepthRange next(DepthRange range) {
        if (started) {
            low += PURSUIT * (range.low() - low);
            high += PURSUIT * (range.high() - high);
        } else {
            low = range.low();
            high = range.high();
            started = true;
        }
        return new DepthRange(range.least(), range.greatest(), low, high);
    }
}
