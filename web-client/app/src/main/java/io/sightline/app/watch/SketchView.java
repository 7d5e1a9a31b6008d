// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Sketch;
import io.sightline.core.zone.SketchFrame;
import io.sightline.glue.dom.PointerEvent;
import io.sightline.glue.dom.ResizeObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/**
 * Outlines over the live picture or the floor, drawn by mouse, finger or keyboard. What would make
 * an outline cross itself is refused with a reason; it stays as it was.
 */
final class SketchView {
    /** A corner or an edge is hit within so much, CSS pixels. */
    private static final double REACH = 22;

    private static final double EDGE_REACH = 14;

    /** A press that moves less is a click, CSS pixels. */
    private static final double STILL = 4;

    private static final double STEP = 0.01;
    private static final double LARGE_STEP = 0.05;

    private final Texts texts;
    private final Outlines outlines;
    private final El root = El.create("div", "draw");
    private final El room = El.create("div", "draw-room");
    private final El picture = El.create("div", "draw-picture");
    private final El canvas = El.create("canvas", "").attr("aria-hidden", "true");
    private final El overlay = El.create("canvas", "draw-overlay").attr("aria-hidden", "true");
    private final El lines = El.svg("svg").attr("class", "draw-lines");
    private final El people = El.create("div", "draw-people").attr("aria-hidden", "true");
    private final El none = El.create("p", "draw-none");
    private final El below = El.create("div", "draw-below");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El status = El.create("p", "vh").attr("role", "status");
    private final El add;
    private final El delete;
    private final El close;
    private final El undo;
    private final El redo;
    private final List<El> handles = new ArrayList<>();
    private final LivePicture live;
    private final Marks marks = new Marks(people);

    /** The corner that is worked at; -1 for none. */
    private int corner = -1;

    /** While a pointer is down: what it would make of the outline, and where it went down. */
    private Sketch held;

    private boolean fresh;
    private boolean moved;
    private double downX;
    private double downY;

    SketchView(Texts texts, Outlines outlines) {
        this.texts = texts;
        this.outlines = outlines;
        live = new LivePicture((HTMLCanvasElement) canvas.node(), this::resize);
        lines.attr("viewBox", "0 0 1 1").attr("preserveAspectRatio", "none");
        lines.attr("aria-hidden", "true");
        picture.attr("tabindex", "0").attr("role", "group").attr("id", "draw-picture");
        picture.attr("aria-label", texts.of("watch.draw-surface"));
        picture.attr("aria-describedby", "draw-help");
        none.text(texts.of("watch.draw-none"));
        picture.add(canvas, overlay, lines, people, none);
        room.add(picture);
        add = tool("corner-add", "draw-add", this::addCorner);
        delete = tool("corner-delete", "draw-delete", this::deleteCorner);
        close = tool("draw-close", "draw-close", this::close);
        undo = tool("draw-undo", "draw-undo", this::undo);
        redo = tool("draw-redo", "draw-redo", this::redo);
        var tools = El.create("div", "draw-tools").add(add, delete, close, undo, redo);
        var help = El.create("p", "note draw-help").attr("id", "draw-help");
        help.text(texts.of("watch.draw-help"));
        root.add(room, tools, fault, below, status, help);
        picture.on("pointerdown", (PointerEvent event) -> down(event));
        picture.on("pointermove", (PointerEvent event) -> move(event));
        picture.on("pointerup", (PointerEvent event) -> up(event));
        picture.on("pointercancel", (Event event) -> drop());
        picture.on("dblclick", (Event event) -> closeQuietly());
        picture.on("keydown", (KeyboardEvent event) -> key(event));
        new ResizeObserver(entries -> resize()).observe(room.node());
    }

    El root() {
        return root;
    }

    /** Marks of who is seen. */
    Marks marks() {
        return marks;
    }

    /** A canvas over the picture. */
    El overlay() {
        return overlay;
    }

    LivePicture live() {
        return live;
    }

    /** What stands below the picture. */
    El below() {
        return below;
    }

    /** Says something to who cannot see it. */
    void say(String text) {
        status.text(text);
    }

    /** Says what was wrong; nothing more where empty. */
    void refuse(String text) {
        fault.text(text);
    }

    private El tool(String text, String id, Runnable work) {
        var button = Panel.button(texts.of("watch." + text)).attr("id", id);
        button.on("click", (Event event) -> work.run());
        return button;
    }

    /** The picture is as large as there is room for it. */
    private void resize() {
        none.shown(!live.there());
        double width = room.node().getClientWidth();
        double height = room.node().getClientHeight();
        if (width > 0 && height > 0) {
            double wide = Math.min(width, height * live.aspect());
            root.style("--aspect", Double.toString(live.aspect()));
            picture.style("width", wide + "px");
            picture.style("height", wide / live.aspect() + "px");
        }
    }

    private Sketch sketch() {
        int chosen = outlines.chosen();
        return chosen < 0 ? null : outlines.all().get(chosen);
    }

    private static Plane plane(Sketch sketch) {
        return sketch == null ? Plane.IMAGE : sketch.plane();
    }

    /** Shows what there is now. */
    void draw() {
        var chosen = held != null ? held : sketch();
        live.show(plane(chosen));
        int count = chosen == null ? 0 : chosen.size();
        corner = Math.min(corner, count - 1);
        lines.clear();
        for (int i = 0; i < outlines.all().size(); ++i) {
            var one = i == outlines.chosen() ? chosen : outlines.all().get(i);
            if (one.plane() == plane(chosen) && !one.blank()) {
                outline(one, i == outlines.chosen());
            }
        }
        while (handles.size() > count) {
            var gone = handles.remove(handles.size() - 1);
            if (Browser.isFocused(gone.node())) {
                (handles.isEmpty() ? picture : handles.get(handles.size() - 1)).node().focus();
            }
            gone.remove();
        }
        while (handles.size() < count) {
            handle(handles.size());
        }
        for (int i = 0; i < count; ++i) {
            var handle = handles.get(i);
            var at = chosen.corners().get(i);
            handle.style("left", SketchFrame.across(chosen.plane(), at) * 100 + "%");
            handle.style("top", SketchFrame.down(chosen.plane(), at) * 100 + "%");
            handle.flag("data-chosen", i == corner);
            handle.flag("data-closes", i == 0 && !chosen.closed() && count > 2);
            handle.attr(
                    "aria-label",
                    texts.of(
                            "watch.corner-name",
                            Map.of("n", i + 1, "of", count, "place", place(chosen, at))));
        }
        delete.enabled(corner >= 0);
        close.enabled(chosen != null && !chosen.closed() && count > 0);
        undo.enabled(outlines.undoable());
        redo.enabled(outlines.redoable());
        resize();
    }

    private void outline(Sketch one, boolean chosen) {
        var points = new StringBuilder();
        for (var at : one.corners()) {
            points.append(SketchFrame.across(one.plane(), at))
                    .append(',')
                    .append(SketchFrame.down(one.plane(), at))
                    .append(' ');
        }
        for (var kind : new String[] {"under", "over"}) {
            var shape = El.svg(one.closed() ? "polygon" : "polyline").attr("class", kind);
            shape.attr("points", points.toString());
            shape.flag("data-chosen", chosen).flag("data-open", !one.closed());
            lines.add(shape);
        }
    }

    private void handle(int index) {
        var handle = El.create("button", "draw-corner").attr("type", "button");
        handle.on(
                "focus",
                (Event event) -> {
                    if (held == null && corner != index) {
                        corner = index;
                        draw();
                    }
                });
        handles.add(handle);
        picture.add(handle);
    }

    private String place(Sketch sketch, Corner at) {
        var style = texts.bundle().style();
        if (sketch.plane() == Plane.IMAGE) {
            return texts.of(
                    "watch.corner-image",
                    Map.of("x", style.percent(at.x()), "y", style.percent(at.y())));
        }
        return texts.of(
                "watch.corner-floor",
                Map.of(
                        "across",
                        style.unit(Math.abs(at.x()), "meter", 1),
                        "side",
                        texts.of(at.x() < 0 ? "watch.corner-left" : "watch.corner-right"),
                        "away",
                        style.unit(at.y(), "meter", 1)));
    }

    // What a person does.

    /** Tries a change; one that is refused is said, and nothing is changed. */
    private interface Change {
        Sketch to();
    }

    private Sketch trying(Change change) {
        try {
            var next = change.to();
            fault.text("");
            return next;
        } catch (SightlineException e) {
            fault.text(texts.of(e));
            return null;
        }
    }

    private boolean put(Change change) {
        var next = trying(change);
        if (next == null) {
            return false;
        }
        outlines.put(next);
        return true;
    }

    private void tell(String key, int index) {
        var now = sketch();
        say(
                texts.of(
                        "watch." + key,
                        Map.of(
                                "n",
                                index + 1,
                                "of",
                                now.size(),
                                "place",
                                index < now.size() ? place(now, now.corners().get(index)) : "")));
    }

    private void focus(int index) {
        corner = index;
        draw();
        if (index >= 0 && index < handles.size()) {
            handles.get(index).node().focus();
        }
    }

    /** Adds a corner behind the one that is worked at, where there is room. */
    private void addCorner() {
        if (sketch() == null) {
            outlines.begin();
        }
        var now = sketch();
        int after = corner < 0 ? now.size() - 1 : corner;
        var plane = now.plane();
        double step = plane == Plane.IMAGE ? 0.12 : 0.12 * SketchFrame.FLOOR_METRES;
        if (put(() -> now.insertNear(after, SketchFrame.corner(plane, 0.5, 0.5), step))) {
            focus(after + 1);
            tell("corner-added", after + 1);
        }
    }

    private void deleteCorner() {
        int index = corner;
        var now = sketch();
        if (now != null && index >= 0 && put(() -> now.remove(index))) {
            corner = Math.max(0, index - 1);
            draw();
            if (sketch().blank()) {
                corner = -1;
                picture.node().focus();
            } else {
                focus(corner);
            }
            tell("corner-deleted", index);
        }
    }

    private void close() {
        var now = sketch();
        if (now != null && !now.closed() && put(now::close)) {
            draw();
            tell("corner-closed", 0);
        }
    }

    private void closeQuietly() {
        var now = sketch();
        if (now != null && !now.closed() && now.size() > 2) {
            close();
        }
    }

    private void undo() {
        if (outlines.undoable()) {
            outlines.undo();
            fault.text("");
            draw();
            say(texts.of("watch.corner-undone"));
        }
    }

    private void redo() {
        if (outlines.redoable()) {
            outlines.redo();
            fault.text("");
            draw();
            say(texts.of("watch.corner-redone"));
        }
    }

    /** Discards an outline that is not closed; false where there is none. */
    boolean discard() {
        var now = sketch();
        if (held != null) {
            drop();
            return true;
        }
        if (now == null || now.closed() || now.blank()) {
            return false;
        }
        outlines.put(Sketch.empty(now.plane()));
        corner = -1;
        draw();
        picture.node().focus();
        say(texts.of("watch.draw-dropped"));
        return true;
    }

    private void key(KeyboardEvent event) {
        var now = sketch();
        var key = event.getKey();
        if (event.isCtrlKey() || event.isMetaKey()) {
            if (key.equals("z") && !event.isShiftKey()) {
                undo();
            } else if (key.equals("y") || key.equals("Z") || key.equals("z")) {
                redo();
            } else {
                return;
            }
            event.preventDefault();
            return;
        }
        double step = event.isShiftKey() ? LARGE_STEP : STEP;
        int last = now == null ? -1 : now.size() - 1;
        switch (key) {
            case "ArrowLeft" -> nudge(-step, 0);
            case "ArrowRight" -> nudge(step, 0);
            case "ArrowUp" -> nudge(0, -step);
            case "ArrowDown" -> nudge(0, step);
            case "a", "A", "Insert" -> addCorner();
            case "Delete", "Backspace" -> deleteCorner();
            case "Enter" -> {
                if (now == null || now.blank()) {
                    addCorner();
                } else {
                    close();
                }
            }
            case "Home" -> focus(Math.min(0, last));
            case "End" -> focus(last);
            case "PageDown" -> focus(last < 0 ? -1 : (corner + 1) % (last + 1));
            case "PageUp" -> focus(last < 0 ? -1 : (Math.max(0, corner) + last) % (last + 1));
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    /** By shares of what is shown. */
    private void nudge(double across, double down) {
        var now = sketch();
        if (now == null || corner < 0) {
            return;
        }
        int index = corner;
        var plane = now.plane();
        var at = now.corners().get(index);
        if (put(
                () ->
                        now.move(
                                index,
                                SketchFrame.corner(
                                        plane,
                                        SketchFrame.across(plane, at) + across,
                                        SketchFrame.down(plane, at) + down)))) {
            draw();
            tell("corner-moved", index);
        }
    }

    // Mouse, pen and finger.

    private double u(PointerEvent event) {
        var box = picture.node().getBoundingClientRect();
        return (event.getClientX() - box.getLeft()) / Math.max(1.0, box.getWidth());
    }

    private double v(PointerEvent event) {
        var box = picture.node().getBoundingClientRect();
        return (event.getClientY() - box.getTop()) / Math.max(1.0, box.getHeight());
    }

    private void down(PointerEvent event) {
        if (event.getButton() != 0 || held != null) {
            return;
        }
        event.preventDefault();
        if (sketch() == null) {
            outlines.begin();
        }
        var now = sketch();
        double u = u(event);
        double v = v(event);
        downX = event.getClientX();
        downY = event.getClientY();
        moved = false;
        fresh = false;
        int hit = frame().cornerAt(now, u, v, REACH);
        if (hit >= 0) {
            corner = hit;
            held = now;
        } else if (!now.closed()) {
            int last = now.size();
            held = trying(() -> now.add(SketchFrame.corner(now.plane(), u, v)));
            fresh = held != null;
            corner = fresh ? last : corner;
        } else {
            int edge = frame().edgeAt(now, u, v, EDGE_REACH);
            if (edge >= 0) {
                held = trying(() -> now.insert(edge, SketchFrame.corner(now.plane(), u, v)));
                fresh = held != null;
                corner = fresh ? edge + 1 : corner;
            } else {
                chooseAt(SketchFrame.corner(now.plane(), u, v));
            }
        }
        if (held != null) {
            Browser.capture(event);
        }
        draw();
    }

    /** Draws at the outline that holds a place. */
    private void chooseAt(Corner at) {
        var now = sketch();
        for (int i = 0; i < outlines.all().size(); ++i) {
            var one = outlines.all().get(i);
            if (i != outlines.chosen()
                    && one.closed()
                    && one.plane() == now.plane()
                    && one.polygon().contains(at.x(), at.y())) {
                corner = -1;
                outlines.choose(i);
                return;
            }
        }
    }

    private void move(PointerEvent event) {
        if (held == null) {
            return;
        }
        event.preventDefault();
        moved |=
                Math.abs(event.getClientX() - downX) > STILL
                        || Math.abs(event.getClientY() - downY) > STILL;
        if (!moved) {
            return;
        }
        var before = held;
        // Where it may not go it stays where it was last.
        var next =
                trying(
                        () ->
                                before.move(
                                        corner,
                                        SketchFrame.corner(before.plane(), u(event), v(event))));
        held = next == null ? before : next;
        draw();
    }

    private void up(PointerEvent event) {
        if (held == null) {
            return;
        }
        event.preventDefault();
        var next = held;
        held = null;
        if (!moved && !fresh) {
            if (corner == 0 && !next.closed() && next.size() > 2) {
                close();
            }
            focus(corner);
            return;
        }
        // A reason why it could go no farther is of no use any more where it went on.
        outlines.put(next);
        focus(corner);
        tell(fresh ? "corner-added" : "corner-moved", corner);
    }

    private void drop() {
        held = null;
        draw();
    }

    private SketchFrame frame() {
        return new SketchFrame(picture.node().getClientWidth(), picture.node().getClientHeight());
    }
}
