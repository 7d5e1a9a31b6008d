// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** The windows that the page is looked at in; as text it is the end of a picture's name. */
public enum Screen {
    /** A laptop, light. */
    LAPTOP_LIGHT(1280, 800, false),
    /** A laptop, dark. */
    LAPTOP_DARK(1280, 800, true),
    /** A phone, light. */
    PHONE_LIGHT(390, 844, false),
    /** A phone, dark. */
    PHONE_DARK(390, 844, true);

    private final int width;
    private final int height;
    private final boolean dark;

    Screen(int width, int height, boolean dark) {
        this.width = width;
        this.height = height;
        this.dark = dark;
    }

    /** A browser's settings for it. */
    public Browser.NewContextOptions options() {
        return options(width, height, dark);
    }

    static Browser.NewContextOptions options(int width, int height, boolean dark) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
