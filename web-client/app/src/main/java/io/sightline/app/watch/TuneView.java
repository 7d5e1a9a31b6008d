// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/**
 * How good a rule was on the latest replay, and how good it would be with another value of one of
 * its thresholds.
 */
final class TuneView {
    private final WatchDesk desk;
    private final WatchCalls calls;
    private final ReplayDesk replays;
    private final Texts texts;
    private final Rule rule;
    private final El score = El.create("p", "watch-score");
    private final El knob = El.create("select", "whole");
    private final El swept = El.create("div", "");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El more;
    private final El box;
    private Object drawn;
    private boolean filled;
    private boolean used;

    TuneView(WatchDesk desk, ReplayDesk replays, Texts texts, Rule rule) {
        this.desk = desk;
        calls = desk.calls();
        this.replays = replays;
        this.texts = texts;
        this.rule = rule;
        for (var each : Tuning.Knob.values()) {
            if (!Double.isNaN(each.of(rule))) {
                knob.add(
                        El.create("option", "")
                                .attr("value", each.id())
                                .text(texts.of("watch.knob-" + each.id())));
            }
        }
        knob.attr("aria-label", texts.of("watch.knob"));
        knob.on("change", (Event event) -> sweep());
        more =
                El.create("details", "watch-tune")
                        .add(
                                El.create("summary", "").text(texts.of("watch.tune")),
                                knob,
                                swept,
                                fault);
        more.on("toggle", (Event event) -> sweep());
        box = El.create("div", "").attr("data-rule", rule.id()).shown(false);
        refresh();
    }

    El element() {
        return box;
    }

    /** Follows the replay and its labels. */
    void refresh() {
        var moments = replays.moments(rule.id());
        boolean able = rule.enabled() && replays.result() != null && !moments.isEmpty();
        box.shown(able);
        if (!able) {
            drawn = null;
            return;
        }
        var now = List.of(replays.call(), moments);
        if (now.equals(drawn)) {
            return;
        }
        if (!filled) {
            // Not before there is something to say: a rule is short without it.
            filled = true;
            box.add(score, more);
        }
        drawn = now;
        double own = Tuning.Knob.SECONDS.of(rule);
        ask(
                Tuning.Knob.SECONDS,
                new double[] {own},
                points -> score.text(text(points.get(0).score())));
        sweep();
    }

    private interface Taker {
        void take(List<Tuning.Point> points);
    }

    private void ask(Tuning.Knob which, double[] values, Taker taker) {
        var asked = drawn;
        calls.tune(
                replays.call(),
                rule,
                which,
                values,
                replays.moments(rule.id()),
                event -> {
                    if (asked != drawn) {
                        return;
                    }
                    if (event instanceof VisionEvent.Failed failed) {
                        fault.text(texts.of(failed.exception()));
                    } else if (event instanceof WatchEvent.Tuned tuned) {
                        fault.text("");
                        var points = new ArrayList<Tuning.Point>();
                        for (var point : tuned.points()) {
                            points.add(Tuning.Point.of(Fields.of(point)));
                        }
                        taker.take(points);
                    }
                });
    }

    private void sweep() {
        var which = Tuning.Knob.of(knob.value());
        if (drawn == null || which == null || !isOpen()) {
            return;
        }
        ask(
                which,
                which.values(rule),
                points -> {
                    if (knob.value().equals(which.id())) {
                        draw(which, points);
                    }
                });
    }

    private boolean isOpen() {
        return more.node().hasAttribute("open");
    }

    private void draw(Tuning.Knob which, List<Tuning.Point> points) {
        double own = which.of(rule);
        var best = Tuning.best(points);
        var table = El.create("table", "watch-table");
        var head = El.create("tr", "");
        for (var column : List.of("value", "precision", "recall", "median", "worst", "alerts")) {
            head.add(
                    El.create("th", "")
                            .attr("scope", "col")
                            .text(texts.of("watch.column-" + column)));
        }
        head.add(El.create("td", ""));
        var name = texts.of("watch.knob-" + which.id());
        table.add(
                El.create("caption", "vh").text(texts.of("watch.swept", "knob", name)),
                El.create("thead", "").add(head));
        var body = El.create("tbody", "");
        int unknown = 0;
        for (var point : points) {
            boolean mine = Math.abs(point.value() - own) < 1e-9;
            body.add(row(which, point, mine, point == best));
            unknown = Math.max(unknown, point.unknown());
        }
        swept.clear();
        swept.add(
                new SweepChart(texts).draw(name, points, own, value -> value(which, value)),
                El.create("div", "watch-scroll")
                        .attr("tabindex", "0")
                        .attr("role", "region")
                        .attr("aria-label", texts.of("watch.swept", "knob", name))
                        .add(table.add(body)));
        if (unknown > 0) {
            swept.add(El.create("p", "note").text(texts.of("watch.unknown", "count", unknown)));
        }
    }

    private El row(Tuning.Knob which, Tuning.Point point, boolean mine, boolean best) {
        var score = point.score();
        var value = value(which, point.value());
        var head = El.create("th", "").attr("scope", "row").text(value);
        if (best) {
            head.text(texts.of("watch.best", "value", value));
        }
        var row = El.create("tr", "").attr("data-value", Double.toString(point.value()));
        row.add(
                head,
                cell(share(score.precision())),
                cell(share(score.recall())),
                cell(figure(score.latency(0.5))),
                cell(figure(score.latency(1))),
                cell(texts.bundle().style().number(score.alerts())));
        var last = El.create("td", "");
        if (mine) {
            row.attr("aria-current", "true");
            last.text(texts.of("watch.in-use"));
        } else {
            var use = Panel.button(texts.of("watch.use"));
            use.attr(
                    "aria-label",
                    texts.of(best ? "watch.use-best" : "watch.use-of", "value", value));
            use.on(
                    "click",
                    (Event event) -> {
                        used = true;
                        desk.watch(which.set(rule, point.value()));
                    });
            last.add(use);
        }
        return row.add(last);
    }

    private static El cell(String text) {
        return El.create("td", "figure").text(text);
    }

    private String share(double value) {
        return Double.isNaN(value) ? "–" : texts.bundle().style().percent(value);
    }

    private String figure(double seconds) {
        return Double.isNaN(seconds) ? "–" : texts.bundle().style().fixed(seconds, 1);
    }

    private String seconds(double value) {
        return Double.isNaN(value) ? "–" : texts.bundle().style().unit(value, "second", 1);
    }

    private String value(Tuning.Knob which, double value) {
        var style = texts.bundle().style();
        int digits = value == Math.rint(value) ? 0 : 1;
        int fine = Math.abs(value * 10 - Math.rint(value * 10)) < 1e-9 ? digits : 2;
        return switch (which) {
            case SCORE, THRESHOLD -> style.percent(value);
            case NEAR, ZONE_FROM, ZONE_TO ->
                    which.metres(rule)
                            ? style.unit(value, "meter", fine)
                            : style.fixed(value, Math.max(1, fine));
            default -> style.unit(value, "second", digits);
        };
    }

    /** A score in words. */
    private String text(Tuning.Score score) {
        var values = new LinkedHashMap<String, Object>();
        values.put("precision", share(score.precision()));
        values.put("recall", share(score.recall()));
        values.put("moments", score.moments());
        var text = new StringBuilder(texts.of("watch.score", values));
        if (!score.latencies().isEmpty()) {
            var late = new LinkedHashMap<String, Object>();
            late.put("median", seconds(score.latency(0.5)));
            late.put("worst", seconds(score.latency(1)));
            text.append(' ').append(texts.of("watch.score-latency", late));
        }
        if (score.silences() > 0) {
            text.append(' ')
                    .append(
                            texts.of(
                                    "watch.score-silent",
                                    Map.of(
                                            "kept",
                                            score.silences() - score.broken(),
                                            "all",
                                            score.silences())));
        }
        return text.toString();
    }

    /** Goes on where the one of the rule before was; it has to be on the page. */
    void follow(TuneView before) {
        if (before.isOpen()) {
            knob.value(before.knob.value());
            Browser.open(more.node());
            sweep();
            if (before.used) {
                // The button that was pressed is gone.
                knob.node().focus();
            }
        }
    }
}
