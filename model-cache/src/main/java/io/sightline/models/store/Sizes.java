// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import java.util.Locale;

/** Lengths for people. */
public final class Sizes {
    private Sizes() {}

    /** Decimal units, as hubs and disks use them: 49.5 MB. */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < 3) {
            value /= 1000;
            ++unit;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGT".charAt(unit));
    }
}
