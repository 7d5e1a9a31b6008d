// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
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

    private static double percent(SightlinePage page, String id) {
        String text = page.text(id);
        assertTrue(text.matches("[\\d.]+ %"), id + ": " + text);
        return Double.parseDouble(text.substring(0, text.length() - 2));
    }

    @Test
    void aStandingCamerasFlickerIsShownRawAndStabilised(Visit visit) throws IOException {
        SightlinePage page = walk(visit);
        waitForFlicker(page);
        page.waitForText("steady-camera", "Camera stands");
        page.tab()
                .waitForFunction(
                        "() => parseFloat(document.getElementById('steady-raw').textContent) > 0");
        double raw = percent(page, "steady-raw");
        double steady = percent(page, "steady-steady");
        assertTrue(steady < raw / 2, "raw " + raw + ", stabilised " + steady);
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
        assertTrue(
                (boolean)
                        page.tab()
                                .evaluate(
                                        "() => document.querySelector('#steady"
                                                + " [value=off]').checked"),
                "the choice is not kept");
    }

    @Test
    void aPictureHasNoFlicker(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("corridor.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForDepth();
        assertFalse(page.tab().locator("#steady-panel").isVisible());
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
        assertEquals("2", page.tab().locator("#rate").inputValue());
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
        assertTrue(page.text("steady-raw").contains("%"));
    }
}
