// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.PngTexts;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Distances of the sample room, whose depth is known to the millimetre, from a model that answers
 * with its exact inverse depth in a scale and shift of its own.
 */
@InChromium(models = Models.ROOM)
final class MetresIT {
    private static final int[] NEAR = RoomDepth.flat(1.35);
    private static final int[] FAR = RoomDepth.flat(4.9);
    private static final List<int[]> ELSEWHERE =
            List.of(
                    RoomDepth.flat(2.2),
                    RoomDepth.flat(3),
                    RoomDepth.flat(3.5),
                    RoomDepth.flat(5.2));

    private static SightlinePage measured(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        return page;
    }

    private static double distance(int[] place) {
        return RoomDepth.distance(place[0], place[1]);
    }

    private static MetresPanel calibrated(SightlinePage page) {
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, distance(NEAR));
        panel.tell(FAR, distance(FAR));
        panel.use();
        return panel;
    }

    private static void readsTheRoom(MetresPanel panel) {
        for (int[] place : ELSEWHERE) {
            double truth = distance(place);
            double read = panel.read(place);
            System.out.printf("at %d, %d: %.3f m, read %.2f m%n", place[0], place[1], truth, read);
            assertEquals(truth, read, 0.05 * truth, "at " + place[0] + ", " + place[1]);
        }
    }

    @Test
    void twoDistancesMakeTheRoomMeasurable(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        assertThat(tab.locator("#metres-state")).hasText("Not calibrated");
        MetresPanel panel = calibrated(page);
        assertThat(page.tab().locator("#metres-state")).hasText("Calibrated");
        readsTheRoom(panel);
        panel.read(ELSEWHERE.get(0));
        assertThat(tab.locator("#reading-unit")).containsText(Pattern.compile("± [\\d.]+\\sm"));
        assertThat(tab.locator("#range-high")).hasText(Pattern.compile("2\\.\\d\\d\\sm"));
        assertThat(tab.locator("#range-low")).hasText(Pattern.compile("5\\.\\d\\d\\sm"));
        assertThat(tab.locator("#metres-bands tr")).hasCount(4);
        page.visit().page().reload();
        SightlinePage again = SightlinePage.started(visit);
        again.openSample("room");
        again.waitForModel();
        again.waitForDepth();
        assertThat(again.tab().locator("#metres-state")).hasText("Calibrated");
        readsTheRoom(new MetresPanel(again));
        tab.locator("#metres-forget").click();
        assertThat(again.tab().locator("#metres-state")).hasText("Not calibrated");
        assertThat(tab.locator("#legend-about")).containsText("Relative");
    }

    /** Each stream, and each visit, begins with a scale of its own. */
    @Test
    void mapsOfAnotherScaleAreBroughtToTheCalibrations(Visit visit) {
        SightlinePage page = measured(visit);
        calibrated(page);
        // As if maps had been 1.3 times as large, and 0.2 more, when it was calibrated.
        keep(
                page.tab(),
                """
                const by = relative.scale / 1.3;
                relative.shift -= 0.2 * by;
                relative.scale = by;
                camera.anchor = camera.anchor.map((value) => 1.3 * value + 0.2);
                """);
        readsTheRoom(new MetresPanel(reopened(visit)));
        tellsTheRoom(page.api().depth(picture(), null));
        keep(page.tab(), "camera.anchor.reverse();");
        assertThat(reopened(visit).tab().locator("#metres-state")).hasText("No longer holds");
        assertThat(page.tab().locator("#messages [data-key='notice.metres-moved']")).hasCount(1);
        assertEquals("moved", why(page.api().depth(picture(), null)));
        page.tab().locator("#metres-keep").click();
        assertThat(page.tab().locator("#metres-state")).hasText("Calibrated");
        // What was kept with it is this map now.
        assertThat(reopened(visit).tab().locator("#metres-state")).hasText("Calibrated");
    }

    /** An older version kept nothing that tells one map's scale from another's. */
    @Test
    void aPictureWhoseCalibrationHasNoAnchorIsRelativeAndSaysSo(Visit visit) {
        SightlinePage page = measured(visit);
        calibrated(page);
        keep(page.tab(), "delete camera.anchor;");
        Page tab = reopened(visit).tab();
        assertThat(tab.locator("#metres-state")).hasText("No longer holds");
        assertThat(tab.locator("#metres-doubts")).containsText("older version");
        assertThat(tab.locator("#legend-about")).containsText("Relative");
        assertThat(tab.locator("#messages [data-key='notice.metres-unanchored']")).hasCount(1);
        assertEquals("unanchored", why(page.api().depth(picture(), null)));
        tab.locator("#messages [data-key='notice.metres-unanchored'] button:has-text('Calibrate')")
                .click();
        var panel = new MetresPanel(page);
        panel.tell(NEAR, distance(NEAR));
        panel.tell(FAR, distance(FAR));
        panel.use();
        readsTheRoom(panel);
        readsTheRoom(new MetresPanel(reopened(visit)));
    }

    private static byte[] picture() {
        try {
            return Files.readAllBytes(Project.site().resolve("samples/room.jpg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tellsTheRoom(Api.Depth depth) {
        var metres = (Map<?, ?>) depth.facts().get("metres");
        double scale = ((Number) metres.get("scale")).doubleValue();
        double shift = ((Number) metres.get("shift")).doubleValue();
        for (int[] place : ELSEWHERE) {
            int column = place[0] * depth.width() / RoomDepth.FRAME_WIDTH;
            int row = place[1] * depth.height() / RoomDepth.FRAME_HEIGHT;
            double told = 1 / (scale * depth.values()[row * depth.width() + column] + shift);
            double truth = RoomDepth.metres(place[0], place[1]);
            assertEquals(truth, told, 0.05 * truth);
        }
    }

    /** Why there are no metres, which has to be said in words, too. */
    private static Object why(Api.Depth depth) {
        assertNull(depth.facts().get("metres"));
        var none = (Map<?, ?>) depth.facts().get("noMetres");
        assertTrue(((String) none.get("message")).length() > 20, none.toString());
        return none.get("reason");
    }

    private static SightlinePage reopened(Visit visit) {
        visit.page().reload();
        SightlinePage page = SightlinePage.started(visit);
        page.openSample("room");
        page.waitForModel();
        page.waitForDepth();
        return page;
    }

    /** Changes the calibration that is kept. */
    private static void keep(Page tab, String change) {
        tab.evaluate(
                "() => { const kept = JSON.parse(localStorage['sightline.metres']);"
                        + " const [camera] = kept.cameras; const { relative } = camera;"
                        + change
                        + " localStorage['sightline.metres'] = JSON.stringify(kept); }");
    }

    /** The door's right edge, of 2.04 m by the sample's description. */
    @Test
    void aHeightAndADistanceMakeTheRoomMeasurable(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        tab.locator("#survey-way label:has([value=height])").click();
        assertThat(tab.locator("#survey-ask")).containsText("top of something upright");
        panel.click(new int[] {813, 187});
        assertThat(tab.locator("#survey-ask")).containsText("where it stands");
        panel.click(new int[] {800, 502});
        tab.locator("#survey-known input").nth(0).fill("2.04");
        assertThat(tab.locator("#survey-use")).isDisabled();
        tab.locator("#survey-way label:has([value=distances])").click();
        panel.tell(NEAR, distance(NEAR));
        panel.use();
        readsTheRoom(panel);
    }

    @Test
    void theFloorAndTheCamerasHeightDoWithOneDistance(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        tab.locator("#survey-way label:has([value=floor])").click();
        assertThat(tab.locator("#survey-height")).isVisible();
        for (double metres : new double[] {2.7, 3.3, 4}) {
            panel.click(RoomDepth.floor(metres));
        }
        assertThat(tab.locator("#survey-known")).containsText("on the floor");
        assertThat(tab.locator("#survey-use")).isDisabled();
        tab.locator("#survey-height").fill(String.valueOf(RoomDepth.CAMERA_HEIGHT));
        assertThat(tab.locator("#survey-use")).isEnabled();
        assertThat(tab.locator("#metres-bands tr")).hasCount(4);
        // The tilt, which nobody said, is what one distance tells.
        tab.locator("#survey-way label:has([value=distances])").click();
        panel.click(FAR);
        tab.locator("#survey-known input").fill(String.valueOf(distance(FAR)));
        panel.use();
        readsTheRoom(panel);
    }

    @Test
    void theFloorDoesAloneWhereTheTiltIsKnown(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        tab.locator("#survey-way label:has([value=floor])").click();
        for (double metres : new double[] {2.7, 3.3, 4}) {
            panel.click(RoomDepth.floor(metres));
        }
        tab.locator("#survey-height").fill(String.valueOf(RoomDepth.CAMERA_HEIGHT));
        tab.locator("#survey-tilt").fill("89");
        assertThat(tab.locator("#survey-fault")).containsText("cannot be calibrated so");
        tab.locator("#survey-tilt").fill("5.73");
        assertThat(tab.locator("#survey-fault")).isHidden();
        panel.use();
        readsTheRoom(panel);
    }

    @Test
    void aLensThatIsKnownIsTakenAndKept(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(40);
        tab.locator("#survey-more summary").click();
        tab.locator("#survey-fx").fill(String.valueOf(RoomDepth.FOCAL));
        tab.locator("#survey-fy").fill(String.valueOf(RoomDepth.FOCAL));
        tab.locator("#survey-cx").fill("480");
        assertThat(tab.locator("#survey-degrees")).isEnabled();
        tab.locator("#survey-cy").fill("-5000");
        assertThat(tab.locator("#survey-degrees")).isDisabled();
        panel.tell(NEAR, distance(NEAR));
        panel.tell(FAR, distance(FAR));
        assertThat(tab.locator("#survey-fault")).containsText("optical axis");
        tab.locator("#survey-cy").fill("360");
        panel.use();
        readsTheRoom(panel);
        // Length in the picture's plane tells one lens from another.
        var texts = PngTexts.of(page.api().export("depth-png16"));
        assertEquals("given", texts.get("intrinsics"));
        double scale = (double) RoomDepth.WIDTH / RoomDepth.FRAME_WIDTH;
        assertEquals(RoomDepth.FOCAL * scale, Double.parseDouble(texts.get("fx")), 1e-6);
        assertEquals(RoomDepth.FOCAL * scale, Double.parseDouble(texts.get("fy")), 1e-6);
        assertEquals(480 * scale, Double.parseDouble(texts.get("cx")), 1e-6);
        assertEquals(360 * scale, Double.parseDouble(texts.get("cy")), 1e-6);
    }

    @Test
    void theApiTellsWhatTheValuesMean(Visit visit) {
        SightlinePage page = measured(visit);
        assertEquals("uncalibrated", why(page.api().depth(picture(), null)));
        calibrated(page);
        var depth = page.api().depth(picture(), null);
        assertEquals("relative", depth.facts().get("kind"));
        var metres = (Map<?, ?>) depth.facts().get("metres");
        assertEquals("calibration", metres.get("from"));
        assertEquals(true, metres.get("inverse"));
        tellsTheRoom(depth);
        assertNull(depth.facts().get("noMetres"));
        for (Object each : (List<?>) metres.get("band")) {
            var band = (Map<?, ?>) each;
            double at = ((Number) band.get("metres")).doubleValue();
            assertTrue(((Number) band.get("near")).doubleValue() < at, band.toString());
            assertTrue(((Number) band.get("far")).doubleValue() > at, band.toString());
        }
        var refused =
                page.api()
                        .failure(
                                "fetch('samples/room.jpg').then(r => r.blob())"
                                        + ".then(b => sightline.depth(b, { size: [70, 70] }))");
        assertEquals("input-fixed", refused.detail().get("reason"));
        assertEquals("bad-input", refused.code());
    }

    @Test
    void whatCannotBeIsToldAndNotUsed(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, 4);
        assertThat(tab.locator("#survey-use")).isDisabled();
        panel.tell(FAR, 1);
        assertThat(tab.locator("#survey-fault")).containsText("wrong way round");
        assertThat(tab.locator("#survey-use")).isDisabled();
        for (var absurd : List.of("9000", "0", "-2", "1e9")) {
            tab.locator("#survey-known input").nth(1).fill(absurd);
            assertThat(tab.locator("#survey-fault")).containsText("cannot be used");
            assertThat(tab.locator("#survey-use")).isDisabled();
            tab.locator("#survey-known input").nth(1).fill("5");
        }
        tab.locator("#survey-known input").nth(0).fill("1.7");
        tab.locator("#survey-known input").nth(1).fill("5");
        assertThat(tab.locator("#survey-fault")).isHidden();
        assertThat(tab.locator("#survey-use")).isEnabled();
        tab.locator("#survey-degrees").fill("9");
        assertThat(tab.locator("#metres-doubts")).containsText("field of view is rare");
        tab.locator("#survey-degrees").fill("500");
        assertThat(tab.locator("#survey-fault")).containsText("field of view");
        tab.locator("#survey-undo").click();
        assertThat(tab.locator("#survey-known li")).hasCount(1);
        tab.locator("#survey-cancel").click();
        assertThat(page.tab().locator("#metres-state")).hasText("Not calibrated");
    }

    @Test
    void whatIsHardToBelieveIsToldAndLeftToThePerson(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, distance(NEAR));
        panel.tell(new int[] {NEAR[0] + 3, NEAR[1]}, distance(NEAR));
        assertThat(tab.locator("#survey-fault")).containsText("nearly one distance");
        assertThat(tab.locator("#survey-use")).isDisabled();
        tab.locator("#survey-undo").click();
        // A person of 20 m.
        tab.locator("#survey-way label:has([value=height])").click();
        panel.click(new int[] {813, 187});
        panel.click(new int[] {800, 502});
        tab.locator("#survey-known input").nth(1).fill("20");
        assertThat(tab.locator("#metres-doubts")).containsText("high for a person");
        tab.locator("#survey-known input").nth(1).fill("1");
        assertThat(tab.locator("#metres-doubts")).not().containsText("high for a person");
        assertThat(tab.locator("#survey-use")).isEnabled();
    }

    @Test
    void withoutAMouse(Visit visit) {
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        tab.locator("#metres-unit").selectOption("m");
        tab.locator("#metres-begin").focus();
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#surface")).isFocused();
        assertThat(tab.locator("#survey-ask")).containsText("press Enter");
        walk(tab, NEAR);
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#survey-known li:nth-child(1) input")).isFocused();
        tab.keyboard().type(String.valueOf(distance(NEAR)));
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#surface")).isFocused();
        walk(tab, FAR);
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#survey-known li:nth-child(2) input")).isFocused();
        tab.keyboard().type(String.valueOf(distance(FAR)));
        for (int i = 0; i < 20 && !tab.locator("#survey-use:focus").isVisible(); ++i) {
            tab.keyboard().press("Tab");
        }
        assertThat(tab.locator("#survey-use")).isFocused();
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#metres-state")).hasText("Calibrated");
        assertThat(tab.locator("#metres-begin")).isFocused();
    }

    /** Moves the probe from the middle, where the first key puts it. */
    private static void walk(Page tab, int[] to) {
        tab.keyboard().press("ArrowRight");
        steps(tab, to[0] - RoomDepth.FRAME_WIDTH / 2, "ArrowRight", "ArrowLeft");
        steps(tab, to[1] - RoomDepth.FRAME_HEIGHT / 2, "ArrowDown", "ArrowUp");
    }

    private static void steps(Page tab, int way, String more, String less) {
        for (int i = 0; i < Math.abs(way) / 10; ++i) {
            tab.keyboard().press("Shift+" + (way > 0 ? more : less));
        }
        for (int i = 0; i < Math.abs(way) % 10; ++i) {
            tab.keyboard().press(way > 0 ? more : less);
        }
    }

    @OnScreens(
            models = Models.ROOM,
            value = {Screen.LAPTOP_LIGHT, Screen.PHONE_DARK})
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = measured(visit);
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, 1.7);
        panel.tell(FAR, 5);
        var look = new Look(page.tab(), "metres-" + screen);
        page.tab().locator("#metres-title").scrollIntoViewIfNeeded();
        look.whole("calibrating");
        assertEquals(List.of(), look.faults("calibrating"));
        panel.use();
        panel.read(ELSEWHERE.get(2));
        page.tab().locator("#metres-title").scrollIntoViewIfNeeded();
        look.whole("calibrated");
        assertEquals(List.of(), look.faults());
    }
}
