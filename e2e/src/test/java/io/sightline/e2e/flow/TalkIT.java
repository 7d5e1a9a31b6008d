// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Worker;
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

    private static void kill(TalkPanel talk) {
        Worker worker = talk.worker().orElseThrow();
        worker.waitForClose(
                () -> {
                    try {
                        worker.evaluate(
                                "() => { setTimeout(() => { throw new Error('killed by the test'); });"
                                        + " }");
                    } catch (PlaywrightException gone) {
                        // It may end before its answer to this is on the way.
                        if (!gone.getMessage().contains("closed")) {
                            throw gone;
                        }
                    }
                });
    }

    @Test
    void aPictureIsTalkedAbout(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var yes = picture("Yes");
        show(page, yes);
        TalkPanel talk = TalkPanel.open(page);
        assertTrue(page.text("lang-about").contains("understands drawn scenes only"));
        assertTrue(talk.worker().isEmpty(), "the worker is started before it is needed");
        talk.load(LanguageModels.DEMONSTRATION);
        Locator first = talk.answered(yes.question());
        assertEquals(yes.want(), talk.said(first));
        assertTrue(first.textContent().contains("tokens/s"), first.textContent());
        // A second question on the same frame: it is not looked at again.
        Locator second = talk.answered("Describe the scene.");
        assertTrue(talk.said(second).length() > 10, talk.said(second));
        assertTrue(
                second.textContent().contains("1 of 1 frames seen before"), second.textContent());
        assertEquals(2, talk.turns().count());
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
        assertEquals("yes", turn.locator(".verdict").getAttribute("data-verdict"));
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
        kill(talk);
        assertTrue(page.notice("language-worker-restarted").contains("started again"));
        talk.waitForModel();
        Locator second = talk.answered("Describe the scene.");
        assertTrue(talk.said(second).length() > 10, talk.said(second));
        assertEquals(2, talk.turns().count());
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
        assertEquals(2, talk.turns().count());
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
