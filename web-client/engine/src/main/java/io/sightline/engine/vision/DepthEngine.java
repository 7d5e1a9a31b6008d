// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.depth.DepthSelfCheck;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.core.metres.PolarityCheck;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.OwnModels;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.engine.frame.Frame;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.ort.Ort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * The depth model on the best backend that works. It starts at the top of the {@link BackendPlan}
 * and moves down when a step fails to start, fails its check, fails on a frame or loses its device;
 * each move is told to the listener.
 */
final class DepthEngine {
    /** Told of what happens on the way. */
    interface Listener {
        /** Progress of the load that is under way. */
        void progress(String model, String stage, double done, double total, boolean cached);

        /** The model runs on another backend than before. */
        void moved(DepthEngine engine);

        /** Something to know, a key of "notice.". */
        void notice(String reason);
    }

    /** Milliseconds. */
    private static final int LOSS_TOLD_WITHIN = 200;

    /** A camera that looks at no floor for so many frames is not asked any more. */
    private static final int UNSURE_FRAMES = 60;

    private final ModelFetcher fetcher;
    private final FramePixels pixels;
    private final ModelEntry model;
    private final String site;
    private final Listener listener;
    private final List<BackendPlan.Step> steps;
    private final List<BackendPlan.Pass> passes;
    private int at;
    private ModelFile held;
    private Uint8Array bytes;
    private boolean kept;
    private boolean deviceLost;
    private DepthSession session;
    // Frames in which the map itself is still asked which of its ends is near.
    private int unsure;

    DepthEngine(
            ModelFetcher fetcher,
            FramePixels pixels,
            DeviceFacts facts,
            ModelEntry model,
            BackendChoice choice,
            String site,
            Listener listener) {
        this.fetcher = fetcher;
        this.pixels = pixels;
        this.model = model;
        this.site = site;
        this.listener = listener;
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

    /** Fetches, starts and checks the model, and makes it ready for an input size. */
    void start(ImageSize input, AbortSignal abort) {
        if (steps.isEmpty()) {
            throw noBackend();
        }
        while (true) {
            fetch(abort);
            listener.progress(model.id(), "start", 0, 0, false);
            try {
                if (step().backend().isGpu()) {
                    check();
                }
                ready(input);
                checkPolarity(input);
                drop();
                return;
            } catch (JsException e) {
                moveDown(lost() ? "device-lost" : "failed", e);
            } catch (SightlineException e) {
                if (e.code() != ErrorCode.INTERNAL || !step().backend().isGpu()) {
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
     * Measures a frame.
     *
     * @param frame which stays open
     * @param input size at which it enters the model
     * @param values hand them over, even where they would else stay on the graphics device
     * @param picture to paint the map on, or null
     */
    Measured measure(Frame frame, ImageSize input, boolean values, DepthPicture picture) {
        while (true) {
            try {
                if (session == null || !session.input().equals(input)) {
                    fetch(null);
                    ready(input);
                    drop();
                }
                var measured = session.measure(frame, values || unsure > 0, picture);
                checkPolarity(measured, input);
                return measured;
            } catch (JsException e) {
                moveDown(lost() ? "device-lost" : "failed", e);
            } catch (SightlineException e) {
                if (e.code() != ErrorCode.INTERNAL || !step().backend().isGpu()) {
                    throw e;
                }
                moveDown("wrong-result", e);
            }
            fetch(null);
            listener.moved(this);
        }
    }

    /** Frees the model. */
    void release() {
        var old = session;
        session = null;
        release(old);
    }

    private static void release(DepthSession old) {
        if (old != null) {
            try {
                old.release();
            } catch (JsException e) {
                // A session whose device is lost cannot be released; there is nothing left to free.
            }
        }
    }

    private void fetch(AbortSignal abort) {
        var file = step().variant().files().get(0);
        if (bytes != null && held == file) {
            return;
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
    }

    /** Lets go of the bytes that the store has too; a change of size reads them again. */
    private void drop() {
        if (kept) {
            bytes = null;
        }
    }

    private void ready(ImageSize input) {
        if (step().backend().isGpu()) {
            // The runtime destroys the device with its last session, and all that is kept there: so
            // the next one is made first.
            var old = session;
            session = GpuDepthSession.create(bytes, model.contract(), input, pixels);
            release(old);
            watchDevice(step().backend());
        } else {
            release();
            session = WasmDepthSession.create(bytes, model.contract(), input, pixels);
        }
    }

    /** Runs the frame whose answer is known, at its small size, before the backend is trusted. */
    private void check() {
        var check = DepthSelfCheck.of(model.id());
        if (check == null) {
            return;
        }
        listener.progress(model.id(), "check", 0, 0, false);
        ready(DepthSelfCheck.SIZE);
        double agreement = check.agreement(corridor(DepthSelfCheck.SIZE));
        if (!(agreement >= DepthSelfCheck.LEAST_AGREEMENT)) {
            throw new SightlineException(
                    ErrorCode.INTERNAL, "wrong-result", Map.of("agreement", agreement));
        }
    }

    /**
     * Refuses a model whose answer to the drawn corridor runs the other way than its contract says:
     * one that the user brought, or that says metres, where a mistake would make every distance
     * wrong. Where that answer tells nothing, the first frames have to.
     */
    private void checkPolarity(ImageSize input) {
        var contract = model.contract();
        unsure = 0;
        if (!OwnModels.isOwn(model) && !contract.metric()) {
            return;
        }
        listener.progress(model.id(), "check", 0, 0, false);
        var seen = PolarityCheck.ofSelfCheck(corridor(input), input.width(), input.height());
        PolarityCheck.refuse(seen, Polarity.ofWire(contract.near()));
        unsure = seen == null ? UNSURE_FRAMES : 0;
    }

    /** Refuses a map whose floor runs the other way than the contract says, until one is right. */
    private void checkPolarity(Measured measured, ImageSize input) {
        if (unsure == 0) {
            return;
        }
        var range = measured.range();
        var seen =
                PolarityCheck.ofFloor(
                        floats(measured.data(), input),
                        input.width(),
                        input.height(),
                        range.high() - (double) range.low());
        PolarityCheck.refuse(seen, Polarity.ofWire(model.contract().near()));
        unsure = seen == null ? unsure - 1 : 0;
    }

    private static FloatBuffer floats(Float32Array data, ImageSize input) {
        var map =
                ByteBuffer.allocateDirect((int) input.pixels() * 4)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        Float32Array.fromJavaBuffer(map).set(data, 0);
        return map;
    }

    /** The map of the drawn corridor, by the session that is ready. */
    private FloatBuffer corridor(ImageSize input) {
        var size = DepthSelfCheck.SIZE;
        var rgba = ByteBuffer.allocateDirect((int) size.pixels() * 4);
        DepthSelfCheck.paint(rgba);
        var pixelsOf = new ImageData(size.width(), size.height());
        pixelsOf.getData().set(Uint8ClampedArray.fromJavaBuffer(rgba), 0);
        var image = Await.await(ImageBitmap.of(pixelsOf));
        try {
            return floats(session.measure(new Frame(image, size), true, null).data(), input);
        } finally {
            image.close();
        }
    }

    private void watchDevice(Backend backend) {
        var watched = session;
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
    private void deviceLost(Backend backend, DepthSession of) {
        if (session == of && step().backend() == backend) {
            deviceLost = true;
            session = null;
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

    private void moveDown(String reason, RuntimeException cause) {
        var failed = step();
        if (deviceLost || !failed.backend().isGpu()) {
            // There is nothing left that could be freed.
            session = null;
        } else {
            release();
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
