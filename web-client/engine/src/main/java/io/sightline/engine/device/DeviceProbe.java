// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.device;

import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.glue.gpu.Device;

/** Asks the browser, in this worker, what there is to compute on. */
public final class DeviceProbe {
    private DeviceProbe() {}

    /** The facts; never fails: what cannot be asked is not there. */
    public static DeviceFacts take() {
        var device = Device.probe();
        return new DeviceFacts(
                device.webGpu(),
                device.adapter(),
                device.software(),
                device.shaderF16(),
                device.simd(),
                device.isolated(),
                device.cores());
    }

    /** WebAssembly threads for the runtime, which are fixed before the first model. */
    public static int threads(DeviceFacts facts) {
        return facts.isolated() ? Math.min(facts.cores(), BackendPlan.MOST_THREADS) : 1;
    }
}
