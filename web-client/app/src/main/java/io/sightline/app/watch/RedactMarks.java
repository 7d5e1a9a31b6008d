// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.redact.Region;
import io.sightline.glue.dom.PointerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/** Rectangles that are marked by hand: drawn and moved by pointer or by keys, each for its time. */
final class RedactMarks {
    /** A drag that is shorter is none, of the frame. */
    private static final double LEAST = 0.01;

    private static final double NUDGE = 0.01;

    private final Texts texts;
    private final Runnable changed;
    private final El layer = El.create("div", "redact-layer");
    private final El list = El.create("ul", "").attr("id", "redact-marks");
    private final El add;
    private final List<Mark> marks = new ArrayList<>();
    private double length;
    private double seconds;
    private double startX;
    private double startY;
    private Mark held;
    private boolean drawing;
    private int pointer;

    /** One of them: 0 to 1 of the frame. */
    private static final class Mark {
        private final int number;
        private double left;
        private double top;
        private double right;
        private double bottom;
        private double from;
        private double to;
        private El shape;
        private El line;

        private Mark(int number, double left, double top, double right, double bottom) {
            this.number = number;
            this.left = left;
            this.top = top;
            this.right = right;
            this.bottom = bottom;
        }

        private boolean shown(double t) {
            return t >= from && t <= to;
        }
    }

    /**
     * @param changed other areas are marked now
     */
    RedactMarks(Texts texts, Runnable changed) {
        this.texts = texts;
        this.changed = changed;
        add = Panel.button(texts.of("redact.add")).attr("id", "redact-add");
        add.on(
                "click",
                (Event event) -> {
                    var mark = put(0.35, 0.35, 0.65, 0.65);
                    mark.shape.node().focus();
                    changed.run();
                });
        layer.on("pointerdown", (PointerEvent event) -> pressed(event));
        layer.on("pointermove", (PointerEvent event) -> moved(event));
        layer.on("pointerup", (PointerEvent event) -> released(event));
        layer.on("pointercancel", (PointerEvent event) -> released(event));
    }

    /** Over the frame. */
    El layer() {
        return layer;
    }

    /** A line for each. */
    El list() {
        return list;
    }

    /** The button that adds one. */
    El add() {
        return add;
    }

    /** Those that are marked. */
    List<Region> regions() {
        var regions = new ArrayList<Region>();
        for (var mark : marks) {
            if (mark.right - mark.left >= LEAST / 2 && mark.bottom - mark.top >= LEAST / 2) {
                regions.add(
                        Region.of(
                                mark.left,
                                mark.top,
                                mark.right,
                                mark.bottom,
                                mark.from,
                                mark.to >= length ? Region.END : mark.to));
            }
        }
        return regions;
    }

    /** Another clip, so long. */
    void frame(double seconds) {
        length = seconds;
    }

    /** The frame of this time is shown. */
    void at(double t) {
        seconds = t;
        draw();
    }

    void clear() {
        for (var mark : marks) {
            mark.shape.remove();
        }
        marks.clear();
        list.clear();
    }

    private Mark put(double left, double top, double right, double bottom) {
        int number = marks.isEmpty() ? 1 : marks.get(marks.size() - 1).number + 1;
        var mark = new Mark(number, left, top, right, bottom);
        mark.to = Math.max(length, 1e-3);
        var label = texts.of("redact.region", "n", number);
        mark.shape =
                El.create("div", "redact-mark")
                        .attr("tabindex", "0")
                        .attr("role", "group")
                        .attr("aria-roledescription", texts.of("redact.area"))
                        .attr("aria-label", label);
        mark.shape.on("keydown", (KeyboardEvent event) -> key(event, mark));
        mark.line = line(mark, label);
        marks.add(mark);
        layer.add(mark.shape);
        list.add(mark.line);
        draw();
        return mark;
    }

    private El line(Mark mark, String label) {
        var from = number(mark, label, "from");
        var to = number(mark, label, "to");
        var remove = Panel.button(texts.of("watch.remove"));
        remove.attr("aria-label", texts.of("watch.remove-of", "name", label));
        remove.on("click", (Event event) -> remove(mark));
        return El.create("li", "watch-row")
                .add(
                        El.create("span", "watch-name").text(label),
                        from,
                        El.create("span", "").attr("aria-hidden", "true").text("–"),
                        to,
                        remove);
    }

    private El number(Mark mark, String label, String which) {
        var input =
                El.create("input", "redact-seconds")
                        .attr("type", "number")
                        .attr("min", "0")
                        .attr("step", "0.1")
                        .attr(
                                "aria-label",
                                texts.of("redact.region-" + which, Map.of("region", label)));
        input.value(rounded(which.equals("from") ? mark.from : mark.to));
        input.on(
                "change",
                (Event event) -> {
                    double value = parsed(input.value());
                    boolean fits =
                            which.equals("from")
                                    ? value >= 0 && value < mark.to
                                    : value > mark.from;
                    if (fits && which.equals("from")) {
                        mark.from = value;
                    } else if (fits) {
                        mark.to = Math.min(value, Math.max(length, 1e-3));
                    }
                    input.value(rounded(which.equals("from") ? mark.from : mark.to));
                    draw();
                    changed.run();
                });
        return input;
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String rounded(double value) {
        return Double.toString(Math.round(value * 100) / 100.0);
    }

    private void remove(Mark mark) {
        marks.remove(mark);
        mark.shape.remove();
        mark.line.remove();
        add.node().focus();
        changed.run();
    }

    private void draw() {
        for (var mark : marks) {
            mark.shape
                    .shown(mark.shown(seconds))
                    .style("inset-inline-start", percent(mark.left))
                    .style("inset-block-start", percent(mark.top))
                    .style("inline-size", percent(mark.right - mark.left))
                    .style("block-size", percent(mark.bottom - mark.top));
        }
    }

    private static String percent(double share) {
        return share * 100 + "%";
    }

    // ---- by pointer

    private double x(PointerEvent event) {
        var place = layer.node().getBoundingClientRect();
        return (event.getClientX() - place.getLeft()) / Math.max(1.0, place.getWidth());
    }

    private double y(PointerEvent event) {
        var place = layer.node().getBoundingClientRect();
        return (event.getClientY() - place.getTop()) / Math.max(1.0, place.getHeight());
    }

    private void pressed(PointerEvent event) {
        if (held != null || event.getButton() != 0) {
            return;
        }
        startX = x(event);
        startY = y(event);
        pointer = event.getPointerId();
        drawing = true;
        for (int i = marks.size() - 1; i >= 0 && held == null; --i) {
            var mark = marks.get(i);
            if (mark.shown(seconds)
                    && startX >= mark.left
                    && startX <= mark.right
                    && startY >= mark.top
                    && startY <= mark.bottom) {
                held = mark;
                drawing = false;
            }
        }
        if (drawing) {
            held = put(startX, startY, startX, startY);
        }
        Browser.capture(event);
        held.shape.node().focus();
        event.preventDefault();
    }

    private void moved(PointerEvent event) {
        if (held == null || event.getPointerId() != pointer) {
            return;
        }
        double x = within(x(event));
        double y = within(y(event));
        if (drawing) {
            held.left = Math.min(startX, x);
            held.top = Math.min(startY, y);
            held.right = Math.max(startX, x);
            held.bottom = Math.max(startY, y);
            draw();
        } else {
            shift(held, x - startX, y - startY);
            startX = x;
            startY = y;
        }
    }

    private void released(PointerEvent event) {
        if (held == null || event.getPointerId() != pointer) {
            return;
        }
        var mark = held;
        held = null;
        if (mark.right - mark.left < LEAST || mark.bottom - mark.top < LEAST) {
            remove(mark);
        } else {
            changed.run();
        }
    }

    private void shift(Mark mark, double x, double y) {
        double across = Math.max(-mark.left, Math.min(1 - mark.right, x));
        double down = Math.max(-mark.top, Math.min(1 - mark.bottom, y));
        mark.left += across;
        mark.right += across;
        mark.top += down;
        mark.bottom += down;
        draw();
    }

    private static double within(double value) {
        return Math.max(0, Math.min(1, value));
    }

    // ---- by keys

    private void key(KeyboardEvent event, Mark mark) {
        double x = 0;
        double y = 0;
        switch (event.getKey()) {
            case "ArrowLeft" -> x = -NUDGE;
            case "ArrowRight" -> x = NUDGE;
            case "ArrowUp" -> y = -NUDGE;
            case "ArrowDown" -> y = NUDGE;
            case "Delete", "Backspace" -> {
                event.preventDefault();
                remove(mark);
                return;
            }
            default -> {
                return;
            }
        }
        event.preventDefault();
        if (event.isShiftKey()) {
            mark.right = Math.max(mark.left + LEAST, Math.min(1, mark.right + x));
            mark.bottom = Math.max(mark.top + LEAST, Math.min(1, mark.bottom + y));
            draw();
        } else {
            shift(mark, x, y);
        }
        changed.run();
    }
}
