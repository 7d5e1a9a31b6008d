// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/** What the browser itself does with a camera that is not there, or not allowed. */
final class CameraRefusedIT {
    @Test
    @InChromium(BrowserProfile.PLAIN)
    void aMachineWithoutACamera(Visit visit) {
        visit.context().grantPermissions(java.util.List.of("camera"));
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#source-camera").click();
        assertTrue(page.alert("camera-none").contains("No camera was found"));
    }
}
