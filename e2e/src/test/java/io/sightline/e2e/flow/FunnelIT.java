// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why there was no alert, asked by somebody who comes later, on another page than watched. */
@InChromium
final class FunnelIT {
    /** Nobody stays for that long. */
    private static final String RULE =
            "{ id: 'stays', version: 1, name: 'Somebody stays', subject: { label: 'motion', minSeconds: 30 } }";

    /** Someone walks by and is gone. */
    private static byte[] walk(Page tab) {
        var clip = new ScriptedClip();
        for (int i = 0; i < 45; ++i) {
            double t = i / 5.0;
            clip.add(Frame.walker(i * 200L, t >= 2 && t <= 5 ? 20 + (t - 2) * 60 : -1));
        }
        return clip.webm(tab);
    }

    private static SightlinePage watch(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().get("sightline.watch(" + RULE + ")");
        page.tab().locator("#tab-watch").click();
        page.openVideo("walk.webm", "video/webm", walk(page.tab()));
        return page;
    }

    private static Locator misses(Page tab) {
        return tab.locator("#watch-misses li");
    }

    private static void says(Locator locator, String text) {
        assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
    }

    /** What is told of a period, with the sizes of pictures in place of them. */
    private static Map<?, ?> why(Page tab, double from, double to) {
        return (Map<?, ?>)
                tab.evaluate(
                        """
                        async ([from, to]) => {
                          const why = await sightline.why({ from, to });
                          return { ...why, misses: why.misses.map((miss) => ({ ...miss, image: miss.image?.size })) };
                        }
                        """,
                        List.of(from, to));
    }

    private static double now(Page tab) {
        return ((Number) tab.evaluate("() => Date.now()")).doubleValue();
    }

    private static double number(Object map, String name) {
        return ((Number) ((Map<?, ?>) map).get(name)).doubleValue();
    }

    private static double length(Object spans) {
        double length = 0;
        for (var span : (List<?>) spans) {
            length += number(span, "to") - number(span, "from");
        }
        return length;
    }

    /** Something is done in the watch worker before its own program runs. */
    private static void before(Visit visit, String script) {
        visit.context()
                .route(
                        "**/js/watch-worker.js",
                        route -> {
                            var answer = route.fetch();
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setResponse(answer)
                                            .setBody(script + "\n" + answer.text()));
                        });
    }

    /** It takes itself out of the world while it watches; at most ten seconds are lost. */
    @Test
    void afterACrashTheNightIsStillKnown(Visit visit) {
        SightlinePage page = watch(visit);
        Page tab = page.tab();
        double from = now(tab) - 60_000;
        says(misses(tab).first(), "Somebody stays");
        tab.evaluate(
                "() => sightline.on('scene', (scene) => { window.counted = scene.funnel.frames; })");
        tab.waitForFunction("() => window.counted > 0");
        double counted = ((Number) tab.evaluate("() => counted")).doubleValue();
        tab.waitForTimeout(12_000);
        try {
            tab.navigate("chrome://crash", new Page.NavigateOptions().setTimeout(5000));
        } catch (PlaywrightException e) {
            // As wanted.
        }
        Page next = visit.context().newPage();
        next.navigate(visit.origin() + "/");
        next.locator("body[data-phase=ready]").waitFor();
        var why = why(next, from, now(next));
        double frames = number(why.get("funnel"), "frames");
        assertTrue(counted > 10 && frames >= counted, frames + " of " + counted);
        assertFalse(((List<?>) why.get("misses")).isEmpty());
        assertEquals("browser", why.get("kept"));
    }

    @Test
    void whereTheBrowserKeepsNothingItIsSaid(Visit visit) {
        before(visit, "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });");
        SightlinePage page = watch(visit);
        Page tab = page.tab();
        double from = now(tab) - 60_000;
        says(misses(tab).first(), "Somebody stays");
        says(tab.locator("#watch-why-kept"), "in memory only");
        assertEquals("memory", why(tab, from, now(tab)).get("kept"));
        misses(tab).first().locator("button").click();
        assertThat(tab.locator("#watch-miss-still")).isVisible();
        tab.reload();
        SightlinePage.started(visit);
        var why = why(tab, from, now(tab));
        assertEquals(0, number(why.get("funnel"), "frames"));
        assertEquals("memory", why.get("kept"));
        assertFalse(why.get("refusal").toString().isEmpty());
    }

    @Test
    void aPeriodThatIsNoneIsRefused(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        for (var odd :
                List.of(
                        "{ from: 'yesterday' }",
                        "{ to: {} }",
                        "{ from: NaN }",
                        "{ from: 2, to: 1 }",
                        "{ from: new Date(NaN) }")) {
            assertEquals("bad-input", page.api().failure("sightline.why(" + odd + ")").code(), odd);
        }
        Page tab = page.tab();
        // Nothing is watched, and still there is an answer.
        var why =
                (Map<?, ?>)
                        tab.evaluate(
                                "() => sightline.why({ from: new Date(Date.now() - 1000),"
                                        + " to: new Date().toISOString() })");
        assertEquals(0, number(why.get("funnel"), "frames"));
        assertEquals(List.of(), why.get("misses"));
        var all = (Map<?, ?>) tab.evaluate("() => sightline.why()");
        assertEquals(14 * 86_400_000.0, length(all.get("gaps")), 1000);
    }

    @Test
    @InChromium(dark = true)
    void looksInTheDark(Visit visit) {
        look(visit, "dark");
    }

    @Test
    void looksInTheLight(Visit visit) {
        look(visit, "light");
    }

    private static void look(Visit visit, String name) {
        SightlinePage page = watch(visit);
        Page tab = page.tab();
        says(misses(tab).first(), "Somebody stays");
        tab.waitForTimeout(6000);
        tab.reload();
        tab = SightlinePage.started(visit).tab();
        tab.locator("#tab-watch").click();
        tab.locator("#watch-period").selectOption("quarter");
        misses(tab).first().locator("button").click();
        assertThat(tab.locator("#watch-miss-still")).isVisible();
        for (int[] size : new int[][] {{1280, 800}, {390, 844}}) {
            tab.setViewportSize(size[0], size[1]);
            tab.locator("#watch-why-title").scrollIntoViewIfNeeded();
            tab.locator("section[aria-labelledby=watch-why-title]")
                    .screenshot(
                            new Locator.ScreenshotOptions()
                                    .setPath(
                                            Project.output()
                                                    .resolve(
                                                            "screenshots/why-"
                                                                    + name
                                                                    + "-"
                                                                    + size[0]
                                                                    + ".png")));
            assertEquals(
                    true,
                    tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth"),
                    "nothing hangs over at " + size[0]);
        }
    }
}
