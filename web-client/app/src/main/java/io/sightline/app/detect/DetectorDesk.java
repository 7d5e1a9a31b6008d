// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.detect;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.FrameSource;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;

/**
 * Finds, loads and asks the detector, and follows the open source with it while that is wanted. It
 * runs in the vision worker, and only when it is asked; nothing is downloaded before that.
 */
public final class DetectorDesk {
    /** Between an answer and the next look at a moving source, milliseconds. */
    private static final int PAUSE = 80;

    private final String role;
    private final DetectorDesk faces;
    private final Store store;
    private final VisionClient vision;
    private final ModelDesk models;
    private final SourceDesk sources;
    private final List<ModelDesk.Done> waiting = new ArrayList<>();
    private final List<ModelDesk.ProgressListener> listeners = new ArrayList<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private ModelEntry entry;
    private Phase phase = Phase.LOOKING;
    private VisionEvent.Loaded running;
    private int loading;
    private boolean following;
    private boolean looking;
    private boolean again;
    private VisionEvent.Detected found;
    private ImageSize foundOn;

    /** Hears what was found. */
    public interface Answer {
        /**
         * The detector answered.
         *
         * @param found null when it failed
         * @param failure null when it did not
         */
        void answered(VisionEvent.Detected found, SightlineException failure);
    }

    /**
     * @param store of the page
     * @param vision the worker
     * @param models that the server has
     * @param sources what is open
     */
    public DetectorDesk(Store store, VisionClient vision, ModelDesk models, SourceDesk sources) {
        this(
                "detector",
                new DetectorDesk("face", null, store, vision, models, sources),
                store,
                vision,
                models,
                sources);
    }

    private DetectorDesk(
            String role,
            DetectorDesk faces,
            Store store,
            VisionClient vision,
            ModelDesk models,
            SourceDesk sources) {
        this.role = role;
        this.faces = faces;
        this.store = store;
        this.vision = vision;
        this.models = models;
        this.sources = sources;
        models.listenIndex(this::offer);
        store.watch((now, before) -> sourceChanged(now, before));
    }

    /** Adds a listener of loads. */
    public void listen(ModelDesk.ProgressListener listener) {
        listeners.add(listener);
    }

    /** Adds one that hears of every change. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** The detector that is used, or would be; null when there is none. */
    public ModelEntry entry() {
        return entry;
    }

    /** Where it is in its life. */
    public Phase phase() {
        return phase;
    }

    /** Where it runs; null unless it is ready. */
    public VisionEvent.Loaded running() {
        return running;
    }

    /** The files in use, or the first that would be. */
    public ModelVariant variant() {
        if (entry == null) {
            return null;
        }
        for (var variant : entry.variants()) {
            if (running == null ? variant.ready() : variant.id().equals(running.variant())) {
                return variant;
            }
        }
        return entry.variants().isEmpty() ? null : entry.variants().get(0);
    }

    /** True while the open source is followed. */
    public boolean following() {
        return following;
    }

    /** What was found last on the open source; null when nothing was looked at. */
    public VisionEvent.Detected found() {
        return found;
    }

    /** The size of the frame that it was found on. */
    public ImageSize foundOn() {
        return foundOn;
    }

    /** The desk of the face detector, which is there beside the other. */
    public DetectorDesk faces() {
        return faces;
    }

    /** The desk, this or that of the faces, where a detector can be chosen; null for other ids. */
    public DetectorDesk of(String id) {
        var index = models.index();
        var model = index == null ? null : index.model(id);
        return model == null || model.detector() == null
                ? null
                : model.role().equals(role) ? this : faces;
    }

    /** The desk where a load of this number is under way; null where it is none of theirs. */
    public DetectorDesk loading(int call) {
        return loading != 0 && loading == call ? this : faces == null ? null : faces.loading(call);
    }

    private void offer(ModelIndex index) {
        if (phase == Phase.READY || phase == Phase.LOADING) {
            return;
        }
        use(index == null ? null : index.firstOf(role));
    }

    private void use(ModelEntry other) {
        entry = other;
        running = null;
        phase = entry == null ? Phase.NONE : entry.ready() ? Phase.IDLE : Phase.ABSENT;
        changed();
    }

    /** Uses this detector from the next load on; the one at work stays until then. */
    public void choose(String id) {
        if (entry == null || !entry.id().equals(id)) {
            stop();
            use(models.index().model(id));
        }
    }

    /** Loads it, or joins the load under way. */
    public void load(ModelDesk.Done done) {
        if (phase == Phase.READY) {
            done.done(null);
            return;
        }
        waiting.add(done);
        if (phase == Phase.LOADING) {
            return;
        }
        if (entry == null || !entry.ready()) {
            ended(
                    entry == null
                            ? new SightlineException(ErrorCode.NO_MODEL, "no-detector")
                            : ModelDesk.absent(entry));
            return;
        }
        if (!vision.running()) {
            vision.start();
        }
        int call = vision.nextCall();
        loading = call;
        phase = Phase.LOADING;
        changed();
        vision.ask(
                call,
                new VisionCommand.Load(
                        call,
                        entry,
                        store.state().settings().choice(),
                        Browser.base(),
                        entry.detector().size()),
                event -> loaded(call, event));
    }

    private void loaded(int call, VisionEvent event) {
        if (loading != call) {
            return;
        }
        loading = 0;
        if (event instanceof VisionEvent.Loaded loaded) {
            running = loaded;
            phase = Phase.READY;
            models.stored("");
            ended(null);
        } else if (event instanceof VisionEvent.Failed failed) {
            var failure = failed.exception();
            phase = failure.code() == ErrorCode.ABORTED ? Phase.IDLE : Phase.FAILED;
            ended(failure);
        }
    }

    private void ended(SightlineException failure) {
        var done = new ArrayList<>(waiting);
        waiting.clear();
        changed();
        for (var each : done) {
            each.done(failure);
        }
    }

    /** Stops the load under way; what arrived is kept. */
    public void stop() {
        if (loading != 0) {
            vision.tell(new VisionCommand.Abort(loading));
        }
    }

    /** The worker reports how far the load is. */
    public void report(VisionEvent.Progress report) {
        for (var listener : listeners) {
            listener.progressed(report);
        }
    }

    /** The worker moved the detector to another backend. */
    public void moved(VisionEvent.Loaded loaded) {
        running = loaded;
        changed();
    }

    /** There is a fresh worker, which knows nothing of the detector. */
    public void restarted() {
        if (faces != null) {
            faces.restarted();
        }
        boolean had = phase == Phase.READY;
        running = null;
        if (had) {
            phase = Phase.IDLE;
            load(failure -> lookAgain());
        }
    }

    /**
     * Looks at a picture.
     *
     * @param image an ImageBitmap or VideoFrame, which the worker closes
     * @param size of it, pixels
     * @param minScore below which nothing is told, 0 to 1; 0 for the detector's own
     */
    public void detect(JSObject image, ImageSize size, double minScore, Answer answer) {
        int call = vision.nextCall();
        vision.ask(
                call,
                new VisionCommand.Detect(call, image, size, minScore, faces == null),
                event -> {
                    if (event instanceof VisionEvent.Detected detected) {
                        answer.answered(detected, null);
                    } else if (event instanceof VisionEvent.Failed failed) {
                        answer.answered(null, failed.exception());
                    }
                },
                image);
    }

    // ---- following the open source

    /** Follows the open source from now on; a detector that is not there is loaded first. */
    public void follow(ModelDesk.Done done) {
        following = true;
        changed();
        load(
                failure -> {
                    if (failure != null) {
                        following = false;
                        changed();
                    }
                    lookAgain();
                    done.done(failure);
                });
    }

    /** Follows it no more. */
    public void rest() {
        following = false;
        found = null;
        if (phase == Phase.LOADING) {
            stop();
        }
        changed();
    }

    private void sourceChanged(AppState now, AppState before) {
        var source = now.source();
        var old = before.source();
        if (source.number() != old.number()) {
            found = null;
            changed();
        }
        boolean other =
                source.number() != old.number()
                        || source.phase() != old.phase()
                        || source.playing() != old.playing()
                        || !source.playing() && source.at() != old.at();
        if (other) {
            lookAgain();
        }
    }

    /** The frame on show is another than the one that was looked at. */
    private void lookAgain() {
        again = true;
        look();
    }

    private void look() {
        var source = sources.source();
        if (!following || looking || source == null || phase != Phase.READY) {
            return;
        }
        if (!again && !store.state().source().playing()) {
            return;
        }
        looking = true;
        again = false;
        int number = store.state().source().number();
        source.copy(
                new FrameSource.Taker() {
                    @Override
                    public void take(JSObject image, ImageSize size) {
                        detect(
                                image,
                                size,
                                0,
                                (detected, failure) -> looked(number, size, detected, failure));
                    }

                    @Override
                    public void none() {
                        // Not open yet, or between two frames.
                        again = true;
                        next();
                    }
                });
    }

    private void looked(
            int number, ImageSize size, VisionEvent.Detected detected, SightlineException failure) {
        if (following && number == store.state().source().number()) {
            // A failed look is told by an empty stage, and the next one tries again.
            found = detected;
            foundOn = size;
            changed();
        }
        if (failure != null) {
            looking = false;
            return;
        }
        next();
    }

    private void next() {
        Window.setTimeout(
                () -> {
                    looking = false;
                    look();
                },
                PAUSE);
    }

    private void changed() {
        for (var watcher : watchers) {
            watcher.run();
        }
    }
}
