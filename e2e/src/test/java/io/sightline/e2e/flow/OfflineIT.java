// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.page.Words;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page without its server: it opens again, with all that was loaded once. */
@InChromium
final class OfflineIT {
    private static final String OFFLINE = "net::ERR|Failed to load|Failed to fetch";

    private static SightlinePage openAgainWithoutServer(Visit visit) {
        visit.page()
                .waitForFunction(
                        "() => document.getElementById('privacy-offline').textContent === 'yes'");
        visit.guard().expect(OFFLINE);
        visit.proxy().stop();
        visit.page().reload();
        return SightlinePage.started(visit);
    }

    @Test
    void measuresAfterOneLoad(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        assertThat(page.tab().locator("#privacy-offline")).hasText("once a model is loaded");
        page.loadModel();
        page = openAgainWithoutServer(visit);
        assertEquals(true, page.tab().evaluate("() => crossOriginIsolated"), "threads are lost");
        page.openImage("room.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForModel();
        page.waitForDepth();
    }

    @Test
    @InChromium(models = Models.WORDS)
    void answersAfterOneLoad(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().evaluate("(id) => sightline.load([id])", LanguageModels.DEMONSTRATION);
        page = openAgainWithoutServer(visit);
        page.tab().evaluate("(id) => sightline.load([id])", LanguageModels.DEMONSTRATION);
        var words = new Words(page);
        var folder = Project.root().resolve("e2e/src/test/resources/language");
        words.keep(folder, List.of("empty.png"));
        var said = words.verify(List.of("empty.png"), null, "Is there a person?", Map.of());
        assertEquals("no", said.get("verdict"));
    }

    @Test
    void theServersFilesComeFirst(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        visit.page()
                .waitForFunction(
                        "() => document.getElementById('privacy-offline').textContent === 'yes'");
        int before = visit.proxy().requests("/wasm/app\\.wasm").size();
        visit.page().reload();
        SightlinePage.started(visit);
        assertTrue(
                visit.proxy().requests("/wasm/app\\.wasm").size() > before,
                "a kept file was shown while the server could be reached");
    }

    @Test
    void keepsNothingBeforeAModelIsLoaded(Visit visit) {
        SightlinePage.open(visit).api().capabilities();
        assertEquals(
                0,
                visit.page()
                        .evaluate(
                                "async () => (await navigator.serviceWorker.getRegistrations()).length"));
    }
}
