// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

/** Where a model runs, best first. */
public enum Backend {
    /** WebGPU, arithmetic in half precision; needs the feature {@code shader-f16}. */
    WEBGPU_FP16("webgpu-fp16"),
    /** WebGPU, arithmetic in single precision. */
    WEBGPU_FP32("webgpu-fp32"),
    /** WebAssembly on several threads; needs cross-origin isolation. */
    WASM_THREADS("wasm-threads"),
    /** WebAssembly on one thread. */
    WASM("wasm");

    private final String wire;

    Backend(String wire) {
        this.wire = wire;
    }

    /** The spelling in messages and in the API. */
    public String wire() {
        return wire;
    }

    /** True for the two that run on the GPU. */
    public boolean isGpu() {
        return this == WEBGPU_FP16 || this == WEBGPU_FP32;
    }

    /** The backend spelt so. */
    public static Backend ofWire(String wire) {
        for (var backend : values()) {
            if (backend.wire.equals(wire)) {
                return backend;
            }
        }
        throw new IllegalArgumentException("no backend is called " + wire);
    }
}
