// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.SmallLuma;
import io.sightline.engine.frame.FramePixels;
import org.teavm.jso.JSObject;

/** Frames as the motion gate sees them: small and grey. One array serves all. */
final class GateLuma {
    private final FramePixels pixels = new FramePixels();
    private SmallLuma reader;
    private byte[] luma;

    /**
     * The luma of a frame, row-major, 0 to 255 a cell; valid until the next call.
     *
     * @param image a VideoFrame or ImageBitmap
     * @param size of the small frame
     */
    byte[] read(JSObject image, ImageSize size) {
        if (reader == null || !reader.frame().equals(size)) {
            // The browser scales; what is left to do is to take the colours away.
            reader = new SmallLuma(size, Math.max(size.width(), size.height()));
            luma = new byte[size.width() * size.height()];
        }
        reader.run(pixels.read(image, size), luma);
        return luma;
    }
}
