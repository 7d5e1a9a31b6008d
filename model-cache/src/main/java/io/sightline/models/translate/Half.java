// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

/** IEEE 754 half precision; the JDK has it from version 20 on. */
final class Half {
    private Half() {}

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0x1F) {
            return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
        }
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
    }

    /** Rounds to nearest, ties to even. */
    static short of(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude >= 0x7F800000) {
            return (short) (sign | 0x7C00 | (magnitude > 0x7F800000 ? 0x200 : 0));
        }
        // Half of the smallest step above 65504 rounds to infinity.
        if (magnitude >= 0x477FF000) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x38800000) {
            // Below 2^-14: a whole number of steps of 2^-24, which the float's own rounding finds.
            return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
        }
        int rounded = magnitude + 0xFFF + (magnitude >>> 13 & 1);
        return (short) (sign | rounded - 0x38000000 >> 13);
    }
}
