// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.depth.DepthPreprocessor;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.engine.frame.Frame;
import io.sightline.engine.frame.FramePixels;
import io.sightline.engine.gpu.FrameKernel;
import io.sightline.engine.gpu.GpuStream;
import io.sightline.engine.gpu.LumaKernel;
import io.sightline.engine.gpu.RangeKernel;
import io.sightline.engine.gpu.WidenKernel;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Staging;
import io.sightline.glue.gpu.Timestamps;
import io.sightline.glue.media.VideoFrame;
import io.sightline.glue.ort.InferenceSession;
import io.sightline.glue.ort.Ort;
import io.sightline.glue.ort.SessionOptions;
import io.sightline.glue.ort.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.webgpu.GPUBuffer;

/**
 * The depth model on the runtime's own graphics device. A frame becomes a texture, the texture the
 * model's input, the output a range and a picture, all there; only the range and the times come
 * back, and the values where they are asked for.
 */
final class GpuDepthSession implements DepthSession {
    // Begin and end of the preparation; ends of the model, the stabiliser, the range, the picture.
    private static final int TIMES = 6;

    private final InferenceSession session;
    private final ImageSize input;
    private final ModelContract contract;
    private final Gpu gpu;
    private final FramePixels pixels;
    private final boolean halfIn;
    private final FrameKernel prepare;
    private final WidenKernel widen;
    private final GPUBuffer map;
    private final RangeKernel range;
    private final GpuStream stream;
    private final Timestamps timer;
    private final Staging statistics;
    private final Staging whole;
    private final JSMapLike<Tensor> feeds = JSObjects.create();
    private final JSMapLike<Tensor> fetches = JSObjects.create();

    private GpuDepthSession(
            InferenceSession session,
            ModelContract contract,
            ImageSize input,
            Gpu gpu,
            FramePixels pixels) {
        this.session = session;
        this.input = input;
        this.contract = contract;
        this.gpu = gpu;
        this.pixels = pixels;
        int count = (int) input.pixels();
        var typeIn = typeOf(session, contract.input(), true);
        var typeOut = typeOf(session, contract.output(), false);
        halfIn = typeIn.equals("float16");
        prepare = new FrameKernel(gpu, input, contract, halfIn);
        map = gpu.storage((count * 4 + 15) / 16 * 16);
        widen = typeOut.equals("float16") ? new WidenKernel(gpu, map, count) : null;
        range = new RangeKernel(gpu, map, count);
        stream = new GpuStream(gpu);
        timer = gpu.has("timestamp-query") ? new Timestamps(gpu, TIMES) : null;
        statistics = new Staging(gpu, RangeKernel.BYTES + TIMES * Timestamps.BYTES);
        whole = new Staging(gpu, count * 4);
        feeds.set(
                contract.input(),
                Tensor.fromGpuBuffer(
                        prepare.tensor(),
                        Tensor.gpuOptions(typeIn, 1, 3, input.height(), input.width())));
        fetches.set(
                contract.output(),
                Tensor.fromGpuBuffer(
                        widen == null ? map : widen.half(),
                        Tensor.gpuOptions(typeOut, 1, input.height(), input.width())));
    }

    /** Makes the model ready; throws what the runtime or the device throws. */
    static GpuDepthSession create(
            Uint8Array model, ModelContract contract, ImageSize input, FramePixels pixels) {
        // One provider alone: a second one would be a fallback that nobody sees.
        var options = SessionOptions.of("webgpu");
        WasmDepthSession.fix(options, input);
        options.setPreferredOutputLocation("gpu-buffer");
        var session = Await.await(InferenceSession.create(model, options));
        try {
            var gpu = new Gpu(Await.await(Ort.getEnv().getWebgpu().getDevice()));
            var ready =
                    gpu.checked(() -> new GpuDepthSession(session, contract, input, gpu, pixels));
            // The runtime has been at work on the device, too.
            var fault = gpu.fault();
            if (fault != null) {
                throw fault;
            }
            return ready;
        } catch (RuntimeException e) {
            Await.await(session.release());
            throw e;
        }
    }

    private static String typeOf(InferenceSession session, String name, boolean ofInput) {
        var all = ofInput ? session.getInputMetadata() : session.getOutputMetadata();
        for (int i = 0; i < all.getLength(); ++i) {
            if (all.get(i).getName().equals(name)) {
                return all.get(i).getType();
            }
        }
        throw new SightlineException(ErrorCode.BAD_INPUT, "model-output", Map.of("wanted", name));
    }

    @Override
    public ImageSize input() {
        return input;
    }

    @Override
    public Measured measure(Frame frame, boolean values, DepthPicture picture) {
        if (picture != null) {
            picture.ready(gpu, input);
        }
        // What went wrong between two frames is not this one's.
        gpu.fault();
        // Metres are what they are: another frame's scale is no truer.
        boolean streams = frame.stream() != 0 && !contract.metric();
        var eye = streams ? stream.aim(frame.stream(), frame.size(), input) : null;
        double began = Clock.now();
        boolean direct = prepare(frame, eye);
        double prepared = Clock.now();
        Await.await(session.run(feeds, fetches));
        ran();
        var steadiness = streams && direct ? stream.next(map, frame.steady()) : null;
        boolean steady = steadiness != null && frame.steady();
        var read = statistics.take();
        var all = values ? whole.take() : null;
        finish(picture, steady, read, all);
        try {
            var times = new double[TIMES - 1];
            boolean timed = direct && timer != null;
            var own =
                    statistics.read(
                            read,
                            mapped -> {
                                for (int i = 0; timed && i < times.length; ++i) {
                                    times[i] =
                                            Timestamps.between(mapped, RangeKernel.BYTES, i, i + 1);
                                }
                                return RangeKernel.of(mapped);
                            });
            if (!timed) {
                times[0] = prepared - began;
                times[1] = Clock.now() - prepared;
            }
            var fault = gpu.fault();
            if (fault != null) {
                throw fault;
            }
            var found = steady ? stream.range(own) : own;
            var data = values ? whole.read(all, Staging::floats) : null;
            if (picture != null) {
                picture.present(found);
            }
            double paint = picture == null ? 0 : times[4];
            return new Measured(
                    input,
                    data,
                    found,
                    steadiness,
                    times[0],
                    times[1],
                    times[2] + times[3] + paint,
                    streams ? times[2] : 0,
                    paint,
                    timed ? DepthTimings.GPU : DepthTimings.CPU);
        } finally {
            if (picture != null) {
                picture.discard();
            }
        }
    }

    /** Notes the time at the model's end, and brings its map to single precision. */
    private void ran() {
        if (timer == null && widen == null) {
            return;
        }
        var encoder = gpu.encoder();
        if (timer != null) {
            Gpu.compute(encoder, timer.span(2, -1)).end();
        }
        if (widen != null) {
            widen.encode(encoder);
        }
        gpu.submit(encoder);
    }

    /** Range and picture, in one submission. */
    private void finish(DepthPicture picture, boolean steady, GPUBuffer read, GPUBuffer all) {
        var encoder = gpu.encoder();
        if (steady) {
            encoder.copyBufferToBuffer(stream.steady(), 0, map, 0, input.pixels() * 4);
        }
        boolean drawn = picture != null;
        range.encode(encoder, timer == null ? null : timer.span(3, 4));
        if (drawn) {
            picture.encode(
                    encoder,
                    map,
                    range.range(),
                    steady ? stream.shown() : null,
                    timer == null ? null : timer.span(-1, 5));
        }
        encoder.copyBufferToBuffer(range.range(), 0, read, 0, RangeKernel.BYTES);
        if (timer != null) {
            timer.copy(encoder, read, RangeKernel.BYTES);
        }
        if (all != null) {
            encoder.copyBufferToBuffer(map, 0, all, 0, input.pixels() * 4);
        }
        gpu.submit(encoder);
        if (drawn) {
            picture.take();
        }
    }

    /**
     * Takes the shortest way in that there is: the video frame itself, a copy of the picture on the
     * device, or the pixels, for what the device cannot hold as one texture or shows at another
     * size than it is stored at.
     *
     * @return true when the device timed it
     */
    private boolean prepare(Frame frame, LumaKernel eye) {
        var size = frame.size();
        boolean fits = Math.max(size.width(), size.height()) <= gpu.longestEdge();
        try {
            if (fits && isVideoFrame(frame.image()) && plain((VideoFrame) frame.image(), size)) {
                prepare.video(frame.image(), size, eye, timer);
                return true;
            }
            if (fits) {
                prepare.picture(frame.image(), size, eye, timer);
                return true;
            }
        } catch (RuntimeException e) {
            if (gpu.lost()) {
                throw e;
            }
            // The frame cannot be had this way, a copyright's protection for one: the pixels
            // decide.
        }
        preparePixels(frame);
        return false;
    }

    private void preparePixels(Frame frame) {
        var rgba = pixels.read(frame.image(), frame.size());
        if (halfIn) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "frame-unreadable",
                    Map.of("width", frame.size().width(), "height", frame.size().height()));
        }
        FloatBuffer tensor =
                ByteBuffer.allocateDirect((int) input.pixels() * 12)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        new DepthPreprocessor(frame.size(), input, contract).run(rgba, tensor);
        gpu.write(prepare.tensor(), Float32Array.fromJavaBuffer(tensor));
    }

    /** Stored as it is shown: no rotation, no stretched pixels. */
    private static boolean plain(VideoFrame frame, ImageSize size) {
        return frame.getDisplayWidth() == size.width()
                && frame.getDisplayHeight() == size.height()
                && visibleWidth(frame) == size.width()
                && visibleHeight(frame) == size.height();
    }

    @JSBody(params = "frame", script = "return frame.visibleRect ? frame.visibleRect.width : 0;")
    private static native int visibleWidth(JSObject frame);

    @JSBody(params = "frame", script = "return frame.visibleRect ? frame.visibleRect.height : 0;")
    private static native int visibleHeight(JSObject frame);

    @JSBody(
            params = "image",
            script = "return typeof VideoFrame === 'function' && image instanceof VideoFrame;")
    private static native boolean isVideoFrame(JSObject image);

    @Override
    public void release() {
        prepare.destroy();
        range.destroy();
        stream.destroy();
        map.destroy();
        if (widen != null) {
            widen.destroy();
        }
        if (timer != null) {
            timer.destroy();
        }
        statistics.destroy();
        whole.destroy();
        Await.await(session.release());
    }
}
