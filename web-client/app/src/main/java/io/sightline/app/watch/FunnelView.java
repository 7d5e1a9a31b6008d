// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Fields;
import io.sightline.glue.dom.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;

/** Why there was no alert: how much passed each gate in a period, and who came near. */
final class FunnelView {
    private static final int SHOWN = 10;

    /** It is asked for so often, milliseconds. */
    private static final double ASK_APART = 2000;

    /** Names of periods and their length, seconds; all of it, and what is set, have none. */
    private static final Map<String, Double> PERIODS = periods();

    private static final String SET = "set";

    private final WatchDesk desk;
    private final Texts texts;
    private final El section;
    private final Map<String, El> counts = new LinkedHashMap<>();
    private final El misses = El.create("ul", "watch-misses").attr("id", "watch-misses");
    private final El period = El.create("select", "whole").attr("id", "watch-period");
    private final El from = moment("watch-from");
    private final El to = moment("watch-to");
    private final El set;
    private final StillView still;
    private double now;
    private double askedAt = Double.NEGATIVE_INFINITY;
    private boolean asking;
    private String drawn = "";

    private static Map<String, Double> periods() {
        var periods = new LinkedHashMap<String, Double>();
        periods.put("all", Double.POSITIVE_INFINITY);
        periods.put("hour", 3600.0);
        periods.put("day", 86_400.0);
        periods.put("week", 7 * 86_400.0);
        periods.put(SET, Double.NaN);
        return periods;
    }

    FunnelView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        still = new StillView(desk, texts, "watch-miss-still");
        var rows = El.create("dl", "rows").attr("id", "watch-funnel");
        for (var stage : Funnel.Stage.values()) {
            var figure = El.create("dd", "figure").text("0");
            counts.put(stage.id(), figure);
            rows.add(El.create("dt", "").text(texts.of("watch.stage-" + stage.id())), figure);
        }
        for (var name : PERIODS.keySet()) {
            period.add(
                    El.create("option", "")
                            .attr("value", name)
                            .text(texts.of("watch.period-" + name)));
        }
        period.attr("aria-label", texts.of("watch.period"));
        set =
                El.create("div", "watch-form")
                        .add(field("watch.period-from", from), field("watch.period-to", to))
                        .shown(false);
        for (var control : List.of(period, from, to)) {
            control.on("change", (Event event) -> changed());
        }
        section = Panel.section(texts, "why").add(period, set, rows, misses, still.element());
        desk.listen(this::told);
    }

    El section() {
        return section;
    }

    private static El moment(String id) {
        return El.create("input", "whole").attr("type", "datetime-local").attr("id", id);
    }

    private El field(String text, El control) {
        return El.create("label", "watch-field watch-wide")
                .add(El.create("span", "").text(texts.of(text)), control);
    }

    private void changed() {
        set.shown(period.value().equals(SET));
        askedAt = Double.NEGATIVE_INFINITY;
        ask();
    }

    private void told(WatchEvent event) {
        if (event instanceof WatchEvent.Scene scene) {
            now = Fields.of(scene.scene()).number("t");
            ask();
        } else if (event == null) {
            still.clear();
        }
    }

    private void ask() {
        double clock = Clock.now();
        if (asking || clock - askedAt < ASK_APART || !desk.watching()) {
            return;
        }
        askedAt = clock;
        asking = true;
        double begin = now - PERIODS.get(period.value());
        double end = now;
        if (period.value().equals(SET)) {
            begin = streamTime(from.value(), 0);
            end = streamTime(to.value(), now);
        }
        desk.why(
                Double.isInfinite(begin) ? 0 : begin,
                end,
                event -> {
                    asking = false;
                    if (event instanceof WatchEvent.Why why) {
                        draw(Fields.of(why.why()));
                    }
                });
    }

    /** When it was, by the stream, at a time of the clock on the wall. */
    private double streamTime(String local, double fallback) {
        double at = milliseconds(local);
        return Double.isNaN(at) ? fallback : now - (System.currentTimeMillis() - at) / 1000;
    }

    private void draw(Fields why) {
        var funnel = why.object("funnel");
        for (var entry : counts.entrySet()) {
            entry.getValue().text(texts.bundle().style().number(funnel.number(entry.getKey(), 0)));
        }
        var list = why.objects("misses");
        var key =
                period.value()
                        + list.size()
                        + "/"
                        + (list.isEmpty() ? "" : list.get(list.size() - 1).raw("at"));
        if (key.equals(drawn)) {
            return;
        }
        drawn = key;
        misses.clear();
        for (int i = list.size() - 1; i >= Math.max(0, list.size() - SHOWN); --i) {
            item(list.get(i));
        }
    }

    private void item(Fields fields) {
        NearMiss miss;
        try {
            miss = NearMiss.of(fields);
        } catch (SightlineException e) {
            return;
        }
        var ago =
                texts.of(
                        "watch.ago",
                        "time",
                        io.sightline.core.value.Clock.text(Math.max(0, now - miss.at())));
        var show = Panel.button(texts.of("watch.show"));
        show.attr("aria-label", texts.of("watch.show-of", "text", ago));
        show.on(
                "click",
                (Event event) -> {
                    still.use(null, desk.rules(), List.of());
                    still.show(miss.at());
                });
        misses.add(
                El.create("li", "")
                        .add(
                                El.create("span", "")
                                        .text(ruleOf(miss.rule()) + ": " + desk.explained(miss)),
                                El.create("div", "watch-row")
                                        .add(show, El.create("span", "note").text(ago))));
    }

    private String ruleOf(String id) {
        for (var rule : desk.rules()) {
            if (rule.id().equals(id)) {
                return rule.name();
            }
        }
        return id;
    }

    /** Of a local date and time; NaN where it is none. */
    @JSBody(params = "local", script = "return new Date(local).getTime();")
    private static native double milliseconds(String local);
}
