// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.microsoft.playwright.Locator;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.DrawnClip;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A clip of 24 seconds in which someone enters, picks up a tool and sits down: searched, summarised
 * and asked about with frames that are chosen by what happens in it.
 */
@InChromium(models = Models.WORDS)
final class ClipTalkIT {
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();
    private static final Day DAY = new Gson().fromJson(read(), Day.class);

    /**
     * A clip whose moments are known.
     *
     * @param frames file names, one a second
     * @param moments in order
     */
    private record Day(List<String> frames, List<Moment> moments) {}

    /**
     * Something that happens once.
     *
     * @param ask a question that yes answers then
     * @param time seconds
     */
    private record Moment(String ask, double time) {}

    private static String read() {
        try {
            return Files.readString(FRAMES.resolve("moments.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TalkPanel open(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        byte[] clip = DrawnClip.of(page.tab(), FRAMES, DAY.frames(), 1000);
        page.openVideo("day.webm", "video/webm", clip);
        page.waitForText("source-name", "day.webm");
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        return talk;
    }

    /** Seconds of a text such as 0:07.5. */
    private static double seconds(String text) {
        String[] parts = text.strip().split(":");
        return 60 * Integer.parseInt(parts[0]) + Double.parseDouble(parts[1]);
    }

    private static double[] span(Locator moment) {
        String[] ends = moment.locator(".figure").first().textContent().split("–");
        return new double[] {seconds(ends[0]), seconds(ends[1])};
    }

    /** Seconds of frames of a clip, which are named after their time. */
    private static List<Double> times(List<String> keys) {
        return keys.stream()
                .map(key -> Integer.parseInt(key.substring(key.indexOf('-') + 1)) / 1000.0)
                .toList();
    }

    private static boolean near(List<Double> times, double wanted, double most) {
        return times.stream().anyMatch(time -> Math.abs(time - wanted) <= most);
    }

    @Test
    void theMomentIsFound(Visit visit) {
        TalkPanel talk = open(visit);
        talk.mode("moment");
        for (var moment : DAY.moments()) {
            Locator likeliest = talk.answered(moment.ask()).locator(".moment").first();
            double[] span = span(likeliest);
            assertTrue(
                    span[0] <= moment.time() && moment.time() <= span[1] && span[1] - span[0] < 4,
                    moment + ": " + likeliest.textContent());
            likeliest.click();
            Until.right(
                    talk.page().tab(),
                    () ->
                            ((Number)
                                            talk.page()
                                                    .tab()
                                                    .evaluate(
                                                            "() => document.getElementById('video').currentTime"))
                                    .doubleValue(),
                    at -> at >= span[0] && at <= span[1],
                    at -> at + " is not in " + moment);
        }
    }

    @Test
    void aLongClipIsToldInParts(Visit visit) {
        TalkPanel talk = open(visit);
        talk.mode("summary");
        assertThat(talk.page().tab().locator("#talk-ask")).hasText("Summarise");
        Locator turn = talk.answered("");
        assertThat(turn.locator(".asked p")).hasText("Describe the video.");
        List<String> lines = talk.said(turn).lines().toList();
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("0:00–0:08  No person"), lines::toString);
        assertTrue(lines.get(1).matches("0:08–0:16 .*picks? up a tool.*"), lines::toString);
        assertTrue(lines.get(2).matches("0:16–0:24 .*sits down.*"), lines::toString);
        assertThat(turn).containsText("tokens/s");
        // It is looked through once: the second time all frames are known.
        Locator again = talk.answered("");
        assertEquals(talk.said(turn), talk.said(again));
        assertTrue(
                Pattern.compile("s(\\d+) of \\1 frames seen before")
                        .matcher(again.textContent())
                        .find(),
                again.textContent());
    }

    @Test
    void aSummaryIsStoppedAndGoesOnLater(Visit visit) {
        TalkPanel talk = open(visit);
        var tab = talk.page().tab();
        talk.mode("summary");
        talk.ask("");
        tab.locator("#talk-log .waits:has-text('Looking for changes')").waitFor();
        tab.locator("#talk-stop").click();
        tab.waitForFunction("() => document.getElementById('talk-stop').hidden");
        assertThat(talk.turns()).hasCount(1);
        assertThat(talk.turns().first()).containsText("topped");
        assertEquals(3, talk.said(talk.answered("")).lines().count());
    }

    @Test
    void theLastSecondsAreSummarised(Visit visit) {
        TalkPanel talk = open(visit);
        talk.mode("summary");
        talk.about("recent");
        talk.more("talk-recent", "10.0");
        talk.more("talk-frames", "16.0");
        var asked = talk.recorded();
        String said = talk.said(talk.answered(""));
        assertTrue(said.contains("sits down"), said);
        assertTrue(times(asked.first()).stream().allMatch(time -> time >= 13.9), asked::toString);
    }

    @Test
    void framesAreTakenWhereItChanges(Visit visit) {
        framesWhereItChanges(open(visit));
    }

    /** On a busy machine a browser has gone to a place before it shows the frame of that place. */
    @Test
    void aFrameIsTakenWhenItIsShownAndNotBefore(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
                Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', {
                  ...own,
                  set(time) {
                    own.set.call(this, time);
                    if (!this.id) queueMicrotask(() => this.dispatchEvent(new Event('seeked')));
                  },
                });
                """);
        framesWhereItChanges(open(visit));
    }

    private static void framesWhereItChanges(TalkPanel talk) {
        talk.mode("verdict");
        talk.about("clip");
        talk.more("talk-sampling", "change");
        talk.more("reask", null);
        var asked = talk.recorded();
        Locator turn = talk.answered("Does someone sit down?");
        assertThat(turn.locator(".verdict")).hasAttribute("data-verdict", "yes");
        assertThat(turn).containsText("Other frames");
        List<Double> first = times(asked.first());
        assertTrue(first.size() >= 4 && first.size() <= 8, first::toString);
        for (var moment : DAY.moments()) {
            assertTrue(near(first, moment.time(), 0.3), moment + " is not in " + first);
        }
        assertTrue(near(first, 0, 0) && near(first, 23.95, 0.1), first::toString);
        List<Double> second = times(asked.second());
        assertFalse(second.isEmpty());
        assertTrue(second.stream().noneMatch(first::contains), first + " and " + second);
        // Evenly they miss the moments.
        talk.more("talk-sampling", "even");
        asked = talk.recorded();
        talk.answered("Does someone sit down?");
        first = times(asked.first());
        assertEquals(8, first.size());
        double step = first.get(1) - first.get(0);
        for (int i = 1; i < first.size(); ++i) {
            assertEquals(step, first.get(i) - first.get(i - 1), 0.002);
        }
        List<Double> others = times(asked.second());
        List<Double> even = first;
        assertTrue(others.stream().noneMatch(even::contains), first + " and " + others);
    }

    @Test
    void theChoiceOfFramesIsKept(Visit visit) {
        TalkPanel talk = open(visit);
        talk.about("clip");
        talk.more("talk-sampling", "change");
        talk.more("talk-frames", "16.0");
        talk.page().waitForText("talk-more-short", "16 frames, where it changes");
        talk.page().tab().reload();
        SightlinePage page = SightlinePage.started(visit);
        byte[] clip = DrawnClip.of(page.tab(), FRAMES, DAY.frames().subList(6, 10), 1000);
        page.openVideo("short.webm", "video/webm", clip);
        page.waitForText("source-name", "short.webm");
        talk = TalkPanel.open(page);
        talk.about("clip");
        page.waitForText("talk-more-short", "16 frames, where it changes");
        // A summary has a choice of its own.
        talk.mode("summary");
        page.waitForText("talk-more-short", "16 frames, where it changes");
    }

    @Test
    void aStillPictureHasNoSummary(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.openImage("tool.png", "image/png", Files.readAllBytes(FRAMES.resolve("tool.png")));
        page.waitForText("source-name", "tool.png");
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.mode("summary");
        page.waitForText("question-help", "Open a video");
        assertThat(page.tab().locator("#talk-ask")).isDisabled();
    }

    /** A part of an answer's form holds in any case: fields are as wanted on clips, too. */
    @Test
    void fieldsOfAClipAreFilledIn(Visit visit) {
        TalkPanel talk = open(visit);
        talk.mode("shape");
        talk.about("clip");
        Locator turn = talk.answered("Alert if a person is in the room.");
        var json = new Gson().fromJson(turn.locator(".json").textContent(), Map.class);
        assertEquals(Boolean.TRUE, json.get("alert"), json::toString);
        assertEquals(List.of("alert", "reason"), Stream.of(json.keySet().toArray()).toList());
    }
}
