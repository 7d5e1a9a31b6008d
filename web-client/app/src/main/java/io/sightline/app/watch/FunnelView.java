// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Tally;
import io.sightline.core.chronicle.Account;
import io.sightline.core.chronicle.Chronicle;
import io.sightline.core.chronicle.KeptMiss;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.glue.dom.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/**
 * Why there was no alert in a period, also in one before the page was opened: what stood in the
 * way, how much passed each gate, who came near, and of when nothing can be said.
 */
final class FunnelView {
    /** Near misses that are shown at first, and as many more each time. */
    private static final int SHOWN = 10;

    /** Times of which nothing can be said that are shown. */
    private static final int SHOWN_BLIND = 6;

    /** Whether it is to be asked for anew is looked at so often, milliseconds. */
    private static final int LOOK_APART = 1000;

    /** It is asked for so often while it may change, milliseconds; of a long period less often. */
    private static final double ASK_APART = 4000;

    private static final double ASK_APART_LONG = 30_000;
    private static final double HOUR = 3_600_000;

    /** Lengths of periods that end now, milliseconds. */
    private static final Map<String, Double> LENGTHS = lengths();

    private static final String NIGHT = "night";
    private static final String SET = "set";

    private final WatchDesk desk;
    private final WatchCalls calls;
    private final Texts texts;
    private final WallTimes times = new WallTimes();
    private final El section;
    private final Map<Funnel.Stage, El> counts = new LinkedHashMap<>();
    private final El period = El.create("select", "whole").attr("id", "watch-period");
    private final El rule = El.create("select", "whole").attr("id", "watch-why-rule");
    private final El from = moment("watch-from");
    private final El to = moment("watch-to");
    private final El set;
    private final El when = El.create("p", "note").attr("id", "watch-why-when");
    private final El bar = El.create("div", "watch-cover").attr("aria-hidden", "true");
    private final El because =
            El.create("p", "watch-because").attr("id", "watch-because").attr("role", "status");
    private final El blind = El.create("ul", "watch-lapses").attr("id", "watch-blind");
    private final El misses = El.create("ul", "watch-misses").attr("id", "watch-misses");
    private final El more = Panel.button("").attr("id", "watch-misses-more").shown(false);
    private final El kept = El.create("p", "note").attr("id", "watch-why-kept");
    private final StillView still;
    private Fields told;
    private double askedAt = Double.NEGATIVE_INFINITY;
    private boolean asking;
    private boolean again;
    private int shown = SHOWN;
    private String drawn = "";

    private static Map<String, Double> lengths() {
        var lengths = new LinkedHashMap<String, Double>();
        lengths.put("quarter", HOUR / 4);
        lengths.put("hour", HOUR);
        lengths.put(NIGHT, Double.NaN);
        lengths.put("day", 24 * HOUR);
        lengths.put("week", 7 * 24 * HOUR);
        lengths.put("all", Chronicle.LONGEST);
        lengths.put(SET, Double.NaN);
        return lengths;
    }

    FunnelView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        calls = desk.calls();
        this.texts = texts;
        still = new StillView(calls, texts, "watch-miss-still");
        var rows = El.create("dl", "rows").attr("id", "watch-funnel");
        for (var stage : Funnel.Stage.values()) {
            var figure = El.create("dd", "figure").text("0");
            counts.put(stage, figure);
            rows.add(El.create("dt", "").text(texts.of("watch.stage-" + stage.id())), figure);
        }
        for (var name : LENGTHS.keySet()) {
            period.add(
                    El.create("option", "")
                            .attr("value", name)
                            .text(texts.of("watch.period-" + name)));
        }
        period.value("hour");
        set =
                El.create("div", "watch-form")
                        .add(field("watch.period-from", from), field("watch.period-to", to))
                        .shown(false);
        for (var control : List.of(period, from, to)) {
            control.on("change", (Event event) -> changed());
        }
        rule.on("change", (Event event) -> draw());
        more.on(
                "click",
                (Event event) -> {
                    shown += SHOWN;
                    draw();
                });
        var erase = Panel.button(texts.of("watch.why-erase")).attr("id", "watch-why-erase");
        erase.on(
                "click",
                (Event event) -> {
                    calls.erase();
                    still.clear();
                    ask();
                });
        section =
                Panel.section(texts, "why")
                        .add(
                                El.create("div", "watch-filter")
                                        .add(
                                                choice("watch.period", period),
                                                choice("watch.why-rule", rule)),
                                set,
                                when,
                                bar,
                                because,
                                blind,
                                rows,
                                misses,
                                El.create("div", "watch-row").add(more),
                                still.element(),
                                kept,
                                El.create("div", "watch-row").add(erase));
        blind.attr("aria-label", texts.of("watch.why-blind"));
        misses.attr("aria-label", texts.of("watch.why-misses"));
        rules();
        desk.listen(
                event -> {
                    if (event == null) {
                        rules();
                    }
                });
        Window.setInterval(this::look, LOOK_APART);
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

    private El choice(String text, El control) {
        return El.create("label", "watch-choice")
                .add(El.create("span", "").text(texts.of(text)), control);
    }

    /** The rules are others; one that is chosen stays, also if it is only in the record. */
    private void rules() {
        var names = new LinkedHashMap<String, String>();
        names.put(Tally.ALL, texts.of("watch.why-all"));
        for (var each : desk.rules()) {
            names.put(each.id(), each.name());
        }
        if (told != null && told.raw("rules") instanceof Map<?, ?> counted) {
            for (var id : counted.keySet()) {
                names.putIfAbsent((String) id, (String) id);
            }
        }
        var chosen = rule.value();
        names.putIfAbsent(chosen, chosen);
        var key = names.toString();
        if (key.equals(rule.node().getAttribute("data-rules"))) {
            return;
        }
        rule.attr("data-rules", key).clear();
        for (var entry : names.entrySet()) {
            rule.add(El.create("option", "").attr("value", entry.getKey()).text(entry.getValue()));
        }
        rule.value(chosen);
    }

    private void changed() {
        boolean chosen = period.value().equals(SET);
        if (chosen && from.value().isEmpty() && told != null) {
            // What was shown is where one goes on from.
            from.value(WallTimes.local(told.number("from")));
            to.value(WallTimes.local(told.number("to")));
        }
        set.shown(chosen);
        shown = SHOWN;
        still.clear();
        ask();
    }

    /** Asks where somebody sees it and something may have come. */
    private void look() {
        if (asking || Browser.hidden() || section.node().getOffsetWidth() == 0) {
            return;
        }
        if (told == null) {
            ask();
            return;
        }
        boolean over = told.number("to") < Clock.wall() - HOUR;
        boolean fixed = period.value().equals(SET) || period.value().equals(NIGHT);
        double length = told.number("to") - told.number("from");
        double apart = length > HOUR ? ASK_APART_LONG : ASK_APART;
        if (!(over && fixed) && Clock.now() - askedAt >= apart) {
            ask();
        }
    }

    private double[] chosen() {
        double now = Clock.wall();
        var name = period.value();
        if (name.equals(NIGHT)) {
            return WallTimes.night(now);
        }
        if (!name.equals(SET)) {
            return new double[] {now - LENGTHS.get(name), now};
        }
        double begin = WallTimes.ofLocal(from.value());
        double end = WallTimes.ofLocal(to.value());
        end = Double.isNaN(end) ? now : end;
        return new double[] {Double.isNaN(begin) ? end - HOUR : begin, end};
    }

    private void ask() {
        if (asking) {
            again = true;
            return;
        }
        var span = chosen();
        askedAt = Clock.now();
        if (!(span[0] < span[1])) {
            because.text(texts.of("watch.period-empty"));
            return;
        }
        asking = true;
        calls.why(
                span[0],
                span[1],
                event -> {
                    asking = false;
                    if (event instanceof WatchEvent.Why why) {
                        told = Fields.of(why.why());
                        rules();
                        draw();
                    }
                    if (again) {
                        again = false;
                        ask();
                    }
                });
    }

    private void draw() {
        if (told == null) {
            return;
        }
        var style = texts.bundle().style();
        var funnel = counts();
        for (var entry : counts.entrySet()) {
            entry.getValue().text(style.number(funnel.get(entry.getKey())));
        }
        double watched = 0;
        for (var span : told.objects("watched")) {
            watched += span.number("to") - span.number("from");
        }
        double begin = told.number("from");
        double end = told.number("to");
        because.text(because(funnel, watched));
        when.text(when(begin, end, watched));
        cover(begin, end);
        blind();
        memory();
        misses();
    }

    private Map<Funnel.Stage, Long> counts() {
        var chosen = rule.value();
        var rules = (Map<?, ?>) told.raw("rules");
        Object row = chosen.equals(Tally.ALL) ? told.raw("funnel") : rules.get(chosen);
        return Account.counts(row instanceof Map<?, ?> map ? map : Map.of());
    }

    /** What stood in the way. */
    private String because(Map<Funnel.Stage, Long> funnel, double watched) {
        var stopped = Tally.stopped(funnel);
        if (stopped == null) {
            return texts.of(
                    "watch.because-there", "count", (double) funnel.get(Funnel.Stage.ALERTS));
        }
        boolean nothing = stopped == Funnel.Stage.FRAMES && watched == 0;
        return texts.of(nothing ? "watch.because-nothing" : "watch.because-" + stopped.id());
    }

    private String when(double begin, double end, double watched) {
        var style = texts.bundle().style();
        var text =
                texts.of(
                        "watch.why-when",
                        Map.of(
                                "period",
                                times.period(begin, end),
                                "watched",
                                WallTimes.length(style, watched),
                                "length",
                                WallTimes.length(style, end - begin)));
        if (told.number("step") >= HOUR) {
            text += " " + texts.of("watch.why-hours");
        }
        if (begin < told.number("oldest") - 60_000) {
            text += " " + texts.of("watch.why-older", "at", times.text(told.number("oldest")));
        }
        return text;
    }

    /** The period as a bar: watched, not seen, nothing recorded; near misses are ticks. */
    private void cover(double begin, double end) {
        bar.clear();
        for (var span : told.objects("watched")) {
            part("watched", span.number("from"), span.number("to"), begin, end);
        }
        for (var span : told.objects("lapses")) {
            part("lapse", span.number("from"), span.number("to"), begin, end);
        }
        for (var miss : told.objects("misses")) {
            double at = miss.object("wall").number("at");
            if (fits(miss.text("rule"))) {
                part("miss", at, at, begin, end);
            }
        }
    }

    private void part(String kind, double from, double to, double begin, double end) {
        double length = end - begin;
        bar.add(
                El.create("i", "")
                        .attr("data-kind", kind)
                        .style("inset-inline-start", (from - begin) / length * 100 + "%")
                        .style("inline-size", (to - from) / length * 100 + "%"));
    }

    private boolean fits(String id) {
        return rule.value().equals(Tally.ALL) || rule.value().equals(id);
    }

    /** Of when nothing can be said, the latest first. */
    private void blind() {
        var spans = new ArrayList<Account.Lapse>();
        for (var lapse : told.objects("lapses")) {
            spans.add(
                    new Account.Lapse(
                            texts.of("watch.lapse-" + lapse.text("why")),
                            lapse.number("from"),
                            lapse.number("to")));
        }
        for (var gap : told.objects("gaps")) {
            spans.add(
                    new Account.Lapse(
                            texts.of("watch.why-gap"), gap.number("from"), gap.number("to")));
        }
        spans.sort((one, other) -> Double.compare(other.from(), one.from()));
        blind.clear();
        for (var span : spans.subList(0, Math.min(SHOWN_BLIND, spans.size()))) {
            blind.add(
                    El.create("li", "")
                            .text(
                                    texts.of(
                                            "watch.lapse",
                                            Map.of(
                                                    "from",
                                                    times.text(span.from()),
                                                    "to",
                                                    times.text(span.to()),
                                                    "why",
                                                    span.why()))));
        }
        int rest = spans.size() - SHOWN_BLIND;
        if (rest > 0) {
            blind.add(El.create("li", "").text(texts.of("watch.why-more", "count", (double) rest)));
        }
        blind.shown(!spans.isEmpty());
    }

    private void memory() {
        boolean memory = told.text("kept").equals("memory");
        kept.attr("data-kind", memory ? "bad" : null);
        kept.text(
                memory
                        ? texts.of("watch.why-memory", "why", told.text("refusal", ""))
                        : texts.of("watch.why-kept", "days", Chronicle.LONGEST / (24 * HOUR)));
    }

    private void misses() {
        var list = new ArrayList<Fields>();
        for (var miss : told.objects("misses")) {
            if (fits(miss.text("rule"))) {
                list.add(miss);
            }
        }
        int first = Math.max(0, list.size() - shown);
        more.shown(first > 0);
        more.text(texts.of("watch.more", "count", (double) Math.min(SHOWN, first)));
        var key = new StringBuilder(period.value()).append(rule.value()).append(first);
        for (var miss : list) {
            key.append('/').append(miss.object("wall").number("at"));
        }
        if (key.toString().equals(drawn)) {
            return;
        }
        drawn = key.toString();
        misses.clear();
        for (int i = list.size() - 1; i >= first; --i) {
            item(list.get(i));
        }
    }

    private void item(Fields fields) {
        KeptMiss miss;
        try {
            miss = KeptMiss.of(fields);
        } catch (SightlineException e) {
            // Of another version, or anyone's: what it says is not known.
            System.err.println("A near miss cannot be read: " + e.values());
            return;
        }
        var at = times.text(miss.at());
        var row = El.create("div", "watch-row");
        if (fields.raw("image") instanceof JSObject picture) {
            var show = Panel.button(texts.of("watch.show"));
            show.attr("aria-label", texts.of("watch.show-of", "text", at));
            var of = texts.of("watch.picture-of", "at", times.text(fields.number("imageAt", 0)));
            show.on("click", (Event event) -> still.show(picture, rulesOf(miss.miss().rule()), of));
            row.add(show, El.create("span", "note").text(at));
        } else {
            row.add(El.create("span", "note").text(at + " · " + texts.of("watch.picture-none")));
        }
        misses.add(
                El.create("li", "")
                        .add(
                                El.create("span", "")
                                        .text(
                                                ruleOf(miss.miss().rule())
                                                        + ": "
                                                        + desk.words().miss(miss.miss())),
                                row));
    }

    private List<Rule> rulesOf(String id) {
        var known = desk.rule(id);
        return known == null ? List.of() : List.of(known);
    }

    private String ruleOf(String id) {
        var known = desk.rule(id);
        return known == null ? id : known.name();
    }
}
