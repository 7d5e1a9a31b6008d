// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.frame;

import io.sightline.core.image.ImageSize;
import org.teavm.jso.JSObject;

/**
 * A frame as the page sent it.
 *
 * @param image an ImageBitmap or VideoFrame, closed by whoever took the message
 * @param size at which it is seen, pixels
 */
public record Frame(JSObject image, ImageSize size) {}
