// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.Map;

/** How large an image may be before the browser is asked to decode it. */
public final class ImageLimits {
    /** Longest edge, pixels: the largest canvas that all supported browsers draw. */
    public static final int LONGEST_EDGE = 16384;

    /** Most pixels: 64 million are 256 MB once decoded. */
    public static final long MOST_PIXELS = 64_000_000L;

    private ImageLimits() {}

    /**
     * Refuses a size that holds nothing or too much.
     *
     * @throws SightlineException {@code bad-input}, "image-empty" or "image-too-large"
     */
    public static ImageSize check(int width, int height) {
        if (width < 1 || height < 1) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "image-empty", Map.of("width", width, "height", height));
        }
        if (width > LONGEST_EDGE || height > LONGEST_EDGE || (long) width * height > MOST_PIXELS) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "image-too-large",
                    Map.of(
                            "width", width,
                            "height", height,
                            "edge", LONGEST_EDGE,
                            "megapixels", (int) (MOST_PIXELS / 1_000_000)));
        }
        return new ImageSize(width, height);
    }
}
