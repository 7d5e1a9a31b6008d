// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How questions in all their kinds look on a laptop and on a phone, light and dark, and whether
 * anything of it keeps somebody out; the pictures, of whole pages, lie in target/screenshots.
 */
final class AskLookIT {
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();

    @OnScreens(models = Models.WORDS)
    void looksRight(Visit visit, Screen screen) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.openImage("tool.png", "image/png", Files.readAllBytes(FRAMES.resolve("tool.png")));
        page.waitForText("source-name", "tool.png");
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        var look = new Look(page.tab(), screen + "-ask");
        var found = new ArrayList<String>();

        talk.mode("shape");
        page.tab().locator("#shape summary").click();
        page.tab().locator("#shape-add").click();
        page.waitForText("shape-faults", "has no name");
        look.whole("fields");
        found.addAll(look.faults("fields"));
        page.tab().locator("#shape-rows li:last-child input").first().fill("shirt");
        page.tab().locator("#shape-rows li:last-child select").selectOption("one-of");
        page.tab().locator("#shape-rows li:last-child input").nth(1).fill("red, blue, green");
        figures(talk.answered("Alert if a person is in the room."));
        page.tab().locator("#shape summary").click();
        look.whole("filled");
        found.addAll(look.faults("filled"));

        talk.mode("answer");
        talk.more("detail", null);
        figures(talk.answered("Describe the scene."));
        look.whole("detail");
        found.addAll(look.faults("detail"));

        byte[] clip =
                DrawnClip.of(
                        page.tab(),
                        FRAMES,
                        IntStream.range(0, 24).mapToObj("long_%02d.png"::formatted).toList(),
                        1000);
        page.openVideo("day.webm", "video/webm", clip);
        page.waitForText("source-name", "day.webm");
        talk.mode("verdict");
        talk.about("clip");
        talk.more("talk-sampling", "change");
        talk.more("reask", null);
        page.tab().locator("#contrast").fill("Does nobody sit down?");
        figures(talk.answered("Does someone sit down?"));
        look.whole("verdict");
        found.addAll(look.faults("verdict"));

        talk.mode("summary");
        figures(talk.answered(""));
        look.whole("summary");
        found.addAll(look.faults("summary"));
        assertEquals(List.of(), found);
    }

    private static void figures(Locator turn) {
        turn.locator(".figures summary").click();
    }
}
