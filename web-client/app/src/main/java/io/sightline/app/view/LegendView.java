// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.measure.Measurer;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.color.Palette;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Which colour means which value. */
final class LegendView implements Store.View {
    private static final int STEPS = 256;

    private final Texts texts;
    private final Measurer measurer;
    private final El palette = El.byId("palette");
    private final El strip = El.byId("strip");
    private final El mark = El.byId("strip-mark");
    private final El low = El.byId("range-low");
    private final El high = El.byId("range-high");

    LegendView(Store store, Texts texts, Measurer measurer) {
        this.texts = texts;
        this.measurer = measurer;
        for (var id : Palette.ids()) {
            palette.add(El.create("option", "").attr("value", id).text(texts.of("palette." + id)));
        }
        palette.on(
                "change",
                (Event event) ->
                        store.tell(
                                new AppEvent.SettingsSet(
                                        store.state().settings().withPalette(palette.value()))));
    }

    @Override
    public void draw(AppState state, AppState before) {
        var id = state.settings().palette();
        palette.value(id);
        if (before == null || !before.settings().palette().equals(id)) {
            paint(Palette.of(id));
        }
        var style = texts.bundle().style();
        var result = state.measurement();
        low.text(
                result == null ? "–" : Readings.value(style, result.range().low(), result.range()));
        high.text(
                result == null
                        ? "–"
                        : Readings.value(style, result.range().high(), result.range()));
        var depth = measurer.depth();
        var point = state.probe().point();
        double value = depth == null || point == null ? Double.NaN : depth.at(point);
        mark.shown(!Double.isNaN(value));
        if (!Double.isNaN(value)) {
            double position = depth.range().position((float) value);
            mark.style("inset-inline-start", "calc(" + position * 100 + "% - 1.5px)");
        }
    }

    private void paint(Palette colours) {
        var canvas = (HTMLCanvasElement) strip.node();
        var context = (CanvasRenderingContext2D) canvas.getContext("2d");
        for (int i = 0; i < STEPS; ++i) {
            int rgb = colours.rgb(i / (STEPS - 1.0));
            context.setFillStyle("#" + Integer.toHexString(0x1000000 | rgb).substring(1));
            context.fillRect(i, 0, 1, 1);
        }
    }
}
