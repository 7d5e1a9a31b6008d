// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/** English cardinals as the Python package num2words spells them: "five", "twenty-five". */
final class EnglishNumber {
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };

    private EnglishNumber() {}

    /** A number from 0 to 99 in words. */
    static String of(int number) {
        if (number < 0 || number > 99) {
            throw new IllegalArgumentException("from 0 to 99, not " + number);
        }
        if (number < SMALL.length) {
            return SMALL[number];
        }
        var tens = TENS[number / 10];
        return number % 10 == 0 ? tens : tens + "-" + SMALL[number % 10];
    }
}
