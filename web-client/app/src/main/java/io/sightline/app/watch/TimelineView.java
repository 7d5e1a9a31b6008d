// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.value.Clock;
import io.sightline.glue.dom.PointerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/**
 * Lanes of spans of time. Each lane is one stop of the Tab key, within which arrow keys go from
 * span to span; where it is empty, a pointer that is drawn across a lane takes a span of time.
 */
final class TimelineView {
    /** Spans of a lane; what comes after them is only counted. */
    private static final int MOST = 150;

    /** Lanes for one kind, where spans overlap. */
    private static final int MOST_LANES = 6;

    /** A pointer that moved less chose a moment and no span, in parts of the length. */
    private static final double LEAST_DRAWN = 0.004;

    private final Texts texts;
    private final Listener listener;
    private final El box = El.create("div", "watch-timeline").attr("id", "watch-timeline");
    private final El head = El.create("div", "watch-head").attr("aria-hidden", "true");
    private final El drawn = El.create("div", "watch-drawn").shown(false);
    private double length = 1;

    /**
     * A span of time.
     *
     * @param from seconds
     * @param to seconds
     * @param text for people
     * @param kind for its colour
     * @param chosen what is done when it is chosen
     */
    record Span(double from, double to, String text, String kind, Runnable chosen) {}

    /** Hears what is done on it. */
    interface Listener {
        /** A time was chosen. */
        void at(double seconds);

        /** A span of time was drawn. */
        void span(double from, double to);
    }

    TimelineView(Texts texts, Listener listener) {
        this.texts = texts;
        this.listener = listener;
    }

    El element() {
        return box;
    }

    /** Begins anew, for so many seconds. */
    void begin(double seconds) {
        length = Math.max(0.1, seconds);
        box.clear();
        box.add(head);
        box.add(drawn);
    }

    /** Marks a time. */
    void at(double seconds) {
        head.style("--share", Double.toString(part(seconds)));
    }

    /**
     * Adds the spans of one kind, in as many lanes as they overlap.
     *
     * @param name of the kind
     * @param spans by their begin
     */
    void add(String name, List<Span> spans) {
        var lanes = new ArrayList<List<Span>>();
        int left = 0;
        for (var span : spans) {
            var lane = free(lanes, span.from());
            if (lane == null) {
                ++left;
            } else {
                lane.add(span);
            }
        }
        if (lanes.isEmpty()) {
            lanes.add(new ArrayList<>());
        }
        for (int i = 0; i < lanes.size(); ++i) {
            lane(i == 0 ? name : "", name, lanes.get(i));
        }
        if (left > 0) {
            box.add(
                    El.create("p", "note watch-more")
                            .text(texts.of("watch.more-spans", "count", left)));
        }
    }

    private static List<Span> free(List<List<Span>> lanes, double from) {
        for (var lane : lanes) {
            boolean open = lane.isEmpty() || lane.get(lane.size() - 1).to() <= from;
            if (open && lane.size() < MOST) {
                return lane;
            }
        }
        if (lanes.size() >= MOST_LANES) {
            return null;
        }
        var fresh = new ArrayList<Span>();
        lanes.add(fresh);
        return fresh;
    }

    private void lane(String shown, String name, List<Span> spans) {
        var lane = El.create("div", "watch-lane").attr("role", "toolbar").attr("aria-label", name);
        var buttons = new ArrayList<El>();
        for (var span : spans) {
            var button = El.create("button", "watch-span").attr("type", "button");
            var text =
                    texts.of(
                            "watch.span",
                            Map.of(
                                    "what",
                                    span.text(),
                                    "from",
                                    Clock.text(span.from()),
                                    "to",
                                    Clock.text(span.to())));
            button.attr("data-kind", span.kind()).attr("aria-label", text).attr("title", text);
            button.attr("tabindex", buttons.isEmpty() ? "0" : "-1");
            button.style("--from", share(span.from()));
            button.style("--long", share(span.to() - span.from()));
            button.on("click", (Event event) -> span.chosen().run());
            buttons.add(button);
            lane.add(button);
        }
        lane.on("keydown", (KeyboardEvent event) -> key(event, buttons));
        draw(lane);
        box.add(El.create("span", "watch-kind").text(shown).attr("aria-hidden", "true"), lane);
    }

    private static void key(KeyboardEvent event, List<El> buttons) {
        int by =
                switch (event.getKey()) {
                    case "ArrowRight" -> 1;
                    case "ArrowLeft" -> -1;
                    default -> 0;
                };
        for (int i = 0; by != 0 && i < buttons.size(); ++i) {
            if (Browser.isFocused(buttons.get(i).node())) {
                int next = Math.max(0, Math.min(buttons.size() - 1, i + by));
                buttons.get(i).attr("tabindex", "-1");
                buttons.get(next).attr("tabindex", "0").node().focus();
                event.preventDefault();
                return;
            }
        }
    }

    /** A pointer draws a span where the lane is empty. */
    private void draw(El lane) {
        var from = new double[] {Double.NaN};
        lane.on(
                "pointerdown",
                (PointerEvent event) -> {
                    if (!Browser.within(event, "button")) {
                        from[0] = time(lane, event);
                        Browser.capture(event);
                    }
                });
        lane.on(
                "pointermove",
                (PointerEvent event) -> {
                    if (!Double.isNaN(from[0])) {
                        double to = time(lane, event);
                        drawn.shown(true);
                        drawn.style("--share-from", Double.toString(part(Math.min(from[0], to))));
                        drawn.style("--share-long", Double.toString(part(Math.abs(to - from[0]))));
                    }
                });
        lane.on(
                "pointerup",
                (PointerEvent event) -> {
                    if (Double.isNaN(from[0])) {
                        return;
                    }
                    double to = time(lane, event);
                    if (Math.abs(to - from[0]) < LEAST_DRAWN * length) {
                        listener.at(to);
                    } else {
                        listener.span(Math.min(from[0], to), Math.max(from[0], to));
                    }
                    from[0] = Double.NaN;
                    drawn.shown(false);
                });
        lane.on(
                "pointercancel",
                (PointerEvent event) -> {
                    from[0] = Double.NaN;
                    drawn.shown(false);
                });
    }

    private double time(El lane, PointerEvent event) {
        var at = lane.node().getBoundingClientRect();
        double share = (event.getClientX() - at.getLeft()) / Math.max(1.0, at.getWidth());
        return Math.max(0, Math.min(1, share)) * length;
    }

    private double part(double seconds) {
        return Math.max(0, Math.min(1, seconds / length));
    }

    private String share(double seconds) {
        return part(seconds) * 100 + "%";
    }
}
