// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Half-precision numbers (IEEE 754 binary16) as models answer with on devices that compute in them:
 * one bit for the sign, five for the exponent, ten for the fraction. The twin of {@code
 * widen.wgsl}.
 */
public final class HalfPrecision {
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int EXPONENT = 0x1f;

    /** Between the exponent's bias in single precision, 127, and in half, 15. */
    private static final int REBIAS = 127 - 15;

    /** The value of the last bit of a number without a leading one: 2 to the power of -24. */
    private static final float LEAST = 1f / (1 << 24);

    private HalfPrecision() {}

    /** The number that these 16 bits stand for; every one has its equal in single precision. */
    public static float widen(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> FRACTION_BITS & EXPONENT;
        int fraction = bits & FRACTION;
        if (exponent == 0) {
            float size = fraction * LEAST;
            return sign == 0 ? size : -size;
        }
        int wide = exponent == EXPONENT ? 0xff : exponent + REBIAS;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 23 - FRACTION_BITS);
    }

    /**
     * A whole map.
     *
     * @param half read from index 0
     * @param map written from index 0, as many values as it holds
     */
    public static void widen(ShortBuffer half, FloatBuffer map) {
        for (int i = 0; i < map.capacity(); ++i) {
            map.put(i, widen(half.get(i)));
        }
    }
}
