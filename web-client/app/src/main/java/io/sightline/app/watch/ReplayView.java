// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.error.SightlineException;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Clock;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** A recorded clip through the same pipeline, and what came of it, on a timeline. */
final class ReplayView {
    /** Near misses that are listed in words; the timeline has all. */
    private static final int SHOWN = 12;

    private final WatchDesk desk;
    private final ReplayDesk replays;
    private final Texts texts;
    private final El section;
    private final El progress = El.create("progress", "watch-progress").attr("max", "1");
    private final El stop;
    private final El told =
            El.create("p", "watch-outcome").attr("id", "watch-replayed").attr("role", "status");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El results = El.create("div", "").shown(false);
    private final El scrub = El.create("input", "whole").attr("type", "range").attr("min", "0");
    private final El time = El.create("span", "figure").attr("aria-hidden", "true");
    private final El misses = El.create("ul", "watch-misses").attr("id", "watch-replay-misses");
    private final El missed = El.create("h3", "").text("");
    private final StillView still;
    private final TimelineView timeline;
    private final MomentsView moments;
    private double now;
    private int shown;
    private Labels labelled;

    ReplayView(WatchDesk desk, ReplayDesk replays, Texts texts) {
        this.desk = desk;
        this.replays = replays;
        this.texts = texts;
        still = new StillView(desk.calls(), texts, "watch-still");
        timeline = new TimelineView(texts, new Chosen());
        moments = new MomentsView(replays, texts, new Shown());
        var choose =
                new FileButton(
                        "watch-clip", "video/*,.mkv", texts.of("watch.choose"), replays::replay);
        stop = Panel.button(texts.of("watch.stop")).attr("id", "watch-stop").shown(false);
        stop.on("click", (Event event) -> replays.stop());
        progress.attr("aria-label", texts.of("watch.replay")).shown(false);
        scrub.attr("id", "watch-scrub").attr("step", "0.1");
        scrub.attr("aria-label", texts.of("watch.scrub"));
        scrub.on("input", (Event event) -> show(Double.parseDouble(scrub.value())));
        results.add(
                still.element(),
                El.create("div", "watch-scrub").add(scrub, time),
                timeline.element(),
                missed,
                misses,
                moments.element());
        section =
                Panel.section(texts, "replay")
                        .add(
                                El.create("p", "note").text(texts.of("watch.replay-about")),
                                choose.in(El.create("div", "watch-row")).add(stop),
                                progress,
                                told,
                                fault,
                                results);
        replays.listen(this::draw);
    }

    El section() {
        return section;
    }

    private final class Chosen implements TimelineView.Listener {
        @Override
        public void at(double seconds) {
            show(seconds);
        }

        @Override
        public void span(double from, double to) {
            show(from);
            moments.take(from, to);
        }
    }

    private final class Shown implements MomentsView.Player {
        @Override
        public double now() {
            return now;
        }

        @Override
        public void show(double seconds) {
            ReplayView.this.show(seconds);
        }
    }

    /** Shows the frame of a time. */
    private void show(double seconds) {
        now = seconds;
        scrub.value(Double.toString(seconds));
        scrub.attr("aria-valuetext", Clock.text(seconds));
        time.text(Clock.text(seconds));
        timeline.at(seconds);
        still.show(seconds);
    }

    private void draw() {
        progress.shown(replays.running());
        progress.attr("value", Double.toString(replays.done()));
        stop.shown(replays.running());
        fault.text(replays.fault() == null ? "" : texts.of(replays.fault()));
        var result = replays.result();
        results.shown(result != null);
        if (result == null) {
            told.text("");
            shown = 0;
            labelled = null;
            return;
        }
        boolean other = shown != replays.call();
        if (other) {
            shown = replays.call();
            tell(result);
            still.use(replays.clip(), replays.rules(), (List<?>) result.raw("tracks"));
            scrub.attr("max", Double.toString(result.number("seconds")));
        }
        if (other || replays.labels() != labelled) {
            labelled = replays.labels();
            lanes(result);
        }
        if (other) {
            var alerts = result.objects("alerts");
            show(alerts.isEmpty() ? 0 : alerts.get(0).number("from"));
        }
    }

    private void tell(Fields result) {
        var text =
                texts.of(
                        "watch.replayed",
                        Map.of(
                                "frames", result.number("frames"),
                                "looks", result.object("gate").number("looks"),
                                "alerts", result.objects("alerts").size(),
                                "tracks", result.objects("tracks").size()));
        told.text(text);
        misses.clear();
        var listed = result.objects("misses");
        missed.shown(!listed.isEmpty());
        missed.text(texts.of("watch.near-misses", "count", listed.size()));
        for (int i = 0; i < Math.min(SHOWN, listed.size()); ++i) {
            var miss = miss(listed.get(i));
            if (miss != null) {
                var show = Panel.button(Clock.text(miss.at()));
                show.attr("aria-label", texts.of("watch.show-at", "at", Clock.text(miss.at())));
                show.on("click", (Event event) -> show(miss.at()));
                misses.add(El.create("li", "").add(show, El.create("span", "").text(words(miss))));
            }
        }
        var breaks = breaks(result);
        if (!breaks.isEmpty()) {
            fault.text(BreakWords.of(texts, breaks, result.number("seconds")));
        }
    }

    private static ClipBreaks breaks(Fields result) {
        return ClipBreaks.of(result.objects("broken"));
    }

    private static NearMiss miss(Fields fields) {
        try {
            return NearMiss.of(fields);
        } catch (SightlineException e) {
            return null;
        }
    }

    private String words(NearMiss miss) {
        return ruleOf(miss.rule()) + ": " + desk.words().miss(miss);
    }

    private String ruleOf(String id) {
        for (var rule : replays.rules()) {
            if (rule.id().equals(id)) {
                return rule.name();
            }
        }
        return id;
    }

    private void lanes(Fields result) {
        timeline.begin(result.number("seconds"));
        var spans = new ArrayList<TimelineView.Span>();
        for (var motion : result.objects("motion")) {
            spans.add(span(motion, texts.of("watch.gate-motion"), "motion"));
        }
        lane("motion", spans);
        for (var track : result.objects("tracks")) {
            var name = track.text("label") + " " + (int) track.number("id");
            spans.add(span(track, name, "track"));
        }
        lane("tracks", spans);
        for (var alert : result.objects("alerts")) {
            spans.add(span(alert, ruleOf(alert.text("rule")), "alert"));
        }
        lane("alerts", spans);
        for (var item : result.objects("misses")) {
            var miss = miss(item);
            if (miss != null) {
                spans.add(
                        new TimelineView.Span(
                                miss.from(),
                                miss.to(),
                                words(miss),
                                "miss",
                                () -> show(miss.at())));
            }
        }
        lane("misses", spans);
        for (var one : breaks(result).all()) {
            double to = one.from() + one.seconds(result.number("seconds"));
            spans.add(
                    new TimelineView.Span(
                            one.from(),
                            to,
                            BreakWords.cause(texts, one),
                            "unread",
                            () -> show(one.from())));
        }
        if (!spans.isEmpty()) {
            lane("unread", spans);
        }
        if (labelled != null) {
            for (var moment : labelled.moments()) {
                spans.add(
                        new TimelineView.Span(
                                moment.from(),
                                moment.to(),
                                moments.text(moment),
                                moment.alert() ? "should" : "silent",
                                () -> moments.edit(moment)));
            }
            lane("moments", spans);
        }
        timeline.at(now);
    }

    /** Adds a lane, and empties the list for the next. */
    private void lane(String kind, List<TimelineView.Span> spans) {
        spans.sort((a, b) -> Double.compare(a.from(), b.from()));
        timeline.add(texts.of("watch.lane-" + kind), spans);
        spans.clear();
    }

    private TimelineView.Span span(Fields fields, String text, String kind) {
        double from = fields.number("from");
        double to = fields.number("to", from);
        return new TimelineView.Span(from, to, text, kind, () -> show(from));
    }
}
