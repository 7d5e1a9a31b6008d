// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Obstacle;
import io.sightline.core.rule.Recipe;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Rules;
import io.sightline.core.rule.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.Blob;

/**
 * The rules: from a recipe, from a file, or as they are written; each can be changed field by
 * field, or as text.
 */
final class RulesView {
    private static final String NO_JSON = "rule-json";

    private final WatchDesk desk;
    private final ReplayDesk replays;
    private final Map<String, TuneView> tunes = new LinkedHashMap<>();
    private final Texts texts;
    private final NotifyChoice notify;
    private final El section;
    private final El list = El.create("ul", "watch-rules").attr("id", "watch-rules");
    private final El recipe = El.create("select", "whole").attr("id", "watch-recipe");
    private final El about = El.create("p", "note");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final Map<String, El> obstacles = new LinkedHashMap<>();
    private List<Rule> drawn;

    RulesView(WatchDesk desk, ReplayDesk replays, Texts texts, NotifyChoice notify) {
        this.notify = notify;
        this.desk = desk;
        this.replays = replays;
        this.texts = texts;
        section = Panel.section(texts, "rules").add(list, fault, adding(), files());
        desk.listen(this::told);
        replays.listen(() -> tunes.values().forEach(TuneView::refresh));
        draw();
    }

    El section() {
        return section;
    }

    private El adding() {
        for (var each : Recipe.ALL) {
            recipe.add(
                    El.create("option", "")
                            .attr("value", each.id())
                            .text(texts.of("recipe." + each.id())));
        }
        var label =
                El.create("label", "vh").attr("for", "watch-recipe").text(texts.of("watch.recipe"));
        var add = Panel.button(texts.of("watch.add")).attr("id", "watch-add");
        add.on("click", (Event event) -> add());
        recipe.on("change", (Event event) -> explain());
        explain();
        return El.create("div", "watch-add").add(label, recipe, add, about);
    }

    private void explain() {
        var chosen = Recipe.of(recipe.value());
        var text = new StringBuilder(texts.of("recipe." + chosen.id() + "-about"));
        if (chosen.metres()) {
            text.append(' ').append(texts.of("watch.needs-metres"));
        }
        if (chosen.zone()) {
            text.append(' ').append(texts.of("watch.needs-zone"));
        }
        about.text(text.toString());
    }

    private void add() {
        var chosen = Recipe.of(recipe.value());
        trying(
                () ->
                        desk.watch(
                                chosen.fill(
                                        free(chosen.id()),
                                        texts.of("recipe." + chosen.id()),
                                        List.of())));
    }

    /** An id that no rule has. */
    private String free(String wanted) {
        var id = wanted;
        for (int i = 2; ; ++i) {
            boolean taken = false;
            for (var rule : desk.rules()) {
                taken |= rule.id().equals(id);
            }
            if (!taken) {
                return id;
            }
            id = wanted + "-" + i;
        }
    }

    private El files() {
        var choose =
                new FileButton(
                        "watch-import",
                        "application/json,.json",
                        texts.of("watch.import"),
                        file -> new Thread(() -> trying(() -> desk.use(read(file)))).start());
        var export = Panel.button(texts.of("watch.export"));
        export.on(
                "click",
                (Event event) -> JsonFile.save(Rules.toMap(desk.rules()), "sightline-rules.json"));
        return choose.in(El.create("div", "watch-row")).add(export);
    }

    private static List<Rule> read(Blob file) {
        return Rules.of(JsonFile.read(file, NO_JSON));
    }

    private void told(WatchEvent event) {
        if (event == null) {
            draw();
        }
    }

    private void draw() {
        if (desk.rules().equals(drawn)) {
            drawObstacles();
            return;
        }
        obstacles.clear();
        drawn = desk.rules();
        // What was opened stays open, and the keyboard where it was.
        var open = openIds(list.node());
        var focused = focusedId(list.node());
        var before = new LinkedHashMap<>(tunes);
        tunes.clear();
        list.clear();
        for (var rule : drawn) {
            list.add(item(rule));
            if (before.containsKey(rule.id())) {
                tunes.get(rule.id()).follow(before.get(rule.id()));
            }
        }
        restore(list.node(), open, focused);
        if (drawn.isEmpty()) {
            list.add(El.create("li", "note").text(texts.of("watch.none")));
        }
        drawObstacles();
    }

    /** What keeps each rule from working, and what to do; where it stands, so that text stays. */
    private void drawObstacles() {
        for (var rule : drawn) {
            var place = obstacles.get(rule.id()).clear();
            for (var obstacle : rule.enabled() ? desk.obstacles(rule) : List.<Obstacle>of()) {
                place.add(
                        El.create("li", "")
                                .text(
                                        texts.of(
                                                "watch.obstacle-" + obstacle.id(),
                                                "label",
                                                Obstacle.label(rule))));
            }
        }
    }

    private El item(Rule rule) {
        var check = El.create("input", "").attr("type", "checkbox").attr("id", "rule-" + rule.id());
        Browser.check(check.node(), rule.enabled());
        check.on("change", (Event event) -> enable(rule, Browser.isChecked(check.node())));
        var name =
                El.create("label", "watch-name").attr("for", "rule-" + rule.id()).text(rule.name());
        var zones = Panel.button(texts.of("watch.zone-edit"));
        zones.attr("aria-label", texts.of("watch.zone-edit-of", "name", rule.name()));
        zones.attr("id", "zones-" + rule.id());
        zones.on(
                "click",
                (Event event) ->
                        new ZoneDialog(desk, texts, rule, () -> focus("zones-" + rule.id()))
                                .open());
        var edit = Panel.button(texts.of("watch.form-edit"));
        edit.attr("aria-label", texts.of("watch.form-edit-of", "name", rule.name()));
        edit.attr("id", "edit-" + rule.id());
        edit.on(
                "click",
                (Event event) ->
                        new RuleDialog(desk, texts, rule, () -> focus("edit-" + rule.id())).open());
        var remove = Panel.button(texts.of("watch.remove"));
        remove.attr("aria-label", texts.of("watch.remove-of", "name", rule.name()));
        remove.on("click", (Event event) -> desk.unwatch(rule.id()));
        var text = El.create("textarea", "").attr("rows", "12").attr("spellcheck", "false");
        text.attr("aria-label", texts.of("watch.text-of", "name", rule.name()));
        text.value(JsonFile.text(rule.toMap()));
        var save = Panel.button(texts.of("watch.save"));
        save.on(
                "click",
                (Event event) ->
                        trying(
                                () -> {
                                    for (var each :
                                            Rules.of(JsonFile.parse(text.value(), NO_JSON))) {
                                        if (!each.id().equals(rule.id())) {
                                            desk.unwatch(rule.id());
                                        }
                                        desk.watch(each);
                                    }
                                }));
        var change =
                El.create("details", "")
                        .attr("id", "rule-details-" + rule.id())
                        .add(
                                El.create("summary", "").text(summary(rule)),
                                notify.of(rule),
                                text,
                                El.create("div", "watch-row").add(save));
        var missing = El.create("ul", "watch-obstacles");
        obstacles.put(rule.id(), missing);
        return El.create("li", "")
                .add(
                        El.create("div", "watch-row").add(check, name, edit, zones, remove),
                        missing,
                        tune(rule),
                        change);
    }

    /** How good it is on the latest replay. */
    private El tune(Rule rule) {
        var view = new TuneView(desk, replays, texts, rule);
        tunes.put(rule.id(), view);
        return view.element();
    }

    /** The list may have been drawn anew meanwhile. */
    private static void focus(String id) {
        var node = HTMLDocument.current().getElementById(id);
        if (node != null) {
            node.focus();
        }
    }

    private String summary(Rule rule) {
        var parts = new ArrayList<String>();
        var subject = rule.subject();
        parts.add(
                subject.label().equals(Wanted.SCENE)
                        ? texts.of("watch.subject-scene")
                        : texts.of(
                                subject.absent() ? "watch.subject-absent" : "watch.subject",
                                "label",
                                subject.label()));
        if (!rule.zones().isEmpty()) {
            parts.add(texts.of("watch.zones", "count", rule.zones().size()));
        }
        if (rule.question() != null) {
            parts.add(rule.question().text());
        }
        return String.join(" · ", parts);
    }

    private void enable(Rule rule, boolean on) {
        var map = new LinkedHashMap<>(rule.toMap());
        map.put("enabled", on);
        trying(() -> desk.watch(Rule.of(map)));
    }

    private void trying(Runnable work) {
        try {
            work.run();
            fault.text("");
        } catch (SightlineException e) {
            fault.text(texts.of(e));
        }
    }

    @JSBody(
            params = "list",
            script = "return Array.from(list.querySelectorAll('details[id][open]'), d => d.id);")
    private static native String[] openIds(HTMLElement list);

    @JSBody(
            params = "list",
            script = "const f = document.activeElement; return f && list.contains(f) ? f.id : '';")
    private static native String focusedId(HTMLElement list);

    @JSBody(
            params = {"list", "open", "focused"},
            script =
                    "for (const d of list.querySelectorAll('details[id]')) d.open = open.includes(d.id); "
                            + "if (focused) document.getElementById(focused)?.focus();")
    private static native void restore(HTMLElement list, String[] open, String focused);
}
