// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How the scene in space and from above looks on a laptop and on a phone, light and dark, and
 * whether anything of it keeps somebody out; the pictures lie in target/screenshots.
 */
final class SpaceLookIT {
    private static void look(Visit visit, String name) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
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
        page.tab().waitForTimeout(500);
        picture(page, name + "-cut", found);
        page.tab().locator("#cut-from").focus();
        page.tab().keyboard().press("Home");
        check(page, "#view input[value=scene]");
        page.waitForText("scene-note", "Not calibrated");
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab().waitForTimeout(1500);
        picture(page, name + "-scene", found);
        check(page, "#view input[value=floor]");
        page.tab()
                .waitForFunction(
                        "() => ['floor', 'floor-none'].some(id => document.getElementById(id).checkVisibility())");
        page.tab().waitForTimeout(500);
        picture(page, name + "-floor", found);
        assertEquals(List.of(), found);
        assertEquals(
                true,
                page.tab().evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"),
                "the page is wider than the window");
        var stage = page.tab().locator("#above").boundingBox();
        assertTrue(stage.width > 300 && stage.height > 200, stage.width + " × " + stage.height);
    }

    private static void check(SightlinePage page, String selector) {
        page.tab().locator(selector).check(new Locator.CheckOptions().setForce(true));
    }

    private static void picture(SightlinePage page, String name, List<String> found) {
        page.tab().evaluate("() => scrollTo(0, 0)");
        page.tab()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(Project.output().resolve("screenshots/" + name + ".png")));
        for (var rule : new AxeBuilder(page.tab()).analyze().getViolations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                for (var node : rule.getNodes()) {
                    found.add(name + ": " + rule.getId() + " at " + node.getTarget());
                }
            }
        }
    }

    @Test
    @InChromium(BrowserProfile.SOFTWARE_WEBGPU)
    void laptopLight(Visit visit) {
        look(visit, "laptop-light");
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, dark = true)
    void laptopDark(Visit visit) {
        look(visit, "laptop-dark");
    }

    @Test
    @InChromium(
            value = BrowserProfile.SOFTWARE_WEBGPU,
            window = {390, 844})
    void phoneLight(Visit visit) {
        look(visit, "phone-light");
    }

    @Test
    @InChromium(
            value = BrowserProfile.SOFTWARE_WEBGPU,
            window = {390, 844},
            dark = true)
    void phoneDark(Visit visit) {
        look(visit, "phone-dark");
    }
}
