// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
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
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A camera before which someone stands for a while and then sits down: its last seconds. */
@InChromium(value = BrowserProfile.FAKE_CAMERA, models = Models.WORDS)
final class LiveTalkIT {
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();

    /** The first is seen for long, the others shortly one after the other. */
    private static final List<String> STORY =
            List.of("long_15.png", "long_17.png", "long_18.png", "long_19.png", "long_20.png");

    private static final int SHORTLY = 1600;

    /** A camera that sees the picture {@code window.scene}, ten times a second. */
    private static final String CAMERA =
            """
            navigator.mediaDevices.getUserMedia = async () => {
              const canvas = document.createElement('canvas');
              canvas.width = 320;
              canvas.height = 240;
              const context = canvas.getContext('2d', { alpha: false });
              setInterval(() => { if (window.scene) context.drawImage(scene, 0, 0); }, 100);
              return canvas.captureStream();
            };
            """;

    /** Tells for each frame that the worker gets which picture of the story it shows. */
    private static final String RECOGNISE =
            """
            () => {
              const pixels = (image) => {
                const context = new OffscreenCanvas(64, 48).getContext('2d');
                context.drawImage(image, 0, 0, 64, 48);
                return context.getImageData(0, 0, 64, 48).data;
              };
              const known = story.map(pixels);
              const off = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0);
              window.recognise = (image) => {
                const seen = pixels(image);
                const offs = known.map((each) => off(seen, each));
                return offs.indexOf(Math.min(...offs));
              };
              const post = Worker.prototype.postMessage;
              window.shown = [];
              Worker.prototype.postMessage = function (message, ...rest) {
                for (const { image } of message.frames ?? []) {
                  if (image) shown.push(recognise(image));
                }
                return post.call(this, message, ...rest);
              };
            }
            """;

    /** Keeps which pictures of the story the page has taken a frame of, to be asked about. */
    private static final String WATCH =
            """
            () => {
              const make = createImageBitmap;
              window.taken = new Set();
              window.createImageBitmap = (image, ...how) => {
                if (how.at(-1)?.resizeWidth) taken.add(recognise(image));
                return make(image, ...how);
              };
            }
            """;

    private static TalkPanel open(Visit visit) throws IOException {
        visit.context().addInitScript(CAMERA);
        SightlinePage page = SightlinePage.open(visit);
        var pictures = new ArrayList<String>();
        for (var name : STORY) {
            pictures.add(
                    Base64.getEncoder().encodeToString(Files.readAllBytes(FRAMES.resolve(name))));
        }
        page.tab()
                .evaluate(
                        """
                        async (pictures) => {
                          window.story = await Promise.all(pictures.map((base64) => createImageBitmap(
                            new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]))));
                          window.scene = story[0];
                        }
                        """,
                        pictures);
        page.tab().locator("#source-camera").click();
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.about("recent");
        talk.more("talk-recent", "20.0");
        return talk;
    }

    private static void tellTheStory(Page tab) {
        tab.evaluate(RECOGNISE);
        tab.evaluate(WATCH);
        tab.waitForTimeout(4400);
        for (int i = 0; i < STORY.size(); ++i) {
            tab.evaluate("i => { window.scene = story[i]; }", i);
            tab.waitForTimeout(SHORTLY);
            // Until the page has taken a frame of it: it takes two a second, where it can.
            tab.waitForFunction("i => taken.has(i)", i);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Integer> shown(Page tab) {
        return (List<Integer>) tab.evaluate("() => shown.splice(0)");
    }

    @Test
    void whatChangesBeforeACameraIsSeen(Visit visit) throws IOException {
        TalkPanel talk = open(visit);
        Page tab = talk.page().tab();
        talk.mode("verdict");
        talk.more("talk-sampling", "change");
        tellTheStory(tab);
        Locator turn = talk.answered("Does someone sit down?");
        assertThat(turn.locator(".verdict")).hasAttribute("data-verdict", "yes");
        List<Integer> shown = shown(tab);
        assertTrue(shown.size() <= 8, shown::toString);
        // In order, and none of the short ones is missing.
        assertEquals(shown.stream().sorted().toList(), shown);
        assertEquals(List.of(0, 1, 2, 3, 4), shown.stream().distinct().toList());
        // The moment is over, its frames are still there to be asked about.
        talk.about("same");
        Locator same = talk.answered("Is there a person?");
        assertThat(same).containsText("frames seen before");
        assertThat(same.locator(".verdict")).hasAttribute("data-verdict", "yes");
        assertEquals(List.of(), shown(tab), "what the worker knows was sent again");
    }

    @Test
    void theLastSecondsOfACameraAreSummarised(Visit visit) throws IOException {
        TalkPanel talk = open(visit);
        Page tab = talk.page().tab();
        talk.mode("summary");
        tellTheStory(tab);
        Locator turn = talk.answered("");
        assertThat(turn.locator(".asked p")).hasText("Describe the video.");
        assertTrue(talk.said(turn).contains("sits down"), talk.said(turn));
        // A summary looks where it changes, unless it is told otherwise.
        assertTrue(shown(tab).containsAll(List.of(0, 1, 2, 3, 4)));
    }
}
