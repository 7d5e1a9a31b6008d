// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextBundleTest {
    /** English, plainly. */
    static final NumberStyle STYLE =
            new NumberStyle() {
                @Override
                public String number(double value) {
                    return value == Math.rint(value)
                            ? String.format("%,d", (long) value)
                            : Double.toString(value);
                }

                @Override
                public String fixed(double value, int digits) {
                    return String.format("%." + digits + "f", value);
                }

                @Override
                public String percent(double fraction) {
                    return Math.round(fraction * 100) + "%";
                }

                @Override
                public String unit(double value, String unit, int digits) {
                    return fixed(value, digits) + " " + unit;
                }

                @Override
                public String bytes(double bytes) {
                    return Math.round(bytes / 1e5) / 10.0 + " MB";
                }

                @Override
                public String plural(double count) {
                    return count == 1 ? "one" : "other";
                }
            };

    private static String fill(String pattern, Map<String, ?> values) {
        return new TextBundle(Map.of("k", pattern), STYLE).text("k", values);
    }

    @Test
    void fillsNamesAndNumbers() {
        assertEquals("a room b", fill("a {name} b", Map.of("name", "room")));
        assertEquals("20000 px", fill("{width} px", Map.of("width", 20000)));
        assertEquals("20,000 px", fill("{width, number} px", Map.of("width", 20000.0)));
        assertEquals("49.5 MB", fill("{n, bytes}", Map.of("n", 49_500_000L)));
        assertEquals("61%", fill("{n, percent}", Map.of("n", 0.613)));
    }

    @Test
    void choosesPlurals() {
        var pattern = "{n, plural, one {# thread of {all}} other {# threads of {all}}}.";
        assertEquals("1 thread of 8.", fill(pattern, Map.of("n", 1, "all", 8)));
        assertEquals("1,200 threads of 8.", fill(pattern, Map.of("n", 1200, "all", 8)));
    }

    @Test
    void showsWhatIsMissingAndGoesOn() {
        assertEquals("a {name} b", fill("a {name} b", Map.of()));
        assertEquals("none.such", new TextBundle(Map.of(), STYLE).text("none.such"));
        assertEquals("cut {off", fill("cut {off", Map.of("off", 1)));
        assertEquals("", fill("{n, plural, one {x}}", Map.of("n", 2)));
        assertEquals("# stays", fill("# stays", Map.of()));
    }

    @Test
    void doesNotReadPlaceholdersInValues() {
        assertEquals("{b} 1", fill("{a} {b}", Map.of("a", "{b}", "b", 1)));
    }
}
