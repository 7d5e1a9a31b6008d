// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A clip is replayed, its moments are labelled, and a rule is tuned on it. */
final class TuneIT {
    /** When somebody walks, seconds: short, long, short, long. */
    private static final double[][] WALKS = {{6, 8}, {12, 18}, {22, 24}, {28, 34}};

    private static final double LENGTH = 38;

    private static final String RULE =
            "{ id: 'moves', version: 1, name: 'Something moves',"
                    + " subject: { label: 'motion', minSeconds: 0.5 }, act: { cooldownSeconds: 0 } }";

    private static byte[] clip(Page page) {
        var clip = new ScriptedClip();
        for (int i = 0; i < LENGTH * 5; ++i) {
            double t = i / 5.0;
            double left = -1;
            for (var walk : WALKS) {
                if (t >= walk[0] && t <= walk[1]) {
                    left = 20 + (t - walk[0]) * 40;
                }
            }
            clip.add(Frame.walker(i * 200L, left));
        }
        return clip.webm(page);
    }

    private static SightlinePage replayed(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().get("sightline.watch(" + RULE + ")");
        page.tab().locator("#tab-watch").click();
        choose(page, "walks.webm", clip(page.tab()));
        assertThat(page.tab().locator("#watch-replayed"))
                .containsText(
                        "190 frames",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
        return page;
    }

    private static void choose(SightlinePage page, String name, byte[] bytes) {
        page.tab().locator("#watch-clip").setInputFiles(new FilePayload(name, "video/webm", bytes));
    }

    private static Locator lane(Page tab, String name) {
        return tab.getByRole(AriaRole.TOOLBAR, new Page.GetByRoleOptions().setName(name)).first();
    }

    /** A place on a lane at a time. */
    private static double x(Locator lane, double seconds) {
        var box = lane.boundingBox();
        return box.x + box.width * seconds / LENGTH;
    }

    private static double y(Locator lane) {
        var box = lane.boundingBox();
        return box.y + box.height / 2;
    }

    /** Waits until a field holds a number. */
    private static void holds(Page tab, String id, double wanted, double off) {
        var field = tab.locator("#" + id);
        Until.right(
                tab,
                field::inputValue,
                value -> !value.isEmpty() && Math.abs(Double.parseDouble(value) - wanted) <= off,
                value -> id + " is " + value + ", wanted " + wanted);
    }

    @Test
    @InChromium
    void momentsAreLabelledAndARuleIsTunedOnThem(Visit visit) throws IOException {
        SightlinePage page = replayed(visit);
        Page tab = page.tab();
        assertThat(lane(tab, "Alerts").locator("button")).hasCount(4);
        // A click shows the very frame, with its box.
        lane(tab, "Alerts").locator("button").nth(1).click();
        var still = tab.locator("#watch-still");
        assertThat(still)
                .hasAttribute("aria-label", Pattern.compile("Frame at 0:1[234]\\.\\d: motion \\d"));
        Until.right(tab, () -> colours(still), n -> n > 50, n -> "drawn in " + n + " colours");
        // By the arrow keys from one alert to the next.
        tab.keyboard().press("ArrowRight");
        tab.keyboard().press("Enter");
        assertThat(still).hasAttribute("aria-label", Pattern.compile("Frame at 0:2[23]\\."));

        // By the mouse.
        var moments = lane(tab, "Moments");
        tab.mouse().move(x(moments, 12), y(moments));
        tab.mouse().down();
        tab.mouse().move(x(moments, 15), y(moments));
        tab.mouse().move(x(moments, 18), y(moments));
        tab.mouse().up();
        holds(tab, "moment-from", 12, 0.3);
        holds(tab, "moment-to", 18, 0.3);
        assertThat(tab.locator("#moment-name")).isFocused();
        tab.keyboard().type("a long walk");
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#watch-moments li")).hasCount(1);
        assertThat(tab.locator("#watch-moments li")).containsText("a long walk");

        // By touch.
        moments = lane(tab, "Moments");
        moments.scrollIntoViewIfNeeded();
        var finger = tab.context().newCDPSession(tab);
        touch(finger, "touchStart", x(moments, 22), y(moments));
        touch(finger, "touchMove", x(moments, 23), y(moments));
        touch(finger, "touchMove", x(moments, 24), y(moments));
        touch(finger, "touchEnd", 0, 0);
        finger.detach();
        holds(tab, "moment-from", 22, 0.4);
        holds(tab, "moment-to", 24, 0.4);
        tab.locator("#moment-kind").selectOption("silent");
        tab.locator("#moment-save").click();
        assertThat(tab.locator("#watch-moments li")).hasCount(2);

        // By the keyboard alone.
        tab.locator("#watch-scrub").focus();
        tab.keyboard().press("Home");
        for (int i = 0; i < 61; ++i) {
            tab.keyboard().press("ArrowRight");
        }
        tab.locator("#moment-from-here").press("Enter");
        holds(tab, "moment-from", 6.1, 0.01);
        tab.locator("#moment-to").fill("5");
        tab.locator("#moment-save").press("Enter");
        assertThat(tab.locator(".watch-moments [role=alert]")).containsText("“to”");
        tab.locator("#moment-to").fill("8");
        tab.locator("#moment-save").press("Enter");
        assertThat(tab.locator("#watch-moments li")).hasCount(3);

        // A short walk should not alert either; the last long one should.
        tab.locator("#watch-moments li").first().getByText("Change").click();
        tab.locator("#moment-kind").selectOption("silent");
        tab.locator("#moment-save").click();
        assertThat(tab.locator("#watch-moments li").first()).containsText("should not alert");
        tab.locator("#moment-from").fill("28");
        tab.locator("#moment-to").fill("34");
        tab.locator("#moment-name").fill("the last");
        tab.locator("#moment-kind").selectOption("alert");
        tab.locator("#moment-save").click();

        // Beside the rule: two of four alerts were right, and both moments were found.
        var score = tab.locator("[data-rule=moves] .watch-score");
        assertThat(score).containsText("Precision 50%, recall 100% of 2 moments.");
        assertThat(score).containsText("Silent where it should be: 0 of 2.");
        tab.locator("[data-rule=moves] summary").click();
        tab.locator("[data-rule=moves] select").selectOption("minSeconds");
        var own = tab.locator("[data-rule=moves] tr[aria-current]");
        assertThat(own).containsText("In use");
        assertThat(own.locator("td").nth(4)).hasText("4");
        var four = tab.locator("[data-rule=moves] tr[data-value='4.0']");
        assertThat(four.locator("td").nth(0)).hasText("100%");
        assertThat(four.locator("td").nth(1)).hasText("100%");
        var most = tab.locator("[data-rule=moves] tr[data-value='30.0']");
        assertThat(most.locator("td").nth(1)).hasText("0%");
        assertThat(most.locator("td").nth(0)).hasText("–");
        assertThat(tab.locator("[data-rule=moves] svg"))
                .hasAttribute("aria-label", Pattern.compile("in use: 0\\.5 sec"));
        assertEquals(
                List.of(),
                new AxeBuilder(tab)
                        .include("#panel-watch").analyze().getViolations().stream()
                                .map(found -> found.getId())
                                .toList());
        four.locator("button").click();
        Until.equal(
                tab,
                4.0,
                () ->
                        ((Number)
                                        page.api()
                                                .get(
                                                        "sightline.rules().then((r) => r[0].subject.minSeconds)"))
                                .doubleValue());
        assertThat(score).containsText("Precision 100%, recall 100%");
        assertThat(tab.locator("[data-rule=moves] tr[aria-current] th"))
                .hasText(Pattern.compile("^4"));

        // Where a zone begins and ends is swept as well, of a rule that has such a zone.
        assertThat(tab.locator("[data-rule=moves] option[value^=distance]")).hasCount(0);
        page.api()
                .get(
                        "sightline.watch({ id: 'near', version: 1, name: 'Near',"
                                + " subject: { label: 'motion' },"
                                + " zone: { distance: [1, 3], unit: 'metres' } })");
        tab.locator("[data-rule=near] summary").click();
        tab.locator("[data-rule=near] select").selectOption("distance-to");
        assertThat(tab.locator("[data-rule=near] tr[aria-current] th")).hasText("3 m");
        assertThat(tab.locator("[data-rule=near] tr[data-value='1.0']")).hasCount(0);
        tab.locator("[data-rule=near] .watch-tune").scrollIntoViewIfNeeded();
        new Look(tab, "tune-distance").picture("");
        tab.locator("[data-rule=near] tr[data-value='4.0'] button").click();
        Until.equal(
                tab,
                "[1,4]",
                () ->
                        page.api()
                                .get(
                                        "sightline.rules().then((r) => JSON.stringify(r[1].zone.distance))"));
        page.api().get("sightline.unwatch('near')");

        // What was found by it is what a replay finds.
        var file = exported(tab);
        assertEquals(4, file.getAsJsonArray("moments").size());
        keptAndRead(visit, file);
    }

    /** The moments outlive the page, and come back by what the clip holds, not by its name. */
    private static void keptAndRead(Visit visit, JsonObject file) throws IOException {
        visit.page().reload();
        SightlinePage page = SightlinePage.started(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        choose(page, "another-name.webm", clip(tab));
        var items = tab.locator("#watch-moments li");
        assertThat(tab.locator("#watch-replayed"))
                .containsText(
                        "2 alerts",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
        assertThat(items).hasCount(4);
        assertThat(lane(tab, "Alerts").locator("button")).hasCount(2);
        for (int left = 3; left >= 0; --left) {
            items.first().getByText("Remove").click();
            assertThat(items).hasCount(left);
        }
        give(tab, "{");
        assertThat(tab.locator(".watch-moments [role=alert]")).containsText("no JSON");
        give(tab, file.toString().replace("\"from\":28", "\"from\":-28"));
        assertThat(tab.locator(".watch-moments [role=alert]"))
                .containsText("labels.moments[3].from");
        var hash = file.get("clip").getAsString();
        give(tab, file.toString().replace(hash, "0".repeat(64)));
        assertThat(tab.locator(".watch-moments [role=alert]")).containsText("another clip");
        assertThat(items).hasCount(0);
        give(tab, file.toString());
        assertThat(items).hasCount(4);
        assertThat(tab.locator(".watch-moments [role=alert]")).hasText("");
    }

    private static void label(Page tab, int from, int to) {
        tab.locator("#moment-from").fill(String.valueOf(from));
        tab.locator("#moment-to").fill(String.valueOf(to));
        tab.locator("#moment-save").click();
    }

    private static void waitForKept(Page tab, int count) {
        tab.waitForFunction(
                """
                (count) => new Promise((done) => {
                  const opening = indexedDB.open('sightline-labels', 1);
                  // The page makes them: what is not there yet is not made here, without tables.
                  opening.onupgradeneeded = () => opening.transaction.abort();
                  opening.onerror = () => done(false);
                  opening.onsuccess = () => {
                    const database = opening.result;
                    const all = database.transaction('labels').objectStore('labels').getAll();
                    all.onsuccess = () => {
                      database.close();
                      done(all.result[0]?.moments.length === count);
                    };
                  };
                })
                """,
                count);
    }

    /** What is labelled after another tab had the tables closed is kept, or said not to be. */
    @Test
    @InChromium
    void labelsOutliveThatTheirTablesAreClosed(Visit visit) {
        SightlinePage page = replayed(visit);
        Page tab = page.tab();
        var fault = tab.locator("[aria-labelledby=watch-replay-title] > [role=alert]");
        label(tab, 6, 8);
        waitForKept(tab, 1);
        String clear =
                """
                () => new Promise((done, failed) => {
                  window.newer?.close();
                  const clearing = indexedDB.deleteDatabase('sightline-labels');
                  clearing.onsuccess = done;
                  clearing.onerror = clearing.onblocked = failed;
                })
                """;
        tab.evaluate(clear);
        label(tab, 12, 18);
        waitForKept(tab, 2);
        assertThat(fault).hasText("");
        tab.evaluate(
                """
                () => new Promise((done) => {
                  const opening = indexedDB.open('sightline-labels', 2);
                  opening.onsuccess = () => done(window.newer = opening.result);
                }).then(() => null)
                """);
        label(tab, 22, 24);
        assertThat(fault).containsText("could not be kept in this browser");
        tab.evaluate(clear);
        label(tab, 28, 34);
        waitForKept(tab, 4);
        assertThat(fault).hasText("");
    }

    /** Who came near while it was watched live: by how much it failed, and the frame of it. */
    @Test
    @InChromium
    void aNearMissOfTheLiveWatchIsShown(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        page.api().get("sightline.watch(" + RULE.replace("0.5", "30") + ")");
        tab.locator("#tab-watch").click();
        page.openVideo("walks.webm", "video/webm", clip(tab));
        var miss = tab.locator("#watch-misses li").first();
        assertThat(miss)
                .containsText(
                        Pattern.compile(
                                "Something moves: .*there for .* where 30\\.0 sec are asked for"),
                        new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
        miss.locator("button").click();
        var still = tab.locator("#watch-miss-still");
        assertThat(still).isVisible();
        Until.right(tab, () -> colours(still), n -> n > 50, n -> "drawn in " + n + " colours");
        var frames = tab.locator("#watch-funnel dd").first();
        assertThat(frames).not().hasText("0");
        // Of a time before it began there is nothing.
        tab.locator("#watch-period").selectOption("set");
        tab.locator("#watch-from").fill("2020-01-01T00:00");
        tab.locator("#watch-to").fill("2020-01-02T00:00");
        assertThat(frames).hasText("0");
        assertThat(tab.locator("#watch-misses li")).hasCount(0);
        tab.locator("#watch-period").selectOption("hour");
        assertThat(frames).not().hasText("0");
        assertThat(miss).isVisible();
    }

    private static void give(Page tab, String text) {
        tab.locator("#moments-import")
                .setInputFiles(
                        new FilePayload(
                                "moments.json",
                                "application/json",
                                text.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonObject exported(Page tab) throws IOException {
        var download = tab.waitForDownload(() -> tab.locator("#moments-export").click());
        return JsonParser.parseString(Files.readString(download.path())).getAsJsonObject();
    }

    private static void touch(CDPSession session, String type, double x, double y) {
        var event = new JsonObject();
        event.addProperty("type", type);
        var points = new JsonArray();
        if (!type.equals("touchEnd")) {
            var point = new JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", y);
            points.add(point);
        }
        event.add("touchPoints", points);
        session.send("Input.dispatchTouchEvent", event);
    }

    private static int colours(Locator canvas) {
        return ((Number)
                        canvas.evaluate(
                                "(c) => new Set(new Uint32Array(c.getContext('2d')"
                                        + ".getImageData(0, 0, c.width, c.height).data.buffer)).size"))
                .intValue();
    }

    @OnScreens
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = replayed(visit);
        Page tab = page.tab();
        tab.locator("#moment-from").fill("12");
        tab.locator("#moment-to").fill("18");
        tab.locator("#moment-name").fill("a long walk");
        tab.locator("#moment-save").click();
        tab.locator("#moment-from").fill("22");
        tab.locator("#moment-to").fill("24");
        tab.locator("#moment-kind").selectOption("silent");
        tab.locator("#moment-save").click();
        assertThat(tab.locator(".watch-score")).containsText("recall 100%");
        tab.locator("[data-rule=moves] summary").click();
        tab.locator("[data-rule=moves] select").selectOption("minSeconds");
        assertThat(tab.locator("[data-rule=moves] svg")).isVisible();
        tab.locator("[data-rule=moves]").scrollIntoViewIfNeeded();
        var look = new Look(tab, "tune-" + screen);
        look.picture("sweep");
        tab.locator("#watch-still").scrollIntoViewIfNeeded();
        look.picture("timeline");
        tab.locator("#moments-export").scrollIntoViewIfNeeded();
        look.picture("moments");
        assertEquals(List.of(), look.faults());
    }
}
