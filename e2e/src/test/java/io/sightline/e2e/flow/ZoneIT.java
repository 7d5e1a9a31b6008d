// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Zones and ignored areas: drawn by mouse, finger and keyboard, and what they say of who is seen.
 */
@InChromium
final class ZoneIT {
    private static final double[][] SQUARE = {{0.2, 0.2}, {0.8, 0.2}, {0.8, 0.9}, {0.2, 0.9}};
    private static final double[][] ALL = {{0.01, 0.01}, {0.99, 0.01}, {0.99, 0.99}, {0.01, 0.99}};
    private static final double[][] WHOLE = {
        {0.001, 0.001}, {0.999, 0.001}, {0.999, 0.999}, {0.001, 0.999}
    };
    private static final double[][] CORNER = {{0, 0}, {0.08, 0}, {0.08, 0.08}};

    /** With a clip in which a figure walks, and a rule about what moves. */
    private static SightlinePage walking(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#tab-watch").click();
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Something moves',"
                                + " subject: { label: 'motion' } })");
        open(page);
        return page;
    }

    private static void open(SightlinePage page) throws IOException {
        page.openVideo("walk.mp4", "video/mp4", clip());
        assertThat(page.tab().locator("#watch-state")).hasText("Watching");
    }

    private static byte[] clip() throws IOException {
        return Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4"));
    }

    private static void edit(Page tab) {
        tab.locator("#zones-moves").click();
        assertThat(tab.locator("#draw-dialog")).isVisible();
        // Its shape is that of the source once there is a frame of it; a click before goes astray.
        tab.waitForFunction(
                """
                () => {
                  const [width, height] = document.getElementById('source-size').textContent.match(/\\d+/g);
                  const box = document.getElementById('draw-picture').getBoundingClientRect();
                  return Math.abs(box.width / box.height * height / width - 1) < 0.02;
                }
                """);
    }

    /** Presses the button that keeps the zones, and waits until they are. */
    private static void save(Page tab) {
        tab.locator("#zone-save").click();
        assertThat(tab.locator("#draw-dialog")).hasCount(0);
    }

    private static double[] on(Page tab, double[] at) {
        var box = tab.locator("#draw-picture").boundingBox();
        return new double[] {box.x + at[0] * box.width, box.y + at[1] * box.height};
    }

    private static void click(Page tab, double[]... places) {
        for (var place : places) {
            var at = on(tab, place);
            tab.mouse().click(at[0], at[1]);
        }
    }

    private static Locator corners(Page tab) {
        return tab.locator(".draw-corner");
    }

    private static Locator zones(Page tab) {
        return tab.locator("#zone-list button");
    }

    private static Locator spoken(Page tab) {
        return tab.locator("#draw-dialog [role=status]");
    }

    private static Locator fault(Page tab) {
        return tab.locator(".draw [role=alert]");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> kept(SightlinePage page) {
        var rule = (Map<String, Object>) ((List<?>) page.api().get("sightline.rules()")).get(0);
        return rule.containsKey("zones")
                ? (List<Map<String, Object>>) rule.get("zones")
                : rule.containsKey("zone")
                        ? List.of((Map<String, Object>) rule.get("zone"))
                        : List.of();
    }

    private static void assertPolygon(double[][] wanted, Object polygon, double off) {
        var found = (List<?>) polygon;
        assertEquals(wanted.length, found.size(), found::toString);
        for (int i = 0; i < wanted.length; ++i) {
            for (int k = 0; k < 2; ++k) {
                double value = ((Number) ((List<?>) found.get(i)).get(k)).doubleValue();
                assertEquals(wanted[i][k], value, off, found::toString);
            }
        }
    }

    @Test
    void aZoneIsDrawnByMouseAndInForceAtOnce(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        click(tab, SQUARE);
        assertThat(corners(tab)).hasCount(4);
        assertThat(corners(tab).nth(1))
                .hasAttribute("aria-label", "Corner 2 of 4: 80% from the left, 20% from the top");
        click(tab, SQUARE[0]);
        assertThat(zones(tab)).containsText("4 corners");
        // A corner is dragged, and an edge is pulled out.
        drag(tab, SQUARE[1], new double[] {0.7, 0.25});
        drag(tab, new double[] {0.2, 0.55}, new double[] {0.1, 0.5});
        assertThat(corners(tab)).hasCount(5);
        var line = tab.locator("#zone-preview li[data-in]").first();
        assertThat(line)
                .containsText(
                        Pattern.compile("^something that moves \\d+, “Zone 1”: (in|out)side"));
        assertThat(tab.locator(".draw-people .stand-box").first()).isVisible();
        new Look(tab, "zones").picture("");
        tab.locator("#zone-dwell").fill("0.4");
        tab.locator("#zone-name").fill("Rug");
        tab.locator("#zone-name").press("Tab");
        assertThat(zones(tab)).containsText("Rug");
        assertThat(line).containsText("“Rug”");
        save(tab);
        assertThat(tab.locator("#zones-moves")).isFocused();
        var zone = kept(page).get(0);
        assertEquals("Rug", zone.get("name"));
        assertPolygon(
                new double[][] {{0.2, 0.2}, {0.7, 0.25}, {0.8, 0.9}, {0.2, 0.9}, {0.1, 0.5}},
                zone.get("polygon"),
                0.01);
        // In force: the page says of whoever moves how they stand to it.
        assertThat(tab.locator("#watch-standings li").first()).containsText("“Rug”");
        assertThat(tab.locator("#pane-picture .stand-box").first()).isVisible();
        tab.reload();
        page = SightlinePage.started(visit);
        assertEquals(zone, kept(page).get(0));
    }

    private static void drag(Page tab, double[] from, double[] to) {
        var a = on(tab, from);
        var b = on(tab, to);
        tab.mouse().move(a[0], a[1]);
        tab.mouse().down();
        tab.mouse().move((a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
        tab.mouse().move(b[0], b[1]);
        tab.mouse().up();
    }

    @Test
    void aZoneIsDrawnByKeyboardAlone(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        tab.locator("#zones-moves").focus();
        var keys = tab.keyboard();
        keys.press("Enter");
        assertThat(tab.locator("#draw-picture")).isFocused();
        keys.press("a");
        assertThat(spoken(tab))
                .hasText("Corner 1 of 1 added at 50% from the left, 50% from the top.");
        keys.press("a");
        keys.press("a");
        assertThat(corners(tab)).hasCount(3);
        assertThat(corners(tab).nth(2)).isFocused();
        keys.press("ArrowDown");
        keys.press("Shift+ArrowDown");
        assertThat(spoken(tab))
                .hasText(Pattern.compile("^Corner 3: \\d+% from the left, \\d+% from the top\\.$"));
        var before = corners(tab).nth(2).getAttribute("aria-label");
        keys.press("Enter");
        assertThat(spoken(tab)).hasText("The outline is closed, with 3 corners.");
        keys.press("Home");
        assertThat(corners(tab).nth(0)).isFocused();
        keys.press("Shift+ArrowLeft");
        assertThat(corners(tab).nth(0))
                .hasAttribute("aria-label", "Corner 1 of 3: 45% from the left, 50% from the top");
        keys.press("Control+z");
        assertThat(corners(tab).nth(0))
                .hasAttribute("aria-label", "Corner 1 of 3: 50% from the left, 50% from the top");
        keys.press("Control+y");
        assertThat(corners(tab).nth(0))
                .hasAttribute("aria-label", "Corner 1 of 3: 45% from the left, 50% from the top");
        keys.press("a");
        assertThat(corners(tab)).hasCount(4);
        keys.press("Delete");
        assertThat(corners(tab)).hasCount(3);
        assertThat(corners(tab).nth(2)).hasAttribute("aria-label", before);
        // Leaving without saving is asked about once.
        keys.press("Escape");
        assertThat(tab.locator(".draw-foot [role=alert]")).containsText("not saved");
        tab.locator("#zone-save").focus();
        keys.press("Enter");
        assertThat(tab.locator("#draw-dialog")).hasCount(0);
        assertEquals(3, ((List<?>) kept(page).get(0).get("polygon")).size());
        // An open outline is discarded by Escape, and can be had back.
        tab.locator("#zones-moves").focus();
        keys.press("Enter");
        tab.locator("#zone-add").focus();
        keys.press("Enter");
        tab.locator("#draw-picture").focus();
        keys.press("a");
        keys.press("a");
        keys.press("Escape");
        assertThat(corners(tab)).hasCount(0);
        keys.press("Control+z");
        assertThat(corners(tab)).hasCount(2);
        tab.locator("#zone-cancel").click();
        assertEquals(1, kept(page).size());
    }

    @Test
    @InChromium(window = {390, 844})
    void aZoneIsDrawnByFinger(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        var touch = new Touch(visit, tab);
        for (var place : SQUARE) {
            touch.tap(on(tab, place));
        }
        assertThat(corners(tab)).hasCount(4);
        var size = corners(tab).first().boundingBox();
        assertTrue(size.width >= 44 && size.height >= 44, "a finger needs 44 px: " + size.width);
        touch.tap(on(tab, SQUARE[0]));
        assertThat(zones(tab)).containsText("4 corners");
        touch.drag(on(tab, SQUARE[2]), on(tab, new double[] {0.9, 0.8}));
        new Look(tab, "zones-phone").picture("");
        save(tab);
        assertPolygon(
                new double[][] {{0.2, 0.2}, {0.8, 0.2}, {0.9, 0.8}, {0.2, 0.9}},
                kept(page).get(0).get("polygon"),
                0.02);
    }

    /** A finger, by the browser's own protocol: pointer events of the type touch come of it. */
    private static final class Touch {
        private final CDPSession session;

        Touch(Visit visit, Page tab) {
            session = visit.context().newCDPSession(tab);
            var on = new JsonObject();
            on.addProperty("enabled", true);
            session.send("Emulation.setTouchEmulationEnabled", on);
        }

        void tap(double[] at) {
            send("touchStart", at);
            send("touchEnd", null);
        }

        void drag(double[] from, double[] to) {
            send("touchStart", from);
            for (int i = 1; i <= 4; ++i) {
                double share = i / 4.0;
                send(
                        "touchMove",
                        new double[] {
                            from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])
                        });
            }
            send("touchEnd", null);
        }

        private void send(String type, double[] at) {
            var points = new JsonArray();
            if (at != null) {
                var point = new JsonObject();
                point.addProperty("x", at[0]);
                point.addProperty("y", at[1]);
                points.add(point);
            }
            var event = new JsonObject();
            event.addProperty("type", type);
            event.add("touchPoints", points);
            session.send("Input.dispatchTouchEvent", event);
        }
    }

    @Test
    void whatHasNoInsideIsRefusedAndNothingIsLost(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        click(tab, new double[] {0.2, 0.2}, new double[] {0.8, 0.2});
        tab.locator("#draw-close").click();
        assertThat(fault(tab))
                .hasText("An outline needs three corners and has 2. Add more, then close it.");
        click(tab, new double[] {0.8, 0.8}, new double[] {0.5, 0.05});
        assertThat(fault(tab))
                .containsText(
                        "The edge from corner 1 to 2 would cross the one from corner 3 to 4.");
        assertThat(corners(tab)).hasCount(3);
        click(tab, new double[] {0.2, 0.8});
        tab.locator("#draw-close").click();
        assertThat(fault(tab)).isEmpty();
        // Dragged over an edge, it stays on its side.
        drag(tab, new double[] {0.2, 0.2}, new double[] {0.95, 0.5});
        assertThat(fault(tab)).containsText("would cross");
        assertThat(corners(tab)).hasCount(4);
        assertThat(corners(tab).first())
                .hasAttribute(
                        "aria-label",
                        Pattern.compile("Corner 1 of 4: 5[78]% from the left, 35% from the top"));
        save(tab);
        assertEquals(4, ((List<?>) kept(page).get(0).get("polygon")).size());
        // A distance that nothing lies in, and what is no number.
        edit(tab);
        tab.locator("#zone-near").fill("3");
        tab.locator("#zone-far").fill("1");
        tab.locator("#zone-far").press("Tab");
        var foot = tab.locator(".draw-foot [role=alert]");
        assertThat(foot).containsText("nothing lies from 3 to 1");
        tab.locator("#zone-far").fill("far");
        tab.locator("#zone-far").press("Tab");
        assertThat(foot).containsText("“far” is not a number");
        // Without a calibration there is no floor to draw on, and it is said.
        assertThat(tab.locator("#zone-plane input[value=floor]")).isDisabled();
        assertThat(tab.locator("#zone-plane-note")).containsText("calibrated");
        // An outline that is not closed is not saved as if it were.
        tab.locator("#zone-add").click();
        click(tab, new double[] {0.1, 0.7}, new double[] {0.3, 0.8});
        tab.locator("#zone-save").click();
        assertThat(foot)
                .hasText("The outline of “Zone 2” is not closed. Close it, or delete its corners.");
        assertThat(corners(tab)).hasCount(2);
    }

    @Test
    void aRuleHasSeveralZones(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        click(tab, ALL);
        click(tab, ALL[0]);
        tab.locator("#zone-name").fill("Everywhere");
        tab.locator("#zone-name").press("Tab");
        tab.locator("#zone-add").click();
        click(tab, CORNER);
        tab.locator("#draw-close").click();
        tab.locator("#zone-name").fill("Nowhere");
        tab.locator("#zone-anchor").selectOption("box");
        tab.locator("#zone-add").click();
        tab.locator("#zone-name").fill("Near");
        tab.locator("#zone-far").fill("2.5");
        tab.locator("#zone-unit").selectOption("metres");
        tab.locator("#zone-far").press("Tab");
        assertThat(zones(tab)).hasCount(3);
        var lines = tab.locator("#zone-preview");
        assertThat(lines).containsText(Pattern.compile("“Everywhere”: inside"));
        assertThat(lines)
                .containsText(
                        "“Nowhere”: outside: 0% of the box lies in the outline where 50% are needed");
        assertThat(lines).containsText("“Near”: outside: its distance in metres cannot be told");
        // One is removed, and undone.
        tab.locator("#zone-list button").nth(1).click();
        tab.locator("#zone-remove").click();
        assertThat(zones(tab)).hasCount(2);
        tab.locator("#draw-undo").click();
        assertThat(zones(tab)).hasCount(3);
        save(tab);
        var kept = kept(page);
        assertEquals(
                List.of("Everywhere", "Nowhere", "Near"),
                kept.stream().map(zone -> zone.get("name")).toList());
        assertEquals("box", kept.get(1).get("anchor"));
        assertEquals("metres", kept.get(2).get("unit"));
        assertThat(tab.locator("#watch-rules summary")).containsText("3 zones");
    }

    /** Who stands at the edge: as usual where nothing is filled in. It outlives the page. */
    @Test
    void aZoneHasAnInertiaOfItsOwn(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        click(tab, ALL);
        click(tab, ALL[0]);
        tab.locator("#zone-edge summary").click();
        assertThat(tab.locator("#zone-leaveSeconds")).hasValue("");
        assertThat(tab.locator("#zone-leaveSeconds")).hasAttribute("placeholder", "0.7");
        // Only what this zone goes by is asked for.
        assertThat(tab.locator("#zone-frame")).isVisible();
        assertThat(tab.locator("#zone-cover")).isHidden();
        assertThat(tab.locator("#zone-relative")).isHidden();
        tab.locator("#zone-anchor").selectOption("box");
        assertThat(tab.locator("#zone-frame")).isHidden();
        tab.locator("#zone-cover").fill("0.9");
        tab.locator("#zone-cover").press("Tab");
        var fault = tab.locator("#draw-dialog .draw-foot [role=alert]");
        assertThat(fault)
                .containsText(
                        "Out beyond, of the part that is covered: should be number from 0 to 0.45.");
        tab.locator("#zone-cover").fill("0,2");
        tab.locator("#zone-cover").press("Tab");
        assertThat(fault).isEmpty();
        tab.locator("#zone-enterSeconds").fill("25");
        tab.locator("#zone-enterSeconds").press("Tab");
        // In force while it is drawn, and said.
        assertThat(tab.locator("#zone-preview"))
                .containsText("inside on this frame; it counts after 25.0 s");
        tab.locator("#zone-enterSeconds").fill("");
        tab.locator("#zone-enterSeconds").press("Tab");
        tab.locator("#zone-leaveSeconds").fill("4");
        // A distance without an end.
        tab.locator("#zone-near").fill("2");
        tab.locator("#zone-unit").selectOption("metres");
        tab.locator("#zone-near").press("Tab");
        assertThat(tab.locator("#zone-metres")).isVisible();
        save(tab);
        var zone = kept(page).get(0);
        assertEquals(Arrays.asList(2, null), zone.get("distance"));
        var inertia = (Map<?, ?>) zone.get("inertia");
        assertEquals(4, inertia.get("leaveSeconds"));
        assertEquals(0.2, inertia.get("cover"));
        assertEquals(0.3, inertia.get("enterSeconds"));
        tab.reload();
        page = SightlinePage.started(visit);
        assertEquals(zone, kept(page).get(0));
    }

    /** A still picture has no rules, but whoever draws on it sees who is inside. */
    @Test
    @InChromium(models = Models.DETECTOR)
    void aStillPictureIsDrawnOn(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Person',"
                                + " subject: { label: 'person' } })");
        page.api()
                .get(
                        """
                        (async () => {
                          const canvas = new OffscreenCanvas(832, 416);
                          const context = canvas.getContext('2d');
                          context.fillStyle = '#f00';
                          context.fillRect(0, 0, 832, 416);
                          await sightline.open({ kind: 'file', blob: await canvas.convertToBlob() });
                        })()
                        """);
        edit(tab);
        click(tab, ALL);
        click(tab, ALL[0]);
        // The test detector finds somebody whose feet are at the picture's lower edge.
        assertThat(tab.locator("#zone-preview li[data-in=false]").first())
                .containsText("outside: the foot is 1% of the picture’s height beside the outline");
        tab.locator("#zone-anchor").selectOption("centre");
        assertThat(tab.locator("#zone-preview li[data-in=true]").first())
                .containsText(Pattern.compile("^person \\d+, “Zone 1”: inside for "));
        assertThat(tab.locator(".draw-people .stand-box[data-in]").first()).isVisible();
        save(tab);
        assertThat(tab.locator("#watch-state")).hasText("Not watching");
        assertEquals(List.of(), page.api().get("sightline.alerts()"));
    }

    /** On a calibrated camera's floor, from above: corners are metres. */
    @Test
    @InChromium(models = Models.ROOM)
    void aZoneIsDrawnOnTheFloor(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        tab.locator("#survey-way label:has([value=floor])").click();
        for (double metres : new double[] {2.7, 3.3, 4}) {
            panel.click(RoomDepth.floor(metres));
        }
        tab.locator("#survey-height").fill(String.valueOf(RoomDepth.CAMERA_HEIGHT));
        tab.locator("#survey-tilt").fill("5.73");
        panel.use();
        tab.locator("#tab-watch").click();
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Person',"
                                + " subject: { label: 'person' } })");
        edit(tab);
        click(tab, new double[] {0.1, 0.1}, new double[] {0.2, 0.1});
        tab.locator("#zone-plane label:has([value=floor])").click();
        assertThat(corners(tab)).hasCount(0);
        assertThat(tab.locator("#zone-anchor")).isDisabled();
        // Two metres to the left of the camera, two ahead; and so on.
        click(
                tab,
                new double[] {0.3, 0.8},
                new double[] {0.6, 0.8},
                new double[] {0.6, 0.55},
                new double[] {0.3, 0.55});
        assertThat(corners(tab).first())
                .hasAttribute("aria-label", "Corner 1 of 4: 2.0 m to the left, 2.0 m ahead");
        tab.locator("#draw-close").click();
        new Look(tab, "zones-floor").picture("");
        // The floor is seen from above: between the camera and the wall it is no empty ground.
        tab.waitForFunction(
                """
                () => {
                  const canvas = document.querySelector('#draw-picture canvas');
                  const { data } = canvas.getContext('2d').getImageData(330, 410, 8, 8);
                  const shades = new Set();
                  for (let i = 0; i < data.length; i += 4) {
                    shades.add(data.slice(i, i + 3).join());
                  }
                  return shades.size > 8;
                }
                """);
        save(tab);
        var zone = kept(page).get(0);
        assertEquals("floor", zone.get("plane"));
        assertPolygon(
                new double[][] {{-2, 2}, {1, 2}, {1, 4.5}, {-2, 4.5}}, zone.get("polygon"), 0.05);
    }

    /** What is ignored is ignored live and in a replay, and after a reload. */
    @Test
    void anAreaIsIgnored(Visit visit) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        page.give("clip", "video/mp4", clip());
        tab.locator("#gate-edit").click();
        var numbers = tab.locator("#gate-numbers");
        assertThat(numbers).containsText("Something moves");
        assertThat(tab.locator("#gate-passed")).containsText("of the last minute");
        Until.right(
                tab, () -> painted(tab), n -> n > 20, n -> "what stands out is not shown: " + n);
        new Look(tab, "gate").picture("");
        tab.locator("#gate-mask-add").click();
        click(tab, WHOLE);
        click(tab, WHOLE[0]);
        assertThat(numbers).containsText("Nothing moves");
        // What stands out is told right after.
        Until.equal(tab, 0, () -> painted(tab));
        tab.locator("#gate-sensitivity").fill("100");
        assertThat(tab.locator("#gate-sensitivity-value")).hasText("from 3 of 255");
        tab.locator("#gate-done").click();
        assertEquals(0, spans(page, "walk.mp4"));
        assertTrue(spans(page, "other.mp4") == 0, "the open source's gate holds for other clips");
        tab.reload();
        page = SightlinePage.started(visit);
        tab.locator("#tab-watch").click();
        open(page);
        assertThat(tab.locator("#watch-gate")).containsText("nothing moves");
        page.give("clip", "video/mp4", clip());
        assertEquals(0, spans(page, "walk.mp4"));
        tab.locator("#gate-edit").click();
        assertThat(tab.locator("#gate-masks button")).hasCount(1);
        tab.locator("#gate-clear").click();
        assertThat(numbers).containsText("Something moves");
        tab.locator("#gate-done").click();
        assertTrue(spans(page, "walk.mp4") > 0);
    }

    /** Spans with motion when the clip is replayed under a name. */
    private static int spans(SightlinePage page, String name) {
        return ((Number)
                        page.tab()
                                .evaluate(
                                        "async (name) => (await sightline.replay(new File([given.clip], name),"
                                                + " { rules: [], fps: 10 })).motion.length",
                                        name))
                .intValue();
    }

    private static int painted(Page tab) {
        return ((Number)
                        tab.evaluate(
                                """
                                () => {
                                  const canvas = document.querySelector('.draw-overlay');
                                  const { data } = canvas.getContext('2d')
                                    .getImageData(0, 0, canvas.width, canvas.height);
                                  return data.filter((v, i) => i % 4 === 3 && v).length;
                                }
                                """))
                .intValue();
    }

    @OnScreens({Screen.LAPTOP_LIGHT, Screen.LAPTOP_DARK, Screen.PHONE_DARK})
    void looksRight(Visit visit, Screen screen) throws IOException {
        SightlinePage page = walking(visit);
        Page tab = page.tab();
        edit(tab);
        click(tab, SQUARE);
        click(tab, SQUARE[0]);
        assertThat(tab.locator("#zone-preview li[data-in]").first()).isVisible();
        tab.locator("#zone-edge summary").click();
        tab.locator("#zone-leaveSeconds").scrollIntoViewIfNeeded();
        new Look(tab, "zones-" + screen).picture("");
        var found = new ArrayList<>(Look.violations(tab, "zones"));
        save(tab);
        assertThat(tab.locator("#watch-standings li").first()).isVisible();
        found.addAll(Look.violations(tab, "standings"));
        new Look(tab, "standings-" + screen).picture("");
        tab.locator("#gate-edit").click();
        assertThat(tab.locator("#gate-passed")).containsText("minute");
        tab.locator("#gate-mask-add").click();
        click(tab, CORNER);
        new Look(tab, "gate-" + screen).picture("");
        found.addAll(Look.violations(tab, "gate"));
        assertEquals(List.of(), found);
    }
}
