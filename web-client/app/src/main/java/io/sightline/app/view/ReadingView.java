// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.measure.DepthMap;
import io.sightline.app.measure.Measurer;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.metres.Distance;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** What the probe and the pins read. */
final class ReadingView implements Store.View {
    private static final String NOTHING = "–";

    private final Store store;
    private final Texts texts;
    private final Measurer measurer;
    private final Announcer announcer;
    private final El value = El.byId("reading-value");
    private final El position = El.byId("reading-position");
    private final El percent = El.byId("reading-percent");
    private final El unit = El.byId("reading-unit");
    private final El raw = El.byId("reading-raw");
    private final El rawName = El.byId("reading-raw-name");
    private final El pins = El.byId("pins");
    private final List<Row> rows = new ArrayList<>();

    ReadingView(Store store, Texts texts, Measurer measurer, Announcer announcer) {
        this.store = store;
        this.texts = texts;
        this.measurer = measurer;
        this.announcer = announcer;
    }

    @Override
    public void draw(AppState state, AppState before) {
        var depth = measurer.depth();
        var point = state.probe().point();
        var size = state.source().size();
        var style = texts.bundle().style();
        position.text(
                point == null || size == null
                        ? NOTHING
                        : texts.of(
                                "reading.at",
                                Map.of("x", point.column(size), "y", point.row(size))));
        if (depth == null || point == null) {
            value.text(NOTHING);
            percent.text(NOTHING);
        } else {
            double reading = depth.at(point);
            value.text(Readings.likeliest(texts, state, reading, depth.range(), point));
            percent.text(Readings.percent(style, reading, depth));
            raw.text(Readings.value(style, reading, depth.range()));
        }
        drawUnit(state, depth, point);
        drawPins(state);
    }

    private void drawUnit(AppState state, DepthMap depth, ImagePoint point) {
        var ruler = state.ruler();
        boolean tells = ruler != null && ruler.tells();
        raw.shown(tells);
        rawName.shown(tells);
        if (!tells) {
            unit.text(texts.of("reading.unit"));
            return;
        }
        double reading = depth == null || point == null ? Double.NaN : depth.at(point);
        if (Double.isNaN(reading)) {
            raw.text(NOTHING);
            unit.text(texts.of("reading.unit-metres"));
            return;
        }
        var distance = ruler.distance(reading, point.u(), point.v());
        var band = Lengths.band(texts, state.metres().unit(), distance);
        unit.text(
                distance.trust() == Distance.Trust.BESIDE
                        ? texts.of("reading.beside", "band", band)
                        : band);
    }

    private void drawPins(AppState state) {
        var list = state.probe().pins();
        boolean same = rows.size() == list.size();
        for (int i = 0; same && i < rows.size(); ++i) {
            same = rows.get(i).number == list.get(i).number();
        }
        if (!same) {
            pins.clear();
            rows.clear();
            for (var pin : list) {
                var row = new Row(pin.number());
                rows.add(row);
                pins.add(row.item);
            }
        }
        var depth = measurer.depth();
        var size = state.source().size();
        var style = texts.bundle().style();
        for (int i = 0; i < rows.size(); ++i) {
            var row = rows.get(i);
            var point = list.get(i).point();
            row.position.text(
                    size == null
                            ? NOTHING
                            : texts.of(
                                    "reading.at",
                                    Map.of("x", point.column(size), "y", point.row(size))));
            row.value.text(
                    depth == null
                            ? NOTHING
                            : Readings.likeliest(
                                    texts, state, depth.at(point), depth.range(), point));
            row.percent.text(
                    depth == null ? NOTHING : Readings.percent(style, depth.at(point), depth));
        }
    }

    /** A pin's line. */
    private final class Row {
        private final int number;
        private final El item = El.create("li", "");
        private final El position = El.create("span", "figure");
        private final El value = El.create("span", "figure n");
        private final El percent = El.create("span", "figure n");

        Row(int number) {
            this.number = number;
            var remove = El.create("button", "small").attr("type", "button");
            var label = texts.of("pins.remove", "n", number);
            remove.attr("aria-label", label).attr("title", label).add(El.icon("close"));
            remove.on(
                    "click",
                    (Event event) -> {
                        store.tell(new AppEvent.Unpinned(number));
                        announcer.say(texts.of("reading.unpinned", "n", number));
                        El.byId("surface").node().focus();
                    });
            item.add(
                    El.create("span", "figure").text(Integer.toString(number)),
                    position,
                    value,
                    percent,
                    remove);
        }
    }
}
