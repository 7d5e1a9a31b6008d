// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameChangeTest {
    private static ByteBuffer grey(int value) {
        var rgba = ByteBuffer.allocate(4 * FrameChange.WIDTH * FrameChange.HEIGHT);
        for (int i = 0; i < rgba.capacity(); ++i) {
            rgba.put(i, (byte) (i % 4 == 3 ? 255 : value));
        }
        return rgba;
    }

    private static ByteBuffer noisy(ByteBuffer rgba, Random random) {
        var copy = ByteBuffer.allocate(rgba.capacity());
        for (int i = 0; i < rgba.capacity(); ++i) {
            int value = (rgba.get(i) & 255) + (i % 4 == 3 ? 0 : random.nextInt(13) - 6);
            copy.put(i, (byte) Math.max(0, Math.min(255, value)));
        }
        return copy;
    }

    private static void box(ByteBuffer rgba, int x, int y, int width, int height, int value) {
        for (int j = y; j < y + height; ++j) {
            for (int i = x; i < x + width; ++i) {
                for (int channel = 0; channel < 3; ++channel) {
                    rgba.put(4 * (j * FrameChange.WIDTH + i) + channel, (byte) value);
                }
            }
        }
    }

    @Test
    void theSameIsNothingAndACutIsAllOfIt() {
        assertEquals(0, FrameChange.of(grey(80), grey(80)), 1e-9);
        assertEquals(120, FrameChange.of(grey(80), grey(200)), 1e-6);
        assertEquals(120, FrameChange.of(grey(200), grey(80)), 1e-6);
    }

    @Test
    void aFigureOutweighsNoise() {
        var random = new Random(5);
        var room = grey(120);
        double noise = FrameChange.of(noisy(room, random), noisy(room, random));
        var entered = grey(120);
        box(entered, 30, 10, 8, 18, 30);
        double figure = FrameChange.of(noisy(room, random), noisy(entered, random));
        assertTrue(figure > 8 * noise, figure + " over " + noise);
    }
}
