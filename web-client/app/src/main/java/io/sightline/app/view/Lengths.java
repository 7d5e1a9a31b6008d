// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.text.Texts;
import io.sightline.core.metres.Distance;
import io.sightline.core.metres.LengthUnit;
import java.util.Map;

/** Lengths as people read them, in the unit that they chose. */
final class Lengths {
    /** A band that reaches so much farther to one side is told by its two ends. */
    private static final double LOPSIDED = 1.6;

    private Lengths() {}

    /** A length, to the centimetre where it is short. */
    static String text(Texts texts, LengthUnit unit, double metres) {
        double length = unit.ofMetres(metres);
        return texts.bundle().style().unit(length, unit.intl(), digits(length));
    }

    private static int digits(double length) {
        return length < 9.995 ? 2 : length < 99.95 ? 1 : 0;
    }

    /** The likeliest distance alone, or in words that none can be told. */
    static String likeliest(Texts texts, LengthUnit unit, Distance distance) {
        return Double.isInfinite(distance.metres()) || Double.isNaN(distance.metres())
                ? texts.of("metres.beyond")
                : text(texts, unit, distance.metres());
    }

    /** How sure it is: plus or minus, or from and to. */
    static String band(Texts texts, LengthUnit unit, Distance distance) {
        if (Double.isInfinite(distance.near()) || Double.isNaN(distance.metres())) {
            return "";
        }
        if (Double.isInfinite(distance.far())) {
            return texts.of("metres.from", "near", text(texts, unit, distance.near()));
        }
        double before = distance.metres() - distance.near();
        double beyond = distance.far() - distance.metres();
        return beyond > LOPSIDED * before
                ? between(texts, unit, distance)
                : texts.of("metres.off", "off", text(texts, unit, (before + beyond) / 2));
    }

    /** The two ends of the band. */
    static String between(Texts texts, LengthUnit unit, Distance distance) {
        if (Double.isInfinite(distance.near())) {
            return texts.of("metres.beyond");
        }
        return Double.isInfinite(distance.far())
                ? texts.of("metres.from", "near", text(texts, unit, distance.near()))
                : texts.of(
                        "metres.between",
                        Map.of(
                                "near", text(texts, unit, distance.near()),
                                "far", text(texts, unit, distance.far())));
    }

    /** Distance and band. */
    static String whole(Texts texts, LengthUnit unit, Distance distance) {
        var band = band(texts, unit, distance);
        var likeliest = likeliest(texts, unit, distance);
        return band.isEmpty() ? likeliest : likeliest + " " + band;
    }
}
