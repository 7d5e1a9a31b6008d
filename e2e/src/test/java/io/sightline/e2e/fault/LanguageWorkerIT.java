// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.page.Words;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The language worker dies, or gets no memory. */
@InChromium(models = Models.WORDS)
final class LanguageWorkerIT {
    private static final Path FRAMES =
            Project.root().resolve("e2e/src/test/resources/language").toAbsolutePath();
    private static final Words.Case PICTURE =
            Words.cases(FRAMES).stream()
                    .filter(c -> c.times() == null && c.want().startsWith("Yes"))
                    .findFirst()
                    .orElseThrow();

    /**
     * The runtime grows its memory by this call, and is refused as a machine without memory does.
     */
    private static final String REFUSE_MEMORY =
            """
            () => {
              WebAssembly.Memory.prototype.grow = () => {
                throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
              };
            }
            """;

    /** The runtime's memory, which its threads share, cannot become larger than it starts. */
    private static final String SCARCE_MEMORY =
            """
            () => {
              const { Memory } = WebAssembly;
              WebAssembly.Memory = function (wanted) {
                return new Memory(wanted.shared ? { ...wanted, maximum: wanted.initial } : wanted);
              };
              WebAssembly.Memory.prototype = Memory.prototype;
            }
            """;

    /** The runtime gets no memory at all. */
    private static final String NO_MEMORY =
            """
            () => {
              const { Memory } = WebAssembly;
              WebAssembly.Memory = function (wanted) {
                if (wanted.shared) {
                  throw new RangeError('WebAssembly.Memory(): could not allocate memory');
                }
                return new Memory(wanted);
              };
              WebAssembly.Memory.prototype = Memory.prototype;
            }
            """;

    private static SightlinePage shown(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        String name = PICTURE.frames().get(0);
        page.openImage(name, "image/png", Files.readAllBytes(FRAMES.resolve(name)));
        page.waitForText("source-name", name);
        return page;
    }

    private static void tryAgain(SightlinePage page) {
        page.tab()
                .locator(
                        "#messages [role=alert] button",
                        new Page.LocatorOptions().setHasText("Try again"))
                .click();
    }

    @Test
    void diesAgainAndAgain(Visit visit) throws IOException {
        visit.guard().expect("killed by the test|worker died");
        SightlinePage page = shown(visit);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
        // Once it is mended by itself.
        talk.kill();
        page.notice("language-worker-restarted");
        talk.waitForModel();
        page.dismissMessages();
        // Then only when someone asks for it, however often.
        for (int death = 2; death <= 3; ++death) {
            talk.kill();
            String words = page.alert("language-worker-died-twice");
            assertTrue(words.contains("The conversation is kept"), words);
            assertTrue(talk.worker().isEmpty(), "it was started again by itself");
            assertThat(talk.turns()).hasCount(death - 1);
            tryAgain(page);
            talk.waitForModel();
            Locator turn = talk.answered("Describe the scene.");
            assertTrue(talk.said(turn).length() > 10, talk.said(turn));
            assertEquals(PICTURE.want(), talk.said(talk.turns().first()));
            page.dismissMessages();
        }
        assertThat(talk.turns()).hasCount(3);
    }

    @Test
    void diesInAnAnswer(Visit visit) throws IOException {
        visit.guard().expect("killed by the test|worker died");
        SightlinePage page = shown(visit);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        talk.worker()
                .orElseThrow()
                .evaluate(
                        """
                        () => {
                          const { load } = Atomics;
                          Atomics.load = (flag, at) => {
                            if (flag.length === 1) setTimeout(() => { throw new Error('killed by the test'); });
                            if (flag.length === 1) for (const end = performance.now() + 200; performance.now() < end; );
                            return load(flag, at);
                          };
                        }
                        """);
        talk.ask(PICTURE.question());
        page.notice("language-worker-restarted");
        talk.waitForModel();
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
        assertThat(talk.turns()).hasCount(2);
    }

    @Test
    void runsOutOfMemoryInAQuestion(Visit visit) throws IOException {
        visit.guard().expect("memory|bad_alloc|allocat|worker died|Inputs given|Aborted");
        SightlinePage page = shown(visit);
        TalkPanel talk = TalkPanel.open(page);
        talk.load(LanguageModels.DEMONSTRATION);
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
        talk.worker().orElseThrow().evaluate(REFUSE_MEMORY);
        // Long enough that reading it needs more memory than there is.
        Locator turn = talk.answered("Is there a person? ".repeat(200).strip());
        assertThat(turn).containsText("ran out of memory");
        // A fresh worker has memory of its own; the page and what was said stay.
        assertTrue(page.notice("language-worker-restarted").contains("conversation is kept"));
        talk.waitForModel();
        assertThat(talk.turns()).hasCount(2);
        assertEquals(PICTURE.want(), talk.said(talk.turns().first()));
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
    }

    /**
     * Once it gets no memory to start with, once it runs out of what it got while the model is
     * being made ready.
     */
    @Test
    @InChromium(models = Models.HEAVY_WORDS)
    void runsOutOfMemoryInALoad(Visit visit) throws IOException {
        visit.guard().expect("killed by the test|memory|bad_alloc|allocat|worker died|Aborted");
        SightlinePage page = shown(visit);
        var scarcity = new AtomicReference<String>();
        visit.page()
                .onWorker(
                        worker -> {
                            if (worker.url().contains("language-worker")
                                    && scarcity.get() != null) {
                                worker.evaluate(scarcity.get());
                            }
                        });
        TalkPanel talk = TalkPanel.open(page);
        // The only one that is offered.
        page.tab().locator("#lang-load").click();
        talk.waitForModel();
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
        scarcity.set(SCARCE_MEMORY);
        talk.kill();
        String words = page.alert("out-of-memory");
        assertTrue(words.contains("Close other tabs"), words);
        assertThat(talk.turns()).hasCount(1);
        page.dismissMessages();
        scarcity.set(NO_MEMORY);
        page.tab().locator("#lang-load").click();
        page.alert("out-of-memory");
        // With memory it goes on where it was, on the same page.
        scarcity.set(null);
        tryAgain(page);
        talk.waitForModel();
        assertEquals(PICTURE.want(), talk.said(talk.turns().first()));
        assertEquals(PICTURE.want(), talk.said(talk.answered(PICTURE.question())));
        assertThat(talk.turns()).hasCount(2);
    }
}
