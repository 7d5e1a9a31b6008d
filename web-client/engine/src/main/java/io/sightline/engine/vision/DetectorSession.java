// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.depth.DepthTimings;
import io.sightline.core.detect.Detection;
import io.sightline.core.detect.DetectorTranslator;
import io.sightline.core.detect.Letterbox;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.ort.InferenceSession;
import io.sightline.glue.ort.SessionOptions;
import io.sightline.glue.ort.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The detector on one provider. The canvas scales the frame, so that no more than the model's input
 * is read back; its buffers live as long as it does.
 */
final class DetectorSession {
    private final InferenceSession session;
    private final DetectorTranslator translator;
    private final FloatBuffer tensor;
    private final FloatBuffer raw;
    // In the script's memory: the runtime may copy it late, and a view of the module's memory ends
    // when that grows.
    private final Float32Array feed;

    private DetectorSession(InferenceSession session, DetectorTranslator translator) {
        this.session = session;
        this.translator = translator;
        var size = translator.contract().size();
        tensor = floats((int) size.pixels() * 3);
        raw = floats(translator.outputs());
        feed = new Float32Array((int) size.pixels() * 3);
    }

    /**
     * Makes the detector ready; throws what the runtime throws.
     *
     * @param provider "webgpu" or "wasm"
     */
    static DetectorSession create(
            Uint8Array model, DetectorTranslator translator, String provider) {
        var options = SessionOptions.of(provider);
        return new DetectorSession(
                Await.await(InferenceSession.create(model, options)), translator);
    }

    /**
     * What was found.
     *
     * @param detections best first, in source pixels
     * @param timings of the stages
     */
    record Found(List<Detection> detections, DepthTimings timings) {}

    /**
     * Looks at a frame.
     *
     * @param image an ImageBitmap or VideoFrame, which stays open
     * @param size of the image, pixels
     * @param minScore below which nothing is told, 0 to 1; 0 for the detector's own
     */
    Found detect(JSObject image, ImageSize size, FramePixels pixels, double minScore) {
        double began = Clock.now();
        var letterbox = Letterbox.of(size, translator.contract().size());
        translator.input(pixels.read(image, letterbox.inner()), letterbox, tensor);
        double prepared = Clock.now();
        run();
        double ran = Clock.now();
        var found = translator.output(raw, letterbox, minScore);
        double end = Clock.now();
        return new Found(
                found,
                new DepthTimings(
                        prepared - began,
                        ran - prepared,
                        end - ran,
                        end - began,
                        DepthTimings.CPU));
    }

    /** The raw output of pixels at the top left of the input; valid until the next run. */
    FloatBuffer raw(ByteBuffer rgba, ImageSize size) {
        var whole = translator.contract().size();
        translator.input(rgba, new Letterbox(size, whole, size, 1), tensor);
        run();
        return raw;
    }

    private void run() {
        var contract = translator.contract();
        feed.set(Float32Array.fromJavaBuffer(tensor), 0);
        JSMapLike<Tensor> feeds = JSObjects.create();
        feeds.set(
                contract.input(),
                Tensor.of(
                        "float32", feed, 1, 3, contract.size().height(), contract.size().width()));
        var output = Await.await(session.run(feeds)).get(contract.output());
        if (output == null) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "model-output", Map.of("wanted", contract.output()));
        }
        var data = Await.await(output.getData(true));
        if (data.getLength() != raw.capacity()) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "model-size",
                    Map.of("found", data.getLength(), "wanted", (double) raw.capacity()));
        }
        Float32Array.fromJavaBuffer(raw).set(data, 0);
    }

    /** Frees it. */
    void release() {
        Await.await(session.release());
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
