// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.intl;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** Which form a language uses with a number; make one and keep it. */
@JSClass(transparent = true)
public abstract class PluralRules implements JSObject {
    /** One of zero, one, two, few, many, other. */
    public abstract String select(double number);

    /**
     * @param locale BCP 47, for example de-CH
     */
    @JSBody(params = "locale", script = "return new Intl.PluralRules(locale);")
    public static native PluralRules of(String locale);
}
