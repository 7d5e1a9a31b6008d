// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.image.ImageSize;
import io.sightline.engine.frame.Frame;

/** The depth model, made ready for one input size on one backend. */
interface DepthSession {
    /** The size that it is made for. */
    ImageSize input();

    /**
     * Measures a frame. Throws what the runtime throws, and a {@code SightlineException} where the
     * frame cannot be read or the map cannot be a measurement.
     *
     * @param frame to measure; it stays open
     * @param values hand them over, even where they would else stay on the graphics device
     * @param picture to paint the map on, or null
     */
    Measured measure(Frame frame, boolean values, DepthPicture picture);

    /** Frees what it holds. */
    void release();
}
