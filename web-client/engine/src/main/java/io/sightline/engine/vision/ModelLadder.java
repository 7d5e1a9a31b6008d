// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.glue.async.Await;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.ort.Ort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Milliseconds. */
    private static final int LOSS_TOLD_WITHIN = 200;

    private final ModelFetcher fetcher;
    private final ModelEntry model;
    private final String site;
    private final Listener listener;
    private final Holder holder;
    private final List<BackendPlan.Step> steps;
    private final List<BackendPlan.Pass> passes;
    private int at;
    private ModelFile held;
    private Uint8Array bytes;
    private boolean kept;
    private boolean deviceLost;

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
        var plan = BackendPlan.of(facts, choice, model);
        steps = plan.steps();
        passes = new ArrayList<>(plan.passes());
    }

    /** The model. */
    ModelEntry model() {
        return model;
    }

    /** What it runs on. */
    BackendPlan.Step step() {
        return steps.get(at);
    }

    /** The backends above it and why they are not in use. */
    List<BackendPlan.Pass> passes() {
        var above = new ArrayList<BackendPlan.Pass>();
        for (var pass : passes) {
            if (pass.backend().ordinal() < step().backend().ordinal()) {
                above.add(pass);
            }
        }
        return above;
    }

    /** Refuses a model that no backend of this machine can run. */
    void check() {
        if (steps.isEmpty()) {
            throw noBackend();
        }
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

    /** Lets go of the bytes that the store has too; what needs them reads them again. */
    void drop() {
        if (kept) {
            bytes = null;
        }
    }

    /** Watches the device of the session that is held. */
    void watchDevice() {
        var backend = step().backend();
        var watched = holder.session();
        new Thread(
                        () -> {
                            Await.await(
                                    Await.await(Ort.getEnv().getWebgpu().getDevice()).getLost());
                            deviceLost(backend, watched);
                        })
                .start();
    }

    /**
     * The next frame starts at the next backend; a frame that is on its way fails and is measured
     * again there.
     */
    private void deviceLost(Backend backend, Object of) {
        if (holder.session() == of && step().backend() == backend) {
            deviceLost = true;
            holder.forget();
            listener.notice("device-lost");
        }
    }

    /** Whether a failure on the GPU came of its loss, which the browser may tell a moment later. */
    private boolean lost() {
        if (step().backend().isGpu() && !deviceLost) {
            try {
                Thread.sleep(LOSS_TOLD_WITHIN);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return deviceLost;
    }

    /** The step failed so: moves to the next, or throws where that would not help. */
    void down(JsException e) {
        moveDown(lost() ? "device-lost" : "failed", e);
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
        if (deviceLost || !failed.backend().isGpu()) {
            // There is nothing left that could be freed.
            holder.forget();
        } else {
            holder.release();
        }
        deviceLost = false;
        passes.add(
                new BackendPlan.Pass(failed.backend(), reason, String.valueOf(cause.getMessage())));
        if (at + 1 >= steps.size()) {
            throw failure(cause);
        }
        ++at;
        if (failed.variant() != step().variant()) {
            bytes = null;
        }
    }

    private SightlineException failure(RuntimeException cause) {
        var text = String.valueOf(cause.getMessage());
        boolean memory =
                text.contains("bad_alloc")
                        || text.contains("memory")
                        || text.contains("Array buffer allocation");
        return memory
                ? new SightlineException(ErrorCode.INTERNAL, "out-of-memory")
                : new SightlineException(ErrorCode.INTERNAL, "model-failed", Map.of("cause", text));
    }

    private SightlineException noBackend() {
        for (var pass : passes) {
            if (pass.reason().equals("no-simd")) {
                return new SightlineException(ErrorCode.UNSUPPORTED, "no-simd");
            }
            if (pass.reason().equals("no-variant")) {
                return new SightlineException(
                        ErrorCode.NO_MODEL, "no-variant", Map.of("model", model.name()));
            }
        }
        return new SightlineException(ErrorCode.UNSUPPORTED, "no-backend");
    }
}
