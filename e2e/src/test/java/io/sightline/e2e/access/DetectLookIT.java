// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.List;

/** How boxes and their list look with a real detector; the pictures lie in target/screenshots. */
final class DetectLookIT {
    @OnScreens(models = Models.REAL_DETECTORS)
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("detect-note", "Apache-2.0");
        page.tab().locator("#detect-on").check();
        page.waitForText("detect-list", "person");
        var look = new Look(page.tab(), "detect-" + screen);
        look.picture("boxes");
        page.tab().locator("#detect-list").scrollIntoViewIfNeeded();
        look.picture("list");
        assertEquals(List.of(), look.faults());
        var pane = page.tab().locator("#pane-picture").boundingBox();
        for (var label : page.tab().locator("#boxes .box b").all()) {
            var at = label.boundingBox();
            assertTrue(
                    at.x >= pane.x - 1 && at.x + at.width <= pane.x + pane.width + 1,
                    label.textContent() + " leaves the picture");
        }
    }
}
