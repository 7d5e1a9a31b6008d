// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Advice;
import io.sightline.core.alert.Feedback;
import io.sightline.core.alert.Kept;
import io.sightline.core.error.SightlineException;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/**
 * What the user's marks say of each rule: how many of its alerts were right, and whether another
 * threshold would do better. Nothing changes unless the user says so.
 */
final class AdviceView {
    private final WatchDesk desk;
    private final AlertBook book;
    private final Texts texts;
    private final El section;
    private final El list = El.create("ul", "").attr("id", "watch-advice");
    private final El learned = El.create("p", "note").attr("id", "watch-learned");
    private final El done = El.create("p", "note").attr("role", "status").attr("tabindex", "-1");
    private List<Object> drawn = List.of();

    AdviceView(WatchDesk desk, AlertBook book, Texts texts) {
        this.desk = desk;
        this.book = book;
        this.texts = texts;
        section = Panel.section(texts, "advice").add(list, learned, done);
        book.listen(entry -> draw());
        desk.listen(
                event -> {
                    if (event == null) {
                        draw();
                    }
                });
        draw();
    }

    El section() {
        return section;
    }

    private void draw() {
        var marked = new LinkedHashMap<String, List<Kept>>();
        for (var entry : book.entries()) {
            if (entry.right() != null) {
                marked.computeIfAbsent(entry.alert().rule(), rule -> new ArrayList<>())
                        .add(entry.kept(false));
            }
        }
        section.shown(!marked.isEmpty());
        learned();
        // Whoever reads, or is about to press a button, is not disturbed for nothing.
        var now = List.<Object>of(desk.rules(), marked);
        if (now.equals(drawn)) {
            return;
        }
        drawn = now;
        list.clear();
        for (var rule : desk.rules()) {
            if (marked.containsKey(rule.id())) {
                list.add(item(rule, marked.get(rule.id())));
            }
        }
    }

    private El item(Rule rule, List<Kept> marked) {
        int right = 0;
        for (var kept : marked) {
            right += kept.right() ? 1 : 0;
        }
        var item =
                El.create("li", "")
                        .attr("data-rule", rule.id())
                        .add(
                                El.create("strong", "").text(rule.name()),
                                El.create("p", "")
                                        .text(
                                                texts.of(
                                                        "watch.marked",
                                                        Map.of(
                                                                "count",
                                                                (double) marked.size(),
                                                                "right",
                                                                (double) right,
                                                                "share",
                                                                (double) right / marked.size()))));
        for (var advice : Feedback.advice(rule, marked)) {
            item.add(said(rule, advice));
        }
        return item;
    }

    private El said(Rule rule, Advice advice) {
        var about = El.create("p", "");
        if (!advice.suggests()) {
            return about.attr("class", "note")
                    .text(
                            texts.of(
                                    "watch.advice-" + advice.why(),
                                    Map.of(
                                            "knob",
                                            texts.of("watch.knob-" + advice.knob().id()),
                                            "least",
                                            (double) Advice.LEAST,
                                            "each",
                                            (double) Advice.LEAST_OF_EACH)));
        }
        var values = new LinkedHashMap<String, Object>();
        values.put("knob", texts.of("watch.knob-" + advice.knob().id()));
        values.put("now", figure(advice.now()));
        values.put("then", figure(advice.then()));
        values.put("count", (double) advice.before().count());
        values.put("before", advice.before().precision());
        values.put("after", advice.after().precision());
        values.put("held", advice.heldOut().precision());
        values.put("kept", (double) advice.after().right());
        values.put("right", (double) advice.before().right());
        values.put("gone", (double) (advice.before().wrong() - advice.after().wrong()));
        values.put("wrong", (double) advice.before().wrong());
        about.text(texts.of("watch.advice-about", values));
        var apply = Panel.button(texts.of("watch.advice-apply", values));
        apply.attr("data-knob", advice.knob().id());
        apply.on(
                "click",
                (Event event) -> {
                    try {
                        desk.watch(Feedback.with(rule, advice));
                        done.text(texts.of("watch.advice-done", values));
                    } catch (SightlineException e) {
                        done.text(texts.of(e));
                    }
                    // The button is gone with what it was about.
                    done.node().focus();
                });
        return El.create("div", "").add(about, El.create("div", "watch-row").add(apply));
    }

    private String figure(double value) {
        return texts.bundle().style().fixed(value, value * 100 == Math.rint(value * 100) ? 2 : 4);
    }

    /** What the language model's calibration has of it. */
    private void learned() {
        var fields = Fields.of(JsValues.toJava(Link.learned()));
        double samples = fields.number("samples", 0);
        learned.shown(samples > 0);
        if (samples > 0) {
            var values = new LinkedHashMap<String, Object>();
            values.put("model", fields.text("model"));
            values.put("count", samples);
            values.put(
                    "temperature", texts.bundle().style().fixed(fields.number("temperature"), 2));
            values.put("before", fields.number("before", 0));
            values.put("after", fields.number("after", 0));
            boolean fitted = fields.number("temperature") != 1;
            learned.text(texts.of(fitted ? "watch.learned" : "watch.learned-few", values));
        }
    }
}
