// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.page.Words;
import io.sightline.e2e.site.Fault;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation about what is on the stage, from a person's side. */
@InChromium(models = Models.WORDS)
final class TalkIT {
    private static final String HOLD_DEVICE =
            """
            () => {
              const request = GPUAdapter.prototype.requestDevice;
              GPUAdapter.prototype.requestDevice = async function (...wanted) {
                return (self.testDevice = await request.apply(this, wanted));
              };
            }
            """;
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();

    private static Words.Case picture(String want) {
        return Words.cases(FRAMES).stream()
                .filter(c -> c.times() == null && c.want().startsWith(want))
                .findFirst()
                .orElseThrow();
    }

    private static void show(SightlinePage page, Words.Case shown) throws IOException {
        String name = shown.frames().get(0);
        page.openImage(name, "image/png", Files.readAllBytes(FRAMES.resolve(name)));
        page.waitForText("source-name", name);
    }

    @Test
    void aPictureIsTalkedAbout(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        page.waitForText("lang-about", "understands drawn scenes only");
        assertTrue(talk.worker().isEmpty(), "the worker is started before it is needed");
        talk.load(LanguageModels.DEMONSTRATION);
        Locator first = talk.answered(yes.question());
        assertEquals(yes.want(), talk.said(first));
        PlaywrightAssertions.assertThat(first).containsText("tokens/s");
        // A second question on the same frame: it is not looked at again.
        Locator second = talk.answered("Describe the scene.");
        assertTrue(talk.said(second).length() > 10, talk.said(second));
        PlaywrightAssertions.assertThat(second).containsText("1 of 1 frames seen before");
        PlaywrightAssertions.assertThat(talk.turns()).hasCount(2);
    }

    @Test
    void aVerdictIsMarkedAndKept(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.mode("verdict");
        Locator turn = talk.answered(yes.question());
        PlaywrightAssertions.assertThat(turn.locator(".verdict"))
                .hasAttribute("data-verdict", "yes");
        turn.locator(".marks-row button").first().click();
        page.tab().locator("#lang-settings summary").click();
        page.waitForText("lang-calibration", "1 mark");
        page.tab().reload();
        page = SightlinePage.started(visit);
        TalkPanel.open(page);
        page.tab().locator("#lang-settings summary").click();
        page.waitForText("lang-calibration", "1 mark");
    }

    @Test
    void aQuestionThatDepthAnswersIsPointedThere(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        show(page, picture("Yes"));
        TalkPanel.open(page);
        page.tab().locator("#question").fill("How far away is the person?");
        page.waitForText("question-lint", "depth half answers");
        page.tab().locator("#question").fill("Is there a person?");
        page.tab().waitForFunction("() => !document.getElementById('question-lint').textContent");
    }

    @Test
    void aKilledWorkerLosesNothingOfTheConversation(Visit visit) throws IOException {
        visit.guard().expect("killed by the test|worker died");
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.answered(yes.question());
        talk.kill();
        assertTrue(page.notice("language-worker-restarted").contains("started again"));
        talk.waitForModel();
        Locator second = talk.answered("Describe the scene.");
        assertTrue(talk.said(second).length() > 10, talk.said(second));
        PlaywrightAssertions.assertThat(talk.turns()).hasCount(2);
        assertEquals(yes.want(), talk.said(talk.turns().first()));
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.WORDS)
    void aLostDeviceMovesToWebAssembly(Visit visit) throws IOException {
        visit.context().setDefaultTimeout(240_000);
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        var yes = picture("Yes");
        show(page, yes);
        // In the worker that the load is about to start.
        visit.page()
                .onWorker(
                        worker -> {
                            if (worker.url().contains("language-worker")) {
                                worker.evaluate(HOLD_DEVICE);
                            }
                        });
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        assertEquals(yes.want(), talk.said(talk.answered(yes.question())));
        talk.worker().orElseThrow().evaluate("() => testDevice.destroy()");
        assertTrue(page.notice("language-device-lost").contains("next best"));
        Locator after = talk.answered("Is there a box?");
        assertTrue(talk.said(after).matches("(Yes|No)\\..*"), talk.said(after));
        page.waitForText("lang-short", "WASM");
    }

    /**
     * The question under way is answered on the next backend where nothing of it had begun, else
     * the worker starts again; the next question is answered either way.
     */
    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.WORDS)
    void aDeviceLostInAQuestionLosesNothing(Visit visit) throws IOException {
        visit.context().setDefaultTimeout(240_000);
        visit.guard().expect("evice was lost|worker died|Inputs given|lost|execution");
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        var yes = picture("Yes");
        show(page, yes);
        visit.page()
                .onWorker(
                        worker -> {
                            if (worker.url().contains("language-worker")) {
                                worker.evaluate(HOLD_DEVICE);
                            }
                        });
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.ask("Describe the scene.");
        talk.worker().orElseThrow().evaluate("() => testDevice.destroy()");
        page.tab()
                .waitForSelector(
                        "#messages [data-key='notice.language-device-lost'],"
                                + " #messages [data-key='notice.language-worker-restarted']");
        page.tab().waitForFunction("() => document.getElementById('talk-stop').hidden");
        talk.waitForModel();
        assertEquals(yes.want(), talk.said(talk.answered(yes.question())));
        PlaywrightAssertions.assertThat(talk.turns()).hasCount(2);
    }

    @Test
    void aFileThatIsAlteredIsRefusedAndHealed(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        TalkPanel talk = TalkPanel.open(page);
        visit.proxy().breakAll("/models/[0-9a-f]{64}/decoder_.*", new Fault.Alter(5000));
        page.tab().locator("#lang-pick").selectOption(LanguageModels.DEMONSTRATION);
        page.tab().locator("#lang-load").click();
        assertTrue(page.alert("model-altered").contains("decoder_model_merged"));
        visit.proxy().heal();
        page.dismissMessages();
        page.tab().locator("#lang-load").click();
        talk.waitForModel();
    }

    @Test
    void aFileThatIsGoneSaysSo(Visit visit) {
        visit.guard().expect("404");
        SightlinePage page = SightlinePage.open(visit);
        TalkPanel.open(page);
        visit.proxy().breakAll("/models/[0-9a-f]{64}/tokenizer.json", new Fault.Status(404));
        page.tab().locator("#lang-pick").selectOption(LanguageModels.DEMONSTRATION);
        page.tab().locator("#lang-load").click();
        assertTrue(page.alert("model-gone").contains("tokenizer.json"));
    }

    @Test
    void fieldsAreSetByKeyboardAndFilledIn(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        show(page, picture("Yes"));
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.mode("shape");
        var keys = page.tab().keyboard();
        page.tab().locator("#shape summary").focus();
        keys.press("Enter");
        keys.press("Tab");
        assertEquals("alert", page.tab().evaluate("() => document.activeElement.value"));
        // A field after the second, of some words.
        page.tab().locator("#shape-rows li:nth-child(2) input").first().focus();
        keys.press("Enter");
        keys.type("shirt");
        keys.press("Tab");
        keys.type("One");
        page.waitForText("shape-faults", "with commas between");
        PlaywrightAssertions.assertThat(page.tab().locator("#talk-ask")).isDisabled();
        page.waitForText("question-help", "Mend the fields");
        keys.press("Tab");
        keys.press("Tab");
        keys.type("red, blue, green, yellow");
        page.tab().waitForFunction("() => !document.querySelector('#shape-faults li')");
        page.waitForText("shape-short", "alert, reason, shirt");
        Locator turn = talk.answered("Alert if a person is in the room.");
        var json = JsonParser.parseString(turn.locator(".json").textContent()).getAsJsonObject();
        assertEquals("[alert, reason, shirt]", json.keySet().toString());
        assertTrue(json.get("alert").getAsBoolean(), json::toString);
        assertTrue(
                "red blue green yellow".contains(json.get("shirt").getAsString()), json::toString);
        assertEquals(
                List.of("alert", "reason", "shirt"), turn.locator(".values th").allTextContents());
        assertEquals("Yes", turn.locator(".values td").first().textContent());
        // They are there on the next visit.
        page.tab().reload();
        page = SightlinePage.started(visit);
        TalkPanel.open(page).mode("shape");
        page.waitForText("shape-short", "alert, reason, shirt");
        page.tab().locator("#shape summary").click();
        page.tab().locator("#shape-alert").click();
        PlaywrightAssertions.assertThat(page.tab().locator("#shape-rows li")).hasCount(2);
        PlaywrightAssertions.assertThat(page.tab().locator("#shape-short"))
                .not()
                .containsText("shirt");
    }

    @Test
    void faultyFieldsSayWhatIsWrong(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        show(page, picture("Yes"));
        TalkPanel.open(page).mode("shape");
        page.tab().locator("#shape summary").click();
        Locator rows = page.tab().locator("#shape-rows li");
        rows.nth(1).locator("input").first().fill("alert");
        page.waitForText("shape-faults", "“alert” is there twice");
        rows.nth(1).locator("input").first().fill("say \"hi\"");
        page.waitForText("shape-faults", "neither quotes nor backslashes");
        PlaywrightAssertions.assertThat(rows.nth(1).locator("input").first())
                .hasAttribute("aria-invalid", "true");
        rows.nth(1).locator("input").first().fill("count");
        rows.nth(1).locator("select").selectOption("whole");
        page.waitForText("shape-faults", "a range of whole numbers");
        rows.nth(1).locator("input").nth(1).fill("0 to 3");
        page.tab().waitForFunction("() => !document.querySelector('#shape-faults li')");
        rows.nth(0).locator("button").click();
        rows.nth(0).locator("button").click();
        page.waitForText("shape-faults", "There is no field");
        for (int i = 0; i < 16; ++i) {
            page.tab().locator("#shape-add").click();
        }
        PlaywrightAssertions.assertThat(page.tab().locator("#shape-add")).isDisabled();
        PlaywrightAssertions.assertThat(rows).hasCount(16);
    }

    @Test
    void detailLooksAtTilesAndSaysWhatItCosts(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        page.tab().locator("#talk-more summary").click();
        page.waitForText("detail-cost", "known once the model is loaded");
        PlaywrightAssertions.assertThat(page.tab().locator("#detail")).not().isChecked();
        talk.load(LanguageModels.DEMONSTRATION);
        page.waitForText("detail-cost", "12 tiles and the whole: 208 of the model’s 2,048 tokens");
        var asked = talk.recorded();
        talk.answered(yes.question());
        assertEquals(false, asked.detail());
        talk.more("detail", null);
        Locator close = talk.answered(yes.question());
        assertEquals(true, asked.detail());
        PlaywrightAssertions.assertThat(close).containsText("1 of 13 frames seen before");
        assertTrue(talk.said(close).matches("(Yes|No)\\..*"), talk.said(close));
    }

    @Test
    void aFrameForDetailIsLarge(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("source-name", "Room");
        TalkPanel talk = TalkPanel.open(page);
        page.tab()
                .evaluate(
                        "async () => { const c = new OffscreenCanvas(3000, 2000);"
                                + " const g = c.getContext('2d'); g.fillStyle = '#888'; g.fillRect(0, 0, 3000, 2000);"
                                + " await sightline.open({ kind: 'file', blob: await c.convertToBlob() }); }");
        page.waitForText("source-size", "3");
        talk.more("detail", null);
        var asked = talk.recorded();
        // Before the model is known, as large as any may look.
        page.tab().locator("#lang-pick").selectOption(LanguageModels.DEMONSTRATION);
        page.tab().evaluate("() => sightline.load(['" + LanguageModels.DEMONSTRATION + "'])");
        talk.waitForModel();
        talk.answered("Is there a person?");
        assertTrue(asked.detail());
        // The demonstration model's own longest edge is 512 pixels; a frame is never below 1,024.
        assertEquals(1024, asked.edge());
    }

    @Test
    void figuresTellWhatWasReusedAndTheMemory(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        Locator turn = talk.answered(yes.question());
        Locator figures = turn.locator(".figures");
        PlaywrightAssertions.assertThat(figures.locator("p").first()).isHidden();
        figures.locator("summary").click();
        PlaywrightAssertions.assertThat(figures).containsText("kept");
        figures.locator("text=/page [\\d.]+ MB/")
                .waitFor(new Locator.WaitForOptions().setTimeout(120_000));
    }

    @Test
    void whatCannotBeAskedIsNotAsked(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        page.tab().locator("#question").fill("Is there a person?");
        page.waitForText("question-help", "Open a source first");
        show(page, picture("Yes"));
        page.tab().locator("#question").fill("   ");
        page.tab().locator("#question").press("Enter");
        PlaywrightAssertions.assertThat(page.tab().locator("#talk-ask")).isDisabled();
        page.tab().locator("#question").fill("a".repeat(100_000));
        page.waitForText("question-lint", "100,000 characters; at most 4,000");
        page.tab().locator("#question").press("Enter");
        assertTrue(page.alert("question-too-long").contains("4,000"));
        page.tab().locator("#question").fill("Is <image> there?");
        page.tab().locator("#question").press("Enter");
        assertTrue(page.alert("question-marker").contains("<image>"));
        PlaywrightAssertions.assertThat(talk.turns()).hasCount(0);
        assertEquals(picture("Yes").want(), talk.said(talk.answered(picture("Yes").question())));
    }

    @Test
    void theConversationIsExported(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.answered(yes.question());
        var saved =
                page.tab().waitForDownload(() -> page.tab().locator("#talk-export").click()).path();
        var json = JsonParser.parseString(Files.readString(saved)).toString();
        assertTrue(json.contains(yes.question()), json);
        assertTrue(json.contains(yes.want()), json);
    }
}
