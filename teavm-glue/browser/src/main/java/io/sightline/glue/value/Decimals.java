// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.value;

import org.teavm.jso.JSBody;

/**
 * Numbers as decimal digits and back, by JavaScript: the shortest digits that read back as the same
 * number. The compiler's plugin puts these in the place of TeaVM's own, whose tables of powers are
 * 20 KB of every module.
 */
public final class Decimals {
    /** How many digits TeaVM's writer of numbers expects. */
    private static final int DIGITS = 18;

    private static long mantissa;
    private static int exponent;
    private static boolean negative;

    private Decimals() {}

    /** Takes a finite number apart; {@link #mantissa} and so on tell of it until the next one. */
    public static void analyze(double number) {
        // 1/-0 is what tells it from 0.
        negative = number < 0 || number == 0 && 1 / number < 0;
        mantissa = 0;
        exponent = 0;
        if (number == 0) {
            return;
        }
        var text = scientific(Math.abs(number));
        int e = text.indexOf('e');
        int digits = 0;
        for (int i = 0; i < e; ++i) {
            char c = text.charAt(i);
            if (c != '.') {
                mantissa = mantissa * 10 + (c - '0');
                ++digits;
            }
        }
        for (; digits < DIGITS; ++digits) {
            mantissa *= 10;
        }
        exponent = Integer.parseInt(text.substring(text.charAt(e + 1) == '+' ? e + 2 : e + 1));
    }

    /** Its decimal digits, eighteen of them; 0 for 0. */
    public static long mantissa() {
        return mantissa;
    }

    /** The power of ten of its first digit. */
    public static int exponent() {
        return exponent;
    }

    /** True for what has a minus before it, -0 too. */
    public static boolean negative() {
        return negative;
    }

    /**
     * The number nearest to a decimal.
     *
     * @param mantissa unsigned
     * @param exponent so that the number is mantissa × 10^(exponent − 18)
     */
    public static double synthesize(long mantissa, int exponent, boolean negative) {
        double number = number(Long.toUnsignedString(mantissa) + "e" + (exponent - DIGITS));
        return negative ? -number : number;
    }

    @JSBody(params = "number", script = "return number.toExponential();")
    private static native String scientific(double number);

    @JSBody(params = "text", script = "return +text;")
    private static native double number(String text);
}
