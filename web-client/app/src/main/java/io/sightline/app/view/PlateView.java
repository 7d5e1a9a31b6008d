// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import java.util.Map;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/** What stands where the depth will be: what is missing, and the one thing to do about it. */
final class PlateView implements Store.View {
    /** What takes longer than this can be stopped, milliseconds. */
    private static final int PATIENCE = 3000;

    private final Store store;
    private final Texts texts;
    private final ModelDesk models;
    private final SourceDesk sources;
    private final Views.Actions actions;
    private final El plate;
    private final El title = El.create("h2", "");
    private final El note = El.create("p", "quiet");
    private final El command = El.create("div", "command");
    private final El code = El.create("code", "");
    private final El copy = El.create("button", "small");
    private final El progressBox = El.create("div", "progress");
    private final Progress progress;
    private final El act = El.create("button", "primary");
    private final El stop = El.create("button", "plain bordered");
    private String kind = "";
    private boolean patient = true;
    private int timer;

    PlateView(
            Store store,
            Texts texts,
            ModelDesk models,
            SourceDesk sources,
            Views.Actions actions,
            El plate) {
        this.store = store;
        this.texts = texts;
        this.models = models;
        this.sources = sources;
        this.actions = actions;
        this.plate = plate;
        var bar = El.create("progress", "").attr("max", "1");
        bar.attr("aria-label", texts.of("model.progress"));
        var words = El.create("span", "figure");
        progressBox.add(bar, words);
        progress = new Progress(bar, words);
        copy.attr("type", "button").attr("aria-label", texts.of("model.copy"));
        copy.add(El.icon("copy"));
        command.add(code, copy);
        act.attr("type", "button");
        stop.attr("type", "button").text(texts.of("model.stop"));
        var card = El.create("div", "plate-card");
        card.add(title, note, command, progressBox, act, stop);
        plate.add(card);
        copy.on("click", (Event event) -> Browser.copy(code.node().getTextContent()));
        act.on("click", (Event event) -> act());
        stop.on("click", (Event event) -> stop());
    }

    private void act() {
        if (kind.equals("unmeasured")) {
            actions.again();
        } else if (store.state().model().entry() == null) {
            actions.retry(Message.Retry.INDEX);
        } else {
            models.load(failure -> {});
        }
    }

    private void stop() {
        switch (kind) {
            case "loading" -> models.stop();
            case "measuring" -> actions.stop();
            default -> sources.close();
        }
    }

    @Override
    public void draw(AppState state, AppState before) {
        var now = kindOf(state);
        if (!now.equals(kind)) {
            kind = now;
            patient = true;
            Window.clearTimeout(timer);
            timer =
                    Window.setTimeout(
                            () -> {
                                patient = false;
                                store.redraw();
                            },
                            PATIENCE);
        }
        plate.shown(!kind.isEmpty());
        if (kind.isEmpty()) {
            return;
        }
        plate.attr("data-kind", kind);
        var entry = state.model().entry();
        var model = entry == null ? "" : entry.name();
        boolean loading = kind.equals("loading");
        boolean working = loading || kind.equals("measuring") || kind.equals("opening");
        note.text(note(state));
        note.shown(!note.node().getTextContent().isEmpty());
        command.shown(kind.equals("absent"));
        progressBox.shown(working);
        act.shown(kind.equals("idle") || kind.equals("failed") || kind.equals("unmeasured"));
        stop.shown(loading || working && !patient);
        switch (kind) {
            case "opening" -> title.text(texts.of("plate.opening"));
            case "looking" -> title.text(texts.of("model.looking"));
            case "none" -> title.text(texts.of("model.state.none"));
            case "absent" -> {
                title.text(texts.of("plate.absent", "model", model));
                code.text(how(state));
            }
            case "idle" -> {
                title.text(texts.of("plate.measure", "model", model));
                act.text(ModelView.loadLabel(texts, models));
            }
            case "loading" -> {
                title.text(texts.of("plate.loading", "model", model));
                var load = state.model().progress();
                progress.show(load.fraction(), ModelWords.progress(texts, load));
            }
            case "failed" -> {
                title.text(texts.of("plate.failed"));
                act.text(texts.of("model.retry"));
            }
            case "unmeasured" -> {
                title.text(texts.of("plate.unmeasured"));
                act.text(texts.of("model.retry"));
            }
            default -> title.text(texts.of("plate.measuring"));
        }
        if (kind.equals("measuring") || kind.equals("opening")) {
            progress.show(-1, "");
        }
    }

    private String note(AppState state) {
        switch (kind) {
            case "none":
                return texts.of("model.none-note");
            case "absent":
                return ModelView.absentNote(texts, models, state.model().entry());
            case "idle":
                var step = models.step();
                if (step == null) {
                    return "";
                }
                if (models.isLocal(step.variant())) {
                    return texts.of("plate.local");
                }
                double bytes = step.variant().bytes();
                return step.variant().elsewhere()
                        ? texts.of(
                                "plate.download-hub",
                                Map.of("bytes", bytes, "host", models.hub().host()))
                        : texts.of("plate.download", "bytes", bytes);
            default:
                return "";
        }
    }

    /** The command that gets the model, as the server's catalogue has it. */
    static String how(AppState state) {
        var variant = state.model().variant();
        return variant == null ? "" : variant.how();
    }

    private static String kindOf(AppState state) {
        var source = state.source();
        if (source.phase() == SourceState.Phase.OPENING) {
            return "opening";
        }
        if (!source.visible() || state.measurement() != null) {
            return "";
        }
        var phase = state.model().phase();
        if (phase == Phase.READY) {
            return state.unmeasured() ? "unmeasured" : "measuring";
        }
        return phase.id();
    }
}
