// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import java.util.List;

/**
 * Writes a table as RFC 4180 wants it: lines end in CR LF, text that holds a comma, a quote or a
 * line break is quoted. Text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, "CSV Injection"); numbers are left alone, with a point and no grouping.
 */
public final class Csv {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    /** A table with these columns. */
    public Csv(List<String> names) {
        columns = names.size();
        row(names);
    }

    /**
     * One more row.
     *
     * @param values texts and numbers; null and numbers that are not finite become empty
     */
    public Csv row(List<?> values) {
        if (values.size() != columns) {
            throw new IllegalArgumentException(
                    values.size() + " values for " + columns + " columns");
        }
        for (int i = 0; i < columns; ++i) {
            if (i > 0) {
                text.append(',');
            }
            var value = values.get(i);
            if (value instanceof Number number) {
                number(number.doubleValue());
            } else if (value != null) {
                field(value.toString());
            }
        }
        text.append("\r\n");
        return this;
    }

    private void number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            text.append((long) value);
        } else if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            text.append(value);
        }
    }

    private void field(String value) {
        boolean quote = false;
        for (int i = 0; i < value.length(); ++i) {
            char c = value.charAt(i);
            quote |= c == ',' || c == '"' || c == '\r' || c == '\n';
        }
        var safe = startsFormula(value) ? "'" + value : value;
        text.append(quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    /** Spreadsheets skip leading spaces, so they do not protect. */
    private static boolean startsFormula(String value) {
        int i = 0;
        while (i < value.length() && value.charAt(i) == ' ') {
            ++i;
        }
        if (i == value.length()) {
            return false;
        }
        char c = value.charAt(i);
        return "=+-@\t\r\n".indexOf(c) >= 0
                // The full-width twins of those signs.
                || c == '\uff1d'
                || c == '\uff0b'
                || c == '\uff0d'
                || c == '\uff20';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
