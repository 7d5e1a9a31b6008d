// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the page that are fetched when they are first wanted: words, and watching. */
@InChromium
final class PartsIT {
    private static final String PARTS = "(talk|watch)-page\\.|en\\.(talk|watch)\\.json";

    /** Asks without a model, which is refused once there is someone to refuse it. */
    private static final String ASK =
            "() => sightline.ask({ images: [], question: 'What?' })"
                    + ".then(() => 'answered', (e) => e.code + ' ' + e.detail.reason)";

    private static SightlinePage opened(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        visit.page().waitForLoadState(LoadState.NETWORKIDLE);
        assertEquals(List.of(), visit.proxy().requests(PARTS), "fetched by opening the page");
        return page;
    }

    private static void assertFetched(Visit visit, String part) {
        for (String file : List.of("js/%s-page.js", "wasm/%s-page.wasm", "locales/en.%s.json")) {
            String name = file.formatted(part).replace(".", "\\.");
            assertFalse(visit.proxy().requests(name).isEmpty(), name + " was not fetched");
        }
    }

    /** The element that is there once the part is. */
    private static String proof(String part) {
        return part.equals("talk") ? "#talk-subject option" : "#watch-rules-title";
    }

    private static String tab(String part) {
        return part.equals("talk") ? "#tab-ask" : "#tab-watch";
    }

    private static void waitFor(Page page, String selector) {
        page.waitForFunction("(s) => document.querySelector(s) !== null", selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"talk", "watch"})
    void aTabBringsItsPartAndNoOther(String part, Visit visit) {
        SightlinePage page = opened(visit);
        page.tab().click(tab(part));
        waitFor(page.tab(), proof(part));
        assertFetched(visit, part);
        String other = part.equals("talk") ? "watch-page" : "talk-page";
        assertEquals(List.of(), visit.proxy().requests(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"talk", "watch"})
    void aPartLeavesTheRestOfThePageAsItIs(String part, Visit visit) {
        SightlinePage page = opened(visit);
        page.tab().click("#theme");
        String label = "() => document.getElementById('theme').getAttribute('aria-label')";
        page.tab().waitForFunction("() => (" + label + ")().includes('light')");
        Object before = page.tab().evaluate(label);
        page.tab().click(tab(part));
        waitFor(page.tab(), proof(part));
        assertEquals(before, page.tab().evaluate(label));
    }

    @Test
    void aCallBringsTheWords(Visit visit) {
        SightlinePage page = opened(visit);
        assertEquals("no-model language-not-loaded", page.tab().evaluate(ASK));
        assertFetched(visit, "talk");
        // It is there for the panel, too.
        page.tab().click("#tab-ask");
        waitFor(page.tab(), proof("talk"));
        assertEquals(1, visit.proxy().requests("wasm/talk-page\\.wasm").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "js/talk-page.js", "wasm/talk-page.wasm", "locales/en.talk.json",
                "js/watch-page.js", "wasm/watch-page.wasm", "locales/en.watch.json"
            })
    void aPartThatCannotBeFetchedIsSaidAndFetchedAgain(String file, Visit visit) {
        String part = file.contains("talk") ? "talk" : "watch";
        visit.guard().expect(part + "-page|en\\." + part + "|Failed to (load|fetch)|ERR_FAILED");
        SightlinePage page = opened(visit);
        String pattern = "**/" + file + "*";
        page.tab().route(pattern, Route::abort);
        page.tab().click(tab(part));
        String said = page.alert(part + "-part");
        assertTrue(said.contains("could not be fetched"), said);
        page.waitForText(part.equals("talk") ? "question-help" : "watch-wait", "try again");
        if (part.equals("talk")) {
            assertEquals("network talk-part", page.tab().evaluate(ASK));
        }
        page.tab().unroute(pattern);
        page.message("error." + part + "-part")
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Try again"))
                .click();
        waitFor(page.tab(), proof(part));
        if (part.equals("talk")) {
            assertEquals("no-model language-not-loaded", page.tab().evaluate(ASK));
        }
    }

    @Test
    void whatIsWrittenWhileThePartIsOnItsWayIsKept(Visit visit) {
        SightlinePage page = opened(visit);
        var held = new ArrayList<Route>();
        page.tab().route("**/wasm/talk-page.wasm", held::add);
        page.tab().click("#tab-ask");
        page.waitForText("question-help", "Opening");
        page.tab().locator("#question").fill("Is there a person?");
        page.tab()
                .locator("#talk-mode input[value=verdict]")
                .check(new Locator.CheckOptions().setForce(true));
        assertTrue(page.tab().locator("#talk-ask").isDisabled());
        assertEquals(1, held.size());
        held.get(0).resume();
        waitFor(page.tab(), proof("talk"));
        page.tab().waitForFunction("() => !document.getElementById('verdict-more').hidden");
        assertEquals("Is there a person?", page.tab().locator("#question").inputValue());
        assertTrue(page.tab().locator("#talk-mode input[value=verdict]").isChecked());
    }

    @Test
    void nothingJumpsWhenThePartArrives(Visit visit) {
        SightlinePage page = opened(visit);
        var held = new ArrayList<Route>();
        page.tab().route("**/wasm/talk-page.wasm", held::add);
        page.tab().click("#tab-ask");
        page.waitForText("question-help", "Opening");
        var before = boxes(page.tab());
        held.get(0).resume();
        waitFor(page.tab(), proof("talk"));
        page.tab().waitForFunction("() => document.getElementById('question').placeholder");
        assertEquals(before, boxes(page.tab()));
    }

    private static Object boxes(Page page) {
        return page.evaluate(
                "() => ['talk-scroll', 'composer', 'question', 'talk-mode', 'talk-subject',"
                        + " 'talk-more', 'talk-ask'].map((id) => { const b ="
                        + " document.getElementById(id).getBoundingClientRect(); return id + ' ' +"
                        + " [b.x, b.y, b.width, b.height].map(Math.round).join(' '); })");
    }
}
