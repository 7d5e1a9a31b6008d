// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.language;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.worker.WorkerClient;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.talk.Marks;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.LanguageChange;
import io.sightline.core.view.LanguageState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds, loads and keeps the language model, and its worker alive. The worker starts with the first
 * load, not with the page; nothing is downloaded unless someone asks.
 */
public final class LanguageDesk {
    private static final String MARKS = "sightline.marks.";

    private static final String OUT_OF_MEMORY = "out-of-memory";

    /** A second death within this time is not mended by itself, milliseconds. */
    private static final double HEALED = 120_000;

    private final Store store;
    private final Teller teller;
    private final ModelDesk models;
    private final LanguageClient client;
    private final List<ModelDesk.Done> waiting = new ArrayList<>();
    private final List<ModelDesk.ProgressListener> listeners = new ArrayList<>();
    private final List<TokenListener> tokenListeners = new ArrayList<>();
    private AbortController asking;
    private boolean downloaded;
    private double diedAt = -HEALED;

    /** Hears of answers as they grow. */
    public interface TokenListener {
        /** An answer has grown. */
        void grew(LanguageEvent.Token token);
    }

    /**
     * @param store of the page
     * @param teller of failures
     * @param models that the server has, and what the browser keeps of them
     */
    public LanguageDesk(Store store, Teller teller, ModelDesk models) {
        this.store = store;
        this.teller = teller;
        this.models = models;
        client = new LanguageClient(Browser.absolute("js/language-worker.js"), new Worker());
        models.listenIndex(this::offer);
    }

    /** The worker's end. */
    public LanguageClient client() {
        return client;
    }

    /** Adds a listener of loads. */
    public void listen(ModelDesk.ProgressListener listener) {
        listeners.add(listener);
    }

    /** Adds a listener of tokens. */
    public void listenTokens(TokenListener listener) {
        tokenListeners.add(listener);
    }

    /** The server told its models; null when it did not answer. */
    private void offer(ModelIndex index) {
        if (index == null) {
            tell(new LanguageChange.Unknown());
            return;
        }
        var offered = new ArrayList<ModelEntry>();
        for (var entry : index.models()) {
            if (entry.role().equals("language")) {
                offered.add(entry);
            }
        }
        if (state().model().isBusy()) {
            tell(new LanguageChange.Relisted(offered));
        } else {
            offer(offered, store.state().settings().language().model());
        }
    }

    /**
     * The user chose a model; one that is loaded makes way when the chosen one is.
     *
     * @return why it cannot be used, or null
     */
    public SightlineException choose(String id) {
        for (var entry : state().offered()) {
            if (entry.id().equals(id) && !entry.ready()) {
                return ModelDesk.absent(entry);
            }
        }
        var settings = store.state().settings();
        store.tell(new AppEvent.SettingsSet(settings.with(settings.language().withModel(id))));
        var entry = state().model().entry();
        if (entry == null || !entry.id().equals(id)) {
            stop();
            offer(state().offered(), id);
        }
        return null;
    }

    private void offer(List<ModelEntry> offered, String chosen) {
        var entry = LanguageState.preferred(offered, chosen);
        tell(new LanguageChange.Offered(offered, chosen, entry == null ? Marks.NONE : kept(entry)));
    }

    private static Marks kept(ModelEntry entry) {
        return kept(entry.id());
    }

    private static Marks kept(String model) {
        var kept = Browser.kept(MARKS + model);
        return kept == null ? Marks.NONE : Marks.ofList(JsValues.toJava(Browser.parse(kept)));
    }

    /** The user judged a verdict, or took it back: keeps what follows. */
    public void mark(Marks marks) {
        tell(new LanguageChange.Marked(marks));
        var entry = state().model().entry();
        if (entry != null) {
            keep(entry.id(), marks);
        }
    }

    private static void keep(String model, Marks marks) {
        // Where storage is full or refused the marks hold for this visit.
        Browser.keep(MARKS + model, Browser.json(JsValues.toJs(marks.toList())));
    }

    /**
     * The user judged what a model said, which need not be the one in use.
     *
     * @param id of the mark
     * @param mark null to take it back
     */
    public void mark(String model, String id, Marks.Mark mark) {
        var entry = state().model().entry();
        boolean mine = entry != null && entry.id().equals(model);
        var marks = mine ? state().marks() : kept(model);
        var next = mark == null ? marks.without(id) : marks.with(mark);
        if (mine) {
            mark(next);
        } else {
            keep(model, next);
        }
    }

    /**
     * Takes marks back, of whichever model.
     *
     * @param prefix of their ids
     * @param ids which; none for all with that prefix
     */
    public void unmark(String prefix, List<String> ids) {
        var entry = state().model().entry();
        for (var model : Browser.keptNames(MARKS)) {
            boolean mine = entry != null && entry.id().equals(model);
            var marks = mine ? state().marks() : kept(model);
            var next = marks.without(prefix, ids);
            if (next.list().size() == marks.list().size()) {
                continue;
            }
            if (mine) {
                mark(next);
            } else {
                keep(model, next);
            }
        }
    }

    /** Where and from which files the model would be loaded now; null when that is not known. */
    public BackendPlan.Step step() {
        return step(store.state());
    }

    private static BackendPlan.Step step(AppState state) {
        var entry = state.language().model().entry();
        if (state.facts() == null || entry == null) {
            return null;
        }
        var steps = BackendPlan.of(state.facts(), state.settings().choice(), entry).steps();
        return steps.isEmpty() ? null : steps.get(0);
    }

    /** The files in use, or those that a load would take; null when that is not known. */
    public ModelVariant variant() {
        var step = step();
        var model = state().model();
        return model.running() == null && step != null ? step.variant() : model.variant();
    }

    /** True when a load downloads nothing. */
    public boolean isLocal() {
        var step = step();
        return step != null && models.isLocal(step.variant());
    }

    /** True when the settings ask for another backend than the one in use. */
    public boolean isOutdated() {
        var running = state().model().running();
        return running != null
                && running.choice() != store.state().settings().choice()
                && step() != null;
    }

    /** True when the model answers. */
    public boolean isReady() {
        return state().model().phase() == Phase.READY;
    }

    /** Loads the model, or joins the load under way. */
    public void load(ModelDesk.Done done) {
        var model = state().model();
        if (model.phase() == Phase.LOADING) {
            waiting.add(done);
            return;
        }
        var entry = models.current(model.entry());
        var refusal = refusal(model.phase(), entry);
        if (refusal != null) {
            teller.failed(refusal, Message.Topic.LANGUAGE, Message.Retry.NONE);
            done.done(refusal);
            return;
        }
        if (!client.running()) {
            client.start();
        }
        waiting.add(done);
        downloaded = false;
        int call = client.nextCall();
        var choice = store.state().settings().choice();
        tell(new LanguageChange.LoadAsked(call, Clock.now()));
        asking =
                models.ask(
                        entry,
                        failure -> {
                            asking = null;
                            if (failure == null) {
                                load(call, models.current(entry), choice);
                            } else {
                                ended(call, choice, VisionEvent.Failed.of(call, failure, ""));
                            }
                        });
        if (asking == null) {
            load(call, entry, choice);
        } else {
            report(new VisionEvent.Progress(call, entry.id(), "hub", 0, 0, false));
        }
    }

    private void load(int call, ModelEntry entry, BackendChoice choice) {
        tell(new LanguageChange.Taken(entry));
        client.ask(
                call,
                new LanguageCommand.Load(call, entry, choice, Browser.base()).toMap(),
                event -> ended(call, choice, event));
    }

    private static SightlineException refusal(Phase phase, ModelEntry entry) {
        if (entry == null || phase == Phase.LOOKING) {
            return new SightlineException(ErrorCode.NO_MODEL, "no-language-model");
        }
        return entry.ready() ? null : ModelDesk.absent(entry);
    }

    /** Stops the load under way; what arrived is kept. */
    public void stop() {
        var progress = state().model().progress();
        if (asking != null) {
            asking.abort();
        } else if (progress != null) {
            client.tell(new LanguageCommand.Abort(progress.call()).toMap());
        }
    }

    private void report(VisionEvent.Progress progress) {
        downloaded |= progress.stage().equals("fetch") && !progress.cached() && progress.done() > 0;
        tell(new LanguageChange.LoadReported(progress, Clock.now()));
        for (var listener : listeners) {
            listener.progressed(progress);
        }
    }

    private void ended(int call, BackendChoice choice, LanguageEvent event) {
        SightlineException failure = null;
        if (event instanceof VisionEvent.Loaded loaded) {
            tell(new LanguageChange.Ready(loaded, choice, !downloaded));
        } else if (event instanceof VisionEvent.Failed failed) {
            failure = failed.exception();
            boolean stopped = failure.code() == ErrorCode.ABORTED;
            boolean alive = client.running();
            if (failure.reason().equals(OUT_OF_MEMORY)) {
                // Its memory never shrinks; the next load gets a fresh one.
                client.stop();
            }
            tell(new LanguageChange.LoadEnded(call, stopped));
            // A dead worker is told of by whoever starts its successor.
            if (stopped) {
                teller.notice("stopped", Map.of(), Message.Topic.LANGUAGE);
            } else if (alive) {
                teller.failed(failure, Message.Topic.LANGUAGE, Message.Retry.LANGUAGE);
            }
        }
        models.stored("");
        var done = new ArrayList<>(waiting);
        waiting.clear();
        for (var each : done) {
            each.done(failure);
        }
    }

    private LanguageState state() {
        return store.state().language();
    }

    private void tell(LanguageChange event) {
        store.tell(new AppEvent.Language(event));
    }

    /** What the worker tells of its own accord. */
    private final class Worker implements WorkerClient.Listener<LanguageEvent> {
        @Override
        public void started() {
            // It needs nothing.
        }

        @Override
        public void told(LanguageEvent event) {
            if (event instanceof LanguageEvent.Token token) {
                for (var listener : tokenListeners) {
                    listener.grew(token);
                }
            } else if (event instanceof LanguageEvent.Limits limits) {
                tell(new LanguageChange.Limited(limits.limits()));
            } else if (event instanceof VisionEvent.Progress progress) {
                report(progress);
            } else if (event instanceof VisionEvent.Loaded loaded) {
                tell(
                        new LanguageChange.Ready(
                                loaded, store.state().settings().choice(), !downloaded));
            } else if (event instanceof VisionEvent.Notice notice) {
                teller.notice(notice.reason(), notice.values(), Message.Topic.ACTION);
            } else if (event instanceof VisionEvent.Failed failed) {
                teller.failed(failed.exception(), Message.Topic.LANGUAGE, Message.Retry.LANGUAGE);
            }
        }

        @Override
        public void died(String detail) {
            System.err.println("The language worker died: " + detail);
            var phase = state().model().phase();
            boolean had = phase == Phase.READY;
            tell(new LanguageChange.WorkerLost());
            double now = Clock.now();
            boolean again = now - diedAt < HEALED;
            diedAt = now;
            if (again) {
                teller.failed(
                        new SightlineException(ErrorCode.INTERNAL, "language-worker-died-twice"),
                        Message.Topic.LANGUAGE,
                        Message.Retry.LANGUAGE);
                return;
            }
            if (had) {
                load(failure -> {});
                teller.warning("language-worker-restarted", Map.of(), Message.Topic.ACTION);
            } else {
                // What dies of a load would die of the next. A runtime that gets no memory to start
                // with throws where nothing can catch it.
                var reason = detail.contains("memory") ? OUT_OF_MEMORY : "language-worker-died";
                teller.failed(
                        new SightlineException(ErrorCode.INTERNAL, reason),
                        Message.Topic.LANGUAGE,
                        Message.Retry.LANGUAGE);
            }
        }
    }
}
