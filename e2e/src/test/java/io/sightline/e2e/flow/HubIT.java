// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.model.HubModels;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.Fault;
import io.sightline.e2e.site.FaultProxy;
import io.sightline.e2e.site.ModelHub;
import io.sightline.e2e.site.TestSite;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Screen;
import io.sightline.e2e.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Models from a hub, where the server's keeper allows it and the user chooses it: the hub is one of
 * this machine that answers as the real one does.
 */
@InChromium
final class HubIT {
    private static final String MODEL = "/models/[0-9a-f]{64}/";
    private static final byte[] DEPTH = Stage.TINY.toOnnx();

    private ModelHub hub;
    private TestSite site;
    private Visit visit;

    @BeforeEach
    void open(Stage stage) {
        hub = HubModels.hub(DEPTH);
        site =
                TestSite.of(
                        HubModels.store(Project.output().resolve("stores/none"), hub, DEPTH),
                        hub.access());
        visit =
                new Visit(
                        stage.browsers().get(BrowserProfile.PLAIN),
                        site,
                        new Browser.NewContextOptions().setViewportSize(1280, 800));
        visit.guard().allowOrigin(hub.front().origin());
        visit.guard().allowOrigin(hub.storage().origin());
    }

    @AfterEach
    void close() {
        try {
            assertEquals(List.of(), visit.guard().faults());
            assertEquals(List.of(), visit.proxy().requests(MODEL), "the server has no model");
            for (var end : List.of(hub.front(), hub.storage())) {
                assertTrue(
                        end.requests().stream().allMatch(r -> r.method().equals("GET")),
                        "the real hub is not known to answer a preflight: " + end.requests());
                assertTrue(
                        end.requests().stream().noneMatch(r -> r.headers().containsKey("referer")),
                        "the hub is told the page's address");
            }
        } finally {
            visit.close();
            site.close();
            hub.close();
        }
    }

    private SightlinePage page(String tab) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#" + tab + "-from").waitFor(attached());
        return page;
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    private static void choose(SightlinePage page, String panel, String source) {
        // The choice is offered once the list of models is there.
        page.tab().locator("#" + panel + "-from").waitFor();
        page.tab()
                .locator("input[name=" + panel + "-from][value=" + source + "]")
                .check(new Locator.CheckOptions().setForce(true));
    }

    /** The panel with the hub chosen. */
    private TalkPanel words() {
        SightlinePage page = page("lang");
        TalkPanel talk = TalkPanel.open(page);
        choose(page, "lang", "hub");
        return talk;
    }

    private static void load(TalkPanel talk) {
        talk.page().tab().locator("#lang-load").click();
        talk.waitForModel();
    }

    private static void again(TalkPanel talk) {
        talk.page()
                .tab()
                .locator("#messages button", new Page.LocatorOptions().setHasText("Try again"))
                .first()
                .click();
        talk.waitForModel();
        talk.page().waitForSilence();
    }

    /** What is told of the model. */
    private static Locator facts(SightlinePage page) {
        page.tab().locator("#lang-settings").evaluate("details => { details.open = true; }");
        return page.tab().locator("#lang-facts");
    }

    private static void tells(SightlinePage page, String text) {
        assertThat(facts(page))
                .containsText(
                        text, new LocatorAssertions.ContainsTextOptions().setUseInnerText(true));
    }

    private static void assertAnswers(TalkPanel talk) {
        talk.page().openSample("room");
        assertTrue(talk.said(talk.answered("What is there?")).length() > 1);
    }

    private int asked() {
        return hub.front().requests().size() + hub.storage().requests().size();
    }

    @Test
    @InChromium(models = Models.WORDS)
    void withoutLeaveThereIsNoChoiceAndTheHubIsOutOfReach(Stage stage) {
        try (var plain =
                new Visit(stage.browsers().get(BrowserProfile.PLAIN), stage.site(Models.WORDS))) {
            String policy = plain.open().headerValue("content-security-policy");
            assertTrue(policy.contains("; connect-src 'self'; "), policy);
            SightlinePage page = SightlinePage.started(plain);
            TalkPanel.open(page);
            page.waitForText("lang-better", "./sightline models fetch");
            for (String panel : List.of("model", "lang")) {
                assertThat(page.tab().locator("#" + panel + "-from")).isHidden();
                assertThat(page.tab().locator("#" + panel + "-from-note")).isHidden();
            }
            assertFalse(page.tab().locator("body").innerText().contains("Model hub"));
        }
    }

    @Test
    void nothingIsAskedOfTheHubUntilTheUserChoosesIt() {
        SightlinePage page = page("lang");
        TalkPanel.open(page);
        page.waitForText("lang-note", "Choose “Model hub” under From");
        page.waitForText("lang-note", "./sightline models fetch words");
        assertThat(page.tab().locator("#lang-load")).isDisabled();
        choose(page, "lang", "hub");
        String host = hub.front().origin().substring("http://".length());
        page.waitForText("lang-from-note", host + " hands out the files, and sees this browser");
        assertThat(page.tab().locator("#lang-load")).isEnabled();
        choose(page, "lang", "server");
        page.waitForText("lang-from-note", "Nobody but this server");
        assertThat(page.tab().locator("#lang-load")).isDisabled();
        assertEquals(0, asked());
    }

    @Test
    void aModelComesFromTheHubIsKeptAndLoadsWithoutIt() {
        TalkPanel talk = words();
        SightlinePage page = talk.page();
        page.waitForText("lang-about", "1.8 GB");
        load(talk);
        tells(page, "the model hub");
        tells(page, ModelHub.REPO + "@" + ModelHub.COMMIT.substring(0, 12));
        assertAnswers(talk);
        assertEquals(
                4,
                hub.storage().requests("/xet-bridge/").size(),
                "three graphs and the tokenizer: " + hub.storage().requests());
        hub.front().stop();
        hub.storage().stop();
        int before = asked();
        visit.page().reload();
        SightlinePage.started(visit);
        TalkPanel later = TalkPanel.open(page);
        page.waitForText("lang-from-note", "hands out the files");
        load(later);
        tells(page, "this browser’s store");
        assertAnswers(later);
        assertEquals(before, asked());
    }

    @Test
    void thePageShowsThePrecisionOfThePartsThatWereLoaded() {
        TalkPanel talk = words();
        load(talk);
        tells(talk.page(), "Vision q8 Embeddings q8 Decoder q8");
        assertThat(facts(talk.page())).not().containsText("named");
        for (String name : HubModels.EIGHT_BITS) {
            assertEquals(
                    1,
                    hub.front().requests("/resolve/" + ModelHub.COMMIT + "/onnx/" + name).size());
        }
        assertEquals(
                HubModels.EIGHT_BITS.size(),
                hub.front().requests("/resolve/.*\\.onnx").size(),
                "no other graph was asked for");
    }

    @Test
    void aFileThatHoldsAnotherPrecisionThanItsNameSaysIsShownAsWhatItIs() throws IOException {
        Path single = Project.shared("vlm/demo-model/onnx/vision_encoder.onnx");
        Assumptions.assumeTrue(
                Files.exists(single), "no export in single precision on this machine");
        hub.put("onnx/" + HubModels.EIGHT_BITS.get(0), Files.readAllBytes(single));
        TalkPanel talk = words();
        load(talk);
        tells(talk.page(), "Vision fp32 (its file is named q8) Embeddings q8");
    }

    @Test
    void aPartThatTheHubLacksIsNotReplaced() {
        String name = HubModels.EIGHT_BITS.get(2);
        hub.remove("onnx/" + name);
        TalkPanel talk = words();
        talk.page().tab().locator("#lang-load").click();
        assertTrue(talk.page().alert("hub-lacks").contains(name));
        assertEquals(List.of(), hub.front().requests("/resolve/.*\\.onnx"));
    }

    @Test
    @InChromium(models = Models.WORDS)
    void aPartThatTheServerLacksIsNotReplaced(Stage stage) {
        try (var plain =
                new Visit(stage.browsers().get(BrowserProfile.PLAIN), stage.site(Models.WORDS))) {
            plain.proxy().breakAll("/decoder_model_merged_quantized", new Fault.Status(404));
            SightlinePage page = SightlinePage.open(plain);
            var failure = page.api().failure("sightline.load(['smolvlm2-demo'])");
            assertEquals("no-model", failure.code());
            assertTrue(page.alert("model-gone").contains("decoder_model_merged_quantized.onnx"));
            assertEquals(
                    List.of(),
                    plain.proxy()
                            .requests("/(vision_encoder|embed_tokens|decoder_model_merged)\\.onnx"),
                    "the other variant was not taken instead");
        }
    }

    @Test
    void aCutDownloadGoesOnWhereItWas() {
        visit.guard().expect("net::ERR|Failed to load");
        hub.storage()
                .breakNext(
                        hub.sha256("onnx/" + HubModels.EIGHT_BITS.get(0)), new Fault.Cut(400_000));
        TalkPanel talk = words();
        talk.page().tab().locator("#lang-load").click();
        String words = talk.page().alert("hub-broken");
        assertTrue(words.contains("What arrived is kept") && words.contains("This server"), words);
        again(talk);
        List<FaultProxy.Request> requests =
                hub.storage().requests(hub.sha256("onnx/" + HubModels.EIGHT_BITS.get(0)));
        assertEquals(2, requests.size(), requests.toString());
        String range = requests.get(1).headers().getOrDefault("range", "");
        assertTrue(range.matches("bytes=\\d{5,}-"), range);
    }

    @Test
    void anAlteredGraphIsRefused() {
        hub.storage().breakAll("/xet-bridge/", new Fault.Alter(20_000));
        SightlinePage page = words().page();
        var failure = page.api().failure("sightline.load(['" + HubModels.WORDS + "'])");
        assertEquals("model-corrupt", failure.code());
        assertEquals("hub-altered", failure.detail().get("reason"));
        assertFalse(page.alert("hub-altered").contains("{"));
        hub.storage().heal();
        again(TalkPanel.open(page));
    }

    @Test
    void anAlteredFileOfGitIsRefused() {
        hub.front().breakAll("/resolve/.*/config\\.json", new Fault.Alter(10));
        TalkPanel talk = words();
        talk.page().tab().locator("#lang-load").click();
        assertTrue(talk.page().alert("hub-altered").contains("config.json"));
        assertEquals(List.of(), hub.storage().requests(), "nothing is loaded on such ground");
        hub.front().heal();
        again(talk);
    }

    @Test
    void aHubThatIsNotThereIsSaidWithTheWayOut() {
        visit.guard().expect("net::ERR|Failed to load");
        hub.front().stop();
        TalkPanel talk = words();
        talk.page().tab().locator("#lang-load").click();
        String words = talk.page().alert("hub-unreachable");
        assertTrue(words.contains("could not be reached"), words);
        assertTrue(words.contains("try again, or choose “This server” under From"), words);
        hub.front().start();
        again(talk);
    }

    @Test
    void askingTheHubCanBeStopped() {
        hub.front().breakAll("/api/models/", new Fault.Slow(Duration.ofMinutes(2)));
        TalkPanel talk = words();
        SightlinePage page = talk.page();
        page.tab().locator("#lang-load").click();
        page.waitForText("lang-progress-text", "Asking the model hub");
        assertThat(page.tab().locator("input[name=lang-from]").first()).isDisabled();
        page.tab().locator("#lang-stop").click();
        page.notice("stopped");
        hub.front().heal();
        page.dismissMessages();
        load(talk);
    }

    @Test
    void filesAreDeletedOneByOneAndAllAtOnce() {
        TalkPanel talk = words();
        SightlinePage page = talk.page();
        load(talk);
        facts(page);
        Locator files = page.tab().locator("#lang-files li");
        assertThat(files).hasCount(9);
        // What is in use may be deleted too: the model is in memory.
        String tokenizer = "#lang-files [aria-label='Delete tokenizer.json']";
        page.tab().locator(tokenizer).click();
        page.tab().locator(tokenizer).waitFor(detached());
        assertThat(files).hasCount(8);
        int before = hub.storage().requests().size();
        visit.page().reload();
        SightlinePage.started(visit);
        load(TalkPanel.open(page));
        assertEquals(before + 1, hub.storage().requests().size(), "one file was missing");
        page.tab().locator("#tab-measure").click();
        page.tab().locator("#stored").evaluate("details => { details.open = true; }");
        page.tab().locator("#stored-clear").click();
        page.waitForText("stored-total", "nothing");
        visit.page().reload();
        SightlinePage.started(visit);
        load(TalkPanel.open(page));
        assertEquals(before + 1 + 4, hub.storage().requests().size());
        assertEquals(2, hub.front().requests("/revision/main").size(), "it is looked up anew");
    }

    private static Locator.WaitForOptions detached() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED);
    }

    @Test
    void withAFullDiskItWorksFromMemory() {
        var quota = new JsonObject();
        quota.addProperty("origin", visit.origin());
        quota.addProperty("quotaSize", 500_000);
        visit.context().newCDPSession(visit.page()).send("Storage.overrideQuotaForOrigin", quota);
        TalkPanel talk = words();
        load(talk);
        assertTrue(talk.page().notice("no-space").contains("Delete stored files"));
        assertAnswers(talk);
    }

    @Test
    void depthComesFromTheHubTooAndOneStoreHoldsAll() {
        SightlinePage page = page("model");
        page.openSample("room");
        page.waitForText("plate", "Choose “Model hub” under From");
        choose(page, "model", "hub");
        String host = hub.front().origin().substring("http://".length());
        page.waitForText("plate", "from " + host + " and keeps it in this browser");
        page.loadModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#model-source")).containsText(ModelHub.REPO + "@");
        assertEquals(List.of(), hub.front().requests("/api/"), "the catalogue pins it");
        TalkPanel talk = TalkPanel.open(page);
        assertThat(page.tab().locator("input[name=lang-from][value=hub]")).isChecked();
        load(talk);
        page.tab().locator("#tab-measure").click();
        page.tab().locator("#stored").evaluate("details => { details.open = true; }");
        page.tab().locator("#stored-files [aria-label='Delete model.onnx']").waitFor();
        assertThat(page.tab().locator("#stored-files li")).hasCount(10);
    }

    /** The pictures lie in target/screenshots. */
    @Test
    void theChoiceFitsALaptopAndAPhoneLightAndDark(Stage stage) {
        for (var screen : Screen.values()) {
            try (var looked =
                    new Visit(stage.browsers().get(BrowserProfile.PLAIN), site, screen.options())) {
                SightlinePage page = SightlinePage.open(looked);
                var look = new Look(page.tab(), "hub-" + screen);
                page.tab().locator("#model-from-choice").scrollIntoViewIfNeeded();
                choose(page, "model", "hub");
                page.waitForText("model-from-note", "hands out the files");
                page.tab().locator("#model-load").scrollIntoViewIfNeeded();
                look.picture("measure");
                TalkPanel.open(page);
                page.tab().locator("#lang-load").scrollIntoViewIfNeeded();
                look.picture("ask");
                assertEquals(List.of(), look.faults(screen.toString()));
            }
        }
    }

    @Test
    void whoGoesBackToTheServerIsHeardOfByNobody() {
        TalkPanel talk = words();
        load(talk);
        int before = asked();
        choose(talk.page(), "lang", "server");
        talk.page().waitForText("lang-from-note", "Nobody but this server");
        // What is at work stays.
        tells(talk.page(), "the model hub");
        visit.page().reload();
        SightlinePage page = SightlinePage.started(visit);
        TalkPanel.open(page);
        page.waitForText("lang-note", "The server has no file of this model");
        var failure = page.api().failure("sightline.load(['" + HubModels.WORDS + "'])");
        assertEquals("no-model", failure.code());
        assertEquals(before, asked());
    }
}
