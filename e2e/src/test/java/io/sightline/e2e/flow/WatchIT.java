// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules, live alerts and what is kept of them. */
@InChromium
final class WatchIT {
    private static final String MOVES =
            "{ id: 'moves', version: 1, name: 'Something moves', subject: { label: 'motion' } }";

    @Test
    void rulesAreKeptAndRefusedWithTheirFault(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        tab.locator("#watch-recipe").selectOption("at-door");
        tab.locator("#watch-add").click();
        assertThat(tab.locator("#watch-rules .watch-name")).hasText("Hands or package at the door");
        assertEquals(1, ((List<?>) page.api().get("sightline.rules()")).size());
        tab.reload();
        page = SightlinePage.started(visit);
        page.tab().locator("#tab-watch").click();
        assertThat(page.tab().locator("#watch-rules .watch-name"))
                .hasText("Hands or package at the door");
        // What does not fit is named by its path, and the rule stays as it was.
        page.tab().locator("#watch-rules summary").click();
        page.tab()
                .locator("#watch-rules textarea")
                .fill("{\"id\": \"at-door\", \"version\": 1, \"name\": \"\"}");
        page.tab().locator("#watch-rules details button").click();
        assertThat(page.tab().locator("section[aria-labelledby=watch-rules-title] [role=alert]"))
                .containsText("name");
        var failure =
                page.api()
                        .failure(
                                "sightline.watch({ id: 'x', version: 1, name: 'X',"
                                        + " subject: { label: 'person', minScore: 7 } })");
        assertEquals("bad-input", failure.code());
        assertTrue(failure.message().contains("subject.minScore"), failure.message());
        page.tab()
                .locator("#watch-rules button", new Page.LocatorOptions().setHasText("Remove"))
                .click();
        assertThat(page.tab().locator("#watch-rules .watch-name")).hasCount(0);
        assertEquals(List.of(), page.api().get("sightline.rules()"));
    }

    /** A full or forbidden storage takes nothing from the rules of now, and is not hushed up. */
    @Test
    void rulesThatCannotBeKeptHoldAndItIsSaid(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                        const own = Storage.prototype.setItem;
                        Storage.prototype.setItem = function (name, value) {
                          if (window.full && name === 'sightline.rules') {
                            throw new DOMException('full', 'QuotaExceededError');
                          }
                          own.call(this, name, value);
                        };
                        """);
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        tab.evaluate("() => { window.full = true; }");
        tab.locator("#watch-recipe").selectOption("at-door");
        tab.locator("#watch-add").click();
        assertThat(tab.locator("#watch-rules .watch-name")).hasCount(1);
        assertThat(tab.locator("#rules-lost")).containsText("could not be kept");
        assertEquals(1, ((List<?>) page.api().get("sightline.rules()")).size());
        tab.evaluate("() => { window.full = false; }");
        tab.locator("#watch-add").click();
        assertThat(tab.locator("#watch-rules .watch-name")).hasCount(2);
        assertThat(tab.locator("#rules-lost")).hasText("");
        tab.reload();
        page = SightlinePage.started(visit);
        page.tab().locator("#tab-watch").click();
        assertThat(page.tab().locator("#watch-rules .watch-name")).hasCount(2);
    }

    @Test
    void rulesComeFromAFile(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#tab-watch").click();
        var file =
                """
                {"version": 1, "rules": [{"id": "a", "version": 1, "name": "From a file",
                  "subject": {"label": "person"}}]}
                """;
        page.tab()
                .locator("#watch-import")
                .setInputFiles(new FilePayload("rules.json", "application/json", file.getBytes()));
        assertThat(page.tab().locator("#watch-rules label")).hasText("From a file");
    }

    /** From a playing clip to an alert with its pictures, which outlives the page. */
    @Test
    void whatMovesIsAnAlertThatIsKept(Visit visit) throws IOException {
        Path clip = Project.shared("media/one-by-one-0-95s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        page.tab()
                .evaluate(
                        "() => { window.told = []; sightline.on('alert', (a) => told.push(a)); }");
        page.api().get("sightline.watch(" + MOVES + ")");
        page.openVideo("visits.mp4", "video/mp4", Files.readAllBytes(clip));
        page.tab()
                .waitForFunction(
                        "() => told.some((a) => a.phase === 'new')",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(90_000));
        page.tab().locator("#tab-watch").click();
        assertThat(page.tab().locator("#watch-alerts strong").first()).hasText("Something moves");
        assertThat(page.tab().locator("#watch-alerts img").first()).isVisible();
        page.api().get("sightline.close()");
        page.tab()
                .waitForFunction(
                        "() => told.some((a) => a.phase === 'end')",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(120_000));
        page.tab().reload();
        page = SightlinePage.started(visit);
        var kept = (List<?>) page.api().get("sightline.alerts()");
        assertEquals(1, kept.stream().map(a -> ((Map<?, ?>) a).get("rule")).distinct().count());
        var first = (Map<?, ?>) kept.get(0);
        assertEquals("end", first.get("phase"));
        assertTrue(
                ((String) first.get("reason")).startsWith("Something that moves"), first::toString);
        var id = (String) first.get("id");
        page.api().get("sightline.mark('" + id + "', false)");
        kept = (List<?>) page.api().get("sightline.alerts()");
        assertEquals("wrong", ((Map<?, ?>) kept.get(0)).get("mark"));
        page.api().get("sightline.forget()");
        assertEquals(List.of(), page.api().get("sightline.alerts()"));
    }

    /** Once it is mended and said; twice it is stopped and said, and begins anew with the rules. */
    @Test
    void aDeadWorkerIsMendedOnceAndSaid(Visit visit) throws IOException {
        visit.context()
                .addInitScript(
                        """
                        const Own = Worker;
                        window.Worker = class extends Own {
                          constructor(url, options) {
                            super(url, options);
                            if (String(url).includes('watch-worker')) {
                              (window.watchers ??= []).push(this);
                            }
                          }
                        };
                        """);
        visit.guard().expect("The watch worker died");
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#tab-watch").click();
        page.api().get("sightline.watch(" + MOVES + ")");
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        var state = page.tab().locator("#watch-state");
        assertThat(state).hasText("Watching");
        String die =
                "() => watchers.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'gone' }))";
        page.tab().evaluate(die);
        var trouble = page.tab().locator("#watch-trouble");
        assertThat(trouble).containsText("was restarted");
        assertThat(state).hasText("Watching");
        page.tab().evaluate(die);
        assertThat(trouble).containsText("failed twice");
        assertThat(state).hasText("Not watching");
        // What the page does of itself, as when a video ends, begins nothing.
        page.api().get("sightline.pause()");
        page.api().get("sightline.resume()");
        page.tab().waitForTimeout(1000);
        assertThat(state).hasText("Not watching");
        page.api().get("sightline.watch(" + MOVES + ")");
        assertThat(state).hasText("Watching");
    }
}
