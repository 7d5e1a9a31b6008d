// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import org.junit.jupiter.api.Test;

/** How boxes and their list look with a real detector; the pictures lie in target/screenshots. */
final class DetectLookIT {
    private static void look(Visit visit, String name) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("detect-note", "Apache-2.0");
        page.tab().locator("#detect-on").check();
        page.waitForText("detect-list", "person");
        picture(page, name + "-boxes");
        page.tab().locator("#detect-list").scrollIntoViewIfNeeded();
        picture(page, name + "-list");
        assertEquals(
                true,
                page.tab().evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
        var pane = page.tab().locator("#pane-picture").boundingBox();
        for (var label : page.tab().locator("#boxes .box b").all()) {
            var at = label.boundingBox();
            assertTrue(
                    at.x >= pane.x - 1 && at.x + at.width <= pane.x + pane.width + 1,
                    label.textContent() + " leaves the picture");
        }
    }

    private static void picture(SightlinePage page, String name) {
        page.tab()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(
                                        Project.output()
                                                .resolve("screenshots/detect-" + name + ".png")));
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void laptopLight(Visit visit) {
        look(visit, "laptop-light");
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS, dark = true)
    void laptopDark(Visit visit) {
        look(visit, "laptop-dark");
    }

    @Test
    @InChromium(
            models = Models.REAL_DETECTORS,
            window = {390, 844})
    void phoneLight(Visit visit) {
        look(visit, "phone-light");
    }

    @Test
    @InChromium(
            models = Models.REAL_DETECTORS,
            window = {390, 844},
            dark = true)
    void phoneDark(Visit visit) {
        look(visit, "phone-dark");
    }
}
