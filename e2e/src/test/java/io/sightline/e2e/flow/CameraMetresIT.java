// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.media.SteeredCamera;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Calibrations belong to a camera, and to the stand that it was calibrated at. */
@InChromium(models = Models.ROOM)
final class CameraMetresIT {
    private static final int[] NEAR = RoomDepth.flat(1.35);
    private static final int[] FAR = RoomDepth.flat(4.9);
    private static final int[] BETWEEN = RoomDepth.flat(3);

    private static void open(SightlinePage page) {
        page.tab().locator("#source-camera").click();
        page.waitForDepth();
        page.waitForText("steady-camera", "Camera stands");
    }

    private static SightlinePage measured(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#choice label:has([value=wasm])").click();
        page.loadModel();
        open(page);
        return page;
    }

    private static MetresPanel calibrated(SightlinePage page) {
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, RoomDepth.distance(NEAR[0], NEAR[1]));
        panel.tell(FAR, RoomDepth.distance(FAR[0], FAR[1]));
        panel.use();
        assertThat(state(page)).hasText("Calibrated");
        return panel;
    }

    private static Locator state(SightlinePage page) {
        return page.tab().locator("#metres-state");
    }

    /** Frames that are measured from now on. */
    private static void frames(Page tab, int count) {
        tab.waitForFunction(
                "([id, from, count]) => parseInt(document.getElementById(id).textContent.replace(/\\D/g, ''))"
                        + " >= from + count",
                List.of("t-frames", measured(tab), count),
                new Page.WaitForFunctionOptions().setTimeout(180_000));
    }

    private static int measured(Page tab) {
        Locator frames = tab.locator("#t-frames");
        assertThat(frames).hasText(Pattern.compile("\\d.*"));
        return Integer.parseInt(frames.textContent().replaceAll("\\D", ""));
    }

    private static Locator moved(SightlinePage page) {
        return page.tab().locator("#messages [data-key='notice.metres-moved']");
    }

    @Test
    void aShakeLeavesTheCalibrationAMoveDoubtsIt(Visit visit) {
        SteeredCamera camera = SteeredCamera.plug(visit, "one");
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        MetresPanel panel = calibrated(page);
        double truth = RoomDepth.distance(BETWEEN[0], BETWEEN[1]);
        assertEquals(truth, panel.read(BETWEEN), 0.05 * truth);
        // It trembles and comes to rest where it stood.
        camera.shake(14);
        tab.waitForFunction(
                "() => /shakes|moves/.test(document.getElementById('steady-camera').textContent)");
        frames(tab, 12);
        camera.shake(0);
        page.waitForText("steady-camera", "Camera stands");
        frames(tab, 12);
        assertThat(state(page)).hasText("Calibrated");
        assertThat(moved(page)).hasCount(0);
        assertEquals(truth, panel.read(BETWEEN), 0.05 * truth);
        // It is turned.
        camera.turn(110, 20, 14);
        assertThat(moved(page)).containsText("in doubt");
        assertThat(state(page)).hasText("No longer holds");
        assertThat(tab.locator("#legend-about")).containsText("Relative");
        assertThat(tab.locator("#metres-doubts")).containsText("moved");
        new Look(tab, "moved-" + Screen.LAPTOP_LIGHT).picture("");
        page.waitForText("steady-camera", "Camera stands");
        frames(tab, 12);
        moved(page).locator("button", new Locator.LocatorOptions().setHasText("Keep it")).click();
        assertThat(moved(page)).hasCount(0);
        assertThat(state(page)).hasText("Calibrated");
        assertEquals(truth, panel.read(BETWEEN), 0.05 * truth);
        // Once more, and the doubt outlives the page.
        camera.turn(-150, -40, 14);
        assertThat(state(page)).hasText("No longer holds");
        tab.reload();
        page = SightlinePage.started(visit);
        page.tab().locator("#source-camera").click();
        page.waitForModel();
        page.waitForDepth();
        page.waitForText("steady-camera", "Camera stands");
        assertThat(state(page)).hasText("No longer holds");
        assertThat(moved(page)).hasCount(1);
        tab.locator("#metres-keep").click();
        assertThat(moved(page)).hasCount(0);
        assertThat(state(page)).hasText("Calibrated");
        assertThat(tab.locator("#metres-keep")).isHidden();
        camera.turn(130, 0, 14);
        page.waitForText("steady-camera", "Camera stands");
        frames(tab, 12);
        moved(page)
                .locator("button", new Locator.LocatorOptions().setHasText("Calibrate anew"))
                .click();
        assertThat(tab.locator("#survey")).isVisible();
        assertThat(moved(page)).hasCount(0);
        panel.tell(NEAR, RoomDepth.distance(NEAR[0], NEAR[1]));
        camera.turn(-120, 20, 14);
        assertThat(tab.locator("#messages [data-key='notice.survey-moved']")).hasCount(1);
        assertThat(tab.locator("#survey")).isHidden();
    }

    /** Turned while nobody looked: the room is another one than when it was calibrated. */
    @Test
    void aCameraThatWasTurnedBetweenVisitsIsDoubted(Visit visit) {
        SteeredCamera.plug(visit, "one");
        SightlinePage page = measured(visit);
        calibrated(page);
        page.tab()
                .evaluate(
                        "() => { const kept = JSON.parse(localStorage['sightline.metres']);"
                                + " kept.cameras[0].anchor.reverse();"
                                + " localStorage['sightline.metres'] = JSON.stringify(kept); }");
        page.tab().reload();
        page = SightlinePage.started(visit);
        page.tab().locator("#source-camera").click();
        page.waitForModel();
        page.waitForDepth();
        frames(page.tab(), 45);
        assertThat(moved(page)).containsText("in doubt");
        assertThat(state(page)).hasText("No longer holds");
    }

    @Test
    void twoCamerasOfOneNameHaveACalibrationEach(Visit visit) {
        SteeredCamera.plug(visit, "one", "two");
        SightlinePage page = measured(visit);
        Page tab = page.tab();
        calibrated(page);
        Locator cameras = tab.locator("#camera-pick");
        assertThat(cameras).hasValue("one");
        cameras.selectOption("two");
        assertThat(state(page)).hasText("Not calibrated");
        page.waitForDepth();
        assertThat(cameras).hasValue("two");
        assertThat(state(page)).hasText("Not calibrated");
        cameras.selectOption("one");
        assertThat(state(page)).hasText("Calibrated");
        assertThat(tab.locator("#metres-kept-count")).hasText("1");
        // What an older page kept went by the name: nobody can tell whose it is.
        tab.evaluate(
                """
                () => {
                  const kept = JSON.parse(localStorage.getItem('sightline.metres'));
                  kept.cameras[0].camera = 'camera:HD Webcam';
                  delete kept.cameras[0].label;
                  localStorage.setItem('sightline.metres', JSON.stringify(kept));
                }
                """);
        tab.reload();
        page = SightlinePage.started(visit);
        page.tab().locator("#source-camera").click();
        page.waitForModel();
        page.waitForDepth();
        page.waitForText("steady-camera", "Camera stands");
        assertThat(state(page)).hasText("No longer holds");
        assertTrue(page.notice("metres-shared").contains("two of your cameras"));
        tab.locator("#metres-keep").click();
        assertThat(state(page)).hasText("Calibrated");
        assertThat(tab.locator("#metres-kept-list")).containsText("HD Webcam");
        cameras.selectOption("two");
        assertThat(state(page)).hasText("Not calibrated");
    }

    /** A doubted calibration, and what may be done, in words and within reach. */
    @OnScreens(
            models = Models.ROOM,
            value = {Screen.LAPTOP_DARK, Screen.PHONE_LIGHT, Screen.PHONE_DARK})
    void looksRight(Visit visit, Screen screen) {
        SteeredCamera camera = SteeredCamera.plug(visit, "one");
        SightlinePage page = measured(visit);
        calibrated(page);
        camera.turn(110, 20, 14);
        assertThat(moved(page)).hasCount(1);
        page.tab().locator("#metres-title").scrollIntoViewIfNeeded();
        var look = new Look(page.tab(), "moved-" + screen);
        look.picture("");
        assertEquals(List.of(), look.faults());
    }
}
