// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the scene in space and from above looks on a laptop and on a phone, light and dark, and
 * whether anything of it keeps somebody out; the pictures lie in target/screenshots.
 */
final class SpaceLookIT {
    @OnScreens(machine = BrowserProfile.SOFTWARE_WEBGPU)
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        var look = new Look(page.tab(), screen.toString());
        var found = new ArrayList<String>();
        page.tab().locator("#contours").selectOption("16");
        page.tab().locator("#cut-from").focus();
        page.tab().keyboard().press("PageUp");
        page.tab().locator("#surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        for (int i = 0; i < 12; ++i) {
            page.tab().keyboard().press("Shift+ArrowLeft");
        }
        page.tab().keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.tab().locator("#pins li")).hasCount(2);
        Until.still(page.tab(), 300, page::depthPicture, Arrays::equals);
        look.top("cut");
        found.addAll(look.faults("cut"));
        page.tab().locator("#cut-from").focus();
        page.tab().keyboard().press("Home");
        check(page, "#view input[value=scene]");
        page.waitForText("scene-note", "Not calibrated");
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("ArrowRight");
        drawn(page, "scene");
        look.top("scene");
        found.addAll(look.faults("scene"));
        check(page, "#view input[value=floor]");
        page.tab()
                .waitForFunction(
                        "() => ['floor', 'floor-none'].some(id => document.getElementById(id).checkVisibility())");
        if (page.tab().locator("#floor").isVisible()) {
            drawn(page, "floor");
        }
        look.top("floor");
        found.addAll(look.faults("floor"));
        assertEquals(List.of(), found);
        var stage = page.tab().locator("#above").boundingBox();
        assertTrue(stage.width > 300 && stage.height > 200, stage.width + " × " + stage.height);
    }

    /** Waits until a canvas shows something and is not drawn again. */
    private static void drawn(SightlinePage page, String id) {
        String look =
                """
                (id) => {
                  const canvas = new OffscreenCanvas(48, 36);
                  const context = canvas.getContext('2d');
                  context.drawImage(document.getElementById(id), 0, 0, 48, 36);
                  return context.getImageData(0, 0, 48, 36).data.join();
                }
                """;
        Until.right(
                page.tab(),
                () -> (String) page.tab().evaluate(look, id),
                seen -> !seen.matches("[0,]*"),
                seen -> id + " stays empty");
        Until.still(page.tab(), 400, () -> (String) page.tab().evaluate(look, id), String::equals);
    }

    private static void check(SightlinePage page, String selector) {
        page.tab().locator(selector).check(new Locator.CheckOptions().setForce(true));
    }
}
