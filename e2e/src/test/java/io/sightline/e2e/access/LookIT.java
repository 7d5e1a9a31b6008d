// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.List;

/**
 * How it looks on a laptop and on a phone, light and dark; the pictures lie in target/screenshots.
 */
final class LookIT {
    @OnScreens
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        var look = new Look(page.tab(), screen.toString());
        look.top("empty");
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        look.top("measured");
        assertEquals(List.of(), look.faults());
        var depth = page.tab().locator("#pane-depth").boundingBox();
        assertTrue(depth.width > 150 && depth.height > 100, depth.width + " × " + depth.height);
    }
}
