// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthPreprocessor;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.core.steady.Steadiness;
import io.sightline.core.steady.SteadyStream;
import io.sightline.engine.frame.Frame;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Clock;
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

/** The depth model on the processor. Its buffers live as long as it does. */
final class WasmDepthSession implements DepthSession {
    private final InferenceSession session;
    private final ModelContract contract;
    private final ImageSize input;
    private final FramePixels pixels;
    private final SteadyStream stream = new SteadyStream();
    private final FloatBuffer tensor;
    // The map that is being made, and the one on show, which must stay as it is.
    private FloatBuffer map;
    private FloatBuffer shown;
    // In the script's memory: the runtime may copy it late, and a view of the module's memory ends
    // when that grows.
    private final Float32Array feed;
    private final DepthPostprocessor postprocessor;
    private DepthPreprocessor preprocessor;

    private WasmDepthSession(
            InferenceSession session, ModelContract contract, ImageSize input, FramePixels pixels) {
        this.session = session;
        this.contract = contract;
        this.input = input;
        this.pixels = pixels;
        tensor = floats((int) input.pixels() * 3);
        map = floats((int) input.pixels());
        shown = floats((int) input.pixels());
        feed = new Float32Array((int) input.pixels() * 3);
        postprocessor = new DepthPostprocessor(input.width(), input.height());
    }

    /** Makes the model ready; throws what the runtime throws. */
    static WasmDepthSession create(
            Uint8Array model, ModelContract contract, ImageSize input, FramePixels pixels) {
        var options = SessionOptions.of("wasm");
        fix(options, input);
        var session = Await.await(InferenceSession.create(model, options));
        return new WasmDepthSession(session, contract, input, pixels);
    }

    /** With its sizes fixed, all that follows from them is folded away when a session is made. */
    static void fix(SessionOptions options, ImageSize input) {
        options.fix("batch_size", 1);
        options.fix("height", input.height());
        options.fix("width", input.width());
    }

    @Override
    public ImageSize input() {
        return input;
    }

    @Override
    public Measured measure(Frame frame, boolean values, DepthPicture picture) {
        double began = Clock.now();
        var rgba = pixels.read(frame.image(), frame.size());
        if (preprocessor == null || !preprocessor.source().equals(frame.size())) {
            preprocessor = new DepthPreprocessor(frame.size(), input, contract);
        }
        preprocessor.run(rgba, tensor);
        double prepared = Clock.now();
        var data = run();
        double ran = Clock.now();
        var range = postprocessor.range(map);
        double ranged = Clock.now();
        // Metres are what they are: another frame's scale is no truer.
        boolean streams = frame.stream() != 0 && !contract.metric();
        var steadiness = streams ? steadiness(frame, rgba) : null;
        if (steadiness != null && steadiness.steady()) {
            range = stream.range(postprocessor.range(map));
            data.set(Float32Array.fromJavaBuffer(map), 0);
        }
        double steadied = Clock.now();
        if (picture != null) {
            picture.paint(input, map, range);
            var free = shown;
            shown = map;
            map = free;
        }
        double painted = Clock.now();
        return new Measured(
                input,
                data,
                range,
                steadiness,
                prepared - began,
                ran - prepared,
                painted - ran,
                steadied - ranged,
                painted - steadied,
                DepthTimings.CPU);
    }

    /** Takes the map into the stream's; where it is asked for, the steady one takes its place. */
    private Steadiness steadiness(Frame frame, ByteBuffer rgba) {
        stream.next(frame.stream(), rgba, frame.size(), map, input);
        if (frame.steady()) {
            stream.write(map);
        }
        return new Steadiness(frame.steady(), stream.camera(), stream.moves(), stream.flicker());
    }

    /** Runs the model; its answer is in {@code map} and, once more, in what is returned. */
    private Float32Array run() {
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

    @Override
    public void release() {
        Await.await(session.release());
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
