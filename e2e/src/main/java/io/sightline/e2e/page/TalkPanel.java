// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Worker;
import java.util.Optional;

/** The panel where questions are asked, as a person uses it. */
public final class TalkPanel {
    private static final int PATIENCE = 120_000;

    private final SightlinePage page;
    private final Page tab;

    private TalkPanel(SightlinePage page) {
        this.page = page;
        tab = page.tab();
    }

    /** Turns to the panel. */
    public static TalkPanel open(SightlinePage page) {
        page.tab().locator("#tab-ask").click();
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

    /** The page. */
    public SightlinePage page() {
        return page;
    }
}
