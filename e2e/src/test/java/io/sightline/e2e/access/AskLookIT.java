// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How questions in all their kinds look on a laptop and on a phone, light and dark, and whether
 * anything of it keeps somebody out; the pictures, of whole pages, lie in target/screenshots.
 */
final class AskLookIT {
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();

    private static void look(Visit visit, String name) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.openImage("tool.png", "image/png", Files.readAllBytes(FRAMES.resolve("tool.png")));
        page.waitForText("source-name", "tool.png");
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        var found = new ArrayList<String>();

        talk.mode("shape");
        page.tab().locator("#shape summary").click();
        page.tab().locator("#shape-add").click();
        page.waitForText("shape-faults", "has no name");
        picture(page, name + "-ask-fields", found);
        page.tab().locator("#shape-rows li:last-child input").first().fill("shirt");
        page.tab().locator("#shape-rows li:last-child select").selectOption("one-of");
        page.tab().locator("#shape-rows li:last-child input").nth(1).fill("red, blue, green");
        figures(talk.answered("Alert if a person is in the room."));
        page.tab().locator("#shape summary").click();
        picture(page, name + "-ask-filled", found);

        talk.mode("answer");
        talk.more("detail", null);
        figures(talk.answered("Describe the scene."));
        picture(page, name + "-ask-detail", found);

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
        picture(page, name + "-ask-verdict", found);

        talk.mode("summary");
        figures(talk.answered(""));
        picture(page, name + "-ask-summary", found);
        assertEquals(List.of(), found);
    }

    private static void figures(Locator turn) {
        turn.locator(".figures summary").click();
    }

    private static void picture(SightlinePage page, String name, List<String> found) {
        page.tab().evaluate("() => scrollTo(0, 0)");
        page.tab()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Project.output().resolve("screenshots/" + name + ".png")));
        if (!(Boolean)
                page.tab().evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")) {
            found.add(name + ": the page is wider than the window");
        }
        for (var rule : new AxeBuilder(page.tab()).analyze().getViolations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                for (var node : rule.getNodes()) {
                    found.add(name + ": " + rule.getId() + " at " + node.getTarget());
                }
            }
        }
    }

    @Test
    @InChromium(models = Models.WORDS)
    void laptopLight(Visit visit) throws IOException {
        look(visit, "laptop-light");
    }

    @Test
    @InChromium(dark = true, models = Models.WORDS)
    void laptopDark(Visit visit) throws IOException {
        look(visit, "laptop-dark");
    }

    @Test
    @InChromium(
            window = {390, 844},
            models = Models.WORDS)
    void phoneLight(Visit visit) throws IOException {
        look(visit, "phone-light");
    }

    @Test
    @InChromium(
            window = {390, 844},
            dark = true,
            models = Models.WORDS)
    void phoneDark(Visit visit) throws IOException {
        look(visit, "phone-dark");
    }
}
