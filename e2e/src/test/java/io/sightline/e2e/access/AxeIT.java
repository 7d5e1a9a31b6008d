// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** axe-core's rules, in every state of the page and in both colour schemes. */
final class AxeIT {
    private static List<String> violations(SightlinePage page, String state) {
        var found = new ArrayList<String>();
        for (Rule rule : new AxeBuilder(page.tab()).analyze().getViolations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                rule.getNodes()
                        .forEach(
                                node ->
                                        found.add(
                                                state
                                                        + ": "
                                                        + rule.getId()
                                                        + " at "
                                                        + node.getTarget()));
            }
        }
        return found;
    }

    private static void scan(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        var found = new ArrayList<>(violations(page, "empty"));
        page.openSample("room");
        page.waitForText("plate", "Measure with");
        found.addAll(violations(page, "asking"));
        page.loadModel();
        page.waitForDepth();
        found.addAll(violations(page, "measured"));
        page.openImage("diary.txt", "text/plain", new byte[] {1, 2, 3});
        page.alert("not-media");
        page.tab().locator("#backend").click();
        found.addAll(violations(page, "message and popover"));
        assertEquals(List.of(), found);
    }

    @Test
    @InChromium
    void light(Visit visit) {
        scan(visit);
    }

    @Test
    @InChromium(dark = true)
    void dark(Visit visit) {
        scan(visit);
    }

    private static void scanQuestions(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        TalkPanel talk = TalkPanel.open(page);
        var found = new ArrayList<>(violations(page, "before the model"));
        talk.load(LanguageModels.DEMONSTRATION);
        talk.mode("verdict");
        talk.answered("Is there a person?");
        page.tab().locator("#question").fill("How far away is the person?");
        page.waitForText("question-lint", "depth");
        found.addAll(violations(page, "answered"));
        page.tab().locator("#lang-settings summary").click();
        found.addAll(violations(page, "details"));
        page.tab().locator("#lang-settings summary").click();
        talk.mode("shape");
        talk.answered("Alert if a person is in the room.").locator(".figures summary").click();
        page.tab().locator("#shape summary").click();
        page.tab().locator("#shape-add").click();
        talk.more("detail", null);
        page.waitForText("shape-faults", "has no name");
        found.addAll(violations(page, "fields and detail"));
        assertEquals(List.of(), found);
    }

    @Test
    @InChromium(models = Models.WORDS)
    void questionsInTheLight(Visit visit) {
        scanQuestions(visit);
    }

    @Test
    @InChromium(dark = true, models = Models.WORDS)
    void questionsInTheDark(Visit visit) {
        scanQuestions(visit);
    }

    @Test
    @InChromium(
            window = {390, 844},
            models = Models.ABSENT)
    void onAPhoneWithoutAModel(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("plate", "is not on the server");
        assertEquals(List.of(), violations(page, "phone"));
    }
}
