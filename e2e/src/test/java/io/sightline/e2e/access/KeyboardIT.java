// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All of it without a mouse. */
@InChromium
final class KeyboardIT {
    private static final int MOST_STEPS = 60;

    private static String focused(Page tab) {
        return (String)
                tab.evaluate(
                        "() => document.activeElement.id || document.activeElement.dataset.sample"
                                + " || document.activeElement.className || document.activeElement.tagName");
    }

    private static void tabTo(Page tab, String id) {
        for (int i = 0; i < MOST_STEPS; ++i) {
            tab.keyboard().press("Tab");
            if (focused(tab).equals(id)) {
                return;
            }
        }
        throw new AssertionError(id + " is not reached with Tab");
    }

    @Test
    void fromTheFirstTabToAPinnedReading(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        page.api().capabilities();
        tab.keyboard().press("Tab");
        assertEquals("skip", focused(tab));
        tabTo(tab, "source-sample");
        tab.keyboard().press("Enter");
        tab.locator("#samples").waitFor();
        if (!"room".equals(focused(tab))) {
            tab.keyboard().press("Tab");
        }
        assertEquals("room", focused(tab));
        tab.keyboard().press("Enter");
        page.waitForText("plate", "Measure with");
        tabTo(tab, "model-load");
        tab.keyboard().press("Enter");
        page.waitForModel();
        page.waitForDepth();
        tab.locator("#source-sample").focus();
        tabTo(tab, "surface");
        tab.keyboard().press("ArrowRight");
        tab.keyboard().press("Shift+ArrowDown");
        var value = tab.locator("#reading-value");
        assertThat(value).hasText(Pattern.compile("\\d.*"));
        String position = page.text("reading-position");
        tab.keyboard().press("Shift+ArrowRight");
        assertThat(tab.locator("#reading-position")).not().hasText(position);
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#pins li")).hasCount(1);
        tab.keyboard().press("Delete");
        assertThat(tab.locator("#pins li")).hasCount(0);
    }

    @Test
    void everyStopIsVisibleAndNoneIsATrap(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        page.api().capabilities();
        Set<String> stops = new LinkedHashSet<>();
        for (int i = 0; i < MOST_STEPS; ++i) {
            tab.keyboard().press("Tab");
            String at = focused(tab);
            if (at.equals("BODY") || !stops.add(at + " " + i) || i > 3 && at.equals("skip")) {
                break;
            }
            Object visible =
                    tab.evaluate(
                            """
                            () => {
                              const ring = (e) => {
                                const s = getComputedStyle(e);
                                const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
                                return outlined || s.boxShadow !== 'none';
                              };
                              const e = document.activeElement;
                              return ring(e) || ring(e.parentElement) || (e.labels && [...e.labels].some(ring));
                            }
                            """);
            assertEquals(true, visible, "no focus ring at " + at);
        }
        assertTrue(stops.size() > 8, "only " + stops);
    }

    @Test
    void escapeClosesAMenuAndGivesTheFocusBack(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.locator("#source-sample").focus();
        tab.keyboard().press("Enter");
        tab.locator("#samples").waitFor();
        tab.keyboard().press("Escape");
        assertThat(tab.locator("#samples")).isHidden();
        assertThat(tab.locator("#source-sample")).isFocused();
    }
}
