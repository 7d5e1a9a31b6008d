// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.List;

/** How alerts look; the pictures lie in target/screenshots. */
final class AlertsLookIT {
    @OnScreens
    void looksRight(Visit visit, Screen screen) {
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
        var look = new Look(tab, "alerts-" + screen);
        look.picture("list");
        tab.locator("#watch-alerts [aria-expanded]").nth(1).click();
        assertThat(tab.locator("#watch-alerts table")).isVisible();
        tab.locator("#watch-alerts li")
                .nth(1)
                .evaluate("(e) => e.scrollIntoView({ block: 'nearest' })");
        look.picture("open");
        tab.locator("#watch-advice")
                .evaluate("(e) => e.parentElement.scrollIntoView({ block: 'nearest' })");
        look.picture("advice");
        tab.locator("#rule-details-door summary").click();
        tab.locator("#rule-details-door").evaluate("(e) => e.scrollIntoView({ block: 'nearest' })");
        look.picture("rule");
        assertEquals(List.of(), look.faults());
    }
}
