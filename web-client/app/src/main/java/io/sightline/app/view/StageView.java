// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.effect.EffectDesk;
import io.sightline.app.measure.DepthMap;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.MetresDesk;
import io.sightline.app.measure.Picture;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.PaneBox;
import io.sightline.core.view.SourceState;
import io.sightline.core.view.StageLayout;
import io.sightline.core.view.ViewMode;
import io.sightline.glue.dom.ResizeObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;

/** Picture and depth, and the probe on both. */
final class StageView implements Store.View, Pins {
    private static final int MARGIN = 12;
    private static final int NARROW_MARGIN = 6;
    private static final int LARGE_STEP = 10;

    private final Store store;
    private final Texts texts;
    private final Measurer measurer;
    private final Picture picture;
    private final EffectDesk effects;
    private final Announcer announcer;
    private final MetresDesk metres;
    private final El stage = El.byId("stage");
    private final El surface = El.byId("surface");
    private final El empty = El.byId("empty");
    private final El blend = El.byId("blend");
    private final El opacity = El.byId("opacity");
    private final El opacityValue = El.byId("opacity-value");
    private final El view = El.byId("view");
    private final El canvas = El.byId("picture");
    private final El effect = El.byId("effect");
    private final El picturePane = El.byId("pane-picture");
    private final El depthPane = El.byId("pane-depth");
    private final El plate;
    private final Marks pictureMarks = new Marks(El.byId("marks-picture"));
    private final Marks depthMarks = new Marks(El.byId("marks-depth"));
    private final SurveyMarks pictureSurvey = new SurveyMarks(El.byId("marks-picture"));
    private final SurveyMarks depthSurvey = new SurveyMarks(El.byId("marks-depth"));
    private final El depthTag = El.byId("depth-tag");
    private StageLayout layout;
    private boolean keyboard;

    StageView(
            Store store,
            Texts texts,
            Measurer measurer,
            Picture picture,
            EffectDesk effects,
            Announcer announcer,
            MetresDesk metres,
            El plate) {
        this.store = store;
        this.texts = texts;
        this.measurer = measurer;
        this.picture = picture;
        this.effects = effects;
        this.announcer = announcer;
        this.metres = metres;
        this.plate = plate;
        new ResizeObserver(entries -> store.redraw()).observe(stage.node());
        surface.on("pointermove", (MouseEvent event) -> moved(event));
        surface.on("pointerdown", (MouseEvent event) -> moved(event));
        surface.on("pointerleave", (Event event) -> left());
        surface.on("click", (Event event) -> pin());
        surface.on("keydown", (KeyboardEvent event) -> key(event));
        surface.on("blur", (Event event) -> left());
        view.on(
                "change",
                (Event event) -> {
                    var mode = ViewMode.of(Browser.valueOf(event));
                    store.tell(new AppEvent.SettingsSet(store.state().settings().withView(mode)));
                });
        opacity.on(
                "input",
                (Event event) -> {
                    int percent = (int) Math.round(Double.parseDouble(opacity.value()));
                    store.tell(
                            new AppEvent.SettingsSet(
                                    store.state().settings().withOpacity(percent)));
                });
        store.watch((now, before) -> announce(now, before));
    }

    @Override
    public void draw(AppState state, AppState before) {
        var source = state.source();
        boolean visible = source.visible();
        var mode = state.settings().view();
        empty.shown(source.phase() == SourceState.Phase.NONE);
        surface.attr("data-view", mode.id());
        view.choose(mode.id());
        blend.shown(mode == ViewMode.OVER && visible);
        opacity.value(Integer.toString(state.settings().opacity()));
        opacityValue.text(texts.bundle().style().percent(state.settings().opacity() / 100.0));
        surface.shown(mode.flat());
        picturePane.shown(visible && (mode == ViewMode.SIDE || mode == ViewMode.OVER));
        depthPane.shown(visible && mode.flat());
        place(state, mode);
        if (!visible) {
            return;
        }
        boolean measured = state.measurement() != null;
        // Not hidden by "visibility": the browser presents no frame of a canvas that it thinks
        // unseen.
        double opaque = mode == ViewMode.OVER ? state.settings().opacity() / 100.0 : 1;
        El.byId("depth").style("opacity", measured ? Double.toString(opaque) : "0");
        boolean still = !source.moving();
        boolean frame =
                picture.shown() && (still || measured && state.settings().measuredPicture());
        boolean changed = effects.shown();
        effect.shown(changed);
        canvas.shown(frame && !changed);
        surface.flag("data-picking", effects.picking());
        El.byId("video").style("visibility", frame || changed ? "hidden" : "visible");
        marks(state);
    }

    private void place(AppState state, ViewMode mode) {
        int width = stage.node().getClientWidth();
        int height = stage.node().getClientHeight();
        var size = state.source().size();
        int margin = width < 640 ? NARROW_MARGIN : MARGIN;
        layout =
                StageLayout.of(
                        width,
                        height,
                        size == null ? new ImageSize(4, 3) : size,
                        size == null ? ViewMode.DEPTH : mode,
                        margin);
        if (layout.picture() != null) {
            put(picturePane, layout.picture());
        }
        put(depthPane, layout.depth());
        put(plate, layout.depth());
    }

    private static void put(El pane, PaneBox box) {
        pane.style("left", box.left() + "px");
        pane.style("top", box.top() + "px");
        pane.style("width", box.width() + "px");
        pane.style("height", box.height() + "px");
    }

    private void marks(AppState state) {
        var depth = measurer.depth();
        var point = state.probe().point();
        var size = state.source().size();
        if (layout.picture() != null) {
            pictureMarks.draw(
                    state,
                    layout.picture(),
                    point == null
                            ? ""
                            : texts.of(
                                    "reading.at",
                                    Map.of("x", point.column(size), "y", point.row(size))));
        }
        depthMarks.draw(state, layout.depth(), point == null ? "" : reading(depth, point));
        var survey = state.metres().survey();
        if (layout.picture() != null) {
            pictureSurvey.draw(survey, layout.picture());
        }
        depthSurvey.draw(survey, layout.depth());
        var ruler = state.ruler();
        depthTag.text(
                texts.of(
                        ruler == null || !ruler.tells()
                                ? "stage.depth"
                                : ruler.kept() == null
                                        ? "stage.depth-metric"
                                        : "stage.depth-calibrated"));
    }

    private String reading(DepthMap depth, ImagePoint point) {
        return depth == null
                ? ""
                : Readings.whole(texts, store.state(), depth.at(point), depth.range(), point);
    }

    private void moved(MouseEvent event) {
        if (layout == null || !store.state().source().visible()) {
            return;
        }
        var box = stage.node().getBoundingClientRect();
        var point =
                layout.imagePoint(
                        event.getClientX() - box.getLeft(), event.getClientY() - box.getTop());
        if (point != null || !keyboard) {
            keyboard = false;
            store.tell(new AppEvent.ProbeMoved(point));
        }
    }

    private void left() {
        if (!keyboard || !Browser.isFocused(surface.node())) {
            keyboard = false;
            store.tell(new AppEvent.ProbeMoved(null));
        }
    }

    @Override
    public void pin() {
        var probe = store.state().probe();
        if (probe.point() == null || measurer.depth() == null) {
            return;
        }
        if (metres.survey() != null) {
            metres.pick(probe.point());
            return;
        }
        if (effects.picked(probe.point())) {
            return;
        }
        if (!probe.hasRoom()) {
            announcer.say(texts.of("pins.full"));
            return;
        }
        store.tell(new AppEvent.Pinned());
        int number = store.state().probe().lastPin();
        var depth = measurer.depth();
        depth.read(
                probe.point(),
                value ->
                        announcer.say(
                                texts.of(
                                        "reading.pinned",
                                        Map.of(
                                                "n",
                                                number,
                                                "value",
                                                Readings.whole(
                                                        texts,
                                                        store.state(),
                                                        value,
                                                        depth.range(),
                                                        probe.point())))));
    }

    private void key(KeyboardEvent event) {
        if (!store.state().source().visible()
                || event.isCtrlKey()
                || event.isAltKey()
                || event.isMetaKey()) {
            return;
        }
        int step = event.isShiftKey() ? LARGE_STEP : 1;
        switch (event.getKey()) {
            case "ArrowLeft" -> move(-step, 0);
            case "ArrowRight" -> move(step, 0);
            case "ArrowUp" -> move(0, -step);
            case "ArrowDown" -> move(0, step);
            case "Enter" -> pin();
            case "Delete", "Backspace" -> unpin();
            case "Escape" -> {
                keyboard = false;
                store.tell(new AppEvent.ProbeCleared());
            }
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    private void move(int columns, int rows) {
        keyboard = true;
        var state = store.state();
        var point = state.probe().point();
        var size = state.source().size();
        store.tell(
                new AppEvent.ProbeMoved(
                        point == null
                                ? ImagePoint.CENTRE.movedBy(0, 0, size)
                                : point.movedBy(columns, rows, size)));
    }

    @Override
    public void unpin() {
        if (metres.survey() != null) {
            metres.edit(metres.survey().undone());
            return;
        }
        int number = store.state().probe().lastPin();
        if (number > 0) {
            store.tell(new AppEvent.Unpinned(number));
            announcer.say(texts.of("reading.unpinned", "n", number));
        }
    }

    /** What the keyboard's probe reads is said; what the pointer's reads is seen. */
    private void announce(AppState now, AppState before) {
        var point = now.probe().point();
        if (!keyboard || point == null || point.equals(before.probe().point())) {
            return;
        }
        var depth = measurer.depth();
        var style = texts.bundle().style();
        if (depth == null) {
            announcer.say(texts.of("reading.none"));
            return;
        }
        var size = now.source().size();
        depth.read(
                point,
                value -> {
                    // The probe may have gone on before the answer came; only where it is now is
                    // said.
                    if (point.equals(store.state().probe().point())) {
                        announcer.say(
                                texts.of(
                                        "reading.said",
                                        Map.of(
                                                "value",
                                                Readings.whole(
                                                        texts,
                                                        store.state(),
                                                        value,
                                                        depth.range(),
                                                        point),
                                                "percent",
                                                Readings.percent(style, value, depth),
                                                "x",
                                                point.column(size),
                                                "y",
                                                point.row(size))));
                    }
                });
    }

    /** The crosshair and the pins of one pane. */
    private static final class Marks {
        /** A label that would reach closer to the edge than this goes to the other side. */
        private static final int LABEL_WIDTH = 110;

        private static final int LABEL_HEIGHT = 40;

        private final El box;
        private final El cross = El.create("div", "cross");
        private final El label = El.create("b", "figure");
        private final Map<Integer, El> pins = new HashMap<>();

        Marks(El box) {
            this.box = box;
            cross.add(label).shown(false);
            box.add(cross);
        }

        void draw(AppState state, PaneBox pane, String text) {
            var point = state.probe().point();
            cross.shown(point != null);
            if (point != null) {
                move(cross, point, pane);
                label.text(text).shown(!text.isEmpty());
                cross.flag("data-flip-x", point.u() * pane.width() > pane.width() - LABEL_WIDTH);
                cross.flag("data-flip-y", point.v() * pane.height() > pane.height() - LABEL_HEIGHT);
            }
            for (var pin : state.probe().pins()) {
                var mark = pins.get(pin.number());
                if (mark == null) {
                    mark = El.create("div", "pin");
                    mark.add(El.create("b", "figure").text(Integer.toString(pin.number())));
                    box.add(mark);
                    pins.put(pin.number(), mark);
                }
                move(mark, pin.point(), pane);
            }
            var gone = new ArrayList<Integer>();
            for (var number : pins.keySet()) {
                if (state.probe().pin(number) == null) {
                    gone.add(number);
                }
            }
            for (var number : gone) {
                pins.remove(number).remove();
            }
        }

        private static void move(El mark, ImagePoint point, PaneBox pane) {
            mark.style(
                    "transform",
                    "translate("
                            + (int) (point.u() * pane.width())
                            + "px,"
                            + (int) (point.v() * pane.height())
                            + "px)");
        }
    }
}
