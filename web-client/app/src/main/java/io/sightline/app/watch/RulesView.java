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
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Texts texts;
    private final NotifyChoice notify;
    private final El section;
    private final El list = El.create("ul", "watch-rules").attr("id", "watch-rules");
    private final El recipe = El.create("select", "whole").attr("id", "watch-recipe");
    private final El about = El.create("p", "note");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El lost = El.create("p", "watch-fault").attr("role", "status");
    private final El none = El.create("li", "note");
    private final El done = El.create("p", "note").attr("role", "status").attr("id", "rules-done");
    private final El undo;
    private List<Rule> drawn;

    /** The rules before all were replaced or one was removed, and after it. */
    private List<Rule> before = List.of();

    private List<Rule> after;

    /** A rule as it is shown. */
    private final class Item {
        private final Rule rule;
        private final El obstacles = El.create("ul", "watch-obstacles");
        private final El text = El.create("textarea", "");
        private final TuneView tune;
        private final El node;
        private boolean saving;

        private Item(Rule rule) {
            this.rule = rule;
            text.attr("rows", "12").attr("spellcheck", "false");
            text.attr("id", "rule-text-" + rule.id());
            text.attr("aria-label", texts.of("watch.text-of", "name", rule.name()));
            text.value(JsonFile.text(rule.toMap()));
            tune = new TuneView(desk, replays, texts, rule);
            node = item(this);
        }

        /** Goes on where the one of the rule before was; it has to be on the page. */
        private void follow(Item before) {
            boolean typed = !before.text.value().equals(JsonFile.text(before.rule.toMap()));
            if (typed && !before.saving) {
                text.value(before.text.value());
            }
            tune.follow(before.tune);
        }
    }

    RulesView(WatchDesk desk, ReplayDesk replays, Texts texts, NotifyChoice notify) {
        this.notify = notify;
        this.desk = desk;
        this.replays = replays;
        this.texts = texts;
        undo = Panel.button(texts.of("watch.rules-undo")).attr("id", "rules-undo").shown(false);
        undo.on("click", (Event event) -> trying(() -> desk.use(before)));
        section =
                Panel.section(texts, "rules")
                        .add(
                                list,
                                fault,
                                lost.attr("id", "rules-lost"),
                                El.create("div", "watch-row").add(done, undo),
                                adding(),
                                files());
        desk.listen(this::told);
        replays.listen(() -> items.values().forEach(item -> item.tune.refresh()));
        none.text(texts.of("watch.none"));
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
                        file -> new Thread(() -> trying(() -> replace(read(file)))).start());
        var export = Panel.button(texts.of("watch.export"));
        export.on(
                "click",
                (Event event) -> JsonFile.save(Rules.toMap(desk.rules()), "sightline-rules.json"));
        return choose.in(El.create("div", "watch-row")).add(export);
    }

    /** A file's rules are all that there are from now on; those of before can be had back. */
    private void replace(List<Rule> rules) {
        int gone = desk.rules().size();
        change(
                () -> desk.use(rules),
                texts.of("watch.rules-replaced", Map.of("count", rules.size(), "gone", gone)));
    }

    private void change(Runnable change, String said) {
        var old = desk.rules();
        change.run();
        before = old;
        after = desk.rules();
        done.text(said);
        undo.shown(!old.isEmpty() && !old.equals(after));
    }

    private static List<Rule> read(Blob file) {
        return Rules.of(JsonFile.read(file, NO_JSON));
    }

    private void told(WatchEvent event) {
        if (event == null) {
            if (!desk.rules().equals(after)) {
                // Something else was changed: going back would undo that, too.
                done.text("");
                undo.shown(false);
            }
            draw();
        }
    }

    private void draw() {
        if (desk.rules().equals(drawn)) {
            drawObstacles();
            return;
        }
        drawn = desk.rules();
        lost.text(desk.rulesLost() ? texts.of("watch.rules-lost") : "");
        // What was opened stays open, and the keyboard where it was.
        var open = openIds(list.node());
        var focused = focusedId(list.node());
        var before = new LinkedHashMap<>(items);
        items.clear();
        for (var rule : drawn) {
            var old = before.get(rule.id());
            boolean same = old != null && old.rule.equals(rule);
            items.put(rule.id(), same ? old : new Item(rule));
        }
        none.remove();
        for (var old : before.values()) {
            if (items.get(old.rule.id()) != old) {
                old.node.remove();
            }
        }
        int at = 0;
        for (var item : items.values()) {
            place(list.node(), item.node.node(), at++);
            var old = before.get(item.rule.id());
            if (old != null && old != item) {
                item.follow(old);
            }
        }
        restore(list.node(), open, focused);
        if (items.isEmpty()) {
            list.add(none);
        }
        drawObstacles();
    }

    /** What keeps each rule from working, and what to do; where it stands, so that text stays. */
    private void drawObstacles() {
        for (var rule : drawn) {
            var place = items.get(rule.id()).obstacles.clear();
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

    private El item(Item item) {
        var rule = item.rule;
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
        remove.on(
                "click",
                (Event event) ->
                        change(
                                () -> desk.unwatch(rule.id()),
                                texts.of("watch.rule-removed", "name", rule.name())));
        var save = Panel.button(texts.of("watch.save"));
        save.on(
                "click",
                (Event event) -> {
                    item.saving = true;
                    trying(() -> save(item));
                    item.saving = false;
                });
        var change =
                El.create("details", "")
                        .attr("id", "rule-details-" + rule.id())
                        .add(
                                El.create("summary", "").text(summary(rule)),
                                notify.of(rule),
                                item.text,
                                El.create("div", "watch-row").add(save));
        return El.create("li", "")
                .add(
                        El.create("div", "watch-row").add(check, name, edit, zones, remove),
                        item.obstacles,
                        item.tune.element(),
                        change);
    }

    private void save(Item item) {
        for (var each : Rules.of(JsonFile.parse(item.text.value(), NO_JSON))) {
            if (!each.id().equals(item.rule.id())) {
                desk.unwatch(item.rule.id());
            }
            desk.watch(each);
        }
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

    /** What is where it belongs is not touched: it would lose the keyboard, and its scrolling. */
    @JSBody(
            params = {"list", "item", "at"},
            script =
                    "if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);")
    private static native void place(HTMLElement list, HTMLElement item, int at);

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
