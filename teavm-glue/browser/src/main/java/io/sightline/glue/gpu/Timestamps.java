// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUCommandEncoder;
import org.teavm.jso.webgpu.GPUDevice;

/** Times by the device's own clock, at the ends of passes; for devices with "timestamp-query". */
public final class Timestamps {
    /** Bytes of one time. */
    public static final int BYTES = 8;

    private final GPUDevice.QuerySet queries;
    private final GPUBuffer resolved;
    private final int count;

    /**
     * @param gpu whose clock
     * @param count of times
     */
    public Timestamps(Gpu gpu, int count) {
        this.count = count;
        queries = queries(gpu.device(), count);
        resolved =
                gpu.buffer(count * BYTES, GPUBuffer.Usage.QUERY_RESOLVE | GPUBuffer.Usage.COPY_SRC);
    }

    /**
     * Takes times at the ends of a pass.
     *
     * @param begin number of the time at its begin, or -1
     * @param end number of the time at its end, or -1
     */
    public JSObject span(int begin, int end) {
        return span(queries, begin, end);
    }

    /** Copies all times to a buffer, after what was encoded before. */
    public void copy(GPUCommandEncoder encoder, GPUBuffer to, int offset) {
        encoder.resolveQuerySet(queries, 0, count, resolved, 0);
        encoder.copyBufferToBuffer(resolved, 0, to, offset, count * BYTES);
    }

    /**
     * Milliseconds between two times of a mapped buffer; 0 where the clock ran backwards.
     *
     * @param offset of the first time, bytes
     */
    public static double between(ArrayBuffer mapped, int offset, int from, int to) {
        return Math.max(0, nanoseconds(mapped, offset, from, to) / 1e6);
    }

    @JSBody(
            params = {"mapped", "offset", "from", "to"},
            script = "const t = new BigInt64Array(mapped, offset); return Number(t[to] - t[from]);")
    private static native double nanoseconds(ArrayBuffer mapped, int offset, int from, int to);

    @JSBody(
            params = {"device", "count"},
            script = "return device.createQuerySet({ type: 'timestamp', count: count });")
    private static native GPUDevice.QuerySet queries(GPUDevice device, int count);

    @JSBody(
            params = {"queries", "begin", "end"},
            script =
                    "return { querySet: queries, beginningOfPassWriteIndex: begin < 0 ? undefined : begin, "
                            + "endOfPassWriteIndex: end < 0 ? undefined : end };")
    private static native JSObject span(GPUDevice.QuerySet queries, int begin, int end);

    /** Frees its part of the device. */
    public void destroy() {
        queries.destroy();
        resolved.destroy();
    }
}
