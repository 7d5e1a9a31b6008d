// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scene in space: turned, picked in, live, and honest about what it knows. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class SceneIT {
    private static final int PATIENCE = 180_000;

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

    /** The scene as soon as there is one. */
    private static int[] waitForScene(SightlinePage page) {
        return Until.right(
                page.tab(),
                () -> scene(page),
                seen -> covered(seen) > 0.2,
                seen -> "no scene was drawn; covered " + covered(seen));
    }

    /** Shows the scene, and gives it once it is drawn whole: its canvas has its size by then. */
    private static int[] shown(SightlinePage page) {
        long start = System.nanoTime();
        view(page, "scene");
        waitForScene(page);
        return settled(page, start);
    }

    /** The scene once nothing came of it for twice as long as its first change took. */
    private static int[] settled(SightlinePage page, long start) {
        int apart = (int) Math.max(400, (System.nanoTime() - start) / 500_000);
        return Until.still(page.tab(), apart, () -> scene(page), Arrays::equals);
    }

    private static int[] waitForChange(SightlinePage page, int[] before) {
        return Until.right(
                page.tab(),
                () -> scene(page),
                seen -> SightlinePage.difference(before, seen) > 2,
                seen -> "the scene stayed the same");
    }

    /** Does something, and gives the scene once it is another one, and drawn whole. */
    private static int[] changed(SightlinePage page, int[] before, Runnable act) {
        long start = System.nanoTime();
        act.run();
        waitForChange(page, before);
        return settled(page, start);
    }

    private static void press(SightlinePage page, String key, int times) {
        for (int i = 0; i < times; ++i) {
            page.tab().keyboard().press(key);
        }
    }

    private static void turns(SightlinePage page) {
        int[] first = shown(page);
        page.tab().locator("#scene-surface").focus();
        int[] turned = changed(page, first, () -> press(page, "ArrowRight", 2));
        int[] farther = changed(page, turned, () -> press(page, "-", 3));
        assertTrue(covered(farther) < covered(turned), "farther away it is smaller");
        press(page, "Shift+ArrowUp", 2);
        waitForChange(page, farther);
        page.tab().keyboard().press("Home");
        waitForSame(page, first);
    }

    private static void waitForSame(SightlinePage page, int[] wanted) {
        Until.right(
                page.tab(),
                () -> SightlinePage.difference(wanted, scene(page)),
                off -> off < 0.5,
                off -> "the scene is not what it was; it differs by " + off);
    }

    @Test
    void turnsByKeyboardOnTheGraphicsDevice(Visit visit) {
        turns(measured(visit, "webgpu"));
    }

    @Test
    void turnsByKeyboardWhenTheProcessorMeasured(Visit visit) {
        SightlinePage page = measured(visit, "wasm");
        assertThat(page.tab().locator("#backend-text")).hasText(Pattern.compile("^WASM.*"));
        turns(page);
    }

    @Test
    void turnsByPointerAndWheel(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        int[] first = shown(page);
        var box = page.tab().locator("#scene-surface").boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        var mouse = page.tab().mouse();
        int[] turned =
                changed(
                        page,
                        first,
                        () -> {
                            mouse.move(x, y);
                            mouse.down();
                            mouse.move(x + 60, y + 20);
                            mouse.move(x + 120, y + 40);
                            mouse.up();
                        });
        assertThat(page.tab().locator("#pins li")).hasCount(0);
        int[] farther = changed(page, turned, () -> mouse.wheel(0, 400));
        page.tab().locator("#scene-reset").click();
        waitForChange(page, farther);
        waitForSame(page, first);
    }

    @Test
    void isDrawnAsASurfaceAndCutAway(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        int[] points = shown(page);
        var shape = page.tab().locator("#scene-shape input[value=surface]");
        int[] surface =
                changed(page, points, () -> shape.check(new Locator.CheckOptions().setForce(true)));
        page.tab().locator("#cut-from").focus();
        int[] cut = changed(page, surface, () -> press(page, "PageUp", 6));
        assertTrue(covered(cut) < covered(surface), "nothing was cut away");
    }

    @Test
    void isNotDrawnAgainWhileNothingChanges(Visit visit) {
        SightlinePage page = measured(visit, "webgpu");
        view(page, "scene");
        waitForScene(page);
        var worker = page.visionWorker();
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
        // What was on its way is drawn; then nothing is for a second.
        Supplier<Object> drawn = () -> worker.evaluate("() => self.drawn");
        int before = (int) Until.still(page.tab(), 1000, drawn, Object::equals);
        // The probe moves and the page is drawn, but not the scene.
        page.tab().mouse().move(300, 300);
        page.tab().waitForTimeout(500);
        assertEquals(before, drawn.get());
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("ArrowLeft");
        Until.equal(page.tab(), before + 1, drawn);
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
        page.waitForText("scene-note", "Not calibrated");
        page.tab().locator("#scene-surface").focus();
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(1);
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(2);
        assertThat(page.tab().locator("#length-note")).isVisible();
        assertThat(page.tab().locator("#length-value")).hasText("–");
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
        assertThat(page.tab().locator("#scene-surface")).isHidden();
        view(page, "depth");
        assertThat(page.tab().locator("#depth")).isVisible();
    }
}
