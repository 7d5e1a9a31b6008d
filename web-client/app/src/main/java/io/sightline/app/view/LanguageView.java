// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.model.LanguageParts;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Marks;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.LanguageState;
import io.sightline.core.view.ModelState;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** The language model: which, where it stands, what the browser keeps of it, how it answers. */
public final class LanguageView implements Store.View {
    private final Store store;
    private final Texts texts;
    private final LanguageDesk language;
    private final ModelDesk models;
    private final El state = El.byId("lang-state");
    private final El pick = El.byId("lang-pick");
    private final El about = El.byId("lang-about");
    private final El load = El.byId("lang-load");
    private final El stop = El.byId("lang-stop");
    private final El progressBox = El.byId("lang-progress");
    private final Progress progress =
            new Progress(El.byId("lang-bar"), El.byId("lang-progress-text"));
    private final El note = El.byId("lang-note");
    private final El shortly = El.byId("lang-short");
    private final El better = El.byId("lang-better");
    private final El facts = El.byId("lang-facts");
    private final El passes = El.byId("lang-passes");
    private final El files = El.byId("lang-files");
    private final El calibration = El.byId("lang-calibration");
    private final El forget = El.byId("lang-forget");
    private final List<NumberChoice> choices;

    LanguageView(
            Store store,
            Texts texts,
            LanguageDesk language,
            ModelDesk models,
            Announcer announcer) {
        this.store = store;
        this.texts = texts;
        this.language = language;
        this.models = models;
        store.watch(
                (now, before) -> {
                    var running = now.language().model().running();
                    if (running != null && running != before.language().model().running()) {
                        announcer.say(
                                texts.of(
                                        "lang.ready-said",
                                        "backend",
                                        HeaderView.backendName(
                                                texts, running.backend(), running.threads())));
                    }
                });
        pick.on("change", (Event event) -> language.choose(pick.value()));
        load.on("click", (Event event) -> language.load(failure -> {}));
        stop.on("click", (Event event) -> language.stop());
        forget.on("click", (Event event) -> language.mark(Marks.NONE));
        El.byId("lang-settings").on("toggle", (Event event) -> models.stored(""));
        choices =
                List.of(
                        new NumberChoice(
                                "lang-temperature",
                                LanguageSettings.TEMPERATURES,
                                this::temperature,
                                this::set),
                        new NumberChoice(
                                "lang-tokens",
                                LanguageSettings.BUDGETS,
                                value -> texts.of("lang.tokens-of", "count", value),
                                this::set),
                        new NumberChoice(
                                "lang-deadline",
                                LanguageSettings.DEADLINES,
                                value ->
                                        value == 0
                                                ? texts.of("lang.deadline-none")
                                                : texts.of("lang.seconds", "count", value),
                                this::set));
    }

    private String temperature(double value) {
        return value == 0
                ? texts.of("lang.greedy")
                : texts.of("lang.temperature-of", "value", texts.bundle().style().fixed(value, 1));
    }

    private void set(String name, double value) {
        var settings = store.state().settings();
        store.tell(new AppEvent.SettingsSet(settings.with(settings.language().with(name, value))));
    }

    @Override
    public void draw(AppState now, AppState before) {
        if (before == null || before.settings() != now.settings()) {
            for (var choice : choices) {
                choice.show(now.settings().language());
            }
        }
        if (before == null || before.language().offered() != now.language().offered()) {
            drawOffered(now.language());
        }
        boolean same =
                before != null
                        && before.language().model() == now.language().model()
                        && before.facts() == now.facts()
                        && before.stored() == now.stored()
                        && before.settings() == now.settings()
                        && before.language().offered() == now.language().offered();
        if (!same) {
            drawModel(now);
            drawFacts(now);
        }
        if (before == null || before.language().marks() != now.language().marks()) {
            calibration.text(calibrationText(texts, now.language().marks()));
            forget.enabled(!now.language().marks().list().isEmpty());
        }
    }

    private void drawOffered(LanguageState now) {
        pick.clear();
        for (var entry : now.offered()) {
            pick.add(
                    El.create("option", "")
                            .attr("value", entry.id())
                            .flag("disabled", !entry.ready())
                            .text(
                                    entry.ready()
                                            ? entry.name()
                                            : texts.of("lang.absent", "model", entry.name())));
        }
        pick.enabled(now.offered().size() > 1);
    }

    private void drawModel(AppState now) {
        var model = now.language().model();
        var phase = model.phase();
        var entry = model.entry();
        state.text(phase == Phase.LOOKING ? "" : texts.of("model.state." + phase.id()));
        state.attr(
                "data-kind",
                phase == Phase.READY
                        ? "ready"
                        : phase == Phase.LOADING
                                ? "busy"
                                : phase == Phase.FAILED || phase == Phase.ABSENT ? "bad" : "idle");
        if (entry != null) {
            pick.value(entry.id());
        }
        about.text(about(entry));
        better.text(better(now.language(), entry));
        boolean loading = phase == Phase.LOADING;
        boolean outdated = language.isOutdated();
        load.shown(!loading && (phase != Phase.READY || outdated));
        load.enabled((phase == Phase.IDLE || phase == Phase.FAILED || outdated) && entry != null);
        load.text(
                outdated
                        ? texts.of("model.change")
                        : phase == Phase.FAILED ? texts.of("model.retry") : loadLabel());
        stop.shown(loading);
        progressBox.shown(loading);
        if (loading) {
            progress.show(
                    model.progress().fraction(), ModelWords.progress(texts, model.progress()));
        }
        note.text(
                switch (phase) {
                    case NONE -> texts.of("lang.none-note");
                    case ABSENT -> ModelView.absentNote(texts, models, entry) + " " + how(entry);
                    default -> "";
                });
    }

    private String about(ModelEntry entry) {
        if (entry == null) {
            return "";
        }
        if (LanguageState.isDemonstration(entry)) {
            return texts.of("lang.demo");
        }
        return entry.memory() > 0 ? texts.of("lang.memory", "bytes", entry.memory()) : "";
    }

    /** How to get the better model that the server lacks, while the demonstration stands in. */
    private String better(LanguageState now, ModelEntry entry) {
        if (entry != null && LanguageState.isDemonstration(entry)) {
            for (var other : now.offered()) {
                if (!other.ready()) {
                    return texts.of(
                            models.hub() == null ? "lang.better" : "lang.better-hub",
                            Map.of("model", other.name(), "how", how(other)));
                }
            }
        }
        return "";
    }

    private static String how(ModelEntry entry) {
        return entry == null || entry.variants().isEmpty() ? "" : entry.variants().get(0).how();
    }

    private String loadLabel() {
        var step = language.step();
        return step == null || !models.isStorageKnown() || language.isLocal()
                ? texts.of("model.load-plain")
                : texts.of("model.load", "bytes", step.variant().bytes());
    }

    private void drawFacts(AppState now) {
        var model = now.language().model();
        var variant = language.variant();
        facts.clear();
        passes.clear();
        files.clear();
        var running = model.running();
        var bytes =
                variant == null || variant.bytes() == 0
                        ? ""
                        : texts.bundle().style().bytes(variant.bytes());
        shortly.text(
                running == null
                        ? bytes
                        : texts.of(
                                "lang.short",
                                Map.of(
                                        "backend",
                                        HeaderView.backendName(
                                                texts, running.backend(), running.threads()),
                                        "size",
                                        bytes)));
        if (variant == null) {
            return;
        }
        if (running != null) {
            fact("backend", HeaderView.backendName(texts, running.backend(), running.threads()));
            fact("from", from(running, variant));
        }
        for (var part : LanguageParts.values()) {
            fact(part.id(), precision(part, variant, running));
        }
        fact("licence", model.entry().licence());
        fact("source", variant.source());
        if (running != null) {
            for (var pass : running.passes()) {
                passes.add(HeaderView.pass(texts, pass));
            }
        }
        drawFiles(now, variant);
    }

    /**
     * What a part is meant to be; once it runs what its file holds, and the former if they differ.
     */
    private String precision(LanguageParts part, ModelVariant variant, ModelState.Running running) {
        var meant = part.precision(variant);
        var held = running == null ? "" : running.parts().getOrDefault(part.id(), "");
        return held.isEmpty() || held.equals(meant)
                ? meant
                : texts.of("lang.precision-held", Map.of("held", held, "meant", meant));
    }

    private String from(ModelState.Running running, ModelVariant variant) {
        if (running.fromStore()) {
            return texts.of("lang.from-store");
        }
        return variant.elsewhere() ? texts.of("lang.from-hub") : texts.of("lang.from-server");
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            facts.add(
                    El.create("dt", "").text(texts.of("lang.fact-" + name)),
                    El.create("dd", "").text(value));
        }
    }

    private void drawFiles(AppState now, ModelVariant variant) {
        if (now.stored() == null) {
            return;
        }
        for (var file : variant.files()) {
            for (var kept : now.stored().files()) {
                if (kept.sha256().equals(file.sha256())) {
                    files.add(
                            ModelView.storedFile(
                                    texts, models, file.name(), kept.sha256(), kept.bytes()));
                }
            }
        }
    }

    /** What the user's marks say of the model. */
    public static String calibrationText(Texts texts, Marks marks) {
        var fitted = marks.calibration();
        int count = marks.list().size();
        if (count == 0) {
            return texts.of("lang.marks-none");
        }
        var style = texts.bundle().style();
        return fitted.fitted()
                ? texts.of(
                        "lang.calibrated",
                        Map.of(
                                "count", count,
                                "before", style.percent(fitted.before()),
                                "after", style.percent(fitted.after()),
                                "temperature", style.fixed(fitted.temperature(), 2)))
                : texts.of(
                        "lang.marks",
                        Map.of("count", count, "error", style.percent(fitted.before())));
    }
}
