// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Pixels as SmolVLM's vision encoder takes them: red, green and blue planes with mean 0.5 and
 * deviation 0.5 of values 0 to 1, that is v / 127.5 − 1 (its {@code preprocessor_config.json}).
 */
public final class PixelPlanes {
    private static final float HALF = 127.5f;

    private PixelPlanes() {}

    /**
     * Writes the planes of a square frame.
     *
     * @param rgba row-major, four bytes a pixel, read from index 0
     * @param pixels in the frame
     * @param planes [3, edge, edge], written from index 0
     */
    public static void of(ByteBuffer rgba, int pixels, FloatBuffer planes) {
        for (int i = 0; i < pixels; ++i) {
            planes.put(i, (rgba.get(4 * i) & 255) / HALF - 1);
            planes.put(pixels + i, (rgba.get(4 * i + 1) & 255) / HALF - 1);
            planes.put(2 * pixels + i, (rgba.get(4 * i + 2) & 255) / HALF - 1);
        }
    }
}
