// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.measure.MetresDesk;
import io.sightline.app.text.Texts;
import io.sightline.core.metres.Known;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Survey;
import io.sightline.core.metres.Way;
import io.sightline.core.view.AppState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/** The steps of a calibration: what is asked for next, what was told, and the lens. */
final class SurveyView {
    private static final String[] INTRINSICS = {"fx", "fy", "cx", "cy"};

    private final Texts texts;
    private final MetresDesk metres;
    private final Announcer announcer;
    private final El box = El.byId("survey");
    private final El acts = El.byId("survey-act");
    private final El way = El.byId("survey-way");
    private final El ask = El.byId("survey-ask");
    private final El list = El.byId("survey-known");
    private final El heightRow = El.byId("survey-height-row");
    private final El height = El.byId("survey-height");
    private final El tiltRow = El.byId("survey-tilt-row");
    private final El tilt = El.byId("survey-tilt");
    private final El degrees = El.byId("survey-degrees");
    private final El fault = El.byId("survey-fault");
    private final El undo = El.byId("survey-undo");
    private final El use = El.byId("survey-use");
    private final List<El> intrinsics = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private Survey drawn;
    private LengthUnit drawnIn;
    private Survey.Outcome outcome;
    private String asked = "";
    // The way back is hidden until it is drawn.
    private boolean leaving;

    SurveyView(Texts texts, MetresDesk metres, Announcer announcer) {
        this.texts = texts;
        this.metres = metres;
        this.announcer = announcer;
        way.on(
                "change",
                (Event event) -> metres.edit(metres.survey().by(Way.of(Browser.valueOf(event)))));
        height.on(
                "input", (Event event) -> metres.edit(metres.survey().at(length(height.value()))));
        height.on("keydown", (KeyboardEvent event) -> back(event));
        tilt.on(
                "input",
                (Event event) -> metres.edit(metres.survey().tilted(number(tilt.value()))));
        tilt.on("keydown", (KeyboardEvent event) -> back(event));
        degrees.on("input", (Event event) -> lens());
        for (var name : INTRINSICS) {
            var input = El.byId("survey-" + name);
            input.on("input", (Event event) -> lens());
            intrinsics.add(input);
        }
        undo.on("click", (Event event) -> metres.edit(metres.survey().undone()));
        El.byId("survey-cancel")
                .on(
                        "click",
                        (Event event) -> {
                            leaving = true;
                            metres.cancel();
                        });
        use.on(
                "click",
                (Event event) -> {
                    leaving = true;
                    metres.use(outcome.calibration());
                    announcer.say(texts.of("metres.used"));
                });
    }

    /** What comes of the survey on show. */
    Survey.Outcome outcome() {
        return outcome;
    }

    void draw(AppState now) {
        var survey = now.metres().survey();
        box.shown(survey != null);
        acts.shown(survey != null);
        var unit = now.metres().unit();
        if (survey == drawn && unit == drawnIn) {
            return;
        }
        boolean fresh = drawn == null || unit != drawnIn;
        drawn = survey;
        drawnIn = unit;
        if (survey == null) {
            outcome = null;
            asked = "";
            rows.clear();
            list.clear();
            if (leaving) {
                leaving = false;
                El.byId("metres-begin").node().focus();
            }
            return;
        }
        outcome = survey.outcome();
        if (fresh) {
            writeInputs(survey);
        }
        way.choose(survey.way().id());
        drawKnown(survey, fresh);
        boolean floor = survey.way() == Way.FLOOR;
        for (var known : survey.known()) {
            floor |= known.way() == Way.FLOOR;
        }
        heightRow.shown(floor);
        tiltRow.shown(floor);
        var said = texts.of("survey." + survey.asks());
        ask.text(said);
        if (!said.equals(asked)) {
            asked = said;
            announcer.say(said);
        }
        var failure = outcome.fault();
        // What is not finished is not wrong: the next step says what is missing.
        boolean wrong = failure != null && !failure.reason().equals("calibration-few");
        fault.text(wrong ? texts.of(failure) : "").shown(wrong);
        undo.enabled(survey.canUndo());
        use.enabled(outcome.calibration() != null);
    }

    private void writeInputs(Survey survey) {
        var lens = survey.lens();
        degrees.value(plain(lens.degrees(), 10));
        for (int i = 0; i < INTRINSICS.length; ++i) {
            intrinsics.get(i).value(lens.given() == null ? "" : plain(lens.given()[i], 100));
        }
        height.value(written(survey.cameraHeight()));
        tilt.value(Double.isNaN(survey.tilt()) ? "" : plain(survey.tilt(), 10));
    }

    /** For a number field: a dot, no grouping. */
    private static String plain(double value, int parts) {
        double rounded = Math.rint(value * parts) / parts;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private String written(double length) {
        return Double.isNaN(length) ? "" : plain(drawnIn.ofMetres(length), 1000);
    }

    /** Metres of what was written in the chosen unit; NaN when it is no number. */
    private double length(String written) {
        double number = number(written);
        return drawnIn.toMetres(number);
    }

    private static double number(String written) {
        try {
            return Double.parseDouble(written.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void lens() {
        double wide = number(degrees.value());
        var given = new double[INTRINSICS.length];
        boolean all = true;
        for (int i = 0; i < given.length; ++i) {
            given[i] = number(intrinsics.get(i).value());
            all &= !Double.isNaN(given[i]);
        }
        degrees.enabled(!all);
        metres.edit(metres.survey().through(new Survey.LensGuess(wide, all ? given : null)));
    }

    private void drawKnown(Survey survey, boolean fresh) {
        boolean same = !fresh && rows.size() == survey.known().size();
        for (int i = 0; same && i < rows.size(); ++i) {
            same = rows.get(i).spot == survey.known().get(i).spot();
        }
        if (same) {
            return;
        }
        boolean grew = !fresh && survey.known().size() == rows.size() + 1;
        list.clear();
        rows.clear();
        for (var known : survey.known()) {
            var row = new Row(rows.size(), known, survey);
            rows.add(row);
            list.add(row.item);
        }
        if (grew) {
            var last = rows.get(rows.size() - 1);
            (last.input == null ? El.byId("surface") : last.input).node().focus();
        }
    }

    /** Enter takes the hand back to the picture, for the next place. */
    private void back(KeyboardEvent event) {
        if (event.getKey().equals("Enter")) {
            event.preventDefault();
            El.byId("surface").node().focus();
        }
    }

    /** A place and what is known of it. */
    private final class Row {
        private final Object spot;
        private final El item = El.create("li", "");
        private final El input;

        Row(int index, Known known, Survey survey) {
            spot = known.spot();
            var letter = SurveyMarks.letter(index);
            var size = survey.subject().frame();
            item.add(
                    El.create("span", "figure").text(letter),
                    El.create("span", "figure")
                            .text(
                                    texts.of(
                                            "reading.at",
                                            Map.of(
                                                    "x", (int) (known.spot().u() * size.width()),
                                                    "y",
                                                            (int)
                                                                    (known.spot().v()
                                                                            * size.height())))));
            if (known.way() == Way.FLOOR) {
                input = null;
                item.add(
                        El.create("span", "").text(texts.of("survey.on-floor")),
                        El.create("span", ""));
            } else {
                var key = known.way() == Way.HEIGHT ? "survey.height-of" : "survey.distance-of";
                input = El.create("input", "").attr("type", "number").attr("step", "any");
                input.attr("min", "0").attr("inputmode", "decimal");
                input.attr("aria-label", texts.of(key, "name", letter));
                input.attr(
                        "placeholder",
                        texts.of(known.way() == Way.HEIGHT ? "survey.height" : "survey.distance"));
                input.value(written(known.metres()));
                input.on(
                        "input",
                        (Event event) ->
                                metres.edit(metres.survey().said(index, length(input.value()))));
                input.on("keydown", (KeyboardEvent event) -> back(event));
                item.add(input, El.create("span", "quiet").text(drawnIn.id()));
            }
            var remove = El.create("button", "small").attr("type", "button");
            remove.attr("aria-label", texts.of("survey.remove", "name", letter));
            remove.add(El.icon("close"));
            remove.on(
                    "click",
                    (Event event) -> {
                        metres.edit(metres.survey().without(index));
                        El.byId("surface").node().focus();
                    });
            item.add(remove);
        }
    }
}
