// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.language.JsonShape;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.ShapeDraft;
import io.sightline.core.view.TalkState;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/**
 * Where the fields of structured answers are set. Enter in a field adds one below it; what is wrong
 * is told at once, where it is.
 */
final class ShapeView implements TalkStore.View {
    private final TalkStore store;
    private final Texts texts;
    private final El box = El.byId("shape");
    private final El shortly = El.byId("shape-short");
    private final El list = El.byId("shape-rows");
    private final El faults = El.byId("shape-faults");
    private final El add = El.byId("shape-add");
    private final List<Controls> rows = new ArrayList<>();
    private ShapeDraft drawn;

    /** The controls of a field. */
    private record Controls(El item, El name, El kind, El line, El caption, El options) {}

    ShapeView(TalkStore store, Texts texts) {
        this.store = store;
        this.texts = texts;
        add.on("click", (Event event) -> add(shape().rows().size() - 1));
        El.byId("shape-alert").on("click", (Event event) -> tell(ShapeDraft.ALERT));
    }

    private ShapeDraft shape() {
        return store.state().scene().settings().shape();
    }

    private void tell(ShapeDraft shape) {
        Link.settings(JsValues.toJs(store.state().scene().settings().with(shape).toMap()));
    }

    private void add(int after) {
        var next = shape().added(after);
        if (next != shape()) {
            tell(next);
            draw(next);
            rows.get(after + 1).name().node().focus();
        }
    }

    private void remove(int index) {
        tell(shape().without(index));
        draw(shape());
        if (rows.isEmpty()) {
            add.node().focus();
        } else {
            rows.get(Math.min(index, rows.size() - 1)).name().node().focus();
        }
    }

    private void change(int index) {
        var row = rows.get(index);
        var kind = ShapeDraft.Kind.of(row.kind().value());
        tell(
                shape().with(
                                index,
                                new ShapeDraft.Row(
                                        row.name().value(), kind, row.options().value())));
    }

    @Override
    public void draw(TalkState state, TalkState before) {
        boolean on = state.draft().mode() == Mode.SHAPE;
        box.shown(on);
        if (on) {
            draw(state.scene().settings().shape());
        }
    }

    private void draw(ShapeDraft shape) {
        if (shape.equals(drawn)) {
            return;
        }
        drawn = shape;
        while (rows.size() > shape.rows().size()) {
            rows.remove(rows.size() - 1).item().remove();
        }
        while (rows.size() < shape.rows().size()) {
            rows.add(controls(rows.size()));
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < rows.size(); ++i) {
            var row = shape.rows().get(i);
            var controls = rows.get(i);
            if (!row.name().isBlank()) {
                names.add(row.name().strip());
            }
            controls.name().value(row.name()).attr("aria-invalid", null);
            controls.kind().value(row.kind().id());
            controls.options().value(row.options()).attr("aria-invalid", null);
            controls.line().shown(row.kind() != ShapeDraft.Kind.FLAG);
            controls.caption().text(texts.of("shape.caption-" + row.kind().id()));
            var hint = texts.of("shape.hint-" + row.kind().id());
            controls.options().attr("placeholder", hint);
        }
        shortly.text(String.join(", ", names));
        add.enabled(rows.size() < JsonShape.MOST_FIELDS);
        faults.clear();
        for (var fault : shape.faults()) {
            faults.add(
                    El.create("li", "")
                            .attr("data-kind", "error")
                            .text(texts.of("shape." + fault.reason(), fault.values())));
            if (fault.row() >= 0) {
                var controls = rows.get(fault.row());
                (fault.inName() ? controls.name() : controls.options())
                        .attr("aria-invalid", "true");
            }
        }
    }

    private Controls controls(int index) {
        var n = index + 1;
        var name = input(texts.of("shape.name-of", "n", n), texts.of("shape.name-hint"), 60);
        var options = input(texts.of("shape.options-of", "n", n), "", 2000);
        var kind = El.create("select", "");
        kind.attr("aria-label", texts.of("shape.kind-of", "n", n));
        for (var each : ShapeDraft.Kind.values()) {
            kind.add(
                    El.create("option", "")
                            .attr("value", each.id())
                            .text(texts.of("shape.kind-" + each.id())));
        }
        var label = texts.of("shape.remove", "n", n);
        var remove = El.create("button", "small").attr("type", "button");
        remove.attr("aria-label", label).attr("title", label).add(El.icon("close"));
        name.on("input", (Event event) -> change(index));
        options.on("input", (Event event) -> change(index));
        kind.on("change", (Event event) -> change(index));
        remove.on("click", (Event event) -> remove(index));
        for (var input : new El[] {name, options}) {
            input.on(
                    "keydown",
                    (KeyboardEvent event) -> {
                        if (event.getKey().equals("Enter") && !Browser.isComposing(event)) {
                            event.preventDefault();
                            add(index);
                        }
                    });
        }
        var caption = El.create("span", "quiet").attr("aria-hidden", "true");
        var line = El.create("div", "shape-options").add(caption, options);
        var item = El.create("li", "").add(name, kind, remove, line);
        list.add(item);
        return new Controls(item, name, kind, line, caption, options);
    }

    private static El input(String label, String hint, int most) {
        return El.create("input", "")
                .attr("type", "text")
                .attr("maxlength", Integer.toString(most))
                .attr("autocomplete", "off")
                .attr("aria-label", label)
                .attr("aria-describedby", "shape-faults")
                .attr("placeholder", hint);
    }
}
