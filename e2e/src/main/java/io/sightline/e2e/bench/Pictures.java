// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Base64;

/** What both pages are given alike. */
final class Pictures {
    /** The radio buttons lie beneath their labels. */
    static final Locator.CheckOptions FORCED = new Locator.CheckOptions().setForce(true);

    private Pictures() {}

    /** Puts a picture file into the page as {@code window.picture}. */
    static void keep(Page page, byte[] picture) {
        page.evaluate(
                "text => { window.picture = new Blob([Uint8Array.from(atob(text), c => c.charCodeAt(0))]); }",
                Base64.getEncoder().encodeToString(picture));
    }
}
