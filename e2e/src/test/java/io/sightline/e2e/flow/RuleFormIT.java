// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rule is changed field by field; the pictures lie in target/screenshots. */
final class RuleFormIT {
    private static SightlinePage edited(Visit visit, String recipe) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        tab.locator("#watch-recipe").selectOption(recipe);
        tab.locator("#watch-add").click();
        tab.locator("#edit-" + recipe).click();
        assertThat(field(tab, "name")).isFocused();
        return page;
    }

    private static Locator field(Page tab, String path) {
        return tab.locator("[id='rule-field-" + path + "']");
    }

    private static Map<?, ?> rule(SightlinePage page) {
        return (Map<?, ?>) ((List<?>) page.api().get("sightline.rules()")).get(0);
    }

    @Test
    @InChromium
    void whatIsFilledInIsTheRule(Visit visit) {
        SightlinePage page = edited(visit, "kitchen-tool");
        Page tab = page.tab();
        field(tab, "name").fill("Tools");
        tab.getByLabel("For at least, seconds").fill("1,5");
        field(tab, "when.days.sun").uncheck();
        field(tab, "when.from").fill("20:30");
        tab.getByLabel("Question, for yes or no").fill("Is the person holding a knife?");
        field(tab, "act.severity").selectOption("alarm");
        // Enter saves from any field; the keyboard is where it was.
        field(tab, "act.cooldownSeconds").fill("90");
        field(tab, "act.cooldownSeconds").press("Enter");
        assertThat(tab.locator("#rule-dialog")).hasCount(0);
        assertThat(tab.locator("#edit-kitchen-tool")).isFocused();
        assertThat(tab.locator("#watch-rules .watch-name")).hasText("Tools");
        var rule = rule(page);
        assertEquals(
                1.5, ((Number) ((Map<?, ?>) rule.get("subject")).get("minSeconds")).doubleValue());
        var when = (Map<?, ?>) rule.get("when");
        assertEquals(List.of("mon", "tue", "wed", "thu", "fri", "sat"), when.get("days"));
        assertEquals("20:30", when.get("from"));
        var question = (Map<?, ?>) rule.get("question");
        assertEquals("Is the person holding a knife?", question.get("text"));
        assertEquals("alarm", ((Map<?, ?>) rule.get("act")).get("severity"));
        assertEquals(
                90, ((Number) ((Map<?, ?>) rule.get("act")).get("cooldownSeconds")).intValue());
    }

    @Test
    @InChromium
    void whatDoesNotFitIsSaidByItsFieldAndNothingIsLost(Visit visit) {
        SightlinePage page = edited(visit, "kitchen-tool");
        Page tab = page.tab();
        Object before = rule(page).get("subject");
        field(tab, "name").fill("Tools");
        field(tab, "subject.minScore").fill("high");
        tab.locator("#rule-save").click();
        assertThat(tab.locator("#rule-dialog [role=alert]")).containsText("Detected at, 0 to 1");
        assertThat(field(tab, "subject.minScore")).isFocused();
        assertThat(field(tab, "subject.minScore")).hasAttribute("aria-invalid", "true");
        assertThat(field(tab, "name")).hasValue("Tools");
        assertEquals(before, rule(page).get("subject"));
        field(tab, "subject.minScore").fill("0.6");
        for (String day : List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")) {
            field(tab, "when.days." + day).uncheck();
        }
        tab.locator("#rule-save").click();
        assertThat(tab.locator("#rule-dialog [role=alert]")).containsText("Days");
        assertThat(field(tab, "when.days.mon")).isFocused();
        assertThat(field(tab, "subject.minScore")).not().hasAttribute("aria-invalid", "true");
        // Leaving with something changed takes a second Escape.
        tab.keyboard().press("Escape");
        assertThat(tab.locator("#rule-dialog")).isVisible();
        tab.keyboard().press("Escape");
        assertThat(tab.locator("#rule-dialog")).hasCount(0);
        assertEquals(before, rule(page).get("subject"));
    }

    /** Another rule that changes takes nothing from what is being written for this one. */
    @Test
    @InChromium
    void whatIsWrittenStaysWhileOtherRulesChange(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        for (String recipe : List.of("at-door", "on-floor")) {
            tab.locator("#watch-recipe").selectOption(recipe);
            tab.locator("#watch-add").click();
        }
        tab.locator("#rule-details-at-door summary").click();
        Locator text = tab.locator("#rule-details-at-door textarea");
        String written = text.inputValue().replace("Hands or package", "Parcels");
        text.fill(written);
        text.evaluate("text => text.setSelectionRange(7, 12)");
        // By the page, by a program, and one that goes: the list is drawn anew each time.
        tab.locator("#rule-on-floor").uncheck();
        assertThat(text).hasValue(written);
        text.focus();
        page.api()
                .get(
                        "sightline.watch({ id: 'm', version: 1, name: 'M', subject: { label: 'motion' } })");
        assertThat(tab.locator("#watch-rules .watch-name")).hasCount(3);
        assertThat(text).hasValue(written);
        assertThat(text).isFocused();
        assertEquals(
                List.of(7, 12), text.evaluate("text => [text.selectionStart, text.selectionEnd]"));
        page.api().get("sightline.unwatch('m')");
        assertThat(tab.locator("#watch-rules .watch-name")).hasCount(2);
        assertThat(text).hasValue(written);
        // Saved, it is the rule, and what is shown is the rule's again.
        tab.locator("#rule-details-at-door .watch-row button").last().click();
        assertThat(tab.locator("#watch-rules .watch-name").first()).hasText("Parcels at the door");
        tab.locator("#rule-at-door").uncheck();
        assertThat(text).hasValue(java.util.regex.Pattern.compile("\"enabled\": false"));
    }

    @OnScreens
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = edited(visit, "on-floor");
        Page tab = page.tab();
        var look = new Look(tab, "rule-" + screen);
        look.picture("");
        tab.locator("#rule-field-act\\.severity").scrollIntoViewIfNeeded();
        look.picture("end");
        assertEquals(List.of(), look.faults());
        assertEquals(
                Boolean.TRUE,
                tab.evaluate(
                        "() => { const body = document.querySelector('.rule-body');"
                                + " return body.scrollWidth <= body.clientWidth; }"),
                "wider than the window");
    }
}
