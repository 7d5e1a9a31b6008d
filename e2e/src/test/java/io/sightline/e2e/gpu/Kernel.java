// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of a kernel's text in a browser, on buffers that a test makes. */
final class Kernel {
    private static final String RUN =
            """
            async ({ code, features, bindings, passes, target, read }) => {
              const adapter = await navigator.gpu.requestAdapter();
              const device = await adapter.requestDevice({ requiredFeatures: features });
              device.pushErrorScope('validation');
              const bytes = (text) => Uint8Array.from(atob(text), c => c.charCodeAt(0));
              const module = device.createShaderModule({ code });
              const faults = (await module.getCompilationInfo()).messages.map(
                (m) => `${m.type} ${m.lineNum}:${m.linePos} ${m.message}`);
              if (faults.length > 0) {
                throw new Error(faults.join('; '));
              }
              const buffers = {};
              const resources = {};
              for (const { binding, kind, data, width, height } of bindings) {
                const content = bytes(data);
                if (kind === 'sampler') {
                  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
                  resources[binding] = () => sampler;
                } else if (kind === 'video') {
                  const frame = new VideoFrame(content, {
                    format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0 });
                  resources[binding] = () => device.importExternalTexture({ source: frame });
                } else if (kind === 'picture') {
                  const texture = device.createTexture({
                    size: [width, height], format: 'rgba8unorm',
                    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST
                      | GPUTextureUsage.RENDER_ATTACHMENT });
                  const bitmap = await createImageBitmap(
                    new ImageData(new Uint8ClampedArray(content.buffer), width, height),
                    { premultiplyAlpha: 'none' });
                  device.queue.copyExternalImageToTexture({ source: bitmap }, { texture }, [width, height]);
                  resources[binding] = () => texture.createView();
                } else {
                  const buffer = device.createBuffer({
                    size: content.length,
                    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
                      | (kind === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE) });
                  device.queue.writeBuffer(buffer, 0, content);
                  buffers[binding] = buffer;
                  resources[binding] = () => ({ buffer });
                }
              }
              const bind = (pipeline, which) => device.createBindGroup({
                layout: pipeline.getBindGroupLayout(0),
                entries: which.map((binding) => ({ binding, resource: resources[binding]() })) });
              const encoder = device.createCommandEncoder();
              let texture;
              for (const { entry, groups, uses, vertices } of passes) {
                if (target) {
                  texture = device.createTexture({
                    size: target, format: 'rgba8unorm',
                    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC });
                  const solid = vertices > 0;
                  const pipeline = device.createRenderPipeline({
                    layout: 'auto',
                    vertex: { module, entryPoint: solid ? entry : 'corner' },
                    fragment: {
                      module, entryPoint: solid ? 'colour' : entry, targets: [{ format: 'rgba8unorm' }] },
                    depthStencil: solid
                      ? { format: 'depth24plus', depthWriteEnabled: true, depthCompare: 'less' } : undefined });
                  const nearness = solid ? device.createTexture({
                    size: target, format: 'depth24plus', usage: GPUTextureUsage.RENDER_ATTACHMENT }) : null;
                  const pass = encoder.beginRenderPass({
                    colorAttachments: [{
                      view: texture.createView(), loadOp: 'clear', storeOp: 'store',
                      clearValue: solid ? [0, 0, 0, 0] : [1, 0, 1, 1] }],
                    depthStencilAttachment: solid ? {
                      view: nearness.createView(), depthClearValue: 1, depthLoadOp: 'clear',
                      depthStoreOp: 'discard' } : undefined });
                  pass.setPipeline(pipeline);
                  pass.setBindGroup(0, bind(pipeline, uses));
                  pass.draw(solid ? vertices : 3);
                  pass.end();
                } else {
                  const pipeline = device.createComputePipeline({
                    layout: 'auto', compute: { module, entryPoint: entry } });
                  const pass = encoder.beginComputePass();
                  pass.setPipeline(pipeline);
                  pass.setBindGroup(0, bind(pipeline, uses));
                  pass.dispatchWorkgroups(...groups);
                  pass.end();
                }
              }
              const row = target ? Math.ceil(target[0] * 4 / 256) * 256 : 0;
              const size = target ? row * target[1] : buffers[read].size;
              const staging = device.createBuffer({
                size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
              if (target) {
                encoder.copyTextureToBuffer({ texture }, { buffer: staging, bytesPerRow: row }, target);
              } else {
                encoder.copyBufferToBuffer(buffers[read], 0, staging, 0, size);
              }
              device.queue.submit([encoder.finish()]);
              const wrong = await device.popErrorScope();
              if (wrong) {
                throw new Error(wrong.message);
              }
              await staging.mapAsync(GPUMapMode.READ);
              const mapped = new Uint8Array(staging.getMappedRange());
              let text = '';
              for (let i = 0; i < mapped.length; i += 8192) {
                text += String.fromCharCode(...mapped.subarray(i, i + 8192));
              }
              device.destroy();
              return btoa(text);
            }
            """;

    private final String code;
    private final boolean half;
    private final List<Map<String, Object>> bindings = new ArrayList<>();
    private final List<Map<String, Object>> passes = new ArrayList<>();

    /** The kernel of this name, for maps and tensors in single precision. */
    Kernel(String name) {
        this(name, false);
    }

    /**
     * The kernel of this name.
     *
     * @param half its maps and tensors are in half precision, for devices with "shader-f16"
     */
    Kernel(String name, boolean half) {
        this.half = half;
        try {
            code =
                    (half ? "enable f16; alias Value = f16;\n" : "alias Value = f32;\n")
                            + Files.readString(
                                    Project.root().resolve("static/src/wgsl/" + name + ".wgsl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the page's adapter has a feature; false where there is none. */
    static boolean has(Page page, String feature) {
        return (boolean)
                page.evaluate(
                        "async (feature) => !!(await navigator.gpu?.requestAdapter())?.features.has(feature)",
                        feature);
    }

    /** A buffer: "storage" or "uniform". */
    Kernel with(int binding, String kind, ByteBuffer data) {
        return with(binding, kind, data, 0, 0);
    }

    /** What textures are read with. */
    Kernel sampler(int binding) {
        return with(binding, "sampler", bytes(0));
    }

    /** A frame of RGBA pixels: "video" or "picture". */
    Kernel with(int binding, String kind, ByteBuffer data, int width, int height) {
        var map = new LinkedHashMap<String, Object>();
        map.put("binding", binding);
        map.put("kind", kind);
        map.put("data", Base64.getEncoder().encodeToString(data.array()));
        map.put("width", width);
        map.put("height", height);
        bindings.add(map);
        return this;
    }

    /** A pass of an entry point with the bindings that it uses. */
    Kernel pass(String entry, List<Integer> groups, Integer... uses) {
        passes.add(Map.of("entry", entry, "groups", groups, "uses", List.of(uses), "vertices", 0));
        return this;
    }

    /** A pass that draws so many vertices of an entry point, the nearest in front. */
    Kernel solid(String entry, int vertices, Integer... uses) {
        passes.add(
                Map.of(
                        "entry",
                        entry,
                        "groups",
                        List.of(),
                        "uses",
                        List.of(uses),
                        "vertices",
                        vertices));
        return this;
    }

    /** Runs the passes and reads a buffer. */
    ByteBuffer read(Page page, int binding) {
        return run(page, null, binding);
    }

    /** Runs the pass on a target of that size and reads it, rows without padding. */
    ByteBuffer draw(Page page, int width, int height) {
        var padded = run(page, List.of(width, height), 0);
        int stride = (width * 4 + 255) / 256 * 256;
        var pixels = ByteBuffer.allocate(width * height * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < height; ++y) {
            pixels.put(y * width * 4, padded, y * stride, width * 4);
        }
        return pixels;
    }

    private ByteBuffer run(Page page, List<Integer> target, int read) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("code", code);
        spec.put("features", half ? List.of("shader-f16") : List.of());
        spec.put("bindings", bindings);
        spec.put("passes", passes);
        spec.put("target", target);
        spec.put("read", read);
        return ByteBuffer.wrap(Base64.getDecoder().decode((String) page.evaluate(RUN, spec)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A buffer for that many bytes. */
    static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A buffer of floats. */
    static ByteBuffer floats(float... values) {
        var buffer = bytes(values.length * 4);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }
}
