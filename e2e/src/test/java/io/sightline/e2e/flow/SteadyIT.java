// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Steady depth of a moving source, on the processor. */
@InChromium
final class SteadyIT {
    private static SightlinePage walk(Visit visit) throws IOException {
        Path clip = Project.site().resolve("samples/room-walk.mp4");
        assertTrue(Files.isRegularFile(clip), "the sample clip is not built");
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#choice label:has([value=wasm])").click();
        page.loadModel();
        page.openVideo("walk.mp4", "video/mp4", Files.readAllBytes(clip));
        page.waitForDepth();
        return page;
    }

    private static void waitForFlicker(SightlinePage page) {
        page.tab()
                .waitForFunction(
                        "() => /%/.test(document.getElementById('steady-raw').textContent)");
    }

    /** Both figures as they stand there together, raw and stabilised. */
    private static String figures(SightlinePage page) {
        return (String)
                page.tab()
                        .evaluate(
                                "() => ['steady-raw', 'steady-steady'].map("
                                        + "(id) => document.getElementById(id).textContent.trim()).join()");
    }

    private static boolean isHalved(String figures) {
        if (!figures.matches("[\\d.]+ %,[\\d.]+ %")) {
            return false;
        }
        var both = figures.replace(" %", "").split(",");
        double raw = Double.parseDouble(both[0]);
        return raw > 0 && Double.parseDouble(both[1]) < raw / 2;
    }

    @Test
    void aStandingCamerasFlickerIsShownRawAndStabilised(Visit visit) throws IOException {
        SightlinePage page = walk(visit);
        waitForFlicker(page);
        page.waitForText("steady-camera", "Camera stands");
        Until.right(
                page.tab(),
                () -> figures(page),
                SteadyIT::isHalved,
                both -> "raw and stabilised: " + both);
    }

    @Test
    void theModelsOwnMapsCanBeShownBesideTheirFigures(Visit visit) throws IOException {
        SightlinePage page = walk(visit);
        waitForFlicker(page);
        page.tab().locator("#steady label:has([value=off])").click();
        int[] shown = page.depthPicture();
        page.waitForChange(shown, 0.5);
        waitForFlicker(page);
        page.tab().reload();
        page = SightlinePage.started(visit);
        assertThat(page.tab().locator("#steady [value=off]")).isChecked();
    }

    @Test
    void aPictureHasNoFlicker(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("corridor.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForDepth();
        assertThat(page.tab().locator("#steady-panel")).isHidden();
    }

    @Test
    void theSizeGrowsWhereThereIsRoom(Visit visit) throws IOException {
        SightlinePage page = walk(visit);
        page.tab().locator("#input-size").selectOption("100");
        page.tab().locator("#rate").selectOption("2");
        page.tab()
                .waitForFunction(
                        "() => { const t = document.getElementById('input-result').textContent;"
                                + " const m = t.match(/([0-9]+) patches/); return m && +m[1] > 100; }");
        assertThat(page.tab().locator("#rate")).hasValue("2");
    }

    @OnScreens
    void looksRight(Visit visit, Screen screen) throws IOException {
        SightlinePage page = walk(visit);
        waitForFlicker(page);
        for (String panel : List.of("steady", "timings")) {
            page.tab()
                    .locator("section[aria-labelledby=" + panel + "-title]")
                    .scrollIntoViewIfNeeded();
            new Look(page.tab(), panel + "-" + screen).picture("");
        }
        assertEquals(List.of(), new Look(page.tab(), "").faults());
    }

    @Test
    void aMovingCamerasFlickerIsMeasuredAlongItsMovement(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#choice label:has([value=wasm])").click();
        page.loadModel();
        var room = ImageIO.read(Project.root().resolve("static/samples/media/room.jpg").toFile());
        var pictures = new ArrayList<byte[]>();
        for (int i = 0; i < 40; ++i) {
            // To and fro in a window of a larger picture, one step from frame to frame.
            int left = 8 * (i < 20 ? i : 40 - i);
            pictures.add(Scenes.png(room.getSubimage(200 + left, 200, 320, 240)));
        }
        // A frame takes longer than the model, so that none is passed over for long.
        page.openVideo("pan.webm", "video/webm", DrawnClip.of(page.tab(), pictures, 800));
        page.waitForText("steady-camera", "Camera moves");
        page.waitForText("steady-note", "carried along");
        page.waitForText("steady-raw", "%");
    }
}
