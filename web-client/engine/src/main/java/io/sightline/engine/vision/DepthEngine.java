// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

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
import io.sightline.core.model.OwnModels;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.engine.frame.Frame;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.error.JsException;
import io.sightline.glue.gpu.DeviceFault;
import io.sightline.glue.net.AbortSignal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * The depth model on the best backend that works. It starts at the top of the {@link BackendPlan}
 * and moves down when a step fails to start, fails its check, fails on a frame or loses its device;
 * each move is told to the listener.
 */
final class DepthEngine implements ModelLadder.Holder {
    /** A camera that looks at no floor for so many frames is not asked any more. */
    private static final int UNSURE_FRAMES = 60;

    private final FramePixels pixels;
    private final ModelEntry model;
    private final ModelLadder ladder;
    private DepthSession session;
    private DepthSession proven;
    // Frames in which the map itself is still asked which of its ends is near.
    private int unsure;

    DepthEngine(
            ModelFetcher fetcher,
            FramePixels pixels,
            DeviceFacts facts,
            ModelEntry model,
            BackendChoice choice,
            String site,
            ModelLadder.Listener listener) {
        this.pixels = pixels;
        this.model = model;
        ladder = new ModelLadder(fetcher, facts, model, choice, site, listener, this);
    }

    /** Where it runs, and why not elsewhere. */
    ModelLadder ladder() {
        return ladder;
    }

    @Override
    public Object session() {
        return session;
    }

    /** Fetches, starts and checks the model, and makes it ready for an input size. */
    void start(ImageSize input, AbortSignal abort) {
        ladder.check();
        while (true) {
            ladder.fetch(abort);
            ladder.stage("start");
            try {
                if (onGpu()) {
                    check();
                }
                ready(input);
                checkPolarity(input);
                ladder.drop();
                return;
            } catch (JsException | DeviceFault e) {
                ladder.down(e);
            } catch (SightlineException e) {
                ladder.down(e);
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
                    ready(input);
                    ladder.drop();
                }
                var measured = session.measure(frame, values || unsure > 0, picture);
                proven = session;
                checkPolarity(measured, input);
                return measured;
            } catch (JsException | DeviceFault e) {
                ladder.down(e);
            } catch (SightlineException e) {
                if (e.reason().equals("constant") && proven == session) {
                    // A map of one value from a session that has given others comes of the frame.
                    throw e;
                }
                ladder.down(e);
            }
            ladder.fetch(null);
            ladder.moved();
        }
    }

    @Override
    public void release() {
        var old = session;
        session = null;
        release(old);
    }

    @Override
    public void forget() {
        session = null;
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

    private boolean onGpu() {
        return ladder.step().backend().isGpu();
    }

    private void ready(ImageSize input) {
        var bytes = ladder.fetch(null);
        if (onGpu()) {
            // The runtime destroys the device with its last session, and all that is kept there: so
            // the next one is made first.
            var old = session;
            session = GpuDepthSession.create(bytes, model.contract(), input, pixels);
            release(old);
            ladder.watchDevice();
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
        ladder.stage("check");
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
        ladder.stage("check");
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
}
