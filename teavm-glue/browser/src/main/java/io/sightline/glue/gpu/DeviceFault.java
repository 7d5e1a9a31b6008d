// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** What a graphics device found wrong with what it was told to make or do. */
public final class DeviceFault extends RuntimeException {
    private final boolean memory;

    private DeviceFault(String message, boolean memory) {
        super(message);
        this.memory = memory;
    }

    static DeviceFault of(JSObject error) {
        return new DeviceFault(message(error), isMemory(error));
    }

    /** True where its memory ran out. */
    public boolean memory() {
        return memory;
    }

    @JSBody(params = "error", script = "return String(error.message);")
    private static native String message(JSObject error);

    @JSBody(params = "error", script = "return error instanceof GPUOutOfMemoryError;")
    private static native boolean isMemory(JSObject error);
}
