// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUDevice;
import org.teavm.jso.webgpu.GPUSampler;
import org.teavm.jso.webgpu.GPUTexture;

/** What the bindings of a group stand for. */
public final class Bindings {
    private final JSArray<JSObject> entries = new JSArray<>();

    /** With a whole buffer. */
    public Bindings buffer(int binding, GPUBuffer buffer) {
        entries.push(bufferEntry(binding, buffer));
        return this;
    }

    /** With a whole texture. */
    public Bindings texture(int binding, GPUTexture texture) {
        entries.push(entry(binding, texture.createView()));
        return this;
    }

    /** With a sampler. */
    public Bindings sampler(int binding, GPUSampler sampler) {
        entries.push(entry(binding, sampler));
        return this;
    }

    /** With a frame of video. */
    public Bindings external(int binding, GPUDevice.ExternalTexture texture) {
        entries.push(entry(binding, texture));
        return this;
    }

    JSObject entries() {
        return entries;
    }

    @JSBody(
            params = {"binding", "resource"},
            script = "return { binding: binding, resource: resource };")
    private static native JSObject entry(int binding, JSObject resource);

    @JSBody(
            params = {"binding", "buffer"},
            script = "return { binding: binding, resource: { buffer: buffer } };")
    private static native JSObject bufferEntry(int binding, JSObject buffer);
}
