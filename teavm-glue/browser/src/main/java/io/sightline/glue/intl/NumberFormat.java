// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.intl;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** Writes numbers; make one and keep it. */
@JSClass(transparent = true)
public abstract class NumberFormat implements JSObject {
    /** The number as text. */
    public abstract String format(double number);

    /**
     * @param locale BCP 47, for example de-CH
     * @param options as for {@code Intl.NumberFormat}; from {@link
     *     io.sightline.glue.value.JsValues#toJs}
     */
    @JSBody(
            params = {"locale", "options"},
            script = "return new Intl.NumberFormat(locale, options);")
    public static native NumberFormat of(String locale, JSObject options);

    /** Writes that many digits after the point, no more, no less. */
    @JSBody(
            params = {"locale", "digits"},
            script =
                    "return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, "
                            + "maximumFractionDigits: digits });")
    public static native NumberFormat fixed(String locale, int digits);

    /** Writes a fraction as per cent, with at most that many digits after the point. */
    @JSBody(
            params = {"locale", "digits"},
            script =
                    "return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });")
    public static native NumberFormat percent(String locale, int digits);

    /**
     * Writes a unit behind the number, for example millisecond, megabyte; with at most that many
     * digits.
     */
    @JSBody(
            params = {"locale", "unit", "digits"},
            script =
                    "return new Intl.NumberFormat(locale, { style: 'unit', unit: unit, maximumFractionDigits: "
                            + "digits });")
    public static native NumberFormat unit(String locale, String unit, int digits);

    /** As above, with that many digits, no more, no less. */
    @JSBody(
            params = {"locale", "unit", "digits"},
            script =
                    "return new Intl.NumberFormat(locale, { style: 'unit', unit: unit, minimumFractionDigits: "
                            + "digits, maximumFractionDigits: digits });")
    public static native NumberFormat exactUnit(String locale, String unit, int digits);
}
