// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

/** How a language writes numbers. The page gives the browser's own ({@code Intl}). */
public interface NumberStyle {
    /** A number with the grouping of the language and at most the digits that it has. */
    String number(double value);

    /** A number with exactly this many digits after the decimal sign. */
    String fixed(double value, int digits);

    /** A fraction of one as a whole percentage. */
    String percent(double fraction);

    /**
     * A number with a unit, and exactly this many digits after the decimal sign.
     *
     * @param unit as ECMA-402 names it, such as "meter"
     */
    String unit(double value, String unit, int digits);

    /** A number of bytes in the largest fitting decimal unit. */
    String bytes(double bytes);

    /** The plural category of a count: zero, one, two, few, many or other. */
    String plural(double count);
}
