// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.text;

import io.sightline.core.view.NumberStyle;
import io.sightline.glue.intl.NumberFormat;
import io.sightline.glue.intl.PluralRules;
import java.util.HashMap;
import java.util.Map;

/** Numbers as the browser writes them in a language. */
public final class BrowserNumbers implements NumberStyle {
    private static final String[] BYTE_UNITS = {"byte", "kilobyte", "megabyte", "gigabyte"};

    private final String language;
    private final Map<String, NumberFormat> formats = new HashMap<>();
    private final PluralRules plurals;

    /**
     * @param language BCP 47 tag
     */
    public BrowserNumbers(String language) {
        this.language = language;
        plurals = PluralRules.of(language);
    }

    @Override
    public String number(double value) {
        var format = formats.get("n");
        if (format == null) {
            format = NumberFormat.of(language, null);
            formats.put("n", format);
        }
        return format.format(value);
    }

    @Override
    public String fixed(double value, int digits) {
        var key = "f" + digits;
        var format = formats.get(key);
        if (format == null) {
            format = NumberFormat.fixed(language, digits);
            formats.put(key, format);
        }
        return format.format(value);
    }

    @Override
    public String percent(double fraction) {
        var format = formats.get("p");
        if (format == null) {
            format = NumberFormat.percent(language, 0);
            formats.put("p", format);
        }
        return format.format(fraction);
    }

    @Override
    public String bytes(double bytes) {
        int unit = 0;
        double scaled = bytes;
        while (scaled >= 999.5 && unit < BYTE_UNITS.length - 1) {
            scaled /= 1000;
            ++unit;
        }
        int digits = unit == 0 || scaled >= 99.95 ? 0 : 1;
        var key = "b" + unit + digits;
        var format = formats.get(key);
        if (format == null) {
            format = NumberFormat.unit(language, BYTE_UNITS[unit], digits);
            formats.put(key, format);
        }
        return format.format(scaled);
    }

    @Override
    public String plural(double count) {
        return plurals.select(count);
    }
}
