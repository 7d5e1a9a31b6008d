// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.frame;

import io.sightline.core.image.ImageSize;
import org.teavm.jso.JSObject;

/**
 * A frame as the page sent it.
 *
 * @param image an ImageBitmap or VideoFrame, closed by whoever took the message
 * @param size at which it is seen, pixels
 * @param stream number of the moving source that it belongs to; 0 for a picture by itself
 * @param steady stabilise it with the stream's frames before
 */
public record Frame(JSObject image, ImageSize size, int stream, boolean steady) {
    /** A picture by itself. */
    public Frame(JSObject image, ImageSize size) {
        this(image, size, 0, false);
    }
}
