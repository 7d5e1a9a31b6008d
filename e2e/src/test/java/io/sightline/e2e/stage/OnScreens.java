// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.e2e.browser.BrowserProfile;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that takes a {@link io.sightline.e2e.page.Visit} and its {@link Screen}, and runs once on
 * each. It overrides what {@link InChromium} says of the class.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith({ScreensExtension.class, ChromiumExtension.class})
public @interface OnScreens {
    /** The screens. */
    Screen[] value() default {
        Screen.LAPTOP_LIGHT, Screen.LAPTOP_DARK, Screen.PHONE_LIGHT, Screen.PHONE_DARK
    };

    /** The machine. */
    BrowserProfile machine() default BrowserProfile.PLAIN;

    /** What the server has. */
    Models models() default Models.TINY;
}
