// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.DrawnRoom;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * From a camera's pixels to an alert, in real time: someone walks into a drawn room, with a tool
 * and without, before Chromium's fake camera; the demonstration language model judges.
 */
@InChromium(value = BrowserProfile.FAKE_CAMERA, models = Models.WORDS)
final class ToolAlertIT {
    private static final String QUESTION = "Is someone holding a tool?";

    /** What moves is all that is known without a detector, and drawn people are none to it. */
    private static final String RULE =
            """
            { "id": "kitchen-tool", "version": 1, "name": "Someone with a tool",
              "subject": { "label": "motion", "minSeconds": 1 },
              "question": { "text": "Is someone holding a tool?",
                            "contrast": "Is nobody holding a tool?", "deadlineSeconds": 300 },
              "act": { "severity": "alert", "cooldownSeconds": 5 } }
            """;

    /** The language model gets its questions only when the test says so. */
    private static final String HOLD =
            """
            const post = Worker.prototype.postMessage;
            window.held = [];
            window.holding = false;
            window.asked = [];
            window.replies = [];
            const heard = new WeakSet();
            Worker.prototype.postMessage = function (message, ...rest) {
              if (message.frames && !heard.has(this)) {
                heard.add(this);
                this.addEventListener('message', ({ data }) => replies.push([data.type, data.code].join(' ')));
              }
              if (message.frames) asked.push(message.question, message.contrast);
              if (window.holding && message.frames) {
                held.push(() => post.call(this, message, ...rest));
              } else {
                post.call(this, message, ...rest);
              }
            };
            """;

    private static Visit visit(Stage stage, boolean tool) {
        var clip =
                DrawnRoom.visit(
                        Project.output().resolve("media/" + (tool ? "tool" : "hands") + ".y4m"),
                        tool);
        var visit = new Visit(stage.browsers().camera(clip), stage.site(Models.WORDS));
        visit.context().grantPermissions(List.of("camera"));
        return visit;
    }

    private static SightlinePage open(Visit visit) {
        visit.context().addInitScript(HOLD);
        SightlinePage page = SightlinePage.open(visit);
        page.tab()
                .evaluate(
                        """
                        () => {
                          window.told = [];
                          window.scene = {};
                          sightline.on('alert', (alert) => told.push(alert));
                          sightline.on('scene', (scene) => { window.scene = scene; });
                        }
                        """);
        return page;
    }

    private static void write(Page tab, String rule) {
        tab.locator("#tab-watch").click();
        tab.locator("#watch-recipe").selectOption("kitchen-tool");
        tab.locator("#watch-add").click();
        tab.locator("#watch-rules summary").first().click();
        tab.locator("#watch-rules textarea").first().fill(rule);
        tab.locator("#watch-rules")
                .getByText(
                        "Save",
                        new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(tab.locator("#watch-rules label").first()).hasText("Someone with a tool");
    }

    private static void await(Page tab, String condition) {
        tab.waitForFunction(
                "() => " + condition, null, new Page.WaitForFunctionOptions().setTimeout(120_000));
    }

    private static Map<?, ?> alert(Page tab, String which) {
        return (Map<?, ?>) tab.evaluate("() => " + which);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** A page whose first question is on its way to the model, which has not got it yet. */
    private static Page asked(Visit visit) {
        SightlinePage page = open(visit);
        Page tab = page.tab();
        TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
        write(tab, RULE);
        tab.evaluate("() => { window.holding = true; }");
        tab.locator("#source-camera").click();
        await(tab, "held.length > 0");
        return tab;
    }

    /** The model's first word on a question is that it was stopped. */
    private static void assertStopped(Page tab) {
        await(tab, "replies.some((reply) => /^(failed|verdict)/.test(reply))");
        assertEquals(
                "failed aborted",
                tab.evaluate("() => replies.find((reply) => /^(failed|verdict)/.test(reply))"));
    }

    @Test
    void someoneWithAToolIsAnAlert(Stage stage) {
        try (var visit = visit(stage, true)) {
            SightlinePage page = open(visit);
            Page tab = page.tab();
            TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
            write(tab, RULE);
            tab.locator("#source-camera").click();
            await(tab, "told.some((alert) => alert.phase === 'new')");
            var alert = alert(tab, "told.find((alert) => alert.phase === 'new')");
            var verdict = (Map<?, ?>) alert.get("verdict");
            assertEquals("yes", verdict.get("verdict"), alert::toString);
            assertEquals(QUESTION, verdict.get("question"));
            assertTrue(number(verdict.get("p")) > 0.9, verdict::toString);
            assertTrue(number(verdict.get("pContrast")) < 0.1, verdict::toString);
            assertTrue(number(verdict.get("pSecond")) > 0.9, verdict::toString);
            assertEquals(true, verdict.get("agreed"));
            var reason = (String) alert.get("reason");
            assertTrue(reason.startsWith("Something that moves"), reason);
            assertTrue(reason.contains(QUESTION), reason);
            // Each gate with its number, the question last.
            var gates = alert.get("gate").toString();
            for (var gate : List.of("motion", "seconds", "question")) {
                assertTrue(gates.contains(gate), gates);
            }
            assertEquals(
                    5,
                    number(
                            tab.evaluate(
                                    "() => told.find((a) => a.phase === 'new').evidence"
                                            + ".filter((e) => e.image.size > 500).length")));
            // One event is one alert, until they have gone.
            await(tab, "told.some((alert) => alert.phase === 'end')");
            assertEquals(
                    1.0, number(tab.evaluate("() => new Set(told.map((alert) => alert.id)).size")));
            assertThat(tab.locator("#watch-alerts strong").first()).hasText("Someone with a tool");
            assertEquals(List.of(), visit.guard().faults());
        }
    }

    @Test
    void someoneWithoutIsANearMissWithItsNumber(Stage stage) {
        try (var visit = visit(stage, false)) {
            SightlinePage page = open(visit);
            Page tab = page.tab();
            TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
            write(tab, RULE);
            tab.locator("#source-camera").click();
            await(tab, "scene.misses?.some((miss) => miss.gate === 'question')");
            var miss = alert(tab, "scene.misses.find((miss) => miss.gate === 'question')");
            assertEquals("kitchen-tool", miss.get("rule"));
            assertTrue(number(miss.get("value")) < 0.1, miss::toString);
            assertEquals(0.5, number(miss.get("limit")), miss::toString);
            assertTrue(number(miss.get("shortfall")) > 0.4, miss::toString);
            // They stand there for a while yet, and go; no alert comes of it.
            await(tab, "!scene.subjects.length");
            assertEquals(List.of(), tab.evaluate("() => told"));
            var funnel = alert(tab, "scene.funnel");
            assertTrue(number(funnel.get("asked")) >= 1, funnel::toString);
            assertEquals(0.0, number(funnel.get("yes")), funnel::toString);
            assertEquals(0.0, number(funnel.get("alerts")), funnel::toString);
            assertThat(tab.locator("#watch-misses li").first()).not().isEmpty();
            assertEquals(List.of(), visit.guard().faults());
        }
    }

    /** The deadline passes while the model is slow: told unverified, and the verdict follows. */
    @Test
    void whatIsNotAnsweredInTimeIsToldUnverified(Stage stage) {
        for (boolean tool : new boolean[] {true, false}) {
            try (var visit = visit(stage, tool)) {
                SightlinePage page = open(visit);
                Page tab = page.tab();
                TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
                write(tab, RULE.replace(": 300", ": 2"));
                tab.evaluate("() => { window.holding = true; }");
                tab.locator("#source-camera").click();
                await(tab, "told.length > 0");
                var first = alert(tab, "told[0]");
                assertEquals("new", first.get("phase"));
                assertEquals("deadline", first.get("unverified"), first::toString);
                assertFalse(first.containsKey("verdict"), first::toString);
                assertTrue(
                        ((String) first.get("reason")).contains("not verified"), first::toString);
                tab.evaluate(
                        "() => { window.holding = false; held.splice(0).forEach((go) => go()); }");
                await(tab, "told.some((alert) => alert.verdict)");
                var later = alert(tab, "told.find((alert) => alert.verdict)");
                assertEquals(
                        first.get("id"),
                        later.get("id"),
                        () -> tab.evaluate("() => [told, scene.dropped, scene.misses]").toString());
                assertEquals("update", later.get("phase"));
                assertEquals(
                        tool ? "yes" : "no", ((Map<?, ?>) later.get("verdict")).get("verdict"));
                await(tab, "told.some((alert) => alert.phase === 'end')");
                var end = alert(tab, "told.find((alert) => alert.phase === 'end')");
                assertEquals(tool ? "left" : "refuted", end.get("ended"), end::toString);
                assertEquals(List.of(), visit.guard().faults());
            }
        }
    }

    /** Nobody waits for the answer any more, so the model is free for the next question at once. */
    @Test
    void whatIsWithdrawnIsNotAnswered(Stage stage) {
        try (var visit = visit(stage, true)) {
            Page tab = asked(visit);
            tab.evaluate(
                    "() => { window.holding = false; held.splice(0).forEach((go) => go());"
                            + " return sightline.close(); }");
            assertStopped(tab);
            assertEquals(List.of(), visit.guard().faults());
        }
    }

    /** The worker that asked is gone: its question is stopped, and the next one hears no answer. */
    @Test
    void whoDiedIsNotAnswered(Stage stage) {
        try (var visit = visit(stage, true)) {
            visit.guard().expect("The watch worker died");
            visit.context()
                    .addInitScript(
                            """
                            const Own = Worker;
                            window.watchers = [];
                            window.answers = 0;
                            window.Worker = class extends Own {
                              constructor(url, options) {
                                super(url, options);
                                if (String(url).includes('watch-worker')) watchers.push(this);
                              }
                              postMessage(message, ...rest) {
                                if (message.type === 'answered') ++answers;
                                super.postMessage(message, ...rest);
                              }
                            };
                            """);
            Page tab = asked(visit);
            tab.evaluate(
                    "() => watchers.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'gone' }))");
            await(tab, "watchers.length > 1");
            tab.evaluate("() => held.shift()()");
            assertStopped(tab);
            tab.waitForTimeout(500);
            assertEquals(0, tab.evaluate("() => answers"));
        }
    }

    /** The model was never taught such sentences, so nothing is asked of its answer. */
    @Test
    void whatIsMeasuredMayBeToldWithTheQuestion(Stage stage) {
        try (var visit = visit(stage, true)) {
            SightlinePage page = open(visit);
            Page tab = page.tab();
            TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
            write(tab, RULE.replace("\"contrast\"", "\"facts\": true, \"contrast\""));
            tab.locator("#source-camera").click();
            await(tab, "asked.length > 0 && (told.length > 0 || scene.misses.length > 0)");
            var asked = (List<?>) tab.evaluate("() => asked");
            for (var question : List.of(QUESTION, "Is nobody holding a tool?")) {
                assertTrue(
                        asked.stream()
                                .anyMatch(
                                        text ->
                                                text.toString()
                                                                .startsWith(
                                                                        "Measured: something that moves")
                                                        && text.toString().endsWith(question)),
                        asked::toString);
            }
            assertEquals(List.of(), visit.guard().faults());
        }
    }

    /** Without a language model a question is not silence: told by its measurements alone. */
    @Test
    void withoutALanguageModelItIsToldByItsMeasurements(Stage stage) {
        try (var visit = visit(stage, true)) {
            SightlinePage page = open(visit);
            Page tab = page.tab();
            write(tab, RULE);
            tab.locator("#source-camera").click();
            await(tab, "told.some((alert) => alert.phase === 'new')");
            var alert = alert(tab, "told.find((alert) => alert.phase === 'new')");
            assertEquals("no-model", alert.get("unverified"), alert::toString);
            var reason = (String) alert.get("reason");
            assertTrue(reason.startsWith("Something that moves"), reason);
            assertTrue(reason.contains("no language model is loaded"), reason);
            assertEquals(List.of(), visit.guard().faults());
        }
    }
}
