// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import io.sightline.glue.async.Await;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBufferView;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCanvasContext;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUComputePassEncoder;
import org.teavm.jso.webgpu.GPUDevice;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPURenderPassEncoder;
import org.teavm.jso.webgpu.GPUSampler;
import org.teavm.jso.webgpu.GPUShaderModule;
import org.teavm.jso.webgpu.GPUTexture;

/**
 * A graphics device and what is made with it; TeaVM's own types with the descriptors left out.
 * Layouts of bind groups follow from the shaders.
 */
public final class Gpu {
    private static final int STORAGE =
            GPUBuffer.Usage.STORAGE | GPUBuffer.Usage.COPY_SRC | GPUBuffer.Usage.COPY_DST;
    private static final int UNIFORM = GPUBuffer.Usage.UNIFORM | GPUBuffer.Usage.COPY_DST;
    private static final int STAGING = GPUBuffer.Usage.MAP_READ | GPUBuffer.Usage.COPY_DST;
    private static final int IMAGE =
            GPUTexture.Usage.TEXTURE_BINDING
                    | GPUTexture.Usage.COPY_DST
                    | GPUTexture.Usage.RENDER_ATTACHMENT;

    private static final String SOLID = "depth24plus";

    /** Samples of a pixel, so that edges are smooth; what every device has. */
    private static final int SAMPLES = 4;

    private final GPUDevice device;
    private boolean lost;

    /**
     * @param device to use; it stays its owner's
     */
    public Gpu(GPUDevice device) {
        this.device = device;
        device.getLost()
                .then(
                        reason -> {
                            lost = true;
                            return null;
                        });
        listen(device);
    }

    /** A device of the caller's own; null where there is no adapter. Blocks. */
    public static Gpu request() {
        var platform = Platform.gpu();
        if (platform == null) {
            return null;
        }
        var adapter = Await.await(platform.requestAdapter());
        return adapter == null ? null : new Gpu(Await.await(adapter.requestDevice()));
    }

    /** True once the browser has told that the device is gone. */
    public boolean lost() {
        return lost;
    }

    /** The device. */
    public GPUDevice device() {
        return device;
    }

    /** Whether it is the same device. */
    public boolean isSame(Gpu other) {
        return same(device, other.device);
    }

    @JSBody(
            params = {"one", "other"},
            script = "return one === other;")
    private static native boolean same(GPUDevice one, GPUDevice other);

    // ---- what goes wrong

    /** Makes things on the device. */
    public interface Maker<T> {
        /** Makes them; may block. */
        T make();
    }

    /**
     * Makes things and waits for what the device finds wrong with them: it would else go on with
     * things that do nothing. For what is made once, not for each frame.
     *
     * @throws DeviceFault with the device's own words
     */
    public <T> T checked(Maker<T> maker) {
        T made = null;
        RuntimeException failure = null;
        open(device);
        try {
            made = maker.make();
        } catch (RuntimeException e) {
            failure = e;
        }
        // The device says what was wrong at first; what failed of it says less.
        var wrong = Await.await(close(device));
        if (wrong != null) {
            throw DeviceFault.of(wrong);
        }
        if (failure != null) {
            throw failure;
        }
        return made;
    }

    /** Hears of what was wrong. */
    public interface FaultListener {
        /** The device's own words. */
        void wrong(DeviceFault fault);
    }

    /** Something to do. */
    public interface Work {
        /** Does it; must not block. */
        void run();
    }

    /** Does something of which nobody waits to hear whether it was right. Does not block. */
    public void watched(Work work, FaultListener listener) {
        open(device);
        try {
            work.run();
        } finally {
            close(device)
                    .then(
                            wrong -> {
                                if (wrong != null) {
                                    listener.wrong(DeviceFault.of(wrong));
                                }
                                return null;
                            });
        }
    }

    @JSBody(
            params = "device",
            script =
                    "for (const kind of ['internal', 'out-of-memory', 'validation']) { device.pushErrorScope(kind); }")
    private static native void open(GPUDevice device);

    // Where the device is lost, what is wrong is told by its loss.
    @JSBody(
            params = "device",
            script =
                    "return Promise.all([1, 2, 3].map(() => device.popErrorScope())).then("
                            + "found => found.find(error => error) || null, () => null);")
    private static native JSPromise<JSObject> close(GPUDevice device);

    /**
     * The first fault since the last call that no {@link #checked} and no {@link #watched} was
     * about; null where there was none.
     */
    public DeviceFault fault() {
        var wrong = takeFault(device);
        return wrong == null ? null : DeviceFault.of(wrong);
    }

    // The device outlives this, and there may be several of this to one: so the device keeps it.
    @JSBody(
            params = "device",
            script =
                    "if (!('fault' in device)) { device.fault = null; device.addEventListener("
                            + "'uncapturederror', event => { device.fault = device.fault || event.error; }); }")
    private static native void listen(GPUDevice device);

    @JSBody(
            params = "device",
            script = "const fault = device.fault; device.fault = null; return fault;")
    private static native JSObject takeFault(GPUDevice device);

    /** Whether the device was made with a feature, such as "shader-f16" or "timestamp-query". */
    public boolean has(String feature) {
        return device.getFeatures().has(feature);
    }

    /** The longest edge of a texture. */
    public int longestEdge() {
        return longestEdge(device);
    }

    @JSBody(params = "device", script = "return device.limits.maxTextureDimension2D;")
    private static native int longestEdge(GPUDevice device);

    // ---- memory

    /** A buffer that shaders read and write, of that many bytes, a multiple of 4; all 0. */
    public GPUBuffer storage(int bytes) {
        return buffer(device, bytes, STORAGE);
    }

    /** A buffer of settings for shaders. */
    public GPUBuffer uniform(int bytes) {
        return buffer(device, bytes, UNIFORM);
    }

    /** A buffer that the script reads what was copied to it. */
    public GPUBuffer staging(int bytes) {
        return buffer(device, bytes, STAGING);
    }

    /** A buffer with usages of its own. */
    public GPUBuffer buffer(int bytes, int usage) {
        return buffer(device, bytes, usage);
    }

    @JSBody(
            params = {"device", "bytes", "usage"},
            script = "return device.createBuffer({ size: bytes, usage: usage });")
    private static native GPUBuffer buffer(GPUDevice device, int bytes, int usage);

    /** Fills a buffer from its start, before what is submitted after this. */
    public void write(GPUBuffer buffer, ArrayBufferView data) {
        device.getQueue().writeBuffer(buffer, 0, data);
    }

    /** A texture for a picture: 8 bits a channel, in the values of sRGB as they are. */
    public GPUTexture image(int width, int height) {
        return texture(device, width, height, GPUTexture.Format.RGBA8UNORM, IMAGE);
    }

    @JSBody(
            params = {"device", "width", "height", "format", "usage"},
            script =
                    "return device.createTexture({ size: [width, height], format: format, usage: usage });")
    private static native GPUTexture texture(
            GPUDevice device, int width, int height, String format, int usage);

    /** A texture that triangles are drawn on, several samples a pixel; of {@link #solid}. */
    public GPUTexture samples(int width, int height, String format) {
        return samples(device, width, height, format, SAMPLES, GPUTexture.Usage.RENDER_ATTACHMENT);
    }

    /** A texture that says how near what was drawn is; of {@link #solid}. */
    public GPUTexture nearness(int width, int height) {
        return samples(width, height, SOLID);
    }

    @JSBody(
            params = {"device", "width", "height", "format", "samples", "usage"},
            script =
                    "return device.createTexture({ size: [width, height], format: format, sampleCount: "
                            + "samples, usage: usage });")
    private static native GPUTexture samples(
            GPUDevice device, int width, int height, String format, int samples, int usage);

    /** Reads textures between their pixels, and their edge pixels beyond. */
    public GPUSampler smooth() {
        return smooth(device);
    }

    @JSBody(
            params = "device",
            script = "return device.createSampler({ magFilter: 'linear', minFilter: 'linear' });")
    private static native GPUSampler smooth(GPUDevice device);

    /**
     * Copies an ImageBitmap, VideoFrame or canvas of at least the texture's size into it, not
     * premultiplied, in sRGB.
     */
    public void copy(JSObject image, GPUTexture texture) {
        copy(device, image, texture, texture.getWidth(), texture.getHeight());
    }

    @JSBody(
            params = {"device", "image", "texture", "width", "height"},
            script =
                    "device.queue.copyExternalImageToTexture({ source: image }, { texture: texture }, "
                            + "[width, height]);")
    private static native void copy(
            GPUDevice device, JSObject image, GPUTexture texture, int width, int height);

    /**
     * A VideoFrame as a texture, without a copy where the browser can. It ends with the task: bind
     * and submit it before anything is waited for.
     */
    public GPUDevice.ExternalTexture external(JSObject frame) {
        return external(device, frame);
    }

    @JSBody(
            params = {"device", "frame"},
            script = "return device.importExternalTexture({ source: frame });")
    private static native GPUDevice.ExternalTexture external(GPUDevice device, JSObject frame);

    // ---- shaders

    /** A shader; what is wrong with it shows when a pipeline is made of it. */
    public GPUShaderModule shader(String code) {
        return shader(device, code);
    }

    @JSBody(
            params = {"device", "code"},
            script = "return device.createShaderModule({ code: code });")
    private static native GPUShaderModule shader(GPUDevice device, String code);

    /** A computation, compiled without holding up the device. Blocks; throws what is wrong. */
    public GPUPipeline.Compute compute(GPUShaderModule shader, String entry) {
        return Await.await(computeAsync(device, shader, entry));
    }

    @JSBody(
            params = {"device", "shader", "entry"},
            script =
                    "return device.createComputePipelineAsync({ layout: 'auto', compute: { module: shader, "
                            + "entryPoint: entry } });")
    private static native JSPromise<GPUPipeline.Compute> computeAsync(
            GPUDevice device, GPUShaderModule shader, String entry);

    /**
     * A drawing of triangles without vertex buffers. Blocks; throws what is wrong.
     *
     * @param format of the target
     */
    public GPUPipeline.Render render(
            GPUShaderModule shader, String vertex, String fragment, String format) {
        return Await.await(renderAsync(device, shader, vertex, fragment, format));
    }

    @JSBody(
            params = {"device", "shader", "vertex", "fragment", "format"},
            script =
                    "return device.createRenderPipelineAsync({ layout: 'auto', "
                            + "vertex: { module: shader, entryPoint: vertex }, fragment: { module: shader, "
                            + "entryPoint: fragment, targets: [{ format: format }] } });")
    private static native JSPromise<GPUPipeline.Render> renderAsync(
            GPUDevice device,
            GPUShaderModule shader,
            String vertex,
            String fragment,
            String format);

    /**
     * A drawing of triangles of which the nearest is seen, with smooth edges, without vertex
     * buffers. Blocks; throws what is wrong.
     *
     * @param format of the target
     */
    public GPUPipeline.Render solid(
            GPUShaderModule shader, String vertex, String fragment, String format) {
        return Await.await(solidAsync(device, shader, vertex, fragment, format, SOLID, SAMPLES));
    }

    @JSBody(
            params = {"device", "shader", "vertex", "fragment", "format", "solid", "samples"},
            script =
                    "return device.createRenderPipelineAsync({ layout: 'auto', "
                            + "vertex: { module: shader, entryPoint: vertex }, fragment: { module: shader, "
                            + "entryPoint: fragment, targets: [{ format: format }] }, depthStencil: { format: "
                            + "solid, depthWriteEnabled: true, depthCompare: 'less' }, multisample: { count: "
                            + "samples } });")
    private static native JSPromise<GPUPipeline.Render> solidAsync(
            GPUDevice device,
            GPUShaderModule shader,
            String vertex,
            String fragment,
            String format,
            String solid,
            int samples);

    /** What a pipeline's group 0 reads and writes. */
    public GPUBindGroup bind(GPUPipeline pipeline, Bindings bindings) {
        return bind(device, pipeline, bindings.entries());
    }

    @JSBody(
            params = {"device", "pipeline", "entries"},
            script =
                    "return device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: entries });")
    private static native GPUBindGroup bind(
            GPUDevice device, GPUPipeline pipeline, JSObject entries);

    // ---- commands

    /** Commands to submit. */
    public GPUCommandEncoder encoder() {
        return device.createCommandEncoder();
    }

    /**
     * A pass that computes.
     *
     * @param timestamps from {@link Timestamps#span}, or null
     */
    public static GPUComputePassEncoder compute(GPUCommandEncoder encoder, JSObject timestamps) {
        return timestamps == null ? encoder.beginComputePass() : timed(encoder, timestamps);
    }

    @JSBody(
            params = {"encoder", "timestamps"},
            script = "return encoder.beginComputePass({ timestampWrites: timestamps });")
    private static native GPUComputePassEncoder timed(
            GPUCommandEncoder encoder, JSObject timestamps);

    /**
     * A pass that draws over all of a texture.
     *
     * @param timestamps from {@link Timestamps#span}, or null
     */
    public static GPURenderPassEncoder draw(
            GPUCommandEncoder encoder, GPUTexture target, JSObject timestamps) {
        return timestamps == null
                ? drawn(encoder, target.createView())
                : drawn(encoder, target.createView(), timestamps);
    }

    @JSBody(
            params = {"encoder", "view"},
            script =
                    "return encoder.beginRenderPass({ colorAttachments: [{ view: view, loadOp: 'clear', storeOp: "
                            + "'store' }] });")
    private static native GPURenderPassEncoder drawn(GPUCommandEncoder encoder, JSObject view);

    @JSBody(
            params = {"encoder", "view", "timestamps"},
            script =
                    "return encoder.beginRenderPass({ colorAttachments: [{ view: view, loadOp: 'clear', storeOp: "
                            + "'store' }], timestampWrites: timestamps });")
    private static native GPURenderPassEncoder drawn(
            GPUCommandEncoder encoder, JSObject view, JSObject timestamps);

    /**
     * A pass of a {@link #solid} drawing over all of a texture; what nothing is drawn on becomes
     * transparent.
     *
     * @param target what comes of it
     * @param samples of the target's size and format
     * @param nearness of the target's size
     */
    public static GPURenderPassEncoder drawSolid(
            GPUCommandEncoder encoder, GPUTexture target, GPUTexture samples, GPUTexture nearness) {
        return drawnSolid(
                encoder, target.createView(), samples.createView(), nearness.createView());
    }

    @JSBody(
            params = {"encoder", "target", "samples", "nearness"},
            script =
                    "return encoder.beginRenderPass({ colorAttachments: [{ view: samples, resolveTarget: "
                            + "target, loadOp: 'clear', storeOp: 'discard' }], depthStencilAttachment: { view: "
                            + "nearness, depthClearValue: 1, depthLoadOp: 'clear', depthStoreOp: 'discard' } });")
    private static native GPURenderPassEncoder drawnSolid(
            GPUCommandEncoder encoder, JSObject target, JSObject samples, JSObject nearness);

    /** Hands the commands to the device. */
    public void submit(GPUCommandEncoder encoder) {
        submit(device, encoder);
    }

    @JSBody(
            params = {"device", "encoder"},
            script = "device.queue.submit([encoder.finish()]);")
    private static native void submit(GPUDevice device, GPUCommandEncoder encoder);

    // ---- canvas

    /** Gives a canvas its textures; what is transparent shows what lies beneath. */
    public void configure(GPUCanvasContext context, String format) {
        configure(context, device, format);
    }

    @JSBody(
            params = {"context", "device", "format"},
            script =
                    "context.configure({ device: device, format: format, alphaMode: 'premultiplied' });")
    private static native void configure(GPUCanvasContext context, GPUDevice device, String format);
}
