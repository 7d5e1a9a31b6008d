// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendLadder;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.LanguageSelfCheck;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.model.ModelEntry;
import io.sightline.engine.device.Backends;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.glue.async.Await;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.transformers.PictureLanguageModel;
import io.sightline.glue.transformers.Tokenizer;
import io.sightline.glue.transformers.Transformers;
import java.util.List;
import java.util.Map;

/**
 * The language model on the best backend that works. It starts at the top of the {@link
 * BackendPlan} and moves down when a step fails to start, fails its check, fails on a question or
 * loses its device; each move is told to the listener.
 */
final class LanguageEngine {
    /** Told of what happens on the way. */
    interface Listener {
        /** Progress of the load that is under way. */
        void progress(String model, String stage, double done, double total, boolean cached);

        /** The model runs on another backend than before. */
        void moved(LanguageEngine engine);

        /** Something to know, a key of "notice.". */
        void notice(String reason, Map<String, Object> values);
    }

    /** A question that is put to the model. */
    interface Question<T> {
        /** Puts it. */
        T put(Talker talker);
    }

    /**
     * The device went away in the middle of a question. What the runtime has under way on it fails
     * later, whatever it runs by then, so the worker cannot go on: it ends, and the page starts
     * another, which gets a device of its own.
     */
    static final class DeviceGone extends RuntimeException {
        DeviceGone() {
            super("the graphics device was lost");
        }
    }

    /** The reason of a failure for want of memory. */
    static final String OUT_OF_MEMORY = BackendLadder.OUT_OF_MEMORY;

    private static final String PREPROCESSOR = "preprocessor_config.json";

    private final ModelFetcher fetcher;
    private final ModelEntry entry;
    private final String site;
    private final Listener listener;
    private final Backends backends;
    private LanguageModel model;
    private Talker talker;
    private Map<String, String> parts = Map.of();

    LanguageEngine(
            ModelFetcher fetcher,
            DeviceFacts facts,
            ModelEntry entry,
            BackendChoice choice,
            String site,
            Listener listener) {
        this.fetcher = fetcher;
        this.entry = entry;
        this.site = site;
        this.listener = listener;
        backends = new Backends(facts, choice, entry);
    }

    /** The model. */
    ModelEntry entry() {
        return entry;
    }

    /** What the model takes. */
    ModelLimits limits() {
        return model.limits();
    }

    /** What it runs on. */
    BackendPlan.Step step() {
        return backends.step();
    }

    /** The precision of each part's weights, as its file holds them. */
    Map<String, String> parts() {
        return parts;
    }

    /** The backends above it and why they are not in use. */
    List<BackendPlan.Pass> passes() {
        return backends.passes();
    }

    /** Fetches, starts and checks the model. */
    void start(AbortSignal abort) {
        backends.check();
        while (true) {
            try {
                load(abort);
                return;
            } catch (JsException e) {
                moveDown(backends.why(e), e);
            } catch (SightlineException e) {
                if (!isWrong(e)) {
                    throw e;
                }
                moveDown("wrong-result", e);
            }
            if (abort.isAborted()) {
                throw new SightlineException(ErrorCode.ABORTED, "stopped");
            }
        }
    }

    /**
     * Puts a question; on a failure of the backend it is put again to the next one.
     *
     * @throws DeviceGone when it is the device that failed
     */
    <T> T ask(Question<T> question, AbortSignal abort) {
        while (true) {
            try {
                if (talker == null) {
                    if (backends.knownLost()) {
                        moveDown("device-lost", new IllegalStateException("device lost"));
                    }
                    load(abort);
                    listener.moved(this);
                }
                return question.put(talker);
            } catch (JsException e) {
                if (backends.lost()) {
                    throw new DeviceGone();
                }
                if (isMemory(e) && !step().backend().isGpu()) {
                    // The next backend has the same memory.
                    release();
                    throw new SightlineException(ErrorCode.INTERNAL, OUT_OF_MEMORY);
                }
                moveDown("failed", e);
            } catch (SightlineException e) {
                if (!isWrong(e)) {
                    throw e;
                }
                moveDown("wrong-result", e);
            }
        }
    }

    private boolean isWrong(SightlineException e) {
        return e.code() == ErrorCode.INTERNAL && step().backend().isGpu();
    }

    /** Frees the model. */
    void release() {
        if (model != null) {
            var old = model;
            model = null;
            talker = null;
            try {
                old.release();
            } catch (JsException e) {
                // A model whose device is lost cannot be released; there is nothing left to free.
            }
        }
    }

    private void load(AbortSignal abort) {
        var variant = step().variant();
        var files = new LanguageFiles();
        files.fetch(
                variant,
                fetcher,
                site,
                abort,
                new ModelFetcher.Listener() {
                    @Override
                    public void at(String stage, double done, double total, boolean cached) {
                        listener.progress(entry.id(), stage, done, total, cached);
                    }

                    @Override
                    public void notKept(String reason) {
                        listener.notice(reason, Map.of());
                    }
                });
        parts = files.precisions(variant);
        listener.progress(entry.id(), "start", 0, 0, false);
        Transformers.useFiles(files::answer);
        var tokenizer = Await.await(Tokenizer.load(entry.id()));
        var loaded =
                Await.await(
                        PictureLanguageModel.load(
                                entry.id(),
                                step().backend().isGpu() ? "webgpu" : "wasm",
                                LanguageFiles.precision(variant, "vision_encoder"),
                                LanguageFiles.precision(variant, "embed_tokens"),
                                LanguageFiles.precision(variant, "decoder_model_merged")));
        files.checkGiven();
        model =
                new LanguageModel(
                        tokenizer, loaded, files.json(PREPROCESSOR), QuestionCheck.CONTEXT);
        // The library keeps whom it asks for files, and would keep them with it.
        files.clear();
        if (step().backend().isGpu()) {
            watchDevice();
            listener.progress(entry.id(), "check", 0, 0, false);
            check();
        }
        talker = new Talker(model);
    }

    /**
     * Reads one text whole, in short pieces and token by token, which must come to the same. Fused
     * attention was seen to be wrong beyond 16 tokens in one run (onnxruntime-web 1.31, WebGPU on a
     * software adapter); where only short runs are right, prompts are read in short runs.
     */
    private void check() {
        var ids = model.tokenizer().encode(LanguageSelfCheck.TEXT);
        var whole = logits(ids, ids.length);
        var single = logits(ids, 1);
        if (LanguageSelfCheck.agree(whole, single)) {
            return;
        }
        var pieces = logits(ids, LanguageSelfCheck.PIECE);
        if (!LanguageSelfCheck.agree(pieces, single)) {
            throw new SightlineException(ErrorCode.INTERNAL, "language-wrong-result");
        }
        model.limitRuns(LanguageSelfCheck.PIECE);
        listener.notice("language-short-runs", Map.of("tokens", LanguageSelfCheck.PIECE));
    }

    private float[] logits(int[] ids, int piece) {
        model.limitRuns(piece);
        var read = model.read(ids, List.of(), 0, null);
        model.free(read.keyValues());
        model.limitRuns(Integer.MAX_VALUE);
        var logits = new float[model.logits().capacity()];
        model.logits().get(0, logits);
        return logits;
    }

    private void watchDevice() {
        var watched = model;
        backends.watch(
                () -> {
                    if (model != watched) {
                        return false;
                    }
                    model = null;
                    talker = null;
                    listener.notice("language-device-lost", Map.of());
                    return true;
                });
    }

    private void moveDown(String reason, RuntimeException cause) {
        release();
        backends.down(reason, cause);
    }

    private static boolean isMemory(RuntimeException cause) {
        return BackendLadder.isMemory(String.valueOf(cause.getMessage()));
    }
}
