// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.color.Palette;
import io.sightline.core.error.SightlineException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthPostprocessorTest {
    @Test
    void findsTheRangeOfRandomMaps() {
        var random = new Random(3);
        for (int i = 0; i < 50; ++i) {
            int width = 20 + random.nextInt(60);
            int height = 20 + random.nextInt(60);
            var map = new float[width * height];
            float scale = (float) Math.pow(10, random.nextInt(7) - 3);
            for (int k = 0; k < map.length; ++k) {
                map[k] = (random.nextFloat() - 0.3f) * scale;
            }
            var range = new DepthPostprocessor(width, height).range(FloatBuffer.wrap(map));
            Arrays.sort(map);
            float tolerance = (map[map.length - 1] - map[0]) * 0.006f;
            assertEquals(map[0], range.least());
            assertEquals(map[map.length - 1], range.greatest());
            assertEquals(map[(int) (0.02 * map.length)], range.low(), tolerance);
            assertEquals(map[(int) (0.98 * map.length)], range.high(), tolerance);
        }
    }

    /** A frame of one colour, whose values differ by rounding alone. */
    @Test
    void takesRoundingForNoMeasurement() {
        var map = new float[14 * 14];
        var post = new DepthPostprocessor(14, 14);
        for (int i = 0; i < map.length; ++i) {
            map[i] = -3 + i % 3 * 3e-7f;
        }
        var rounded =
                assertThrows(SightlineException.class, () -> post.range(FloatBuffer.wrap(map)));
        assertEquals("constant", rounded.reason());
        map[5] = -2.999f;
        assertEquals(-2.999f, post.range(FloatBuffer.wrap(map)).greatest());
    }

    @Test
    void refusesWhatCannotBeAMeasurement() {
        var map = new float[14 * 14];
        var post = new DepthPostprocessor(14, 14);
        var constant =
                assertThrows(SightlineException.class, () -> post.range(FloatBuffer.wrap(map)));
        assertEquals("constant", constant.reason());
        for (float bad :
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            var broken = new float[14 * 14];
            broken[3] = 1;
            broken[100] = bad;
            var failure =
                    assertThrows(
                            SightlineException.class, () -> post.range(FloatBuffer.wrap(broken)));
            assertEquals("not-finite", failure.reason());
        }
    }

    @Test
    void paintsFromFarToNearAndClips() {
        var map = FloatBuffer.wrap(new float[] {-5, 0, 0.5f, 1, 9});
        var rgba = ByteBuffer.allocate(20);
        var palette = Palette.of("viridis");
        new DepthPostprocessor(5, 1)
                .paint(map, new DepthRange(-5, 9, 0, 1), DepthLook.of(palette), rgba);
        assertEquals(palette.rgb(0), rgb(rgba, 0));
        assertEquals(palette.rgb(0), rgb(rgba, 1));
        assertEquals(palette.rgb(128 / 255.0), rgb(rgba, 2));
        assertEquals(palette.rgb(1), rgb(rgba, 3));
        assertEquals(palette.rgb(1), rgb(rgba, 4));
        assertEquals((byte) 255, rgba.get(3));
    }

    @Test
    void turnsTheScaleRoundWhereSmallIsNear() {
        var map = FloatBuffer.wrap(new float[] {0, 1, 5});
        var rgba = ByteBuffer.allocate(12);
        var palette = Palette.of("magma");
        new DepthPostprocessor(3, 1)
                .paint(
                        map,
                        new DepthRange(0, 5, 0, 4),
                        new DepthLook(palette, true, 0, 0, 1),
                        rgba);
        assertEquals(palette.rgb(1), rgb(rgba, 0));
        assertEquals(palette.rgb(0.75), rgb(rgba, 1));
        assertEquals(palette.rgb(0), rgb(rgba, 2));
    }

    @Test
    void cutsAwayAndDrawsContours() {
        // Two rows; the lower one is nearer by a band at its right end.
        var map = FloatBuffer.wrap(new float[] {0, 0.3f, 0.6f, 0.9f, 0, 0.3f, 0.6f, 1});
        var rgba = ByteBuffer.allocate(32);
        var palette = Palette.of("grey");
        new DepthPostprocessor(4, 2)
                .paint(
                        map,
                        new DepthRange(0, 1, 0, 1),
                        new DepthLook(palette, false, 2, 0.2f, 0.95f),
                        rgba);
        assertEquals(0, rgba.getInt(0), "farther than what is shown");
        assertEquals(0xffffff, rgb(rgba, 1), "the line lies before 0.5, on a dark ground");
        assertEquals(palette.rgb(0.6), rgb(rgba, 2));
        assertEquals(palette.rgb(0.9), rgb(rgba, 3));
        assertEquals(0, rgba.getInt(28), "nearer than what is shown");
        assertThrows(
                IllegalArgumentException.class, () -> new DepthLook(palette, false, 0, 0.6f, 0.5f));
    }

    private static int rgb(ByteBuffer rgba, int pixel) {
        return (rgba.get(pixel * 4) & 255) << 16
                | (rgba.get(pixel * 4 + 1) & 255) << 8
                | rgba.get(pixel * 4 + 2) & 255;
    }
}
