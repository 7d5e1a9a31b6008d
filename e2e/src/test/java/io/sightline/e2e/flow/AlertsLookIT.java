// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/** How alerts look; the pictures lie in target/screenshots. */
final class AlertsLookIT {
    private static void look(Visit visit, String name) {
        SightlinePage page = AlertsIT.withAlerts(visit, 60, true, null);
        Page tab = page.tab();
        AlertsIT.says(tab.locator("#watch-count"), "60 alerts");
        tab.evaluate(
                """
                async () => {
                  for (const alert of (await sightline.alerts()).slice(0, 45)) {
                    await sightline.mark(alert.id, alert.verdict.p > 0.8);
                  }
                }
                """);
        assertThat(tab.locator("#watch-advice li")).hasCount(2);
        tab.locator("#watch-count")
                .evaluate("(e) => e.parentElement.scrollIntoView({ block: 'nearest' })");
        assertThat(tab.locator("#watch-alerts img.watch-thumb").first()).isVisible();
        picture(tab, name + "-list");
        tab.locator("#watch-alerts [aria-expanded]").nth(1).click();
        assertThat(tab.locator("#watch-alerts table")).isVisible();
        tab.locator("#watch-alerts li")
                .nth(1)
                .evaluate("(e) => e.scrollIntoView({ block: 'nearest' })");
        picture(tab, name + "-open");
        tab.locator("#watch-advice")
                .evaluate("(e) => e.parentElement.scrollIntoView({ block: 'nearest' })");
        picture(tab, name + "-advice");
        tab.locator("#rule-details-door summary").click();
        tab.locator("#rule-details-door").evaluate("(e) => e.scrollIntoView({ block: 'nearest' })");
        picture(tab, name + "-rule");
        assertEquals(
                true,
                tab.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
    }

    private static void picture(Page tab, String name) {
        tab.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Project.output().resolve("screenshots/alerts-" + name + ".png")));
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
