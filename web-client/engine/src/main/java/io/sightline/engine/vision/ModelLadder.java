// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.engine.device.Backends;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.glue.net.AbortSignal;
import java.util.List;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * A model's way down its {@link BackendPlan}: where it is, the files that the step needs, and the
 * move to the next step where one fails to start, fails its check, fails on a frame or loses its
 * device.
 */
final class ModelLadder {
    /** Told of what happens on the way. */
    interface Listener {
        /** Progress of the load that is under way. */
        void progress(String model, String stage, double done, double total, boolean cached);

        /** The model runs on another backend than before. */
        void moved(ModelLadder ladder);

        /** Something to know, a key of "notice.". */
        void notice(String reason);
    }

    /** What holds the session of the step. */
    interface Holder {
        /** The session in use, or null. */
        Object session();

        /** Frees the session. */
        void release();

        /** Lets go of a session of which there is nothing left to free. */
        void forget();
    }

    private final ModelFetcher fetcher;
    private final ModelEntry model;
    private final String site;
    private final Listener listener;
    private final Holder holder;
    private final Backends backends;
    private ModelFile held;
    private Uint8Array bytes;
    private boolean kept;
    private boolean working;

    ModelLadder(
            ModelFetcher fetcher,
            DeviceFacts facts,
            ModelEntry model,
            BackendChoice choice,
            String site,
            Listener listener,
            Holder holder) {
        this.fetcher = fetcher;
        this.model = model;
        this.site = site;
        this.listener = listener;
        this.holder = holder;
        backends = new Backends(facts, choice, model);
    }

    /** The model. */
    ModelEntry model() {
        return model;
    }

    /** What it runs on. */
    BackendPlan.Step step() {
        return backends.step();
    }

    /** The backends above it and why they are not in use. */
    List<BackendPlan.Pass> passes() {
        return backends.passes();
    }

    /** Refuses a model that no backend of this machine can run. */
    void check() {
        backends.check();
    }

    /** Tells how far the load is. */
    void stage(String stage) {
        listener.progress(model.id(), stage, 0, 0, false);
    }

    /** Tells that the model runs on another backend than before. */
    void moved() {
        listener.moved(this);
    }

    /** The bytes of the step's file. */
    Uint8Array fetch(AbortSignal abort) {
        var file = step().variant().files().get(0);
        if (bytes != null && held == file) {
            return bytes;
        }
        var fetched =
                fetcher.fetch(
                        file,
                        site,
                        abort,
                        new ModelFetcher.Listener() {
                            @Override
                            public void at(
                                    String stage, double done, double total, boolean cached) {
                                listener.progress(model.id(), stage, done, total, cached);
                            }

                            @Override
                            public void notKept(String reason) {
                                listener.notice(reason);
                            }
                        });
        bytes = fetched.bytes();
        kept = fetched.kept();
        held = file;
        return bytes;
    }

    /**
     * The model is ready: lets go of the bytes that the store has too; what needs them reads them
     * again.
     */
    void drop() {
        working = true;
        if (kept) {
            bytes = null;
        }
    }

    /**
     * Watches the device of the session that is held. Once it is lost, the next frame starts at the
     * next backend; a frame that is on its way fails and is measured again there.
     */
    void watchDevice() {
        var watched = holder.session();
        backends.watch(
                () -> {
                    if (holder.session() != watched) {
                        return false;
                    }
                    holder.forget();
                    listener.notice("device-lost");
                    return true;
                });
    }

    /** The step failed so: moves to the next, or throws where that would not help. */
    void down(RuntimeException e) {
        moveDown(backends.why(e), e);
    }

    /** As above, of a fault that was found here. */
    void down(SightlineException e) {
        if (e.code() != ErrorCode.INTERNAL || !step().backend().isGpu()) {
            throw e;
        }
        moveDown("wrong-result", e);
    }

    private void moveDown(String reason, RuntimeException cause) {
        var failed = step();
        if (working && !reason.equals("device-lost")) {
            // A loss has been told where it was noticed.
            listener.notice("backend-left");
        }
        if (backends.knownLost() || !failed.backend().isGpu()) {
            // There is nothing left that could be freed.
            holder.forget();
        } else {
            holder.release();
        }
        backends.down(reason, cause);
        if (failed.variant() != step().variant()) {
            bytes = null;
        }
    }
}
