// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Draft;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.words.ZoneWords;
import io.sightline.core.zone.Anchor;
import io.sightline.core.zone.Band;
import io.sightline.core.zone.History;
import io.sightline.core.zone.Inertia;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Sketch;
import io.sightline.core.zone.Zone;
import io.sightline.core.zone.ZoneDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** The zones of one rule: drawn, named, bounded; and who stands where while they are. */
final class ZoneDialog implements Outlines, WatchDesk.Listener {
    private final WatchDesk desk;
    private final Texts texts;
    private final Rule rule;
    private final Runnable after;
    private final History<State> history;
    private final SketchView sketch;
    private final DrawDialog dialog;
    private final StandingLines lines;
    private final El list = El.create("ul", "draw-list").attr("id", "zone-list");
    private final El fields = El.create("div", "draw-fields");
    private final El name = input("zone-name", "text");
    private final El planes = El.create("div", "segments").attr("id", "zone-plane");
    private final El planeNote = El.create("p", "note").attr("id", "zone-plane-note");
    private final El anchor = El.create("select", "").attr("id", "zone-anchor");
    private final El near = input("zone-near", "text");
    private final El far = input("zone-far", "text");
    private final El unit = El.create("select", "").attr("id", "zone-unit");
    private final El low = input("zone-low", "text");
    private final El high = input("zone-high", "text");
    private final El dwell = input("zone-dwell", "text");
    private final Map<String, El> inertia = new LinkedHashMap<>();
    private final Map<String, El> margins = new LinkedHashMap<>();
    private final El edge = El.create("details", "draw-edge").attr("id", "zone-edge");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El remove;
    private final State saved;
    private El floorRadio;
    private boolean warned;

    /** What is drawn so far. */
    private record State(List<ZoneDraft> drafts, int chosen) {
        private State with(ZoneDraft draft) {
            var next = new ArrayList<>(drafts);
            next.set(chosen, draft);
            return new State(List.copyOf(next), chosen);
        }
    }

    /**
     * @param rule whose zones they are
     * @param after told when it is closed
     */
    ZoneDialog(WatchDesk desk, Texts texts, Rule rule, Runnable after) {
        this.after = after;
        this.desk = desk;
        this.texts = texts;
        this.rule = rule;
        var drafts = new ArrayList<ZoneDraft>();
        for (var zone : rule.zones()) {
            drafts.add(ZoneDraft.of(zone));
        }
        if (drafts.isEmpty()) {
            drafts.add(ZoneDraft.blank(texts.of("watch.zone-count", "n", 1), Plane.IMAGE));
        }
        history = new History<>(new State(List.copyOf(drafts), 0));
        saved = history.now();
        sketch = new SketchView(texts, this);
        lines = new StandingLines(new ZoneWords(texts.bundle()));
        dialog =
                new DrawDialog(
                        texts,
                        texts.of("watch.zone-title", "name", rule.name()),
                        sketch,
                        this::leave,
                        this::gone);
        remove = Panel.button(texts.of("watch.zone-remove")).attr("id", "zone-remove");
        build();
    }

    void open() {
        desk.listen(this);
        dialog.open();
        sketch.live().start();
        changed();
        told(null);
    }

    private static El input(String id, String type) {
        return El.create("input", "").attr("id", id).attr("type", type).attr("autocomplete", "off");
    }

    private void build() {
        var add = Panel.button(texts.of("watch.zone-add")).attr("id", "zone-add");
        add.on("click", (Event event) -> begin());
        remove.on("click", (Event event) -> remove());
        for (var plane : Plane.values()) {
            var radio = El.create("input", "").attr("type", "radio").attr("name", "zone-plane");
            radio.attr("value", plane.id());
            if (plane == Plane.FLOOR) {
                radio.attr("aria-describedby", "zone-plane-note");
                floorRadio = radio;
            }
            radio.on("change", (Event event) -> on(plane));
            planes.add(
                    El.create("label", "")
                            .add(
                                    radio,
                                    El.create("span", "")
                                            .text(texts.of("watch.zone-plane-" + plane.id()))));
        }
        for (var each : Anchor.values()) {
            option(anchor, each.id(), texts.of("watch.anchor-" + each.id()));
        }
        option(unit, "metres", texts.of("watch.zone-unit-metres"));
        option(unit, "relative", texts.of("watch.zone-unit-relative"));
        unit.value(desk.metres() ? "metres" : "relative");
        edge();
        var numbers = new ArrayList<>(List.of(near, far, low, high, dwell));
        numbers.addAll(inertia.values());
        for (var number : numbers) {
            number.attr("inputmode", "decimal");
            number.on("change", (Event event) -> read());
        }
        for (var number : List.of(near, far, low, high)) {
            number.attr("placeholder", texts.of("watch.zone-any"));
        }
        for (var each : List.of(name, anchor, unit)) {
            each.on("change", (Event event) -> read());
        }
        name.attr("maxlength", "120");
        var nearField = DrawDialog.field(texts.of("watch.zone-near"), near);
        var farField = DrawDialog.field(texts.of("watch.zone-far"), far);
        fields.add(
                DrawDialog.field(texts.of("watch.zone-name"), name),
                DrawDialog.group(texts.of("watch.zone-plane"), planes, planeNote),
                DrawDialog.field(texts.of("watch.anchor"), anchor),
                DrawDialog.group(
                        texts.of("watch.zone-distance"),
                        El.create("div", "draw-pair").add(nearField, farField),
                        DrawDialog.field(texts.of("watch.zone-unit"), unit)),
                DrawDialog.group(
                        texts.of("watch.zone-above"),
                        El.create("div", "draw-pair")
                                .add(
                                        DrawDialog.field(texts.of("watch.zone-near"), low),
                                        DrawDialog.field(texts.of("watch.zone-far"), high))),
                DrawDialog.field(texts.of("watch.zone-dwell"), dwell),
                edge);
        dialog.side()
                .add(
                        El.create("h3", "").text(texts.of("watch.zone-list")),
                        list,
                        El.create("div", "watch-row").add(add, remove),
                        fields);
        sketch.below()
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", texts.of("watch.stand-now"))
                .add(
                        El.create("h3", "").text(texts.of("watch.stand-now")),
                        lines.list().attr("id", "zone-preview"));
        var save = El.create("button", "primary").attr("type", "button").attr("id", "zone-save");
        save.text(texts.of("watch.draw-save")).on("click", (Event event) -> save());
        var cancel = Panel.button(texts.of("watch.draw-cancel")).attr("id", "zone-cancel");
        cancel.on("click", (Event event) -> dialog.close());
        dialog.foot().add(fault, cancel, save);
    }

    /** Who stands at the edge: one field for each number, shown where it is of account. */
    private void edge() {
        edge.add(
                El.create("summary", "").text(texts.of("watch.zone-edge")),
                El.create("p", "note").text(texts.of("watch.zone-edge-about")));
        for (var entry : Inertia.DEFAULT.toMap().entrySet()) {
            var id = entry.getKey();
            var input = input("zone-" + id, "text");
            input.attr("placeholder", text((Double) entry.getValue()));
            var field = DrawDialog.field(texts.of("watch.zone-edge-" + id), input);
            inertia.put(id, input);
            margins.put(id, field);
            edge.add(field);
        }
    }

    /** What is empty is as usual. */
    private Inertia inertia() {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : inertia.entrySet()) {
            if (!entry.getValue().value().isBlank()) {
                map.put(entry.getKey(), number(entry.getValue(), 0));
            }
        }
        return Inertia.of(Fields.of(map, "", "rule-field"));
    }

    /** What does not fit is said by its field. */
    private String said(SightlineException e) {
        var path = String.valueOf(e.values().get("path"));
        return inertia.containsKey(path)
                ? texts.of(
                        "watch.form-fault",
                        Map.of(
                                "field",
                                texts.of("watch.zone-edge-" + path),
                                "wanted",
                                e.values().get("wanted")))
                : texts.of(e);
    }

    private static void option(El select, String value, String text) {
        select.add(El.create("option", "").attr("value", value).text(text));
    }

    // The outlines.

    @Override
    public List<Sketch> all() {
        var all = new ArrayList<Sketch>();
        for (var draft : history.now().drafts()) {
            all.add(draft.sketch());
        }
        return all;
    }

    @Override
    public String name(int index) {
        var own = history.now().drafts().get(index).name();
        return own.isEmpty() ? texts.of("watch.zone-count", "n", index + 1) : own;
    }

    @Override
    public int chosen() {
        return history.now().chosen();
    }

    @Override
    public void choose(int index) {
        history.put(new State(history.now().drafts(), index));
        changed();
    }

    @Override
    public void begin() {
        var now = history.now();
        if (now.drafts().size() >= Rule.MOST_ZONES) {
            return;
        }
        var drafts = new ArrayList<>(now.drafts());
        var plane = now.chosen() < 0 ? Plane.IMAGE : drafts.get(now.chosen()).sketch().plane();
        drafts.add(ZoneDraft.blank(texts.of("watch.zone-count", "n", drafts.size() + 1), plane));
        history.put(new State(List.copyOf(drafts), drafts.size() - 1));
        changed();
    }

    @Override
    public void put(Sketch next) {
        change(draft().with(next));
    }

    @Override
    public boolean undoable() {
        return history.undoable();
    }

    @Override
    public boolean redoable() {
        return history.redoable();
    }

    @Override
    public void undo() {
        history.undo();
        changed();
    }

    @Override
    public void redo() {
        history.redo();
        changed();
    }

    private ZoneDraft draft() {
        var now = history.now();
        return now.drafts().get(now.chosen());
    }

    private void change(ZoneDraft next) {
        history.put(history.now().with(next));
        changed();
    }

    private void remove() {
        var now = history.now();
        var drafts = new ArrayList<>(now.drafts());
        drafts.remove(now.chosen());
        history.put(new State(List.copyOf(drafts), Math.min(now.chosen(), drafts.size() - 1)));
        changed();
    }

    private void on(Plane plane) {
        if (draft().sketch().plane() != plane) {
            // A place of the picture is none of the floor.
            boolean begun = !draft().sketch().blank();
            change(draft().with(Sketch.empty(plane)));
            if (begun) {
                planeNote.text(texts.of("watch.zone-plane-start"));
            }
        }
    }

    // The fields.

    private void read() {
        try {
            var next =
                    draft().named(name.value().strip())
                            .within(band(near, far), unit.value().equals("metres"))
                            .above(band(low, high))
                            .staying(number(dwell, 0))
                            .with(inertia());
            if (next.sketch().plane() == Plane.IMAGE) {
                next = next.by(Anchor.of(anchor.value()));
            }
            // It throws where nothing can be in it, whatever is drawn.
            var band = next.distance() == null ? new Band(0, 1) : next.distance();
            next.with(Sketch.empty(next.sketch().plane())).within(band, next.metres()).zone();
            fault.text("");
            if (!next.equals(draft())) {
                change(next);
            }
        } catch (SightlineException e) {
            fault.text(said(e));
        } catch (NumberFormatException e) {
            fault.text(texts.of("watch.zone-number", "text", e.getMessage()));
        }
    }

    /** Empty means any; one of both means from nothing, or without an end. */
    private static Band band(El from, El to) {
        if (from.value().isBlank() && to.value().isBlank()) {
            return null;
        }
        double least = number(from, 0);
        double most = number(to, Double.POSITIVE_INFINITY);
        return Band.of(least, most, to.node().getAttribute("id"));
    }

    private static double number(El input, double empty) {
        var text = input.value().strip();
        if (text.isEmpty()) {
            return empty;
        }
        try {
            double value = Double.parseDouble(text.replace(',', '.'));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told with the text alone, below.
            throw new NumberFormatException(text);
        }
        throw new NumberFormatException(text);
    }

    private static String text(double value) {
        if (Double.isInfinite(value)) {
            return "";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Shows what there is now, and has it judged. */
    private void changed() {
        var now = history.now();
        if (warned) {
            warned = false;
            fault.text("");
        }
        list.clear();
        for (int i = 0; i < now.drafts().size(); ++i) {
            int index = i;
            var draft = now.drafts().get(i);
            var entry = DrawDialog.entry(name(i), about(draft), i == now.chosen());
            entry.on("click", (Event event) -> choose(index));
            list.add(El.create("li", "").add(entry));
        }
        if (now.drafts().isEmpty()) {
            list.add(El.create("li", "note").text(texts.of("watch.zone-none")));
        }
        boolean any = now.chosen() >= 0;
        fields.shown(any);
        remove.enabled(any);
        if (any) {
            show(draft());
        }
        sketch.draw();
        preview();
    }

    private String about(ZoneDraft draft) {
        var state = draft.sketch().blank() ? "none" : draft.sketch().closed() ? "closed" : "open";
        return texts.of("watch.zone-state-" + state, "n", draft.sketch().size());
    }

    private void show(ZoneDraft draft) {
        boolean ground = LivePicture.hasFloor();
        boolean floor = draft.sketch().plane() == Plane.FLOOR;
        name.value(draft.name());
        planes.choose(draft.sketch().plane().id());
        floorRadio.enabled(ground || floor);
        planeNote.text(ground ? "" : texts.of("watch.zone-plane-no"));
        anchor.value(draft.anchor().id()).enabled(!floor);
        var distance = draft.distance();
        near.value(distance == null ? "" : text(distance.least()));
        far.value(distance == null ? "" : text(distance.most()));
        if (distance != null) {
            unit.value(draft.metres() ? "metres" : "relative");
        }
        low.value(draft.above() == null ? "" : text(draft.above().least()));
        high.value(draft.above() == null ? "" : text(draft.above().most()));
        dwell.value(text(draft.dwellSeconds()));
        var usual = Inertia.DEFAULT.toMap();
        for (var entry : draft.inertia().toMap().entrySet()) {
            boolean own = !entry.getValue().equals(usual.get(entry.getKey()));
            inertia.get(entry.getKey()).value(own ? text((Double) entry.getValue()) : "");
        }
        boolean drawn = !draft.sketch().blank();
        boolean whole = draft.anchor() == Anchor.BOX;
        margins.get("frame").shown(drawn && !floor && !whole);
        margins.get("cover").shown(drawn && !floor && whole);
        margins.get("metres")
                .shown(
                        drawn && floor
                                || distance != null && draft.metres()
                                || draft.above() != null);
        margins.get("relative").shown(distance != null && !draft.metres());
    }

    private void preview() {
        var zones = new ArrayList<Zone>();
        for (var draft : history.now().drafts()) {
            try {
                if (draft.whole()) {
                    zones.add(draft.zone());
                }
            } catch (SightlineException e) {
                // Said where it is saved; meanwhile the others are judged.
                continue;
            }
        }
        desk.draft(new Draft(rule.subject().label(), zones));
    }

    @Override
    public void told(WatchEvent event) {
        if (event instanceof WatchEvent.Scene told && told.scene().containsKey("drafted")) {
            var scene = Fields.of(told.scene());
            var standings = Marks.standings(scene, "drafted");
            lines.draw(standings, texts.of("watch.stand-nobody"));
            sketch.marks()
                    .draw(scene, standings, chosen() < 0 ? Plane.IMAGE : draft().sketch().plane());
        } else if (event == null && !desk.watching()) {
            lines.draw(List.of(), texts.of("watch.stand-off"));
            sketch.marks().clear();
        }
    }

    // The end of it.

    private void save() {
        try {
            var map = new LinkedHashMap<String, Object>(rule.toMap());
            map.remove("zone");
            map.remove("zones");
            var zones = new ArrayList<Map<String, Object>>();
            for (var draft : history.now().drafts()) {
                // One that was never begun is none.
                boolean begun = !draft.sketch().blank() || draft.distance() != null;
                if (begun || draft.above() != null) {
                    zones.add(draft.zone().toMap());
                }
            }
            if (zones.size() == 1) {
                map.put("zone", zones.get(0));
            } else if (zones.size() > 1) {
                map.put("zones", zones);
            }
            desk.watch(Rule.of(map));
            dialog.close();
        } catch (SightlineException e) {
            fault.text(texts.of(e));
        }
    }

    private void leave() {
        if (warned || history.now().drafts().equals(saved.drafts())) {
            dialog.close();
            return;
        }
        warned = true;
        fault.text(texts.of("watch.draw-leave"));
    }

    private void gone() {
        sketch.live().stop();
        desk.unlisten(this);
        desk.draft(null);
        after.run();
    }
}
