// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static int colours(Locator canvas) {
        return ((Number)
                        canvas.evaluate(
                                "(c) => new Set(new Uint32Array(c.getContext('2d')"
                                        + ".getImageData(0, 0, c.width, c.height).data.buffer)).size"))
                .intValue();
    }

    private static List<String> violations(Page tab) {
        var found = new ArrayList<String>();
        for (var rule : new AxeBuilder(tab).include("#panel-watch").analyze().getViolations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                rule.getNodes().forEach(n -> found.add(rule.getId() + " at " + n.getTarget()));
            }
        }
        return found;
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

    @Test
    void afterAReloadThePeriodIsToldAsBefore(Visit visit) {
        SightlinePage page = watch(visit);
        final Page tab = page.tab();
        double from = now(tab) - 60_000;
        says(misses(tab).first(), "Somebody stays: Something that moves, there for");
        // The clip is played over and over, for a machine that sees little of it at a time.
        Until.right(
                tab,
                () -> (Map<?, ?>) why(tab, from, now(tab)).get("funnel"),
                seen -> number(seen, "frames") > 10 && number(seen, "motion") > 3,
                Map::toString);
        page.api().get("sightline.close()");
        double to = now(tab);
        var before = why(tab, from, to);
        var funnel = (Map<?, ?>) before.get("funnel");
        assertEquals(0, number(funnel, "subject"), funnel::toString);
        assertEquals(funnel, ((Map<?, ?>) before.get("rules")).get("stays"));
        var miss = (Map<?, ?>) ((List<?>) before.get("misses")).get(0);
        assertEquals("seconds", miss.get("gate"));
        assertEquals(30, number(miss, "limit"));
        assertEquals(30 - number(miss, "value"), number(miss, "shortfall"), 1e-9);
        assertTrue(number(miss, "image") > 500, miss::toString);
        var wall = miss.get("wall");
        assertTrue(number(wall, "from") >= from && number(wall, "to") <= to, miss::toString);
        assertEquals(
                number(miss, "to") - number(miss, "from"),
                (number(wall, "to") - number(wall, "from")) / 1000,
                1e-3);
        assertTrue(miss.get("reason").toString().contains("30.0 sec are asked for"));
        assertTrue(length(before.get("watched")) > 3000, before::toString);

        tab.waitForTimeout(3000);
        tab.reload();
        SightlinePage.started(visit);
        var after = why(tab, from, to);
        for (var name :
                List.of("funnel", "rules", "watched", "misses", "step", "lapses", "gaps", "kept")) {
            assertEquals(before.get(name), after.get(name), name);
        }
        // Nobody watched since, and that is said.
        var since = why(tab, from, now(tab));
        assertEquals(before.get("funnel"), since.get("funnel"));
        assertTrue(length(since.get("gaps")) >= length(before.get("gaps")) + 3000);
        tab.locator("#tab-watch").click();
        says(tab.locator("#watch-because"), "Something moved, but nothing that the rule is about");
        assertThat(tab.locator("#watch-funnel dd").first())
                .hasText(String.valueOf((long) number(funnel, "frames")));
        says(tab.locator("#watch-blind li").first(), "nothing was recorded");
        says(tab.locator("#watch-why-when"), "Watched for");
        says(tab.locator("#watch-why-kept"), "kept in this browser for 14 days");
        assertThat(misses(tab)).hasCount(((List<?>) before.get("misses")).size());
        misses(tab).first().locator("button").click();
        Locator still = tab.locator("#watch-miss-still");
        assertThat(still).isVisible();
        Until.right(tab, () -> colours(still), n -> n > 50, n -> "drawn in " + n + " colours");
        assertEquals(List.of(), violations(tab));
        periods(tab);
        // What somebody deletes is gone.
        tab.locator("#watch-why-erase").click();
        says(tab.locator("#watch-because"), "Nothing was recorded in this period");
        assertThat(misses(tab)).hasCount(0);
        assertThat(still).isHidden();
        assertEquals(0, number(why(tab, from, now(tab)).get("funnel"), "frames"));
    }

    private static void periods(Page tab) {
        Locator when = tab.locator("#watch-why-when");
        tab.locator("#watch-period").selectOption("night");
        says(when, "10:00");
        tab.locator("#watch-period").selectOption("set");
        // It goes on from what was shown.
        assertThat(tab.locator("#watch-from")).hasValue(Pattern.compile(".*T22:00$"));
        tab.locator("#watch-from").fill("2020-01-01T03:00");
        tab.locator("#watch-to").fill("2020-01-01T04:00");
        says(when, "Nothing is kept from before");
        assertThat(misses(tab)).hasCount(0);
        tab.locator("#watch-to").fill("2020-01-01T02:00");
        says(tab.locator("#watch-because"), "ends before it begins");
        tab.locator("#watch-period").selectOption("week");
        assertThat(misses(tab).first()).isVisible();
        tab.locator("#watch-why-rule").selectOption("stays");
        assertThat(misses(tab).first()).isVisible();
    }

    /** It takes itself out of the world while it watches; what another tab was told of is kept. */
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
        Page next = visit.context().newPage();
        next.navigate(visit.origin() + "/");
        next.locator("body[data-phase=ready]").waitFor();
        // It is written every ten seconds, and never for this.
        Until.right(
                next,
                () -> number(why(next, from, now(next)).get("funnel"), "frames"),
                kept -> kept >= counted,
                kept -> kept + " of " + counted + " were kept");
        try {
            tab.navigate("chrome://crash", new Page.NavigateOptions().setTimeout(5000));
        } catch (PlaywrightException e) {
            // As wanted.
        }
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

    /** It is held meanwhile, said, and kept when there is room; nothing is counted twice. */
    @Test
    void aFullDiskLosesNothingThatIsStillThere(Visit visit) {
        before(
                visit,
                """
                const put = IDBObjectStore.prototype.put;
                globalThis.full = true;
                IDBObjectStore.prototype.put = function (value, key) {
                  const request = put.call(this, value, key);
                  if (this.name === 'hours' && full) {
                    const transaction = this.transaction;
                    Object.defineProperty(transaction, 'error', {
                      value: new DOMException('the disk is full', 'QuotaExceededError') });
                    transaction.abort();
                  }
                  return request;
                };
                """);
        SightlinePage page = watch(visit);
        Page tab = page.tab();
        double from = now(tab) - 60_000;
        var full =
                Until.right(
                        tab,
                        () -> why(tab, from, now(tab)),
                        told ->
                                told.get("kept").equals("memory")
                                        && number(told.get("funnel"), "frames") > 0,
                        told -> "nothing is held meanwhile: " + told);
        assertTrue(full.get("refusal").toString().contains("the disk is full"), full::toString);
        says(tab.locator("#watch-why-kept"), "the disk is full");
        says(misses(tab).first(), "Somebody stays");
        tab.workers().stream()
                .filter(worker -> worker.url().contains("watch-worker"))
                .findFirst()
                .orElseThrow()
                .evaluate("() => { full = false; }");
        // Written with what comes next.
        Until.right(
                tab,
                () -> why(tab, from, now(tab)),
                told -> told.get("kept").equals("browser"),
                Map::toString);
        page.api().get("sightline.close()");
        var later = why(tab, from, now(tab));
        assertEquals("browser", later.get("kept"), later::toString);
        double frames = number(later.get("funnel"), "frames");
        tab.reload();
        SightlinePage.started(visit);
        var after = why(tab, from, now(tab));
        assertEquals(frames, number(after.get("funnel"), "frames"));
        assertEquals("browser", after.get("kept"));
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
        // What is told has been kept.
        page.api().get("sightline.why()");
        tab.reload();
        SightlinePage.started(visit);
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
            Until.right(
                    tab,
                    () ->
                            (Boolean)
                                    tab.evaluate(
                                            "() => document.documentElement.scrollWidth <= innerWidth"),
                    fits -> fits,
                    fits -> "something hangs over at " + size[0]);
        }
    }
}
