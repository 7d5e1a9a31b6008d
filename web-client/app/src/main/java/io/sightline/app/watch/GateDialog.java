// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.gate.LatestMinute;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.History;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The motion gate of the open camera: what it ignores, how it is set, and what it lets through just
 * now. Every change is in force at once.
 */
final class GateDialog implements Outlines, WatchDesk.Listener {
    /** Differences that the slider spans, steps of 1/255; the left end is the least sensitive. */
    private static final double LEAST_STEPS = 3;

    private static final double MOST_STEPS = 40;

    /** Shares of the picture that the slider of sizes spans, on a scale of ratios. */
    private static final double LEAST_SIZE = 0.0001;

    private static final double MOST_SIZE = 0.1;

    private final WatchDesk desk;
    private final Texts texts;
    private final History<State> history;
    private final SketchView sketch;
    private final DrawDialog dialog;
    private final LatestMinute minute = new LatestMinute();
    private final El list = El.create("ul", "draw-list").attr("id", "gate-masks");
    private final El remove;
    private final El sensitivity = slider("gate-sensitivity");
    private final El size = slider("gate-size");
    private final El shadow = slider("gate-shadow");
    private final El sensitivityValue = value("gate-sensitivity");
    private final El sizeValue = value("gate-size");
    private final El shadowValue = value("gate-shadow");
    private final El numbers = El.create("p", "").attr("id", "gate-numbers");
    private final El passed = El.create("p", "").attr("id", "gate-passed");
    private final El key = El.create("p", "note gate-key");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private GateSettings settings;
    private boolean lost;

    /** What is drawn so far. */
    private record State(List<Sketch> masks, int chosen) {}

    GateDialog(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        var masks = new ArrayList<Sketch>();
        for (var mask : desk.gate().masks()) {
            var corners = new ArrayList<Corner>();
            for (var point : mask) {
                corners.add(new Corner(point.u(), point.v()));
            }
            masks.add(new Sketch(Plane.IMAGE, corners, true));
        }
        history = new History<>(new State(List.copyOf(masks), masks.isEmpty() ? -1 : 0));
        settings = desk.gate().withMasks(List.of());
        sketch = new SketchView(texts, this);
        dialog =
                new DrawDialog(
                        texts, texts.of("watch.gate-title"), sketch, this::leave, this::gone);
        remove = Panel.button(texts.of("watch.remove")).attr("id", "gate-mask-remove");
        build();
    }

    void open() {
        desk.listen(this);
        desk.tune(true);
        dialog.open();
        sketch.live().start();
        draw();
        told(null);
    }

    private static El slider(String id) {
        return El.create("input", "")
                .attr("type", "range")
                .attr("id", id)
                .attr("min", "0")
                .attr("max", "100")
                .attr("step", "1");
    }

    private static El value(String of) {
        return El.create("output", "figure").attr("for", of).attr("id", of + "-value");
    }

    private void build() {
        var add = Panel.button(texts.of("watch.gate-mask-add")).attr("id", "gate-mask-add");
        add.on("click", (Event event) -> begin());
        remove.on("click", (Event event) -> remove());
        var clear = Panel.button(texts.of("watch.gate-clear")).attr("id", "gate-clear");
        clear.on(
                "click",
                (Event event) -> {
                    settings = GateSettings.DEFAULT;
                    history.put(new State(List.of(), -1));
                    changed();
                });
        for (var each : List.of(sensitivity, size, shadow)) {
            each.on("input", (Event event) -> read());
        }
        key.add(key("one", "watch.gate-passing"), key("two", "watch.gate-apart"));
        dialog.side()
                .add(
                        El.create("p", "note")
                                .attr("id", "gate-kept")
                                .text(
                                        desk.camera().isEmpty()
                                                ? texts.of("watch.gate-none")
                                                : texts.of(
                                                        "watch.gate-kept",
                                                        "name",
                                                        desk.sourceName())),
                        El.create("h3", "").text(texts.of("watch.gate-now")),
                        numbers,
                        passed,
                        key,
                        field("watch.gate-sensitivity", sensitivity, sensitivityValue),
                        field("watch.gate-size", size, sizeValue),
                        field("watch.gate-shadow", shadow, shadowValue),
                        El.create("h3", "").text(texts.of("watch.gate-masks")),
                        list,
                        El.create("div", "watch-row").add(add, remove));
        var done = El.create("button", "primary").attr("type", "button").attr("id", "gate-done");
        done.text(texts.of("watch.gate-done")).on("click", (Event event) -> leave());
        dialog.foot().add(fault, clear, done);
    }

    private El key(String swatch, String text) {
        return El.create("span", "")
                .add(
                        El.create("i", "gate-swatch " + swatch),
                        El.create("span", "").text(texts.of(text)));
    }

    private El field(String name, El slider, El output) {
        return El.create("div", "gate-field")
                .add(
                        El.create("label", "")
                                .attr("for", slider.node().getAttribute("id"))
                                .text(texts.of(name)),
                        output,
                        slider);
    }

    // The areas.

    @Override
    public List<Sketch> all() {
        return history.now().masks();
    }

    @Override
    public String name(int index) {
        return texts.of("watch.gate-mask", "n", index + 1);
    }

    @Override
    public int chosen() {
        return history.now().chosen();
    }

    @Override
    public void choose(int index) {
        var now = history.now();
        history.put(new State(now.masks(), index));
        draw();
    }

    @Override
    public void begin() {
        var now = history.now();
        if (now.masks().size() >= GateSettings.MOST_MASKS) {
            return;
        }
        var masks = new ArrayList<>(now.masks());
        masks.add(Sketch.empty(Plane.IMAGE));
        history.put(new State(List.copyOf(masks), masks.size() - 1));
        draw();
    }

    @Override
    public void put(Sketch next) {
        var now = history.now();
        var masks = new ArrayList<>(now.masks());
        masks.set(now.chosen(), next);
        history.put(new State(List.copyOf(masks), now.chosen()));
        changed();
    }

    private void remove() {
        var now = history.now();
        var masks = new ArrayList<>(now.masks());
        masks.remove(now.chosen());
        int next = Math.min(now.chosen(), masks.size() - 1);
        history.put(new State(List.copyOf(masks), next));
        changed();
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

    // The gate.

    private static double place(El slider) {
        return Double.parseDouble(slider.value()) / 100;
    }

    private void read() {
        double steps = Math.round(MOST_STEPS - place(sensitivity) * (MOST_STEPS - LEAST_STEPS));
        double least = LEAST_SIZE * Math.pow(MOST_SIZE / LEAST_SIZE, place(size));
        settings =
                settings.withThreshold(steps)
                        .withMinArea(Math.round(least * 1e5) / 1e5)
                        .withShadow(Math.round(place(shadow) * 90) / 100.0);
        changed();
    }

    /** The state is in force. */
    private void changed() {
        var now = history.now();
        var masks = new ArrayList<List<ImagePoint>>();
        for (var mask : now.masks()) {
            if (mask.closed()) {
                var points = new ArrayList<ImagePoint>();
                for (var corner : mask.corners()) {
                    points.add(new ImagePoint(corner.x(), corner.y()));
                }
                masks.add(points);
            }
        }
        try {
            boolean kept = desk.gate(settings.withMasks(masks));
            lost |= !kept;
            fault.text(lost ? texts.of("watch.gate-lost") : "");
        } catch (SightlineException e) {
            fault.text(texts.of(e));
        }
        draw();
    }

    private void draw() {
        var now = history.now();
        list.clear();
        for (int i = 0; i < now.masks().size(); ++i) {
            int index = i;
            var mask = now.masks().get(i);
            var state = mask.blank() ? "none" : mask.closed() ? "closed" : "open";
            var entry =
                    DrawDialog.entry(
                            name(i),
                            texts.of("watch.zone-state-" + state, "n", mask.size()),
                            i == now.chosen());
            entry.on("click", (Event event) -> choose(index));
            list.add(El.create("li", "").add(entry));
        }
        if (now.masks().isEmpty()) {
            list.add(El.create("li", "note").text(texts.of("watch.gate-masks-none")));
        }
        remove.enabled(now.chosen() >= 0);
        var style = texts.bundle().style();
        put(sensitivity, (MOST_STEPS - settings.threshold()) / (MOST_STEPS - LEAST_STEPS));
        sensitivityValue.text(
                texts.of(
                        "watch.gate-value-sensitivity",
                        "steps",
                        style.number(settings.threshold())));
        double area = Math.max(LEAST_SIZE, settings.minArea());
        put(size, Math.log(area / LEAST_SIZE) / Math.log(MOST_SIZE / LEAST_SIZE));
        sizeValue.text(size(settings.minArea()));
        put(shadow, settings.shadow() / 0.9);
        shadowValue.text(
                settings.shadow() == 0
                        ? texts.of("watch.gate-shadow-off")
                        : style.percent(settings.shadow()));
        sketch.draw();
    }

    /** A slider that is being moved stays where it is. */
    private static void put(El slider, double place) {
        if (!Browser.isFocused(slider.node())) {
            slider.value(Long.toString(Math.round(100 * Math.max(0, Math.min(1, place)))));
        }
    }

    /** Shares of the picture, down to hundredths of a percent. */
    private String size(double share) {
        return texts.bundle().style().fixed(100 * share, 2) + " %";
    }

    @Override
    public void told(WatchEvent event) {
        if (event instanceof WatchEvent.Foreground told) {
            paint(told.size(), (Int8Array) told.cells());
        } else if (event instanceof WatchEvent.Scene told) {
            show(Fields.of(told.scene()));
        } else if (event == null && !desk.watching()) {
            numbers.text(texts.of("watch.gate-none"));
            passed.text("");
        }
    }

    private void show(Fields scene) {
        if (!scene.has("gate")) {
            return;
        }
        var style = texts.bundle().style();
        minute.take(
                new LatestMinute.Count(
                        scene.number("t"),
                        scene.number("frames"),
                        scene.number("moving"),
                        scene.number("looks")));
        var state = texts.of("watch.gate-" + scene.text("gate"));
        numbers.text(
                texts.of(
                        "watch.gate-numbers",
                        Map.of(
                                "state",
                                Character.toUpperCase(state.charAt(0)) + state.substring(1),
                                "threshold",
                                style.fixed(scene.number("threshold"), 1),
                                "noise",
                                style.fixed(scene.number("noise"), 1),
                                "least",
                                size(desk.gate().minArea()),
                                "largest",
                                size(scene.number("largest")))));
        passed.text(
                texts.of(
                        "watch.gate-passed",
                        Map.of(
                                "share", style.percent(minute.looks()),
                                "frames", minute.frames(),
                                "moved", style.percent(minute.moving()))));
    }

    /** A run of cells at a time: most of a picture does not stand out. */
    private void paint(ImageSize cells, Int8Array values) {
        var canvas = (HTMLCanvasElement) sketch.overlay().node();
        if (canvas.getWidth() != cells.width() || canvas.getHeight() != cells.height()) {
            canvas.setWidth(cells.width());
            canvas.setHeight(cells.height());
        }
        var context = (CanvasRenderingContext2D) canvas.getContext("2d");
        context.clearRect(0, 0, cells.width(), cells.height());
        for (int y = 0; y < cells.height(); ++y) {
            int row = y * cells.width();
            int from = 0;
            for (int x = 1; x <= cells.width(); ++x) {
                int kind = values.get(row + from);
                if (x == cells.width() || values.get(row + x) != kind) {
                    if (kind != 0) {
                        context.setFillStyle(
                                kind == 1 ? "rgb(255 80 40 / 62%)" : "rgb(90 180 255 / 62%)");
                        context.fillRect(from, y, x - from, 1);
                    }
                    from = x;
                }
            }
        }
    }

    private void leave() {
        dialog.close();
    }

    private void gone() {
        sketch.live().stop();
        desk.unlisten(this);
        desk.tune(false);
    }
}
