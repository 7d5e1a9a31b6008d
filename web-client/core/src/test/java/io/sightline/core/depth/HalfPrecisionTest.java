// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;

final class HalfPrecisionTest {
    /** Examples of the standard and of its tables. */
    @Test
    void widensWhatTheStandardSays() {
        assertEquals(0f, HalfPrecision.widen((short) 0));
        assertEquals(-0f, HalfPrecision.widen((short) 0x8000));
        assertEquals(1f, HalfPrecision.widen((short) 0x3c00));
        assertEquals(-2f, HalfPrecision.widen((short) 0xc000));
        assertEquals(65504f, HalfPrecision.widen((short) 0x7bff));
        assertEquals(0.333251953125f, HalfPrecision.widen((short) 0x3555));
        assertEquals((float) Math.pow(2, -14), HalfPrecision.widen((short) 0x0400));
        assertEquals((float) Math.pow(2, -24), HalfPrecision.widen((short) 0x0001));
        assertEquals((float) (1023 * Math.pow(2, -24)), HalfPrecision.widen((short) 0x03ff));
        assertEquals(Float.POSITIVE_INFINITY, HalfPrecision.widen((short) 0x7c00));
        assertEquals(Float.NEGATIVE_INFINITY, HalfPrecision.widen((short) 0xfc00));
        assertTrue(Float.isNaN(HalfPrecision.widen((short) 0x7e00)));
        assertTrue(Float.isNaN(HalfPrecision.widen((short) 0xfc01)));
    }

    /** Numbers of one sign lie in the order of their bits. */
    @Test
    void keepsTheOrder() {
        for (int bits = 1; bits <= 0x7c00; ++bits) {
            assertTrue(HalfPrecision.widen((short) bits) > HalfPrecision.widen((short) (bits - 1)));
            assertEquals(
                    -HalfPrecision.widen((short) bits),
                    HalfPrecision.widen((short) (bits | 0x8000)));
        }
    }

    @Test
    void widensAMap() {
        var map = FloatBuffer.allocate(2);
        HalfPrecision.widen(ShortBuffer.wrap(new short[] {0x3c00, 0x4248, 7}), map);
        assertEquals(1f, map.get(0));
        assertEquals(3.140625f, map.get(1));
    }
}
