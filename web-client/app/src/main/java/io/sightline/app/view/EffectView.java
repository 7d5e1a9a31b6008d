// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.effect.EffectDesk;
import io.sightline.app.export.Exporter;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLInputElement;

/** What is done to the picture by depth, and its files. */
final class EffectView implements Store.View {
    /** An object can be put behind the farthest that is seen. */
    private static final double BEHIND = 1.2;

    private final Texts texts;
    private final EffectDesk effects;
    private final Exporter exporter;
    private final Teller teller;
    private final Announcer announcer;
    private final El kind = El.byId("effect-kind");
    private final El more = El.byId("effect-more");
    private final El shape = El.byId("effect-shape");
    private final El colour = El.byId("effect-colour");
    private final El depth = El.byId("effect-depth");
    private final El depthLabel = El.byId("effect-depth-label");
    private final El amount = El.byId("effect-amount");
    private final El amountLabel = El.byId("effect-amount-label");
    private final El pick = El.byId("effect-pick");
    private final El open = El.byId("effect-open");
    private final El without = El.byId("effect-without");
    private final El file = El.byId("file-effect");
    private final El png = El.byId("effect-png");
    private final El record = El.byId("effect-record");
    private final El recorded = El.byId("effect-recorded");
    private final El note = El.byId("effect-note");
    // The unit of the distance that is asked for; null while it is nearness.
    private LengthUnit shownIn;

    EffectView(
            Texts texts,
            EffectDesk effects,
            Exporter exporter,
            Teller teller,
            Announcer announcer) {
        this.texts = texts;
        this.effects = effects;
        this.exporter = exporter;
        this.teller = teller;
        this.announcer = announcer;
        for (var each : EffectKind.values()) {
            option(kind, each.id(), texts.of("effect.kind-" + each.id()));
        }
        for (var each : EffectSettings.SHAPES) {
            option(shape, each, texts.of("effect.shape-" + each));
        }
        kind.on("change", (Event e) -> set(effects.how().with(EffectKind.of(kind.value()))));
        shape.on("change", (Event e) -> set(effects.how().withShape(shape.value())));
        colour.on("input", (Event e) -> set(effects.how().withBackground(colour.value())));
        depth.on("input", (Event e) -> depthSet());
        amount.on("input", (Event e) -> set(effects.how().withAmount(whole(amount))));
        pick.on("click", (Event e) -> pick());
        open.on("click", (Event e) -> file.node().click());
        without.on("click", (Event e) -> new Thread(() -> effects.image(null)).start());
        file.on("change", (Event e) -> chosen());
        png.on("click", (Event e) -> new Thread(this::save).start());
        record.on("click", (Event e) -> effects.record());
    }

    private static void option(El select, String value, String text) {
        select.add(El.create("option", "").attr("value", value).text(text));
    }

    private static int whole(El control) {
        return (int) Math.round(Double.parseDouble(control.value()));
    }

    private void depthSet() {
        set(
                shownIn == null
                        ? effects.how().withDepth(whole(depth))
                        : effects.how()
                                .withDistance(shownIn.toMetres(Double.parseDouble(depth.value()))));
    }

    private void set(EffectSettings next) {
        effects.set(next);
    }

    private void pick() {
        effects.pick(!effects.picking());
        if (effects.picking()) {
            announcer.say(texts.of("effect.picking"));
            El.byId("surface").node().focus();
        }
    }

    private void chosen() {
        var files = ((HTMLInputElement) file.node()).getFiles();
        if (files.getLength() > 0) {
            var first = files.get(0);
            new Thread(() -> effects.image(first)).start();
        }
        Browser.resetFile(file.node());
    }

    private void save() {
        try {
            var what = effects.how().kind() == EffectKind.CUT_OUT ? "cutout-png" : "effect-png";
            var name = exporter.fileName(what);
            Browser.save(exporter.export(what), name);
            announcer.say(texts.of("export.done", "name", name));
        } catch (RuntimeException e) {
            teller.failed(Teller.asFailure(e), Message.Topic.ACTION, Message.Retry.NONE);
        }
    }

    @Override
    public void draw(AppState state, AppState before) {
        var how = effects.how();
        boolean on = how.kind() != EffectKind.NONE;
        boolean object = how.kind() == EffectKind.OBJECT;
        boolean replaces = how.kind() == EffectKind.REPLACE;
        boolean skin = object && how.shape().equals("picture");
        kind.value(how.kind().id());
        more.shown(on);
        if (on) {
            var group = object ? "object" : how.cuts() ? "cut" : "blur";
            shownIn = effects.inMetres() ? state.metres().unit() : null;
            depth.attr("min", shownIn == null ? "0" : "0.2")
                    .attr("max", shownIn == null ? "100" : Integer.toString(most(state)))
                    .attr("step", shownIn == null ? "1" : "0.05");
            if (shownIn == null) {
                depthLabel.text(texts.of("effect.depth-" + group));
                amountLabel.text(texts.of("effect.amount-" + group));
                slider(depth, how.depth());
                slider(amount, how.amount());
            } else {
                depthLabel.text(texts.of("effect.distance", "length", length(how.distance())));
                amountLabel.text(texts.of("effect.height", "length", length(how.height())));
                depth.value(Double.toString(shownIn.ofMetres(how.distance())))
                        .attr("aria-valuetext", length(how.distance()));
                amount.value(Integer.toString(how.amount()))
                        .attr("aria-valuetext", length(how.height()));
            }
        }
        El.byId("effect-shape-field").shown(object);
        El.byId("effect-colour-field").shown(replaces);
        shape.value(how.shape());
        colour.value(how.background());
        boolean measured = state.measurement() != null;
        pick.enabled(measured).attr("aria-pressed", Boolean.toString(effects.picking()));
        open.shown(replaces || skin);
        without.shown((replaces || skin) && effects.hasImage());
        boolean shown = effects.shown();
        El.byId("effect-size")
                .text(shown ? effects.size().width() + " × " + effects.size().height() : "");
        png.enabled(shown);
        boolean recording = effects.recording();
        record.shown(state.source().moving() || recording)
                .enabled(shown || recording)
                .attr("aria-pressed", Boolean.toString(recording))
                .text(texts.of(recording ? "effect.stop" : "effect.record"));
        recorded.text(
                recording
                        ? texts.of(
                                "effect.recorded",
                                Map.of(
                                        "seconds",
                                        (int) effects.seconds(),
                                        "size",
                                        texts.bundle().style().bytes(effects.bytes())))
                        : "");
        var words = words(how, recording, on);
        note.text(words).shown(!words.isEmpty());
    }

    private String length(double metres) {
        return Lengths.text(texts, shownIn, metres);
    }

    /** The end of the slider: behind what is seen, in steps, so that it does not tremble. */
    private int most(AppState state) {
        var metres = state.ruler().metres();
        var range = state.measurement().range();
        double far = Math.max(metres.metres(range.low()), metres.metres(range.high())) * BEHIND;
        double inUnit = shownIn.ofMetres(Math.min(EffectSettings.MOST_DISTANCE, far));
        int most = 5;
        while (most < inUnit) {
            most *= 2;
        }
        return most;
    }

    private void slider(El control, int percent) {
        control.value(Integer.toString(percent))
                .attr("aria-valuetext", texts.bundle().style().percent(percent / 100.0));
    }

    private String words(EffectSettings how, boolean recording, boolean on) {
        if (on && !effects.possible()) {
            return texts.of("effect.needs-gpu");
        }
        if (effects.picking()) {
            return texts.of("effect.picking");
        }
        if (recording && how.kind() == EffectKind.CUT_OUT) {
            return texts.of(effects.keepsAlpha() ? "effect.alpha" : "effect.no-alpha");
        }
        return "";
    }
}
