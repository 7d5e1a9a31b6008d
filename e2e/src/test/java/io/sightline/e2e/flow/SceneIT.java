// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The scene in space: turned, picked in, live, and honest about what it knows. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class SceneIT {
    private static final int PATIENCE = 60_000;

    private static SightlinePage measured(Visit visit, String backend) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend(backend);
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
        return page;
    }

    private static void view(SightlinePage page, String mode) {
        page.tab()
                .locator("#view input[value=" + mode + "]")
                .check(new Locator.CheckOptions().setForce(true));
    }

    /** The scene as it stands on the screen, 48 × 36 values of red, green, blue and opacity. */
    private static int[] scene(SightlinePage page) {
        String text =
                (String)
                        page.tab()
                                .evaluate(
                                        """
                                        () => {
                                          const canvas = new OffscreenCanvas(48, 36);
                                          const context = canvas.getContext('2d');
                                          context.drawImage(document.getElementById('scene'), 0, 0, 48, 36);
                                          const { data } = context.getImageData(0, 0, 48, 36);
                                          return btoa(String.fromCharCode(...data));
                                        }
                                        """);
        byte[] bytes = Base64.getDecoder().decode(text);
        var values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i] & 255);
        return values;
    }

    private static double covered(int[] scene) {
        int count = 0;
        for (int i = 3; i < scene.length; i += 4) {
            count += scene[i] > 128 ? 1 : 0;
        }
        return count / (scene.length / 4.0);
    }

    private static int[] waitForScene(SightlinePage page) {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        while (System.nanoTime() < end) {
            int[] now = scene(page);
            if (covered(now) > 0.2) {
                return now;
            }
            page.tab().waitForTimeout(100);
        }
        throw new AssertionError("no scene was drawn; covered " + covered(scene(page)));
    }

    private static int[] waitForChange(SightlinePage page, int[] before) {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        while (System.nanoTime() < end) {
            int[] now = scene(page);
            if (SightlinePage.difference(before, now) > 2) {
                return now;
            }
            page.tab().waitForTimeout(100);
        }
        throw new AssertionError("the scene stayed the same");
    }

    private static void turns(SightlinePage page) {
        view(page, "scene");
        int[] first = waitForScene(page);
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("ArrowRight");
        int[] turned = waitForChange(page, first);
        page.tab().keyboard().press("-");
        page.tab().keyboard().press("-");
        page.tab().keyboard().press("-");
        int[] farther = waitForChange(page, turned);
        page.tab().waitForTimeout(300);
        farther = scene(page);
        assertTrue(covered(farther) < covered(turned), "farther away it is smaller");
        page.tab().keyboard().press("Shift+ArrowUp");
        page.tab().keyboard().press("Shift+ArrowUp");
        waitForChange(page, farther);
        page.tab().keyboard().press("Home");
        waitForSame(page, first);
    }

    private static void waitForSame(SightlinePage page, int[] wanted) {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        double least = Double.MAX_VALUE;
        while (System.nanoTime() < end) {
            least = Math.min(least, SightlinePage.difference(wanted, scene(page)));
            if (least < 0.5) {
                return;
            }
            page.tab().waitForTimeout(100);
        }
        throw new AssertionError("the scene is not what it was; it differs by " + least);
    }

    @Test
    void turnsByKeyboardOnTheGraphicsDevice(Visit visit) {
        turns(measured(visit, "webgpu"));
    }

    @Test
    void turnsByKeyboardWhenTheProcessorMeasured(Visit visit) {
        SightlinePage page = measured(visit, "wasm");
        assertTrue(page.text("backend-text").startsWith("WASM"));
        turns(page);
    }

    @Test
    void turnsByPointerAndWheel(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        int[] first = waitForScene(page);
        var box = page.tab().locator("#scene-surface").boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        page.tab().mouse().move(x, y);
        page.tab().mouse().down();
        page.tab().mouse().move(x + 60, y + 20);
        page.tab().mouse().move(x + 120, y + 40);
        page.tab().mouse().up();
        int[] turned = waitForChange(page, first);
        assertThat(page.tab().locator("#pins li")).hasCount(0);
        page.tab().mouse().wheel(0, 400);
        int[] farther = waitForChange(page, turned);
        page.tab().locator("#scene-reset").click();
        waitForChange(page, farther);
        waitForSame(page, first);
    }

    @Test
    void isDrawnAsASurfaceAndCutAway(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        int[] points = waitForScene(page);
        page.tab()
                .locator("#scene-shape input[value=surface]")
                .check(new Locator.CheckOptions().setForce(true));
        int[] surface = waitForChange(page, points);
        page.tab().locator("#cut-from").focus();
        for (int i = 0; i < 6; ++i) {
            page.tab().keyboard().press("PageUp");
        }
        int[] cut = waitForChange(page, surface);
        assertTrue(covered(cut) < covered(surface), "nothing was cut away");
    }

    @Test
    void isNotDrawnAgainWhileNothingChanges(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        waitForScene(page);
        var worker =
                visit.page().workers().stream()
                        .filter(each -> each.url().contains("vision-worker"))
                        .findFirst()
                        .orElseThrow();
        worker.evaluate(
                """
                () => {
                  self.drawn = 0;
                  const draw = GPURenderPassEncoder.prototype.draw;
                  GPURenderPassEncoder.prototype.draw = function (...how) {
                    self.drawn++;
                    return draw.apply(this, how);
                  };
                }
                """);
        page.tab().waitForTimeout(1000);
        // The probe moves and the page is drawn, but not the scene.
        page.tab().mouse().move(300, 300);
        page.tab().waitForTimeout(500);
        assertEquals(0, worker.evaluate("() => self.drawn"));
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("ArrowLeft");
        page.tab().waitForCondition(() -> worker.evaluate("() => self.drawn").equals(1));
    }

    @Test
    void followsAVideo(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.loadModel();
        view(page, "scene");
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        page.waitForDepth();
        int[] first = waitForScene(page);
        waitForChange(page, first);
    }

    @Test
    void pinsWhatIsInTheMiddle(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        waitForScene(page);
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(1);
        // The pin lies where it was picked: within the click's reach of the middle.
        var pin = page.tab().locator("#marks-scene .pin");
        pin.waitFor(
                new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        page.tab()
                .waitForFunction(
                        """
                        () => {
                          const box = document.getElementById('scene-surface').getBoundingClientRect();
                          const pin = document.querySelector('#marks-scene .pin').getBoundingClientRect();
                          return Math.abs(pin.x - box.x - box.width / 2) < 0.03 * box.height
                            && Math.abs(pin.y - box.y - box.height / 2) < 0.03 * box.height;
                        }
                        """,
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
        page.tab().keyboard().press("Delete");
        assertThat(page.tab().locator("#pins li")).hasCount(0);
    }

    @Test
    void saysThatARelativeShapeHasNoScale(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        waitForScene(page);
        assertTrue(page.text("scene-note").contains("Not calibrated"), page.text("scene-note"));
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(1);
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(2);
        assertThat(page.tab().locator("#length-note")).isVisible();
        assertEquals("–", page.text("length-value"));
    }

    @Test
    @InChromium
    void withoutAGraphicsAdapterItSaysWhy(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
        view(page, "scene");
        page.waitForText("scene-none", "needs WebGPU");
        assertFalse(page.tab().locator("#scene-surface").isVisible());
        view(page, "depth");
        assertThat(page.tab().locator("#depth")).isVisible();
    }
}
