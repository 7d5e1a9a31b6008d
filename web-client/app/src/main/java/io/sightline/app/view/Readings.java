// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.measure.DepthMap;
import io.sightline.app.text.Texts;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.view.AppState;
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

    /** Distance and band where distances can be told, else the value. */
    static String whole(
            Texts texts, AppState state, double value, DepthRange range, ImagePoint point) {
        var ruler = state.ruler();
        return ruler == null || !ruler.tells() || Double.isNaN(value)
                ? value(texts.bundle().style(), value, range)
                : Lengths.whole(
                        texts, state.metres().unit(), ruler.distance(value, point.u(), point.v()));
    }

    /** Distance where distances can be told, else the value. */
    static String likeliest(
            Texts texts, AppState state, double value, DepthRange range, ImagePoint point) {
        var ruler = state.ruler();
        return ruler == null || !ruler.tells() || Double.isNaN(value)
                ? value(texts.bundle().style(), value, range)
                : Lengths.likeliest(
                        texts, state.metres().unit(), ruler.distance(value, point.u(), point.v()));
    }

    /** Where a value lies between the ends of the scale, as a percentage. */
    static String percent(NumberStyle style, double value, DepthMap map) {
        return Double.isNaN(value) ? UNKNOWN : style.percent(map.range().position((float) value));
    }
}
