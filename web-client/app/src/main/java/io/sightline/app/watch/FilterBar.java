// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.AlertFilter;
import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** What the list of alerts is narrowed by. */
final class FilterBar {
    private final WatchDesk desk;
    private final Texts texts;
    private final Runnable changed;
    private final Map<String, El> choices = new LinkedHashMap<>();
    private final El search =
            El.create("input", "whole").attr("type", "search").attr("id", "watch-filter-text");
    private final El reset;
    private final El bar;

    FilterBar(WatchDesk desk, Texts texts, Runnable changed) {
        this.desk = desk;
        this.texts = texts;
        this.changed = changed;
        bar =
                El.create("div", "watch-filter")
                        .attr("role", "search")
                        .attr("aria-label", texts.of("watch.filter"));
        var severities = new ArrayList<String>();
        for (var severity : Severity.values()) {
            severities.add(severity.id());
        }
        var phases = new ArrayList<String>();
        for (var phase : Alert.Phase.values()) {
            phases.add(phase.id());
        }
        add("rule", List.of());
        add("severity", severities);
        add("phase", phases);
        add("verdict", AlertFilter.VERDICTS);
        add("mark", List.of("right", "wrong", AlertFilter.UNMARKED));
        search.on("input", (Event event) -> told());
        bar.add(labelled("text", search));
        reset = Panel.button(texts.of("watch.filter-reset")).attr("id", "watch-filter-reset");
        reset.on(
                "click",
                (Event event) -> {
                    reset();
                    search.node().focus();
                    changed.run();
                });
        bar.add(reset.shown(false));
        rules();
    }

    El bar() {
        return bar;
    }

    private El labelled(String name, El control) {
        return El.create("label", "watch-choice")
                .add(El.create("span", "").text(texts.of("watch.filter-" + name)), control);
    }

    private void add(String name, List<String> values) {
        var select = El.create("select", "whole").attr("id", "watch-filter-" + name);
        fill(select, name, values);
        select.on("change", (Event event) -> told());
        choices.put(name, select);
        bar.add(labelled(name, select));
    }

    private void fill(El select, String name, List<String> values) {
        select.add(El.create("option", "").attr("value", "").text(texts.of("watch.filter-any")));
        for (var value : values) {
            select.add(
                    El.create("option", "")
                            .attr("value", value)
                            .text(texts.of("watch." + name + "-is-" + value)));
        }
    }

    /** The rules are others: the choice stays, where there is still such a rule. */
    void rules() {
        var select = choices.get("rule");
        var chosen = select.value();
        select.clear();
        fill(select, "rule", List.of());
        for (var rule : desk.rules()) {
            select.add(El.create("option", "").attr("value", rule.id()).text(rule.name()));
        }
        if (desk.rule(chosen) != null) {
            select.value(chosen);
        } else if (!chosen.isEmpty()) {
            select.value("");
            told();
        }
    }

    /** Lets all through, without a word to anyone. */
    void reset() {
        for (var choice : choices.values()) {
            choice.value("");
        }
        search.value("");
        reset.shown(false);
    }

    /** What is chosen. */
    AlertFilter filter() {
        return new AlertFilter(
                choices.get("rule").value(),
                choices.get("severity").value(),
                choices.get("phase").value(),
                choices.get("verdict").value(),
                choices.get("mark").value(),
                search.value());
    }

    private void told() {
        reset.shown(!filter().all());
        changed.run();
    }
}
