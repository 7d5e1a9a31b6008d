// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.Look;
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
    private static void scan(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().capabilities();
        var found = new ArrayList<>(Look.violations(page.tab(), "empty"));
        page.openSample("room");
        page.waitForText("plate", "Measure with");
        found.addAll(Look.violations(page.tab(), "asking"));
        page.loadModel();
        page.waitForDepth();
        found.addAll(Look.violations(page.tab(), "measured"));
        page.openImage("diary.txt", "text/plain", new byte[] {1, 2, 3});
        page.alert("not-media");
        page.tab().locator("#backend").click();
        found.addAll(Look.violations(page.tab(), "message and popover"));
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
        var found = new ArrayList<>(Look.violations(page.tab(), "before the model"));
        talk.load(LanguageModels.DEMONSTRATION);
        talk.mode("verdict");
        talk.answered("Is there a person?");
        page.tab().locator("#question").fill("How far away is the person?");
        page.waitForText("question-lint", "depth");
        found.addAll(Look.violations(page.tab(), "answered"));
        page.tab().locator("#lang-settings summary").click();
        found.addAll(Look.violations(page.tab(), "details"));
        page.tab().locator("#lang-settings summary").click();
        talk.mode("shape");
        talk.answered("Alert if a person is in the room.").locator(".figures summary").click();
        page.tab().locator("#shape summary").click();
        page.tab().locator("#shape-add").click();
        talk.more("detail", null);
        page.waitForText("shape-faults", "has no name");
        found.addAll(Look.violations(page.tab(), "fields and detail"));
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
        assertEquals(List.of(), Look.violations(page.tab(), "phone"));
    }
}
