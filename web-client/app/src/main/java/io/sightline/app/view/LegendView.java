// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.measure.Measurer;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.color.Palette;
import io.sightline.core.metres.Polarity;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.LookSettings;
import java.util.Map;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Which colour means which value, what is cut away, and the contours. */
final class LegendView implements Store.View {
    private static final int STEPS = 256;

    private final Texts texts;
    private final Measurer measurer;
    private final El palette = El.byId("palette");
    private final El strip = El.byId("strip");
    private final El mark = El.byId("strip-mark");
    private final El low = El.byId("range-low");
    private final El high = El.byId("range-high");
    private final El about = El.byId("legend-about");
    private final El contours = El.byId("contours");
    private final El from = El.byId("cut-from");
    private final El to = El.byId("cut-to");
    private final El fromShade = El.byId("cut-from-shade");
    private final El toShade = El.byId("cut-to-shade");

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
        for (int count : LookSettings.CONTOURS) {
            contours.add(
                    El.create("option", "")
                            .attr("value", Integer.toString(count))
                            .text(
                                    count == 0
                                            ? texts.of("contours.none")
                                            : texts.of("contours.of", "count", count)));
        }
        contours.on(
                "change", (Event event) -> set(store, look(store).withContours(whole(contours))));
        from.on("input", (Event event) -> cut(store, from, look(store).withFrom(whole(from))));
        to.on("input", (Event event) -> cut(store, to, look(store).withTo(whole(to))));
    }

    private static LookSettings look(Store store) {
        return store.state().settings().look();
    }

    private static int whole(El control) {
        return (int) Math.round(Double.parseDouble(control.value()));
    }

    private static void set(Store store, LookSettings look) {
        store.tell(new AppEvent.SettingsSet(store.state().settings().with(look)));
    }

    /** One end stops at the other, and so does its thumb. */
    private void cut(Store store, El thumb, LookSettings look) {
        set(store, look);
        thumb.value(Integer.toString(thumb == from ? look.from() : look.to()));
    }

    @Override
    public void draw(AppState state, AppState before) {
        var id = state.settings().palette();
        palette.value(id);
        if (before == null || !before.settings().palette().equals(id)) {
            paint(Palette.of(id));
        }
        var ruler = state.ruler();
        low.text(at(state, 0));
        high.text(at(state, 1));
        about.text(
                texts.of(
                        ruler == null || !ruler.tells()
                                ? turned(state) ? "legend.relative-small" : "legend.relative"
                                : ruler.kept() == null ? "legend.metric" : "legend.calibrated"));
        var look = state.settings().look();
        contours.value(Integer.toString(look.contours()));
        end(from, fromShade, look.from(), look.from(), state);
        end(to, toShade, look.to(), 100 - look.to(), state);
        var depth = measurer.depth();
        var point = state.probe().point();
        double value = depth == null || point == null ? Double.NaN : depth.at(point);
        mark.shown(!Double.isNaN(value));
        if (!Double.isNaN(value)) {
            double position = depth.range().position((float) value);
            position = turned(state) ? 1 - position : position;
            mark.style("inset-inline-start", "calc(" + position * 100 + "% - 1.5px)");
        }
    }

    /** One end of what is shown: its thumb, what it says, and the shade over what is cut away. */
    private void end(El thumb, El shade, int percent, int cut, AppState state) {
        thumb.value(Integer.toString(percent));
        shade.style("inline-size", cut + "%");
        var said = texts.bundle().style().percent(percent / 100.0);
        if (state.measurement() != null) {
            said = texts.of("cut.at", Map.of("percent", said, "value", at(state, percent / 100.0)));
        }
        thumb.attr("aria-valuetext", said).attr("title", said);
    }

    /** True where smaller values are nearer; near stays at the right all the same. */
    private static boolean turned(AppState state) {
        var entry = state.model().entry();
        return entry != null
                && entry.contract() != null
                && Polarity.ofWire(entry.contract().near()) == Polarity.SMALL;
    }

    /** What stands at a place of the scale, 0 (far) to 1 (near): a distance, or a value. */
    private String at(AppState state, double position) {
        var result = state.measurement();
        if (result == null) {
            return "–";
        }
        double span = result.range().high() - (double) result.range().low();
        double value = result.range().low() + span * (turned(state) ? 1 - position : position);
        var ruler = state.ruler();
        return ruler == null || !ruler.tells()
                ? Readings.value(texts.bundle().style(), value, result.range())
                : Lengths.likeliest(texts, state.metres().unit(), ruler.metres().at(value));
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
