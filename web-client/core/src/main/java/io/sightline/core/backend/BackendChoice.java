// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

/** What the user asks for. */
public enum BackendChoice {
    /** The best that works here. */
    AUTO("auto"),
    /** WebGPU, even on an adapter that is drawn by software. */
    WEBGPU("webgpu"),
    /** WebAssembly. */
    WASM("wasm");

    private final String wire;

    BackendChoice(String wire) {
        this.wire = wire;
    }

    /** The spelling in messages and in the API. */
    public String wire() {
        return wire;
    }

    /** The choice spelt so; {@link #AUTO} for an unknown spelling. */
    public static BackendChoice ofWire(String wire) {
        for (var choice : values()) {
            if (choice.wire.equals(wire)) {
                return choice;
            }
        }
        return AUTO;
    }
}
