// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Frames and maps laid on one another. */
final class LayersTest {
    @Test
    void aFrameThatFitsKeepsItsSize() {
        assertEquals(new ImageSize(1280, 720), Layers.sizeFor(new ImageSize(1280, 720)));
        assertEquals(new ImageSize(1280, 720), Layers.sizeFor(new ImageSize(3840, 2160)));
        assertEquals(new ImageSize(720, 1280), Layers.sizeFor(new ImageSize(1440, 2560)));
        assertEquals(new ImageSize(1280, 1), Layers.sizeFor(new ImageSize(9000, 2)));
    }

    @Test
    void eachPixelIsTheMeanOfWhatItCovers() {
        var frame = ByteBuffer.allocate(4 * 2 * 4);
        for (int i = 0; i < 8; ++i) {
            frame.put(i * 4, (byte) (i * 10)).put(i * 4 + 3, (byte) 255);
        }
        var out = ByteBuffer.allocate(2 * 4);
        Layers.picture(frame, new ImageSize(4, 2), new ImageSize(2, 1), out);
        assertEquals((0 + 10 + 40 + 50) / 4, out.get(0));
        assertEquals((20 + 30 + 60 + 70) / 4, out.get(4));
        assertEquals((byte) 255, out.get(7));
    }

    @Test
    void nearnessFollowsThePolarity() {
        var map = FloatBuffer.wrap(new float[] {1, 2, 3, 9});
        var range = new DepthRange(1, 9, 1, 3);
        var size = new ImageSize(4, 1);
        assertArrayEquals(
                new float[] {0, 0.5f, 1, 1},
                Layers.nearness(map, size, range, Polarity.LARGE, size));
        assertArrayEquals(
                new float[] {1, 0.5f, 0, 0},
                Layers.nearness(map, size, range, Polarity.SMALL, size));
        assertEquals(0, Layers.nearness(5, new DepthRange(5, 5, 5, 5), Polarity.LARGE));
    }
}
