// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import org.teavm.jso.JSBody;
import org.teavm.jso.webgpu.GPU;
import org.teavm.jso.webgpu.GPUAdapter;

/** What this browser has, asked in the realm that will use it. */
public final class Platform {
    private Platform() {}

    /** WebGPU, or null. That it is there does not mean that there is an adapter. */
    @JSBody(script = "return navigator.gpu || null;")
    public static native GPU gpu();

    /**
     * An adapter's makers' name, architecture and description as far as the browser tells,
     * separated by spaces.
     */
    public static String describe(GPUAdapter adapter) {
        var info = adapter.getInfo();
        var text = new StringBuilder();
        if (info != null) {
            for (var part :
                    new String[] {
                        info.getVendor(), info.getArchitecture(), info.getDescription()
                    }) {
                if (part != null && !part.isEmpty()) {
                    text.append(text.isEmpty() ? "" : " ").append(part);
                }
            }
        }
        return text.toString();
    }

    /** Whether it computes in software, on the processor. */
    @JSBody(
            params = "adapter",
            script =
                    "return !!((adapter.info && adapter.info.isFallbackAdapter) || adapter.isFallbackAdapter);")
    public static native boolean isSoftware(GPUAdapter adapter);

    /** Processor cores for this page; at least 1. */
    @JSBody(script = "return navigator.hardwareConcurrency || 1;")
    public static native int cores();

    /** The device's memory in GiB, coarse and at most 8; 0 where the browser does not tell. */
    @JSBody(script = "return navigator.deviceMemory || 0;")
    public static native double memoryGiB();

    /** Whether the page is isolated from other sites, as WebAssembly threads need. */
    @JSBody(script = "return globalThis.crossOriginIsolated === true;")
    public static native boolean crossOriginIsolated();

    /** Whether memory can be shared between threads. */
    @JSBody(script = "return typeof SharedArrayBuffer === 'function';")
    public static native boolean sharedMemory();

    /**
     * Whether WebAssembly has SIMD: whether a module with {@code (func (result v128) i32.const 0
     * i8x16.splat)} is valid.
     */
    @JSBody(
            script =
                    "return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, "
                            + "0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]));")
    public static native boolean wasmSimd();

    /** Whether canvases can be drawn on in workers. */
    @JSBody(script = "return typeof OffscreenCanvas === 'function';")
    public static native boolean offscreenCanvas();

    /** The browser's name of itself. */
    @JSBody(script = "return navigator.userAgent;")
    public static native String userAgent();
}
