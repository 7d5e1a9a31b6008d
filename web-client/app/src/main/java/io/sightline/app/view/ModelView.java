// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** The model: what it is, where it stands, and what the browser keeps of it. */
final class ModelView implements Store.View {
    private static final String NOTHING = "–";

    private final Texts texts;
    private final ModelDesk models;
    private final El name = El.byId("model-name");
    private final El state = El.byId("model-state");
    private final El precision = El.byId("model-precision");
    private final El size = El.byId("model-size");
    private final El licence = El.byId("model-licence");
    private final El source = El.byId("model-source");
    private final El load = El.byId("model-load");
    private final El stop = El.byId("model-stop");
    private final El progressBox = El.byId("model-progress");
    private final Progress progress =
            new Progress(El.byId("model-bar"), El.byId("model-progress-text"));
    private final El note = El.byId("model-note");
    private final El storedTotal = El.byId("stored-total");
    private final El storedFiles = El.byId("stored-files");
    private final El storedQuota = El.byId("stored-quota");
    private final El storedClear = El.byId("stored-clear");

    ModelView(Store store, Texts texts, ModelDesk models, Announcer announcer) {
        this.texts = texts;
        this.models = models;
        store.watch(
                (now, before) -> {
                    var running = now.model().running();
                    if (running != null && running != before.model().running()) {
                        announcer.say(
                                texts.of(
                                        "model.ready-said",
                                        "backend",
                                        HeaderView.backendName(
                                                texts, running.backend(), running.threads())));
                    }
                });
        load.on("click", (Event event) -> models.load(failure -> {}));
        stop.on("click", (Event event) -> models.stop());
        storedClear.on("click", (Event event) -> models.stored("all"));
        El.byId("stored")
                .on(
                        "toggle",
                        (Event event) -> {
                            if (store.state().facts() != null) {
                                models.stored("");
                            }
                        });
    }

    @Override
    public void draw(AppState now, AppState before) {
        drawModel(now);
        if (before == null
                || before.stored() != now.stored()
                || before.model().entry() != now.model().entry()) {
            drawStored(now);
        }
    }

    private void drawModel(AppState now) {
        var model = now.model();
        var phase = model.phase();
        boolean outdated = ModelDesk.isOutdated(now);
        state.text(phase == Phase.LOOKING ? "" : texts.of("model.state." + phase.id()));
        state.attr(
                "data-kind",
                phase == Phase.READY
                        ? "ready"
                        : phase == Phase.LOADING
                                ? "busy"
                                : phase == Phase.FAILED || phase == Phase.ABSENT ? "bad" : "idle");
        var entry = model.entry();
        name.text(entry == null ? NOTHING : entry.name());
        licence.text(entry == null ? NOTHING : entry.licence());
        var step = models.step();
        var variant = model.running() == null && step != null ? step.variant() : model.variant();
        precision.text(
                variant == null
                        ? NOTHING
                        : texts.of(
                                "model.precision-of",
                                Map.of(
                                        "storage", variant.storage(),
                                        "compute", variant.compute())));
        size.text(
                variant == null || variant.bytes() == 0
                        ? NOTHING
                        : texts.bundle().style().bytes(variant.bytes()));
        source.text(variant == null || variant.source().isEmpty() ? NOTHING : variant.source());
        boolean loading = phase == Phase.LOADING;
        load.shown(!loading && (phase != Phase.READY || outdated));
        load.enabled((phase == Phase.IDLE || phase == Phase.FAILED || outdated) && entry != null);
        load.text(
                outdated
                        ? texts.of("model.change")
                        : phase == Phase.FAILED
                                ? texts.of("model.retry")
                                : loadLabel(texts, models));
        stop.shown(loading);
        progressBox.shown(loading);
        if (loading) {
            progress.show(
                    model.progress().fraction(), ModelWords.progress(texts, model.progress()));
        }
        drawNote(now);
    }

    private void drawNote(AppState now) {
        var model = now.model();
        switch (model.phase()) {
            case ABSENT ->
                    note.text(absentNote(texts, models, model.entry()) + " " + PlateView.how(now));
            case NONE -> note.text(texts.of("model.none-note"));
            case READY ->
                    note.text(model.running().fromStore() ? texts.of("model.from-cache") : "");
            default -> note.text("");
        }
    }

    /** That the server lacks a model, and who else has it. */
    static String absentNote(Texts texts, ModelDesk models, ModelEntry entry) {
        boolean elsewhere =
                models.hub() != null
                        && entry != null
                        && models.hub().models().containsKey(entry.id());
        return elsewhere ? texts.of("model.absent-hub") : texts.of("model.absent-note");
    }

    /** What the button says that loads the model. */
    static String loadLabel(Texts texts, ModelDesk models) {
        var step = models.step();
        return step == null || !models.isStorageKnown() || models.isLocal(step.variant())
                ? texts.of("model.load-plain")
                : texts.of("model.load", "bytes", step.variant().bytes());
    }

    private void drawStored(AppState now) {
        var stored = now.stored();
        double sum = 0;
        storedFiles.clear();
        if (stored != null) {
            for (var file : stored.files()) {
                sum += file.bytes();
                storedFiles.add(
                        storedFile(
                                texts,
                                models,
                                fileName(file.sha256()),
                                file.sha256(),
                                file.bytes()));
            }
        }
        storedTotal.text(
                stored == null
                        ? ""
                        : sum > 0 ? texts.bundle().style().bytes(sum) : texts.of("stored.none"));
        storedQuota.text(
                stored == null || stored.quota() <= 0
                        ? ""
                        : texts.of(
                                "stored.quota",
                                Map.of("used", stored.used(), "quota", stored.quota())));
        storedClear.enabled(sum > 0);
    }

    /** A file that the browser keeps, and the way to delete it. */
    static El storedFile(Texts texts, ModelDesk models, String label, String digest, double bytes) {
        var remove = El.create("button", "small").attr("type", "button");
        remove.attr("aria-label", texts.of("stored.delete", "name", label));
        remove.add(El.icon("close"));
        remove.on("click", (Event event) -> models.stored(digest));
        return El.create("li", "")
                .add(
                        El.create("span", "").text(label).attr("title", label),
                        El.create("span", "figure").text(texts.bundle().style().bytes(bytes)),
                        remove);
    }

    private String fileName(String digest) {
        if (models.index() != null) {
            for (var entry : models.index().models()) {
                for (var variant : entry.variants()) {
                    for (var file : variant.files()) {
                        if (file.sha256().equals(digest)) {
                            return file.name();
                        }
                    }
                }
            }
        }
        return texts.of(
                "stored.unknown-file",
                "digest",
                digest.substring(0, Math.min(12, digest.length())));
    }
}
