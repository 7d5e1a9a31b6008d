// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

/**
 * The size of an image.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record ImageSize(int width, int height) {
    /** Refuses sizes that hold no pixel. */
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image of " + width + "x" + height + " pixels holds nothing");
        }
    }

    /** The number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
