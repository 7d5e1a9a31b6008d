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
    private final Map<String, Format> formats = new HashMap<>();
    private final PluralRules plurals;

    /** Wraps a format, so that it can be kept in a map: the browser has no global class of it. */
    private record Format(NumberFormat format) {
        String of(double value) {
            return format.format(value);
        }
    }

    /**
     * @param language BCP 47 tag
     */
    public BrowserNumbers(String language) {
        this.language = language;
        plurals = PluralRules.of(language);
    }

    @Override
    public String number(double value) {
        var format = formats.get("number");
        if (format == null) {
            format = keep("number", NumberFormat.fixed(language, 0));
        }
        // Whole numbers are the rule; what is not whole shows a digit.
        return value == Math.rint(value) ? format.of(value) : fixed(value, 1);
    }

    @Override
    public String fixed(double value, int digits) {
        var key = "fixed" + digits;
        var format = formats.get(key);
        if (format == null) {
            format = keep(key, NumberFormat.fixed(language, digits));
        }
        return format.of(value);
    }

    @Override
    public String percent(double fraction) {
        var format = formats.get("percent");
        if (format == null) {
            format = keep("percent", NumberFormat.percent(language, 0));
        }
        return format.of(fraction);
    }

    @Override
    public String unit(double value, String unit, int digits) {
        var key = unit + digits;
        var format = formats.get(key);
        if (format == null) {
            format = keep(key, NumberFormat.exactUnit(language, unit, digits));
        }
        return format.of(value);
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
        var key = "bytes" + unit + digits;
        var format = formats.get(key);
        if (format == null) {
            format = keep(key, NumberFormat.unit(language, BYTE_UNITS[unit], digits));
        }
        return format.of(scaled);
    }

    @Override
    public String plural(double count) {
        return plurals.select(count);
    }

    private Format keep(String key, NumberFormat format) {
        var kept = new Format(format);
        formats.put(key, kept);
        return kept;
    }
}
