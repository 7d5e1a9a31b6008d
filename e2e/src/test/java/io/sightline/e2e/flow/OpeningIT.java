// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first seconds of a first visit. */
@InChromium
final class OpeningIT {
    /** All of it, before the user asks for a model: words and watching are fetched on their own. */
    private static final long MOST_BYTES = 300_000;

    @Test
    void opensWithLittleOverTheWireAndNoModel(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        visit.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        long received = visit.proxy().received();
        System.out.printf("Bytes over the wire to open the page: %,d%n", received);
        assertTrue(received < MOST_BYTES, received + " bytes:\n" + visit.proxy().requests());
        assertEquals(List.of(), visit.proxy().requests("/models/[0-9a-f]{64}/"));
        assertEquals("", page.text("model-note"));
    }

    @Test
    void opensAgainFromTheBrowsersCache(Visit visit) {
        SightlinePage.open(visit).api().capabilities();
        visit.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        long first = visit.proxy().received();
        visit.page().reload();
        SightlinePage.started(visit).api().capabilities();
        visit.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        long second = visit.proxy().received() - first;
        assertTrue(second < first / 4, "first " + first + " bytes, then " + second);
    }

    @Test
    void saysWhatItIsBeforeTheProgramRuns(Visit visit) {
        visit.page().route("**/js/page.js", route -> route.abort());
        visit.guard().expect("page\\.js");
        visit.open();
        assertThat(visit.page().locator("h1")).isVisible();
        assertThat(visit.page().getByText("Choose a picture to measure")).isVisible();
    }

    @Test
    void theAddressMayNameASource(Visit visit) {
        SightlinePage page = SightlinePage.open(visit, "source=sample:room");
        page.tab().waitForFunction("() => !document.getElementById('pane-picture').hidden");
        assertThat(page.tab().locator("#source-name")).hasText("Room");
        assertThat(page.tab().locator("#empty")).isHidden();
    }
}
