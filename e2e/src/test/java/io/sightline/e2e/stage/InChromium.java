// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.e2e.browser.BrowserProfile;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that take a {@link io.sightline.e2e.page.Visit} and run in a real browser. On a method it
 * overrides the class's.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ChromiumExtension.class)
public @interface InChromium {
    /** The machine. */
    BrowserProfile value() default BrowserProfile.PLAIN;

    /** What the server has. */
    Models models() default Models.TINY;

    /** Width and height of the window. */
    int[] window() default {1280, 800};

    /** Whether the system's colours are dark. */
    boolean dark() default false;
}
