// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.depth.DepthSelfCheck;
import io.sightline.core.detect.DetectorSelfCheck;
import io.sightline.core.detect.DetectorTranslator;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The detector on the best backend that works, on its own way down the {@link ModelLadder}. It runs
 * only when it is asked.
 */
final class DetectorEngine implements ModelLadder.Holder {
    private final FramePixels pixels = new FramePixels();
    private final DetectorTranslator translator;
    private final ModelLadder ladder;
    private DetectorSession session;

    DetectorEngine(
            ModelFetcher fetcher,
            DeviceFacts facts,
            ModelEntry model,
            BackendChoice choice,
            String site,
            ModelLadder.Listener listener) {
        translator = new DetectorTranslator(model.detector());
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

    /** Fetches, starts and checks the detector. */
    void start(AbortSignal abort) {
        ladder.check();
        while (true) {
            ladder.fetch(abort);
            ladder.stage("start");
            try {
                ready();
                ladder.drop();
                return;
            } catch (JsException e) {
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
     * Looks at a frame.
     *
     * @param image an ImageBitmap or VideoFrame, which stays open
     * @param size of the image, pixels
     * @param minScore below which nothing is told, 0 to 1; 0 for the detector's own
     */
    DetectorSession.Found detect(JSObject image, ImageSize size, double minScore) {
        while (true) {
            try {
                if (session == null) {
                    ready();
                    ladder.drop();
                }
                return session.detect(image, size, pixels, minScore);
            } catch (JsException e) {
                ladder.down(e);
            } catch (SightlineException e) {
                ladder.down(e);
            }
            ladder.moved();
        }
    }

    private void ready() {
        release();
        var bytes = ladder.fetch(null);
        boolean gpu = ladder.step().backend().isGpu();
        session = DetectorSession.create(bytes, translator, gpu ? "webgpu" : "wasm");
        if (gpu) {
            ladder.watchDevice();
            check(bytes);
        } else {
            // A model of another form than its entry says fails here, not on the first frame.
            drawn(session);
        }
    }

    /** The device has to find on a drawn frame what the processor finds, before it is trusted. */
    private void check(Uint8Array bytes) {
        ladder.stage("check");
        var processor = DetectorSession.create(bytes, translator, "wasm");
        double agreement;
        try {
            agreement = DetectorSelfCheck.agreement(drawn(processor), drawn(session));
        } finally {
            processor.release();
        }
        if (!(agreement >= DetectorSelfCheck.LEAST_AGREEMENT)) {
            throw new SightlineException(
                    ErrorCode.INTERNAL, "wrong-result", Map.of("agreement", agreement));
        }
    }

    /** The raw output on the drawn corridor. */
    private FloatBuffer drawn(DetectorSession by) {
        var size = DepthSelfCheck.SIZE;
        var rgba = ByteBuffer.allocateDirect((int) size.pixels() * 4);
        DepthSelfCheck.paint(rgba);
        return by.raw(rgba, size);
    }

    @Override
    public void release() {
        var old = session;
        session = null;
        if (old != null) {
            try {
                old.release();
            } catch (JsException e) {
                // A session whose device is lost cannot be released; there is nothing left to free.
            }
        }
    }

    @Override
    public void forget() {
        session = null;
    }
}
