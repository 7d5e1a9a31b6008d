// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import io.sightline.glue.async.Await;
import java.util.ArrayDeque;
import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.webgpu.GPUBuffer;

/**
 * Buffers that small results are read back through, used in turns: the device goes on while one of
 * them is waited for.
 */
public final class Staging {
    /** Receives what was read; the buffer is gone when it returns. */
    public interface Reader<T> {
        /** Takes what it needs. */
        T read(ArrayBuffer mapped);
    }

    private final Gpu gpu;
    private final int bytes;
    private final ArrayDeque<GPUBuffer> free = new ArrayDeque<>();

    /**
     * @param gpu that the results are on
     * @param bytes of one result at most
     */
    public Staging(Gpu gpu, int bytes) {
        this.gpu = gpu;
        this.bytes = bytes;
    }

    /** A buffer to copy to, that nobody waits for. */
    public GPUBuffer take() {
        return free.isEmpty() ? gpu.staging(bytes) : free.pop();
    }

    /**
     * Waits until what was submitted before is in the buffer, and reads it. Blocks; throws where
     * the device is lost.
     */
    public <T> T read(GPUBuffer buffer, Reader<T> reader) {
        Await.await(buffer.mapAsync(GPUBuffer.MapMode.READ));
        try {
            return reader.read(buffer.getMappedRange());
        } finally {
            buffer.unmap();
            free.push(buffer);
        }
    }

    /** A float of what was read. */
    @JSBody(
            params = {"mapped", "index"},
            script = "return new Float32Array(mapped, index * 4, 1)[0];")
    public static native float floatAt(ArrayBuffer mapped, int index);

    /** A whole number of what was read. */
    @JSBody(
            params = {"mapped", "index"},
            script = "return new Int32Array(mapped, index * 4, 1)[0];")
    public static native int intAt(ArrayBuffer mapped, int index);

    /** All of what was read as floats of their own. */
    @JSBody(params = "mapped", script = "return new Float32Array(mapped.slice(0));")
    public static native Float32Array floats(ArrayBuffer mapped);

    /** Copies the first floats of what was read. */
    public static void copy(ArrayBuffer mapped, float[] into) {
        var floats = new Float32Array(mapped);
        for (int i = 0; i < into.length; ++i) {
            into[i] = floats.get(i);
        }
    }

    /** Frees the buffers that nobody waits for. */
    public void destroy() {
        while (!free.isEmpty()) {
            free.pop().destroy();
        }
    }
}
