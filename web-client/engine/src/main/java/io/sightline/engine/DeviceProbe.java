// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine;

import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.glue.async.Await;
import io.sightline.glue.gpu.Platform;
import org.teavm.jso.webgpu.GPUAdapter;

/** Asks the browser, in this worker, what there is to compute on. */
final class DeviceProbe {
    private DeviceProbe() {}

    /** The facts; never fails: what cannot be asked is not there. */
    static DeviceFacts take() {
        var adapter = adapter();
        boolean isolated = Platform.crossOriginIsolated() && Platform.sharedMemory();
        return new DeviceFacts(
                Platform.gpu() != null,
                adapter == null ? "" : name(adapter),
                adapter != null && Platform.isSoftware(adapter),
                adapter != null && adapter.getFeatures().has("shader-f16"),
                Platform.wasmSimd(),
                isolated,
                Platform.cores());
    }

    /** WebAssembly threads for the runtime, which are fixed before the first model. */
    static int threads(DeviceFacts facts) {
        return facts.isolated() ? Math.min(facts.cores(), BackendPlan.MOST_THREADS) : 1;
    }

    private static GPUAdapter adapter() {
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

    private static String name(GPUAdapter adapter) {
        var name = Platform.describe(adapter);
        return name.isEmpty() ? "GPU" : name;
    }
}
