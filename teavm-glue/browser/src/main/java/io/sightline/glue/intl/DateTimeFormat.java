// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.intl;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** Writes dates and times; make one and keep it. */
@JSClass(transparent = true)
public abstract class DateTimeFormat implements JSObject {
    /**
     * The moment as text.
     *
     * @param millisecondsSince1970 as {@code System.currentTimeMillis()} gives it
     */
    public abstract String format(double millisecondsSince1970);

    /**
     * Both moments as one text, without saying twice what they share.
     *
     * @param from as above
     * @param to not earlier
     */
    public abstract String formatRange(double from, double to);

    /**
     * @param locale BCP 47, for example de-CH
     * @param options as for {@code Intl.DateTimeFormat}; from {@link
     *     io.sightline.glue.value.JsValues#toJs}
     */
    @JSBody(
            params = {"locale", "options"},
            script = "return new Intl.DateTimeFormat(locale, options);")
    public static native DateTimeFormat of(String locale, JSObject options);
}
