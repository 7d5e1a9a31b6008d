// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Worker;
import java.util.List;
import java.util.Optional;

/** The panel where questions are asked, as a person uses it. */
public final class TalkPanel {
    private static final int PATIENCE = 240_000;

    private final SightlinePage page;
    private final Page tab;

    private TalkPanel(SightlinePage page) {
        this.page = page;
        tab = page.tab();
    }

    /** Turns to the panel, and waits until its part of the page is there. */
    public static TalkPanel open(SightlinePage page) {
        page.tab().locator("#tab-ask").click();
        page.tab().locator("#talk-subject option").first().waitFor(attached());
        return new TalkPanel(page);
    }

    /** Chooses a model, presses the button that loads it and waits until it is ready. */
    public void load(String model) {
        tab.locator("#lang-pick option[value='" + model + "']").waitFor(attached());
        tab.locator("#lang-pick").selectOption(model);
        tab.locator("#lang-load").click();
        waitForModel();
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    /** Waits until the language model is ready. */
    public void waitForModel() {
        tab.locator("#lang-state[data-kind=ready]")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    }

    /** Chooses the kind of answer: answer, verdict or moment. */
    public void mode(String mode) {
        tab.locator("input[name=talk-mode][value=" + mode + "]")
                .check(new Locator.CheckOptions().setForce(true));
    }

    /** Chooses what it is about: frame, clip, recent or same. */
    public void about(String subject) {
        tab.locator("#talk-subject").selectOption(subject);
    }

    /**
     * Sets something that is rarely set.
     *
     * @param id of the control
     * @param value of a select; null checks a box
     */
    public void more(String id, String value) {
        tab.locator("#talk-more").evaluate("more => { more.open = true; }");
        if (value == null) {
            tab.locator("#" + id).check();
        } else {
            tab.locator("#" + id).selectOption(value);
        }
    }

    /** What the worker is asked from now on; read it when there is an answer. */
    public Recorded recorded() {
        tab.evaluate(
                """
                () => {
                  const post = (window.posted ??= Worker.prototype.postMessage);
                  window.asked = [];
                  Worker.prototype.postMessage = function (message, ...rest) {
                    if (message.frames) {
                      const keys = (frames) => (frames ?? []).map((frame) => frame.key);
                      asked.push({ first: keys(message.frames), second: keys(message.second),
                                   detail: message.detail,
                                   edge: Math.max(...message.frames.map((f) =>
                                     Math.max(f.width, f.height))) });
                    }
                    return post.call(this, message, ...rest);
                  };
                }
                """);
        return new Recorded();
    }

    /** The newest question as the worker gets it. */
    public final class Recorded {
        private Recorded() {}

        /** Keys of the frames. */
        public List<String> first() {
            return keys("first");
        }

        /** Keys of the frames that are asked about again. */
        public List<String> second() {
            return keys("second");
        }

        /** Whether detail is asked for. */
        public boolean detail() {
            return (Boolean) tab.evaluate("() => asked.at(-1).detail");
        }

        /** The longest edge of the frames, pixels. */
        public int edge() {
            return ((Number) tab.evaluate("() => asked.at(-1).edge")).intValue();
        }

        @SuppressWarnings("unchecked")
        private List<String> keys(String which) {
            return (List<String>) tab.evaluate("which => asked.at(-1)[which]", which);
        }

        @Override
        public String toString() {
            return String.valueOf(tab.evaluate("() => asked"));
        }
    }

    /** Asks, without waiting. */
    public void ask(String question) {
        tab.locator("#question").fill(question);
        tab.locator("#talk-ask").click();
    }

    /** Asks and waits for the answer; returns the turn. */
    public Locator answered(String question) {
        int before = turns().count();
        ask(question);
        tab.waitForFunction(
                "n => document.querySelectorAll('#talk-log .turn').length > n"
                        + " && document.getElementById('talk-stop').hidden",
                before,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
        return turns().last();
    }

    /** The turns of the conversation. */
    public Locator turns() {
        return tab.locator("#talk-log .turn");
    }

    /** What the model said in a turn. */
    public String said(Locator turn) {
        return turn.locator(".said").first().textContent().strip();
    }

    /** The worker that runs the language model. */
    public Optional<Worker> worker() {
        return tab.workers().stream()
                .filter(worker -> worker.url().contains("language-worker"))
                .findFirst();
    }

    /** Kills the worker with an error that nothing catches, and returns when it is gone. */
    public void kill() {
        Worker worker = worker().orElseThrow();
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

    /** The page. */
    public SightlinePage page() {
        return page;
    }
}
