// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import java.util.ArrayList;
import java.util.List;

/**
 * How the page looks: pictures for people, in target/screenshots, and beside them what a program
 * can tell.
 */
public final class Look {
    private static final List<String> GRAVE = List.of("serious", "critical");

    private final Page tab;
    private final String name;

    /**
     * @param tab the tab
     * @param name how the names of its pictures begin
     */
    public Look(Page tab, String name) {
        this.tab = tab;
        this.name = name;
    }

    /** Takes a picture of what the window shows. */
    public void picture(String part) {
        picture(part, false);
    }

    /** Takes a picture of what the window shows at the page's beginning. */
    public void top(String part) {
        tab.evaluate("() => scrollTo(0, 0)");
        picture(part, false);
    }

    /** Takes a picture of the whole page. */
    public void whole(String part) {
        tab.evaluate("() => scrollTo(0, 0)");
        picture(part, true);
    }

    private void picture(String part, boolean whole) {
        var file = (part.isEmpty() ? name : name + "-" + part) + ".png";
        tab.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(whole)
                        .setPath(Project.output().resolve("screenshots").resolve(file)));
    }

    /** What keeps somebody out, and whether the page is wider than its window; none is right. */
    public List<String> faults() {
        return faults("");
    }

    /** The same, of a state of the page. */
    public List<String> faults(String state) {
        var found = new ArrayList<>(violations(tab, state));
        if (!(Boolean) tab.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")) {
            found.add(said(state, "the page is wider than the window"));
        }
        return found;
    }

    /** Where the page breaks axe-core's rules so that it keeps somebody out; none is right. */
    public static List<String> violations(Page tab) {
        return violations(tab, "");
    }

    /** The same, of a state of the page. */
    public static List<String> violations(Page tab, String state) {
        var found = new ArrayList<String>();
        for (var rule : new AxeBuilder(tab).analyze().getViolations()) {
            if (GRAVE.contains(rule.getImpact())) {
                for (var node : rule.getNodes()) {
                    found.add(said(state, rule.getId() + " at " + node.getTarget()));
                }
            }
        }
        return found;
    }

    private static String said(String state, String fault) {
        return state.isEmpty() ? fault : state + ": " + fault;
    }
}
