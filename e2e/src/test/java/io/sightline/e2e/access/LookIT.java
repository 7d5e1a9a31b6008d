// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/**
 * How it looks on a laptop and on a phone, light and dark; the pictures lie in target/screenshots.
 */
final class LookIT {
    private static void look(Visit visit, String name) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        picture(page, name + "-empty");
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        picture(page, name + "-measured");
        assertEquals(
                true,
                page.tab().evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
        var depth = page.tab().locator("#pane-depth").boundingBox();
        assertTrue(depth.width > 150 && depth.height > 100, depth.width + " × " + depth.height);
    }

    private static void picture(SightlinePage page, String name) {
        page.tab().evaluate("() => scrollTo(0, 0)");
        page.tab()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(Project.output().resolve("screenshots/" + name + ".png")));
    }

    @Test
    @InChromium
    void laptopLight(Visit visit) {
        look(visit, "laptop-light");
    }

    @Test
    @InChromium(dark = true)
    void laptopDark(Visit visit) {
        look(visit, "laptop-dark");
    }

    @Test
    @InChromium(window = {390, 844})
    void phoneLight(Visit visit) {
        look(visit, "phone-light");
    }

    @Test
    @InChromium(
            window = {390, 844},
            dark = true)
    void phoneDark(Visit visit) {
        look(visit, "phone-dark");
    }
}
