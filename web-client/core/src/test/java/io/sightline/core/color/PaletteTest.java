// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.color;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void growsInLightnessAtEveryStep() {
        for (var id : Palette.ids()) {
            var palette = Palette.of(id);
            assertEquals(id, palette.id());
            for (int i = 4; i < 256; i += 4) {
                double before = lightness(palette.rgb((i - 4) / 255.0));
                double after = lightness(palette.rgb(i / 255.0));
                assertTrue(after > before, id + " at " + i + ": " + before + " to " + after);
            }
            assertTrue(lightness(palette.rgb(1)) - lightness(palette.rgb(0)) > 60, id);
        }
    }

    @Test
    void fallsBackToTheUsualOne() {
        assertEquals("magma", Palette.of("no such").id());
    }

    /** CIE L* of an sRGB colour (IEC 61966-2-1, CIE 15). */
    private static double lightness(int rgb) {
        double y =
                0.2126 * linear(rgb >> 16 & 255)
                        + 0.7152 * linear(rgb >> 8 & 255)
                        + 0.0722 * linear(rgb & 255);
        return y > 216 / 24389.0 ? 116 * Math.cbrt(y) - 16 : y * 24389 / 27;
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
