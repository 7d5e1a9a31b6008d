// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {
    @Test
    void everyHalfSurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 0x10000; ++bits) {
            short half = (short) bits;
            float value = Half.toFloat(half);
            if (Float.isNaN(value)) {
                assertTrue(Float.isNaN(Half.toFloat(Half.of(value))));
            } else {
                assertEquals(half, Half.of(value), "0x" + Integer.toHexString(bits));
            }
        }
    }

    @Test
    void knownHalves() {
        assertEquals(1f, Half.toFloat((short) 0x3C00));
        assertEquals(-2f, Half.toFloat((short) 0xC000));
        assertEquals(65504f, Half.toFloat((short) 0x7BFF));
        assertEquals(0x1p-24f, Half.toFloat((short) 1));
        assertEquals(Float.POSITIVE_INFINITY, Half.toFloat((short) 0x7C00));
        assertEquals((short) 0x7BFF, Half.of(65519.99f));
        assertEquals((short) 0x7C00, Half.of(65520f));
        assertEquals((short) 0, Half.of(0x1p-25f));
        assertEquals((short) 1, Half.of(0x1.000002p-25f));
        // Half way between two halves: to the even one.
        assertEquals((short) 0x3C00, Half.of(1 + 0x1p-11f));
        assertEquals((short) 0x3C02, Half.of(1 + 0x3p-11f));
    }

    @Test
    void roundingIsToTheNearest() {
        var random = new Random(7);
        for (int i = 0; i < 100_000; ++i) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(34) - 20));
            if (Math.abs(value) > 65504) {
                continue;
            }
            short half = Half.of(value);
            double off = Math.abs(Half.toFloat(half) - (double) value);
            for (int step : new int[] {-1, 1}) {
                float other = Half.toFloat((short) (half + step));
                if (!Float.isNaN(other) && Math.signum(other) == Math.signum(value)) {
                    assertTrue(off <= Math.abs(other - (double) value), value + " became " + half);
                }
            }
        }
    }

    @Test
    void transposes() {
        assertArrayEquals(
                new short[] {1, 4, 2, 5, 3, 6},
                Weights.transposed(new short[] {1, 2, 3, 4, 5, 6}, 2, 3));
    }

    @Test
    void quantisesPerChannelWithinHalfAStep() {
        var random = new Random(5);
        int rows = 6;
        int columns = 40;
        var halves = new short[rows * columns];
        for (int i = 0; i < halves.length; ++i) {
            halves[i] = Half.of((float) random.nextGaussian() * (1 + i / columns));
        }
        for (int c = 0; c < columns; ++c) {
            halves[2 * columns + c] = 0;
        }
        for (int axis = 0; axis < 2; ++axis) {
            var q = Weights.quantise(halves, new long[] {rows, columns}, axis);
            assertEquals(axis == 0 ? rows : columns, q.scales().length);
            var most = new int[q.scales().length];
            for (int i = 0; i < halves.length; ++i) {
                int channel = axis == 0 ? i / columns : i % columns;
                float scale = q.scales()[channel];
                assertTrue(
                        Math.abs(q.values()[i] * scale - Half.toFloat(halves[i]))
                                <= scale * 0.5001f);
                most[channel] = Math.max(most[channel], Math.abs(q.values()[i]));
            }
            for (int channel = 0; channel < most.length; ++channel) {
                assertEquals(axis == 0 && channel == 2 ? 0 : 127, most[channel]);
            }
        }
    }

    @Test
    void halvesAreWrittenLittleEndianWhateverTheirNumber() throws IOException {
        for (int count : new int[] {0, 1, 16_384, 16_385, 40_000}) {
            var halves = new short[count];
            for (int i = 0; i < count; ++i) {
                halves[i] = (short) (i * 31);
            }
            var bytes = Weights.halves(halves);
            var out = new ByteArrayOutputStream();
            bytes.writeTo(out);
            assertEquals(2L * count, bytes.length());
            assertEquals(2 * count, out.size());
            var written = out.toByteArray();
            for (int i = 0; i < count; ++i) {
                assertEquals(halves[i], (short) (written[2 * i] & 0xFF | written[2 * i + 1] << 8));
            }
        }
    }
}
