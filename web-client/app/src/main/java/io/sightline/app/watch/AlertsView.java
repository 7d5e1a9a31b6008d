// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.AlertFilter;
import io.sightline.core.alert.Retention;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The alerts that are kept, along time: day by day, newest first, as far as the filter lets them
 * through; a page of them at a time.
 */
final class AlertsView {
    /** So many at a time. */
    private static final int PAGE = 25;

    /** So many are put into words before the page has its turn. */
    private static final int AT_ONCE = 50;

    /** Marks of a day's strip at most: more cannot be told apart. */
    private static final int MOST_MARKS = 200;

    private final DateTimeFormat days =
            DateTimeFormat.of("en", JsValues.toJs(Map.of("dateStyle", "full")));
    private final WatchDesk desk;
    private final AlertBook book;
    private final Texts texts;
    private final AlertExport export;
    private final CoverChoice choice;
    private final El section;
    private final FilterBar filter;
    private final El count =
            El.create("p", "note").attr("id", "watch-count").attr("role", "status");
    private final El list = El.create("div", "watch-days").attr("id", "watch-alerts");
    private final El empty = El.create("p", "note").attr("id", "watch-alerts-none");
    private final El more;
    private final El place = El.create("p", "note").attr("id", "watch-stored");
    private final El fault =
            El.create("p", "watch-fault").attr("id", "watch-alerts-fault").attr("role", "alert");
    private final El broken = El.create("div", "watch-row").attr("id", "watch-unreadable");
    private final El progress = El.create("p", "note").attr("role", "status");
    private final El files = El.create("div", "watch-row");
    private final El stop;
    private final List<El> savers = new ArrayList<>();
    private final Map<String, String> dayOf = new HashMap<>();
    private final Map<String, AlertItem> items = new LinkedHashMap<>();
    private List<AlertBook.Entry> found = List.of();
    private List<String> drawn = List.of();
    private int shown = PAGE;
    private int generation;
    private AlertCovers saving;

    AlertsView(WatchDesk desk, AlertBook book, RedactDesk redactions, Texts texts) {
        this.desk = desk;
        this.book = book;
        this.texts = texts;
        export = new AlertExport(book, texts);
        choice = new CoverChoice(redactions, texts);
        filter = new FilterBar(desk, texts, this::filtered);
        more = Panel.button(texts.of("watch.more")).attr("id", "watch-more");
        more.on("click", (Event event) -> more());
        stop = Panel.button(texts.of("watch.stop")).attr("id", "watch-export-stop").shown(false);
        stop.on("click", (Event event) -> stop());
        files();
        section =
                Panel.section(texts, "alerts")
                        .add(filter.bar(), count, empty, list, more)
                        .add(choice.box(), files, progress, fault, broken, place);
        book.listen(this::changed);
        desk.listen(
                event -> {
                    if (event == null) {
                        filter.rules();
                        draw();
                    }
                });
        find();
    }

    El section() {
        return section;
    }

    /** Brings an alert into sight, whatever the filter hides, and the keyboard to it. */
    void show(String id) {
        var entry = book.entry(id);
        if (entry == null) {
            return;
        }
        filter.reset();
        found = List.copyOf(book.entries());
        shown = Math.max(shown, found.indexOf(entry) + 1);
        ++generation;
        draw();
        items.get(id).open();
    }

    private void files() {
        for (var kind : List.of("json", "csv", "zip")) {
            var button = Panel.button(texts.of("watch.export-" + kind));
            button.attr("id", "watch-export-" + kind);
            button.on("click", (Event event) -> save("alerts-" + kind, "sightline-alerts." + kind));
            files.add(button);
            savers.add(button);
        }
        files.add(stop);
        var clear = Panel.button(texts.of("watch.clear")).attr("id", "watch-clear");
        clear.on("click", (Event event) -> desk.calls().forget(List.of()));
        files.add(clear);
    }

    /** What is listed is what is saved. */
    private void save(String what, String name) {
        var mine = List.copyOf(found);
        var left = new ArrayList<AlertCovers.Left>();
        var of = new HashSet<String>();
        boolean takes = what.equals("alerts-zip");
        saving = choice.covers();
        if (takes) {
            saving(true);
        }
        fault.text("");
        progress.text("");
        new Thread(
                        () -> {
                            try {
                                var file =
                                        export.export(
                                                what,
                                                mine,
                                                saving,
                                                this::progressed,
                                                (alert, one) -> {
                                                    of.add(alert);
                                                    left.add(one);
                                                });
                                Browser.save(file, name);
                                var done =
                                        texts.of("watch.exported", "count", (double) mine.size());
                                progress.text(
                                        saving.headsOnly()
                                                ? done + " " + texts.of("redact.warn-heads")
                                                : done);
                                left(left, of.size());
                            } catch (SightlineException e) {
                                progress.text("");
                                fault.text(texts.of(e));
                            } catch (RuntimeException e) {
                                progress.text("");
                                fault.text(
                                        texts.of(
                                                "watch.export-failed",
                                                "cause",
                                                String.valueOf(e.getMessage())));
                            }
                            if (takes) {
                                saving(false);
                            }
                        })
                .start();
    }

    /** An archive is being made, or no longer; the keyboard stays with what goes on. */
    private void saving(boolean on) {
        var zip = savers.get(savers.size() - 1);
        boolean focused = focuses((on ? zip : stop).node());
        if (on) {
            stop.shown(true);
        }
        if (focused && on) {
            stop.node().focus();
        }
        for (var button : savers) {
            button.enabled(!on);
        }
        if (focused && !on) {
            zip.node().focus();
        }
        stop.shown(on);
    }

    private void stop() {
        saving.stop();
    }

    private void left(List<AlertCovers.Left> left, int alerts) {
        if (!left.isEmpty()) {
            fault.text(
                    texts.of(
                            "watch.cover-left",
                            Map.of(
                                    "count", (double) left.size(),
                                    "alerts", (double) alerts,
                                    "why", texts.of(left.get(0).why()))));
        }
    }

    private void progressed(int done, int of) {
        progress.text(
                texts.of(
                        saving.covering().covers() ? "watch.covering" : "watch.exporting",
                        Map.of("done", (double) done, "of", (double) of)));
    }

    private void changed(AlertBook.Entry entry) {
        if (entry != null) {
            var item = items.get(entry.alert().id());
            if (item != null) {
                item.update();
            }
        } else {
            for (var item : items.values()) {
                item.update();
            }
        }
        find();
    }

    private void filtered() {
        shown = PAGE;
        find();
    }

    private void more() {
        int first = shown;
        shown += PAGE;
        draw();
        // The button may be gone: the keyboard goes on where the new ones begin.
        var ids = new ArrayList<>(drawn);
        if (first < ids.size()) {
            items.get(ids.get(first)).focus();
        }
    }

    /** Looks for what the filter lets through; thousands take several turns. */
    private void find() {
        int mine = ++generation;
        var wanted = filter.filter();
        if (!wanted.reads()) {
            found = pick(wanted);
            draw();
            return;
        }
        new Thread(
                        () -> {
                            var result = new ArrayList<AlertBook.Entry>();
                            int looked = 0;
                            for (var entry : List.copyOf(book.entries())) {
                                if (wanted.lets(entry.kept(true))) {
                                    result.add(entry);
                                }
                                if (++looked % AT_ONCE == 0) {
                                    EventLoop.turn();
                                    if (mine != generation) {
                                        return;
                                    }
                                }
                            }
                            if (mine == generation) {
                                found = result;
                                draw();
                            }
                        })
                .start();
    }

    private List<AlertBook.Entry> pick(AlertFilter wanted) {
        if (wanted.all()) {
            return List.copyOf(book.entries());
        }
        var result = new ArrayList<AlertBook.Entry>();
        for (var entry : book.entries()) {
            if (wanted.lets(entry.kept(false))) {
                result.add(entry);
            }
        }
        return result;
    }

    private void draw() {
        var visible = found.subList(0, Math.min(shown, found.size()));
        var ids = new ArrayList<String>();
        for (var entry : visible) {
            ids.add(entry.alert().id());
        }
        if (!ids.equals(drawn)) {
            arrange(visible);
            drawn = ids;
        }
        int all = book.entries().size();
        count.text(
                found.size() == all
                        ? texts.of("watch.count", "count", (double) all)
                        : texts.of(
                                "watch.count-of",
                                Map.of("count", (double) found.size(), "all", (double) all)));
        count.shown(all > 0);
        filter.bar().shown(all > 0);
        files.shown(all > 0);
        more.shown(found.size() > shown);
        more.text(
                texts.of(
                        "watch.more",
                        "count",
                        (double) Math.min(PAGE, found.size() - visible.size())));
        empty.shown(found.isEmpty() && book.failure() == null);
        empty.text(texts.of(why()));
        unreadable();
        stored();
    }

    /** Why none is seen. */
    private String why() {
        if (!book.loaded()) {
            return "watch.alerts-reading";
        }
        if (!book.entries().isEmpty()) {
            return "watch.alerts-filtered";
        }
        if (desk.rules().isEmpty()) {
            return "watch.alerts-no-rules";
        }
        return desk.watching() ? "watch.alerts-none-yet" : "watch.alerts-off";
    }

    private void unreadable() {
        broken.clear();
        broken.shown(book.failure() != null || !book.unreadable().isEmpty());
        if (book.failure() != null) {
            var again = Panel.button(texts.of("watch.alerts-again"));
            again.on("click", (Event event) -> book.load());
            broken.add(El.create("p", "watch-fault").text(texts.of(book.failure())), again);
            return;
        }
        if (book.unreadable().isEmpty()) {
            return;
        }
        var first = book.unreadable().entrySet().iterator().next();
        var text =
                texts.of(
                        "watch.unreadable",
                        Map.of(
                                "count",
                                (double) book.unreadable().size(),
                                "path",
                                first.getValue()));
        var remove = Panel.button(texts.of("watch.unreadable-delete"));
        remove.on(
                "click",
                (Event event) -> desk.calls().forget(new ArrayList<>(book.unreadable().keySet())));
        broken.add(El.create("p", "watch-fault").text(text), remove);
    }

    private void stored() {
        WatchEvent.Stored stored = book.stored();
        if (stored == null) {
            place.text("");
            return;
        }
        boolean memory = stored.place().equals("memory");
        place.attr("data-kind", memory ? "bad" : null);
        var said =
                memory
                        ? texts.of("watch.stored-memory", "why", stored.why())
                        : texts.of(
                                "watch.stored",
                                Map.of(
                                        "count",
                                        (double) stored.count(),
                                        "bytes",
                                        stored.bytes(),
                                        "most",
                                        (double) Retention.ALERTS.most(),
                                        "space",
                                        Retention.ALERTS.mostBytes(),
                                        "days",
                                        Retention.ALERTS.longest() / 86_400_000));
        if (!stored.dropped().isEmpty()) {
            fault.text(texts.of("watch.dropped", "count", (double) stored.dropped().size()));
        }
        place.text(said);
    }

    /** Puts the alerts under their days; those that stay keep what was opened in them. */
    private void arrange(List<AlertBook.Entry> visible) {
        var focused = focusedId();
        list.clear();
        var kept = new HashSet<String>();
        var days = new LinkedHashMap<String, List<AlertBook.Entry>>();
        for (var entry : visible) {
            days.computeIfAbsent(day(entry), d -> new ArrayList<>()).add(entry);
            kept.add(entry.alert().id());
        }
        for (var id : new ArrayList<>(items.keySet())) {
            if (!kept.contains(id)) {
                items.remove(id).close();
            }
        }
        dayOf.keySet().removeIf(id -> book.entry(id) == null);
        int number = 0;
        for (var day : days.entrySet()) {
            var title =
                    El.create("h3", "watch-day")
                            .attr("id", "watch-day-" + ++number)
                            .text(day.getKey());
            var rows =
                    El.create("ol", "watch-alerts").attr("aria-labelledby", "watch-day-" + number);
            for (var entry : day.getValue()) {
                var id = entry.alert().id();
                var item = items.get(id);
                if (item == null) {
                    item = new AlertItem(desk, book, texts, choice, entry);
                    items.put(id, item);
                }
                rows.add(item.node());
            }
            list.add(title, strip(day.getKey()), rows);
        }
        if (focused != null) {
            focus(focused);
        }
    }

    /** In words, which takes a while for thousands. */
    private String day(AlertBook.Entry entry) {
        return dayOf.computeIfAbsent(entry.alert().id(), id -> days.format(entry.savedAt()));
    }

    /**
     * The day from midnight to midnight, with a mark for each alert that the filter lets through.
     */
    private El strip(String day) {
        var strip = El.create("div", "watch-strip").attr("aria-hidden", "true");
        int marks = 0;
        for (var entry : found) {
            if (marks < MOST_MARKS && day(entry).equals(day)) {
                ++marks;
                strip.add(
                        El.create("i", "")
                                .attr("data-severity", entry.alert().severity().id())
                                .style("inset-inline-start", minute(entry.savedAt()) / 14.4 + "%"));
            }
        }
        return strip;
    }

    @JSBody(params = "node", script = "return document.activeElement === node;")
    private static native boolean focuses(HTMLElement node);

    @JSBody(
            params = "at",
            script = "const d = new Date(at); return d.getHours() * 60 + d.getMinutes();")
    private static native int minute(double at);

    @JSBody(
            script =
                    "const f = document.activeElement; return f && f.id && f.closest("
                            + "'#watch-alerts') ? f.id : null;")
    private static native String focusedId();

    @JSBody(
            params = "id",
            script =
                    "const f = document.getElementById(id); if (f) f.focus({ preventScroll: true });")
    private static native void focus(String id);
}
