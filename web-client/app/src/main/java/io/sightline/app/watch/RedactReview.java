// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.RedactMethod;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.Region;
import io.sightline.core.value.Clock;
import io.sightline.core.value.Fields;
import io.sightline.glue.dom.ObjectUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/**
 * Looks over what is to be covered: any frame as it will be or as it was, a line for each find that
 * can be left bare, and areas that are marked by hand.
 */
final class RedactReview {
    /** More lines nobody reads; the rest is covered all the same. */
    private static final int SHOWN = 200;

    private final RedactDesk desk;
    private final Texts texts;
    private final Runnable changed;
    private final El box = El.create("div", "redact-review").attr("id", "redact-review");
    private final El image = El.create("img", "").attr("id", "redact-image");
    private final El time = El.create("span", "figure").attr("id", "redact-time");
    private final El slider =
            El.create("input", "")
                    .attr("type", "range")
                    .attr("id", "redact-slider")
                    .attr("min", "0");
    private final El bare = El.create("input", "").attr("type", "checkbox");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El finds = El.create("ul", "").attr("id", "redact-finds");
    private final RedactMarks marks;
    private final Set<Integer> without = new TreeSet<>();
    private RedactMethod method = RedactMethod.FILL;
    private int found;
    private double length;
    private double step;
    private double seconds;
    private boolean asking;
    private boolean again;
    private String address;

    /**
     * @param changed something else is covered now
     */
    RedactReview(RedactDesk desk, Texts texts, Runnable changed) {
        this.desk = desk;
        this.texts = texts;
        this.changed = changed;
        marks = new RedactMarks(texts, this::other);
        image.attr("draggable", "false");
        slider.attr("aria-label", texts.of("redact.time"));
        slider.on("input", (Event event) -> go(Double.parseDouble(slider.value())));
        var back = Panel.button("‹").attr("aria-label", texts.of("redact.back"));
        back.on("click", (Event event) -> go(seconds - step));
        var forth = Panel.button("›").attr("aria-label", texts.of("redact.forth"));
        forth.attr("id", "redact-forth").on("click", (Event event) -> go(seconds + step));
        bare.attr("id", "redact-bare").on("change", (Event event) -> look());
        var stage = El.create("div", "redact-stage").attr("id", "redact-stage");
        stage.add(image, marks.layer());
        box.add(
                        stage,
                        El.create("div", "redact-transport").add(back, slider, forth, time),
                        El.create("div", "watch-row")
                                .add(
                                        El.create("label", "redact-check")
                                                .add(
                                                        bare,
                                                        El.create("span", "")
                                                                .text(texts.of("redact.bare"))),
                                        marks.add()),
                        El.create("p", "note").text(texts.of("redact.marking")),
                        fault,
                        marks.list(),
                        finds)
                .shown(false);
    }

    El box() {
        return box;
    }

    /** Finds that are none, as the user said. */
    Set<Integer> without() {
        return without;
    }

    /** What the user marked. */
    List<Region> regions() {
        return marks.regions();
    }

    /** The time of the frame on show. */
    double seconds() {
        return seconds;
    }

    /** Covers otherwise from now on. */
    void method(RedactMethod next) {
        method = next;
        other();
    }

    void hide() {
        box.shown(false);
        without.clear();
        marks.clear();
        finds.clear();
        fault.text("");
    }

    /** Shows what was found. */
    void show(int call, Fields result, RedactMethod how) {
        found = call;
        method = how;
        length = result.number("seconds");
        step = 1 / Math.max(1, result.number("fps"));
        slider.attr("max", Double.toString(Math.max(0, length - step)))
                .attr("step", Double.toString(step));
        marks.frame(length);
        draw(result);
        box.shown(true);
        var all = result.objects("finds");
        go(all.isEmpty() ? 0 : (all.get(0).number("from") + all.get(0).number("to")) / 2);
    }

    private void draw(Fields result) {
        finds.clear();
        int lines = 0;
        for (var find : result.objects("finds")) {
            if (++lines > SHOWN) {
                finds.add(
                        El.create("li", "note")
                                .text(
                                        texts.of(
                                                "redact.more",
                                                "count",
                                                result.objects("finds").size() - SHOWN)));
                break;
            }
            finds.add(line(find));
        }
    }

    private El line(Fields find) {
        int id = find.whole("id", 1, Integer.MAX_VALUE);
        double from = find.number("from");
        double to = find.number("to");
        var check = El.create("input", "").attr("type", "checkbox");
        Browser.check(check.node(), true);
        check.on(
                "change",
                (Event event) -> {
                    if (Browser.isChecked(check.node())) {
                        without.remove(id);
                    } else {
                        without.add(id);
                    }
                    other();
                });
        var text =
                texts.of(
                        "redact.find-"
                                + (find.text("by").equals("face") ? "face" : find.text("kind")),
                        Map.of(
                                "n", id,
                                "from", Clock.text(from),
                                "to", Clock.text(to),
                                "score", find.number("score")));
        var show = Panel.button(texts.of("redact.show"));
        show.attr("aria-label", texts.of("redact.show-of", "find", text));
        show.on("click", (Event event) -> go((from + to) / 2));
        var bar = El.create("span", "redact-bar").attr("aria-hidden", "true");
        double whole = Math.max(length, 1e-6);
        bar.add(
                El.create("span", "")
                        .style("inset-inline-start", percent(from / whole))
                        .style("inline-size", percent(Math.max(0.005, (to - from) / whole))));
        return El.create("li", "")
                .add(
                        El.create("div", "watch-row")
                                .add(
                                        El.create("label", "redact-check")
                                                .add(check, El.create("span", "").text(text)),
                                        show),
                        bar);
    }

    private static String percent(double share) {
        return Math.max(0, Math.min(1, share)) * 100 + "%";
    }

    private void other() {
        changed.run();
        look();
    }

    private void go(double to) {
        seconds = Math.max(0, Math.min(Math.max(0, length - step / 2), to));
        slider.value(Double.toString(seconds));
        slider.attr("aria-valuetext", Clock.text(seconds));
        time.text(texts.of("redact.at", Map.of("at", seconds, "length", length)));
        marks.at(seconds);
        look();
    }

    /** Asks for the frame; while one is on its way, the newest wish waits. */
    private void look() {
        if (asking) {
            again = true;
            return;
        }
        asking = true;
        again = false;
        desk.still(
                found,
                new RedactOrder(method, without, marks.regions()),
                seconds,
                Browser.isChecked(bare.node()),
                this::looked);
    }

    private void looked(WatchEvent event) {
        asking = false;
        if (event instanceof WatchEvent.Preview still) {
            fault.text("");
            var next = ObjectUrl.create((Blob) ((JSObject) still.result().get("image")).cast());
            image.attr("src", next);
            image.attr(
                    "alt",
                    texts.of(
                            Browser.isChecked(bare.node()) ? "redact.alt-bare" : "redact.alt",
                            Map.of(
                                    "at",
                                    seconds,
                                    "count",
                                    Fields.of(still.result()).objects("covers").size())));
            if (address != null) {
                ObjectUrl.revoke(address);
            }
            address = next;
        } else if (event instanceof VisionEvent.Failed failed) {
            SightlineException failure = failed.exception();
            fault.text(texts.of(failure));
        }
        if (again) {
            look();
        }
    }
}
