// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures of a redaction that is looked over, and axe-core's rules in it. */
final class RedactLookIT {
    @OnScreens(models = Models.REAL_DETECTORS)
    void looksRight(Visit visit, Screen screen) throws IOException {
        Path clip = Project.shared("media/classroom-3s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        tab.locator("#redact-clip")
                .setInputFiles(
                        new FilePayload("classroom.mp4", "video/mp4", Files.readAllBytes(clip)));
        tab.locator("#redact-faces").check();
        tab.locator("#redact-find").click();
        assertThat(tab.locator("#redact-told"))
                .containsText(
                        "45 frames looked at",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(180_000));
        tab.locator("#redact-add").click();
        assertThat(tab.locator("#redact-marks li")).hasCount(1);
        tab.locator("#redact-name").scrollIntoViewIfNeeded();
        var look = new Look(tab, "redact-" + screen);
        look.picture("found");
        tab.locator("#redact-stage").scrollIntoViewIfNeeded();
        look.picture("review");
        tab.locator("#redact-write").scrollIntoViewIfNeeded();
        look.picture("end");
        assertEquals(List.of(), look.faults());
    }
}
