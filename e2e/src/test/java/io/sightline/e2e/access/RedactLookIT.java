// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures of a redaction that is looked over, and axe-core's rules in it. */
final class RedactLookIT {
    private static void look(Visit visit, String name) throws IOException {
        Path clip = Project.shared("media/classroom-3s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        tab.locator("#redact-clip")
                .setInputFiles(
                        new FilePayload("classroom.mp4", "video/mp4", Files.readAllBytes(clip)));
        tab.locator("#redact-find").click();
        assertThat(tab.locator("#redact-told"))
                .containsText(
                        "45 frames looked at",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
        tab.locator("#redact-add").click();
        assertThat(tab.locator("#redact-marks li")).hasCount(1);
        tab.locator("#redact-name").scrollIntoViewIfNeeded();
        picture(tab, name + "-found");
        tab.locator("#redact-stage").scrollIntoViewIfNeeded();
        picture(tab, name + "-review");
        tab.locator("#redact-write").scrollIntoViewIfNeeded();
        picture(tab, name + "-end");
        assertEquals(
                true,
                tab.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
        var found =
                new AxeBuilder(tab)
                        .include("#panel-watch").analyze().getViolations().stream()
                                .filter(
                                        rule ->
                                                List.of("serious", "critical")
                                                        .contains(rule.getImpact()))
                                .map(
                                        rule ->
                                                rule.getId()
                                                        + " at "
                                                        + rule.getNodes().get(0).getTarget())
                                .toList();
        assertEquals(List.of(), found);
    }

    private static void picture(Page tab, String name) {
        tab.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Project.output().resolve("screenshots/redact-" + name + ".png")));
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void laptopLight(Visit visit) throws IOException {
        look(visit, "laptop-light");
    }

    @Test
    @InChromium(models = Models.REAL_DETECTORS, dark = true)
    void laptopDark(Visit visit) throws IOException {
        look(visit, "laptop-dark");
    }

    @Test
    @InChromium(
            models = Models.REAL_DETECTORS,
            window = {390, 844})
    void phoneLight(Visit visit) throws IOException {
        look(visit, "phone-light");
    }

    @Test
    @InChromium(
            models = Models.REAL_DETECTORS,
            window = {390, 844},
            dark = true)
    void phoneDark(Visit visit) throws IOException {
        look(visit, "phone-dark");
    }
}
