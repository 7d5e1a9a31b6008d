// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.model;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.HubOffer;
import io.sightline.core.model.ModelContract;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.model.ModelSource;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.model.OwnModels;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.net.Fetch;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.file.Blob;

/**
 * Finds, loads and keeps the depth model. Nothing is downloaded unless someone asks: a load that
 * starts by itself happens only when all its files are in the browser's store.
 */
public final class ModelDesk {
    /** The shape that a load prepares for when no source is open yet. */
    private static final ImageSize USUAL_FRAME = new ImageSize(640, 480);

    private final Store store;
    private final VisionClient vision;
    private final Teller teller;
    private final List<Done> waiting = new ArrayList<>();
    private final List<ProgressListener> listeners = new ArrayList<>();
    private final List<Runnable> untilKnown = new ArrayList<>();
    private final List<IndexListener> indexListeners = new ArrayList<>();
    private final HubDesk hub = new HubDesk();
    private static final String OWN = "sightline.models";

    private OwnModels own = OwnModels.of(JsValues.toJava(Browser.parse(keptOwn())));
    private ModelIndex served;
    private ModelIndex index;
    private AbortController asking;
    private final List<String> unkept = new ArrayList<>();
    private boolean downloaded;
    private int autoTriedFor = -1;

    /** Hears how a load ended. */
    public interface Done {
        /**
         * It ended.
         *
         * @param failure null when the model is ready
         */
        void done(SightlineException failure);
    }

    /** Hears which models are to be had. */
    public interface IndexListener {
        /**
         * The server answered, or they are had from elsewhere now.
         *
         * @param index null when it did not
         */
        void known(ModelIndex index);
    }

    /** Hears how far a load is. */
    public interface ProgressListener {
        /** A report. */
        void progressed(VisionEvent.Progress report);
    }

    /**
     * @param store of the page
     * @param vision the worker
     * @param teller of failures
     */
    public ModelDesk(Store store, VisionClient vision, Teller teller) {
        this.store = store;
        this.vision = vision;
        this.teller = teller;
        store.watch((now, before) -> loadIfLocal(now));
    }

    /** Adds a listener. */
    public void listen(ProgressListener listener) {
        listeners.add(listener);
    }

    /** Adds a listener. */
    public void listenIndex(IndexListener listener) {
        indexListeners.add(listener);
    }

    /** The models as they are to be had from the chosen source; null until the server answered. */
    public ModelIndex index() {
        return index;
    }

    /** What may be had from the model hub; null where the server's keeper does not allow it. */
    public HubOffer hub() {
        return served == null ? null : served.hub();
    }

    /** True when models come from the hub now. */
    public boolean fromHub() {
        return hub() != null && store.state().settings().source() == ModelSource.HUB;
    }

    /** The user chose where models come from. What is at work, or on its way, stays. */
    public void choose(ModelSource source) {
        store.tell(new AppEvent.SettingsSet(store.state().settings().withSource(source)));
        offer();
    }

    /** Offers the models as they are to be had now. */
    private void offer() {
        if (served == null) {
            return;
        }
        index = withOwn();
        store.tell(new AppEvent.ModelOffered(preferred()));
        for (var listener : indexListeners) {
            listener.known(index);
        }
    }

    private static String keptOwn() {
        var text = Browser.kept(OWN);
        return text == null ? "null" : text;
    }

    /** The server's models, or the hub's, and the user's own. */
    private ModelIndex withOwn() {
        return hub.from(served, store.state().settings().source()).and(own.models());
    }

    /** The depth model that the user chose; else the first that is to be had. */
    private ModelEntry preferred() {
        var chosen = index.model(own.chosen());
        return chosen != null && chosen.role().equals("depth") ? chosen : index.firstOf("depth");
    }

    /** All depth models that can be chosen. */
    public List<ModelEntry> depthModels() {
        return index == null ? List.of() : index.of("depth");
    }

    /**
     * The user chose a depth model: what is local is loaded at once, a download is only offered.
     */
    public void choose(String id) {
        keep(own.choosing(id));
        var entry = index.model(id);
        store.tell(new AppEvent.ModelChosen(entry));
        var step = step();
        if (step != null && isLocal(step.variant())) {
            load(failure -> {});
        }
    }

    /** True when a depth model of this id can be chosen. */
    public boolean isDepth(String id) {
        var entry = index == null ? null : index.model(id);
        return entry != null && entry.role().equals("depth");
    }

    private void keep(OwnModels changed) {
        own = changed;
        if (!Browser.keep(OWN, Browser.json(JsValues.toJs(own.toMap())))) {
            teller.warning("own-not-kept", Map.of(), Message.Topic.MODEL);
        }
        if (served != null) {
            index = withOwn();
        }
    }

    /**
     * Takes in a model of the user's own, and loads it.
     *
     * @param file its bytes
     * @param name of the file
     * @param contract how it is called
     */
    public void bring(Blob file, String name, ModelContract contract, Done done) {
        if (!vision.running()) {
            vision.start();
        }
        int call = vision.nextCall();
        vision.ask(
                call,
                new VisionCommand.Keep(call, file),
                event -> {
                    if (event instanceof VisionEvent.Kept kept) {
                        if (!kept.lasting()) {
                            teller.warning("own-not-kept", Map.of(), Message.Topic.MODEL);
                        }
                        var entry =
                                OwnModels.entry(name, kept.sha256(), (long) kept.bytes(), contract);
                        if (!kept.lasting()) {
                            unkept.add(kept.sha256());
                        }
                        keep(own.with(entry));
                        for (var listener : indexListeners) {
                            listener.known(index);
                        }
                        store.tell(new AppEvent.ModelChosen(entry));
                        load(done);
                    } else if (event instanceof VisionEvent.Failed failed) {
                        teller.failed(failed.exception(), Message.Topic.MODEL, Message.Retry.NONE);
                        done.done(failed.exception());
                    }
                });
    }

    /** An own model whose file was deleted is gone. */
    private void dropDeleted(VisionEvent.Stored stored) {
        var digests = new ArrayList<>(unkept);
        for (var file : stored.files()) {
            digests.add(file.sha256());
        }
        var left = own.keeping(digests);
        if (left != own) {
            keep(left);
            offer();
        }
    }

    /**
     * A model as it is to be had now.
     *
     * @param entry as it was, may be null
     */
    public ModelEntry current(ModelEntry entry) {
        var now = index == null || entry == null ? null : index.model(entry.id());
        return now == null ? entry : now;
    }

    /**
     * Has the hub state what it must of a model before it is loaded.
     *
     * @return what stops that, or null when there is nothing to ask
     */
    public AbortController ask(ModelEntry entry, HubDesk.Asked asked) {
        return fromHub() && !OwnModels.isOwn(entry) && hub.hasToAsk(hub(), entry.id())
                ? hub.ask(
                        hub(),
                        entry.id(),
                        failure -> {
                            offer();
                            asked.asked(failure);
                        })
                : null;
    }

    /**
     * Runs something once the server has answered which models it has, or has failed to; at once if
     * it has already.
     */
    public void whenKnown(Runnable act) {
        if (store.state().model().phase() == Phase.LOOKING) {
            untilKnown.add(act);
        } else {
            act.run();
        }
    }

    /** Asks the server for its models. Blocks. */
    public void find() {
        ask();
        for (var listener : indexListeners) {
            listener.known(index);
        }
        var acts = new ArrayList<>(untilKnown);
        untilKnown.clear();
        for (var act : acts) {
            act.run();
        }
    }

    private void ask() {
        try {
            var response = Await.await(Fetch.fresh(Browser.absolute("models/index.json")));
            if (!response.isOk()) {
                throw new SightlineException(ErrorCode.NETWORK, "index-failed");
            }
            served = ModelIndex.of(JsValues.toJava(Await.await(response.json())));
            index = withOwn();
        } catch (RuntimeException e) {
            store.tell(new AppEvent.ModelUnknown());
            teller.failed(
                    new SightlineException(ErrorCode.NETWORK, "index-failed"),
                    Message.Topic.MODEL,
                    Message.Retry.INDEX);
            return;
        }
        store.tell(new AppEvent.ModelKnown(preferred()));
    }

    /** Where and from which files the model would be loaded now; null when that is not known. */
    public BackendPlan.Step step() {
        return step(store.state());
    }

    private static BackendPlan.Step step(AppState state) {
        if (state.facts() == null || state.model().entry() == null) {
            return null;
        }
        var plan = BackendPlan.of(state.facts(), state.settings().choice(), state.model().entry());
        return plan.steps().isEmpty() ? null : plan.steps().get(0);
    }

    /** True once the browser has told what it keeps. */
    public boolean isStorageKnown() {
        return store.state().stored() != null;
    }

    /** True when the browser keeps all files of this variant. */
    public boolean isLocal(ModelVariant variant) {
        return isLocal(store.state(), variant);
    }

    private static boolean isLocal(AppState state, ModelVariant variant) {
        if (state.stored() == null || variant.files().isEmpty()) {
            return false;
        }
        for (var file : variant.files()) {
            boolean found = false;
            for (var kept : state.stored().files()) {
                found |= kept.sha256().equals(file.sha256()) && kept.bytes() >= file.bytes();
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** Loads the model, or joins the load under way. */
    public void load(Done done) {
        var state = store.state();
        var model = state.model();
        if (model.phase() == Phase.LOADING) {
            waiting.add(done);
            return;
        }
        var entry = current(model.entry());
        var refusal = refusal(model.phase(), entry);
        if (refusal != null) {
            teller.failed(refusal, Message.Topic.MODEL, Message.Retry.NONE);
            done.done(refusal);
            return;
        }
        if (!vision.running()) {
            vision.start();
        }
        waiting.add(done);
        downloaded = false;
        int call = vision.nextCall();
        var choice = state.settings().choice();
        var frame = state.source().size() == null ? USUAL_FRAME : state.source().size();
        store.tell(new AppEvent.LoadAsked(call, Clock.now()));
        var input = state.inputFor(frame);
        asking =
                ask(
                        entry,
                        failure -> {
                            asking = null;
                            if (failure == null) {
                                load(call, current(entry), choice, input);
                            } else {
                                ended(call, choice, VisionEvent.Failed.of(call, failure, ""));
                            }
                        });
        if (asking == null) {
            load(call, entry, choice, input);
        } else {
            report(new VisionEvent.Progress(call, entry.id(), "hub", 0, 0, false));
        }
    }

    private void load(int call, ModelEntry entry, BackendChoice choice, ImageSize input) {
        store.tell(new AppEvent.ModelTaken(entry));
        vision.ask(
                call,
                new VisionCommand.Load(call, entry, choice, Browser.base(), input),
                event -> ended(call, choice, event));
    }

    private static SightlineException refusal(Phase phase, ModelEntry entry) {
        if (phase == Phase.LOOKING || phase == Phase.NONE || entry == null) {
            return new SightlineException(ErrorCode.NO_MODEL, "no-depth-model");
        }
        return entry.ready() ? null : absent(entry);
    }

    /** Why a model that is not there cannot be loaded, and how to get it. */
    public static SightlineException absent(ModelEntry entry) {
        var how = entry.variants().isEmpty() ? "" : entry.variants().get(0).how();
        return new SightlineException(
                ErrorCode.NO_MODEL, "model-absent", Map.of("model", entry.name(), "how", how));
    }

    /** Stops the load under way; what arrived is kept. */
    public void stop() {
        var progress = store.state().model().progress();
        if (asking != null) {
            asking.abort();
        } else if (progress != null) {
            vision.tell(new VisionCommand.Abort(progress.call()));
        }
    }

    /**
     * The user chose other backends: what is local is loaded at once, a download is only offered.
     */
    public void choose(BackendChoice choice) {
        store.tell(new AppEvent.SettingsSet(store.state().settings().withChoice(choice)));
        var step = step();
        if (store.state().model().phase() == Phase.READY
                && isOutdated()
                && isLocal(step.variant())) {
            load(failure -> {});
        }
    }

    /** True when the settings ask for another backend than the one in use. */
    public boolean isOutdated() {
        return isOutdated(store.state());
    }

    /** As above, of a given state. */
    public static boolean isOutdated(AppState state) {
        var running = state.model().running();
        return running != null
                && running.choice() != state.settings().choice()
                && step(state) != null;
    }

    /** The worker reports how far a load is. */
    public void report(VisionEvent.Progress report) {
        downloaded |= report.stage().equals("fetch") && !report.cached() && report.done() > 0;
        store.tell(new AppEvent.LoadReported(report, Clock.now()));
        for (var listener : listeners) {
            listener.progressed(report);
        }
    }

    /** The worker moved the model to another backend. */
    public void moved(VisionEvent.Loaded loaded) {
        ready(loaded, store.state().settings().choice());
    }

    /** Asks the browser what it keeps, after deleting a file: its digest, "all", or nothing. */
    public void stored(String delete) {
        if (!vision.wasStarted()) {
            vision.start();
        }
        if (delete.equals("all")) {
            hub.forget();
            offer();
        }
        int call = vision.nextCall();
        vision.ask(
                call,
                new VisionCommand.Storage(call, delete),
                event -> {
                    if (event instanceof VisionEvent.Stored stored) {
                        store.tell(new AppEvent.StoredKnown(stored));
                        dropDeleted(stored);
                    } else if (event instanceof VisionEvent.Failed failed && vision.running()) {
                        teller.failed(failed.exception(), Message.Topic.ACTION, Message.Retry.NONE);
                    }
                });
    }

    private void ended(int call, BackendChoice choice, VisionEvent event) {
        SightlineException failure = null;
        if (event instanceof VisionEvent.Loaded loaded) {
            ready(loaded, choice);
        } else if (event instanceof VisionEvent.Failed failed) {
            failure = failed.exception();
            if (failure.code() == ErrorCode.ABORTED) {
                store.tell(new AppEvent.LoadStopped(call));
                teller.notice("stopped", Map.of(), Message.Topic.MODEL);
            } else {
                store.tell(new AppEvent.LoadFailed(call));
                // A dead worker is told of by whoever starts its successor.
                if (vision.running()) {
                    teller.failed(failure, Message.Topic.MODEL, Message.Retry.LOAD);
                }
            }
        }
        if (vision.running()) {
            stored("");
        }
        var done = new ArrayList<>(waiting);
        waiting.clear();
        for (var each : done) {
            each.done(failure);
        }
    }

    private void ready(VisionEvent.Loaded loaded, BackendChoice choice) {
        store.tell(
                new AppEvent.ModelReady(
                        loaded.variant(),
                        loaded.backend(),
                        loaded.threads(),
                        loaded.passes(),
                        choice,
                        !downloaded));
    }

    private void loadIfLocal(AppState state) {
        if (state.model().phase() != Phase.IDLE
                || state.source().size() == null
                || autoTriedFor == state.source().number()) {
            return;
        }
        var step = step(state);
        if (step != null && state.stored() != null) {
            autoTriedFor = state.source().number();
            if (isLocal(state, step.variant())) {
                load(failure -> {});
            }
        }
    }
}
