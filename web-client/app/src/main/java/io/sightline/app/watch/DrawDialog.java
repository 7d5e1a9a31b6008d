// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** A window with a picture to draw on, and what belongs to it beside. */
final class DrawDialog {
    private final El dialog = El.create("dialog", "draw-dialog");
    private final El side = El.create("div", "draw-side");
    private final El foot = El.create("div", "draw-foot");
    private final El title = El.create("h2", "").attr("id", "draw-title");
    private final Runnable closed;

    /**
     * @param text of its heading
     * @param escape what Escape does, but for what the drawing does with it
     * @param closed told when it is gone
     */
    DrawDialog(Texts texts, String text, SketchView sketch, Runnable escape, Runnable closed) {
        this.closed = closed;
        title.text(text);
        dialog.attr("aria-labelledby", "draw-title").attr("id", "draw-dialog");
        var body = El.create("div", "draw-body").add(sketch.root(), side);
        dialog.add(El.create("header", "draw-head").add(title), body, foot);
        dialog.on(
                "keydown",
                (KeyboardEvent event) -> {
                    if (event.getKey().equals("Escape")) {
                        // Else the browser closes it, whatever is open in it.
                        event.preventDefault();
                        event.stopPropagation();
                        if (!sketch.discard()) {
                            escape.run();
                        }
                    }
                });
        dialog.on(
                "cancel",
                (Event event) -> {
                    event.preventDefault();
                    escape.run();
                });
        dialog.on("close", (Event event) -> gone());
    }

    /** What stands beside the picture. */
    El side() {
        return side;
    }

    /** What stands below all. */
    El foot() {
        return foot;
    }

    void open() {
        HTMLDocument.current().getBody().appendChild(dialog.node());
        show(dialog.node());
    }

    void close() {
        hide(dialog.node());
    }

    private void gone() {
        dialog.remove();
        closed.run();
    }

    /** A group of fields under one name. */
    static El group(String name, El... fields) {
        return El.create("fieldset", "draw-group")
                .add(El.create("legend", "").text(name))
                .add(fields);
    }

    /** A field with its name before it. */
    static El field(String name, El input) {
        return El.create("label", "draw-field").add(El.create("span", "").text(name), input);
    }

    /** An entry of a list that one is chosen of. */
    static El entry(String name, String about, boolean chosen) {
        var button = El.create("button", "draw-entry").attr("type", "button");
        button.attr("aria-pressed", Boolean.toString(chosen));
        return button.add(El.create("span", "").text(name), El.create("small", "").text(about));
    }

    @JSBody(params = "dialog", script = "dialog.showModal();")
    private static native void show(HTMLElement dialog);

    @JSBody(params = "dialog", script = "dialog.close();")
    private static native void hide(HTMLElement dialog);
}
