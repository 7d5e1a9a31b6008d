// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.gpu;

import io.sightline.glue.async.Await;
import org.teavm.jso.webgpu.GPUAdapter;

/**
 * What there is to compute on, in this realm.
 *
 * @param webGpu the browser has WebGPU
 * @param adapter name of the graphics adapter, empty when there is none
 * @param software the adapter computes on the processor
 * @param shaderF16 the adapter computes in half precision
 * @param simd WebAssembly has SIMD
 * @param isolated WebAssembly may use threads
 * @param cores of the processor
 */
public record Device(
        boolean webGpu,
        String adapter,
        boolean software,
        boolean shaderF16,
        boolean simd,
        boolean isolated,
        int cores) {

    /** Asks the browser; never fails: what cannot be asked is not there. Blocks. */
    public static Device probe() {
        var adapter = requested();
        var name = adapter == null ? "" : Platform.describe(adapter);
        return new Device(
                Platform.gpu() != null,
                adapter != null && name.isEmpty() ? "GPU" : name,
                adapter != null && Platform.isSoftware(adapter),
                adapter != null && adapter.getFeatures().has("shader-f16"),
                Platform.wasmSimd(),
                Platform.crossOriginIsolated() && Platform.sharedMemory(),
                Platform.cores());
    }

    private static GPUAdapter requested() {
        var gpu = Platform.gpu();
        if (gpu == null) {
            return null;
        }
        try {
            return Await.await(gpu.requestAdapter());
        } catch (RuntimeException e) {
            return null;
        }
    }
}
