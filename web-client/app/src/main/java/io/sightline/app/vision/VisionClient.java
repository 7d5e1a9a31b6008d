// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.vision;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import java.util.Map;

/** The page's end of the vision worker. */
public final class VisionClient extends WorkerClient<VisionCommand, VisionEvent> {
    /**
     * @param url absolute address of the worker's script
     * @param listener hears what no call waits for
     */
    public VisionClient(String url, Listener<VisionEvent> listener) {
        super(url, "sightline-vision", listener);
    }

    @Override
    protected Map<String, Object> mapOf(VisionCommand command) {
        return command.toMap();
    }

    @Override
    protected VisionEvent read(Object message) {
        return VisionEvent.of(message);
    }

    @Override
    protected int callOf(VisionEvent event) {
        if (event instanceof VisionEvent.Depth depth) {
            return depth.call();
        }
        if (event instanceof VisionEvent.Detected detected) {
            return detected.call();
        }
        if (event instanceof VisionEvent.Loaded loaded) {
            return loaded.call();
        }
        if (event instanceof VisionEvent.Stored stored) {
            return stored.call();
        }
        if (event instanceof VisionEvent.Picked picked) {
            return picked.call();
        }
        if (event instanceof VisionEvent.Floor floor) {
            return floor.call();
        }
        if (event instanceof VisionEvent.Kept kept) {
            return kept.call();
        }
        if (event instanceof VisionEvent.Values values) {
            return values.call();
        }
        return event instanceof VisionEvent.Failed failed ? failed.call() : 0;
    }

    @Override
    protected VisionEvent failed(VisionEvent.Failed failure) {
        return failure;
    }

    @Override
    protected String diedReason() {
        return "worker-died";
    }
}
