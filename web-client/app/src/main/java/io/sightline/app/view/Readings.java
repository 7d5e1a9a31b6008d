// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.measure.DepthMap;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.view.NumberStyle;

/** Depth values as people read them. */
final class Readings {
    private static final String UNKNOWN = "–";

    private Readings() {}

    /**
     * A value with as many digits as its map resolves: about a thousandth of the range; a dash
     * while it is not known.
     */
    static String value(NumberStyle style, double value, DepthRange range) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        double span = range.high() - (double) range.low();
        int digits = span > 0 ? 3 - (int) Math.floor(Math.log10(span)) : 3;
        return style.fixed(value, Math.max(0, Math.min(7, digits)));
    }

    /** Where a value lies between the ends of the scale, as a percentage. */
    static String percent(NumberStyle style, double value, DepthMap map) {
        return Double.isNaN(value) ? UNKNOWN : style.percent(map.range().position((float) value));
    }
}
