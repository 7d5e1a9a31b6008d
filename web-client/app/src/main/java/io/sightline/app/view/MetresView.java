// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.measure.MetresDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.metres.Calibration;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Metres;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.metres.Ruler;
import io.sightline.core.view.AppState;
import io.sightline.core.view.MetresState;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** Whether distances can be told, how well, and of which cameras that is kept. */
final class MetresView implements Store.View {
    /** Where the band is shown: in metres, and in feet. */
    private static final double[] METRES = {1, 2, 4, 8};

    private static final double[] FEET = {3, 6, 12, 24};

    private final Texts texts;
    private final MetresDesk metres;
    private final El state = El.byId("metres-state");
    private final El about = El.byId("metres-about");
    private final El idle = El.byId("metres-act");
    private final El begin = El.byId("metres-begin");
    private final El keep = El.byId("metres-keep");
    private final El forget = El.byId("metres-forget");
    private final El unit = El.byId("metres-unit");
    private final El result = El.byId("metres-result");
    private final El bands = El.byId("metres-bands");
    private final El factors = El.byId("metres-factors");
    private final El doubts = El.byId("metres-doubts");
    private final El keptBox = El.byId("metres-kept");
    private final El keptCount = El.byId("metres-kept-count");
    private final El keptList = El.byId("metres-kept-list");
    private final SurveyView survey;
    private final DateTimeFormat day =
            DateTimeFormat.of("en", JsValues.toJs(Map.of("dateStyle", "medium")));
    private Metres shown;
    private LengthUnit shownIn;
    private String doubted = "";

    MetresView(Store store, Texts texts, MetresDesk metres, Announcer announcer) {
        this.texts = texts;
        this.metres = metres;
        survey = new SurveyView(texts, metres, announcer);
        begin.on(
                "click",
                (Event event) -> {
                    metres.begin();
                    El.byId("surface").node().focus();
                });
        keep.on(
                "click",
                (Event event) -> {
                    metres.trust();
                    announcer.say(texts.of("metres.kept-on"));
                    begin.node().focus();
                });
        forget.on(
                "click",
                (Event event) -> {
                    metres.forget(MetresState.camera(store.state().source()));
                    begin.node().focus();
                });
        for (var each : LengthUnit.values()) {
            unit.add(
                    El.create("option", "")
                            .attr("value", each.id())
                            .text(texts.of("metres.unit-" + each.id())));
        }
        unit.on("change", (Event event) -> metres.in(LengthUnit.ofId(unit.value())));
    }

    @Override
    public void draw(AppState now, AppState before) {
        var ruler = now.ruler();
        var draft = now.metres().survey();
        unit.value(now.metres().unit().id());
        state.text(texts.of("metres.state-" + stateOf(now, ruler)));
        state.attr(
                "data-kind",
                draft != null
                        ? "busy"
                        : ruler != null && ruler.tells()
                                ? "ready"
                                : ruler != null && !ruler.doubts().isEmpty() ? "bad" : "idle");
        about.text(draft == null ? about(ruler) : "");
        about.shown(!about.node().getTextContent().isEmpty());
        idle.shown(draft == null);
        begin.enabled(ruler != null);
        var kept = now.metres().of(MetresState.camera(now.source()));
        boolean has = kept != null;
        keep.shown(has && kept.doubted() != null);
        begin.text(texts.of(has ? "metres.again" : "metres.begin"));
        forget.shown(has);
        survey.draw(now);
        var outcome = draft == null ? null : survey.outcome();
        if (draft != null) {
            var calibration = outcome.calibration();
            drawResult(
                    calibration == null ? null : calibration.metres(),
                    calibration == null ? List.of() : doubts(calibration, now),
                    now.metres().unit());
        } else {
            drawResult(
                    ruler == null ? null : ruler.metres(),
                    ruler == null || ruler.kept() == null && ruler.tells()
                            ? List.of()
                            : ruler.doubts(),
                    now.metres().unit());
        }
        if (before == null || before.metres().kept() != now.metres().kept()) {
            drawKept(now.metres());
        }
    }

    /** What the clues and the ends of the map say against a calibration. */
    private static List<Doubt> doubts(Calibration calibration, AppState now) {
        var said = new ArrayList<>(calibration.doubts());
        if (now.measurement() != null) {
            var range = now.measurement().range();
            said.addAll(
                    CameraMetres.doubts(
                            calibration.metres(), new float[] {range.low(), range.high()}));
        }
        return said;
    }

    private static String stateOf(AppState now, Ruler ruler) {
        if (now.metres().survey() != null) {
            return "making";
        }
        if (ruler == null) {
            return "none";
        }
        if (ruler.kept() != null) {
            return "calibrated";
        }
        return ruler.tells() ? "metric" : ruler.doubts().isEmpty() ? "none" : "dropped";
    }

    private String about(Ruler ruler) {
        if (ruler == null) {
            return texts.of("metres.about-nothing");
        }
        if (ruler.kept() != null || !ruler.tells() && !ruler.doubts().isEmpty()) {
            return "";
        }
        return texts.of(ruler.tells() ? "metres.about-metric" : "metres.about-none");
    }

    private void drawResult(Metres told, List<Doubt> said, LengthUnit in) {
        result.shown(told != null || !said.isEmpty());
        var names = new StringBuilder();
        for (var doubt : said) {
            names.append(doubt.id()).append(' ');
        }
        if (!doubted.contentEquals(names)) {
            doubted = names.toString();
            doubts.clear();
            for (var doubt : said) {
                doubts.add(El.create("li", "").text(texts.of("doubt." + doubt.id())));
            }
        }
        if (told == shown && in == shownIn) {
            return;
        }
        shown = told;
        shownIn = in;
        bands.clear();
        factors.clear();
        El.byId("metres-table").shown(told != null);
        if (told == null) {
            return;
        }
        for (double length : in == LengthUnit.FOOT ? FEET : METRES) {
            double depth = in.toMetres(length);
            var distance = told.at(told.value(depth));
            bands.add(
                    El.create("tr", "")
                            .add(
                                    El.create("th", "figure")
                                            .attr("scope", "row")
                                            .text(
                                                    texts.bundle()
                                                            .style()
                                                            .unit(length, in.intl(), 0)),
                                    El.create("td", "figure")
                                            .text(Lengths.between(texts, in, distance)),
                                    El.create("td", "quiet")
                                            .text(
                                                    texts.of(
                                                            "metres.trust-"
                                                                    + switch (distance.trust()) {
                                                                        case WITHIN -> "within";
                                                                        case BESIDE -> "beside";
                                                                        case BEYOND -> "beyond";
                                                                    }))));
        }
        var style = texts.bundle().style();
        if (told instanceof RelativeMetres relative) {
            factor("metres.scale", style.fixed(relative.scale(), 5));
            factor("metres.shift", style.fixed(relative.shift(), 5));
        } else if (told instanceof MetricMetres metric) {
            factor("metres.factor", style.fixed(metric.factor(), 3));
        }
    }

    private void factor(String key, String value) {
        factors.add(El.create("dt", "").text(texts.of(key)), El.create("dd", "figure").text(value));
    }

    private void drawKept(MetresState now) {
        keptBox.shown(!now.kept().isEmpty());
        keptCount.text(texts.bundle().style().number(now.kept().size()));
        keptList.clear();
        for (var each : now.kept()) {
            var name = each.label();
            var remove = El.create("button", "small").attr("type", "button");
            remove.attr("aria-label", texts.of("stored.delete", "name", name));
            remove.add(El.icon("close"));
            remove.on("click", (Event event) -> metres.forget(each.camera()));
            keptList.add(
                    El.create("li", "")
                            .add(
                                    El.create("span", "").text(name).attr("title", name),
                                    El.create("span", "figure").text(day.format(each.madeAt())),
                                    remove));
        }
    }
}
