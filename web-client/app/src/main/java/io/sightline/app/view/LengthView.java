// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.measure.Measurer;
import io.sightline.app.scene.SceneDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.metres.Distance;
import io.sightline.core.metres.Ruler;
import io.sightline.core.space.Span;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Probe;
import io.sightline.core.view.ViewMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** The length between two pins: the newest two, until others are chosen. */
final class LengthView implements Store.View {
    private final Texts texts;
    private final Measurer measurer;
    private final Announcer announcer;
    private final El box = El.byId("length");
    private final El from = El.byId("length-from");
    private final El to = El.byId("length-to");
    private final El value = El.byId("length-value");
    private final El note = El.byId("length-note");
    private final LengthLine onPicture = new LengthLine("marks-picture");
    private final LengthLine onDepth = new LengthLine("marks-depth");
    private final LengthLine inScene = new LengthLine("marks-scene");
    private final SceneDesk desk;
    private List<Integer> offered = List.of();
    private int chosenFrom;
    private int chosenTo;
    private String said = "";

    LengthView(Store store, Texts texts, Measurer measurer, SceneDesk desk, Announcer announcer) {
        this.texts = texts;
        this.measurer = measurer;
        this.desk = desk;
        this.announcer = announcer;
        from.on(
                "change",
                (Event event) -> {
                    chosenFrom = Integer.parseInt(from.value());
                    chosenTo = Integer.parseInt(to.value());
                    store.redraw();
                });
        to.on(
                "change",
                (Event event) -> {
                    chosenFrom = Integer.parseInt(from.value());
                    chosenTo = Integer.parseInt(to.value());
                    store.redraw();
                });
    }

    @Override
    public void draw(AppState state, AppState before) {
        var pins = state.probe().pins();
        box.shown(pins.size() > 1);
        if (pins.size() < 2) {
            offer(List.of());
            said = "";
            lines(state, null, null, "");
            return;
        }
        var numbers = new ArrayList<Integer>();
        for (var pin : pins) {
            numbers.add(pin.number());
        }
        if (!numbers.equals(offered)) {
            offer(numbers);
        }
        var a = state.probe().pin(chosenFrom);
        var b = state.probe().pin(chosenTo);
        from.value(Integer.toString(chosenFrom));
        to.value(Integer.toString(chosenTo));
        var ruler = state.ruler();
        boolean tells = ruler != null && ruler.tells();
        var text = tells ? length(state, ruler, a, b) : "–";
        value.text(text);
        note.shown(!tells);
        lines(state, a, b, tells && !text.equals("–") ? text : "");
        if (tells) {
            say(text);
        }
    }

    private void lines(AppState state, Probe.Pin a, Probe.Pin b, String text) {
        var mode = state.settings().view();
        boolean seen = a != null && b != null;
        var from = seen && mode.flat() ? a.point() : null;
        var to = seen && mode.flat() ? b.point() : null;
        onPicture.draw(mode == ViewMode.SIDE ? from : null, to, text);
        onDepth.draw(from, to, text);
        boolean space = seen && mode == ViewMode.SCENE;
        inScene.draw(space ? shown(a) : null, space ? shown(b) : null, text);
    }

    /** Where a pin is seen in space, or null. */
    private ImagePoint shown(Probe.Pin pin) {
        var depth = measurer.depth();
        var at = depth == null ? null : desk.shown(pin.point(), depth.at(pin.point()));
        return at == null ? null : new ImagePoint(at.x(), at.y());
    }

    /** The newest two pins are measured whenever a pin comes or goes. */
    private void offer(List<Integer> numbers) {
        offered = numbers;
        from.clear();
        to.clear();
        for (int number : numbers) {
            for (var list : List.of(from, to)) {
                list.add(
                        El.create("option", "")
                                .attr("value", Integer.toString(number))
                                .text(texts.of("length.pin", "n", number)));
            }
        }
        if (numbers.size() > 1) {
            chosenFrom = numbers.get(numbers.size() - 2);
            chosenTo = numbers.get(numbers.size() - 1);
        }
    }

    private String length(AppState state, Ruler ruler, Probe.Pin a, Probe.Pin b) {
        var depth = measurer.depth();
        double first = depth == null ? Double.NaN : depth.at(a.point());
        double second = depth == null ? Double.NaN : depth.at(b.point());
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return "–";
        }
        var span =
                Span.between(
                        mark(ruler, a, first),
                        mark(ruler, b, second),
                        ruler.lens(),
                        ruler.metres());
        return Double.isInfinite(span.metres())
                ? texts.of("length.beyond")
                : Lengths.whole(
                        texts,
                        state.metres().unit(),
                        new Distance(
                                span.metres(), span.near(), span.far(), Distance.Trust.WITHIN));
    }

    private static Span.Mark mark(Ruler ruler, Probe.Pin pin, double value) {
        var size = ruler.lens().size();
        return new Span.Mark(
                pin.point().u() * size.width(), pin.point().v() * size.height(), value);
    }

    /** A new length is said once; that of a stream changes too often for words. */
    private void say(String text) {
        var pair = chosenFrom + " " + chosenTo;
        if (!text.equals("–") && !pair.equals(said)) {
            said = pair;
            announcer.say(
                    texts.of(
                            "length.said",
                            Map.of("from", chosenFrom, "to", chosenTo, "length", text)));
        }
    }
}
