// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.Backend;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.glue.async.Await;
import io.sightline.glue.ort.InferenceSession;
import io.sightline.glue.ort.SessionOptions;
import io.sightline.glue.ort.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;

/** The depth model, made ready for one input size. Its two buffers live as long as it does. */
final class DepthSession {
    private final InferenceSession session;
    private final ModelContract contract;
    private final ImageSize input;
    private final FloatBuffer tensor;
    private final FloatBuffer map;
    // In the script's memory: the runtime may copy it late, and a view of the module's memory ends
    // when that grows.
    private final Float32Array feed;

    private DepthSession(InferenceSession session, ModelContract contract, ImageSize input) {
        this.session = session;
        this.contract = contract;
        this.input = input;
        tensor = floats((int) input.pixels() * 3);
        map = floats((int) input.pixels());
        feed = new Float32Array((int) input.pixels() * 3);
    }

    /** Makes the model ready; throws what the runtime throws. */
    static DepthSession create(
            Uint8Array model, ModelContract contract, Backend backend, ImageSize input) {
        // One provider alone: a second one would be a fallback that nobody sees.
        var options = SessionOptions.of(backend.isGpu() ? "webgpu" : "wasm");
        // With its sizes fixed, all that follows from them is folded away when the session is made.
        options.fix("batch_size", 1);
        options.fix("height", input.height());
        options.fix("width", input.width());
        var session = Await.await(InferenceSession.create(model, options));
        return new DepthSession(session, contract, input);
    }

    /** The size that it is made for. */
    ImageSize input() {
        return input;
    }

    /** Where the next input goes: [3, height, width]. */
    FloatBuffer tensor() {
        return tensor;
    }

    /** The last map, row-major, in the module's memory. */
    FloatBuffer map() {
        return map;
    }

    /**
     * Runs the model on {@link #tensor()}, fills {@link #map()}, and gives the same values in the
     * script's memory.
     */
    Float32Array run() {
        feed.set(Float32Array.fromJavaBuffer(tensor), 0);
        JSMapLike<Tensor> feeds = JSObjects.create();
        feeds.set(
                contract.input(), Tensor.of("float32", feed, 1, 3, input.height(), input.width()));
        var output = Await.await(session.run(feeds)).get(contract.output());
        if (output == null) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "model-output", Map.of("wanted", contract.output()));
        }
        var data = Await.await(output.getData(true));
        if (data.getLength() != input.pixels()) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "model-size",
                    Map.of("found", data.getLength(), "wanted", (double) input.pixels()));
        }
        Float32Array.fromJavaBuffer(map).set(data, 0);
        return data;
    }

    /** Frees the runtime's part. */
    void release() {
        Await.await(session.release());
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
