// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.device;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendLadder;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.model.ModelEntry;
import io.sightline.glue.async.Await;
import io.sightline.glue.gpu.DeviceFault;
import io.sightline.glue.ort.Ort;
import java.util.List;

/**
 * The backends of one model, best first, and the loss of the graphics device beneath one of them.
 */
public final class Backends {
    /** Milliseconds. */
    private static final int LOSS_TOLD_WITHIN = 200;

    /** Told of the loss of a device. */
    public interface LossListener {
        /** The device is gone; true when what runs now was on it. */
        boolean lost();
    }

    private final BackendLadder ladder;
    private boolean lost;

    /** For a model on a machine, at the best one. */
    public Backends(DeviceFacts facts, BackendChoice choice, ModelEntry model) {
        ladder = new BackendLadder(facts, choice, model);
    }

    /** Checks that there is one; throws what is lacking. */
    public void check() {
        ladder.check();
    }

    /** The one in use. */
    public BackendPlan.Step step() {
        return ladder.step();
    }

    /** Those above it and why they are not in use. */
    public List<BackendPlan.Pass> passes() {
        return ladder.passes();
    }

    /** Waits in a thread of its own for the loss of the runtime's device. */
    public void watch(LossListener listener) {
        new Thread(
                        () -> {
                            Await.await(
                                    Await.await(Ort.getEnv().getWebgpu().getDevice()).getLost());
                            if (listener.lost()) {
                                lost = true;
                            }
                        })
                .start();
    }

    /** True when the device in use is known to be gone. */
    public boolean knownLost() {
        return lost;
    }

    /**
     * Whether a failure came of the loss of the device, which the browser may tell a moment later.
     * Blocks.
     */
    public boolean lost() {
        if (step().backend().isGpu() && !lost) {
            try {
                Thread.sleep(LOSS_TOLD_WITHIN);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return lost;
    }

    /** Key of the reason why a failure leaves the backend in use. Blocks. */
    public String why(RuntimeException failure) {
        if (lost()) {
            return "device-lost";
        }
        return failure instanceof DeviceFault fault && fault.memory()
                ? BackendLadder.OUT_OF_MEMORY
                : "failed";
    }

    /**
     * Leaves the backend in use for the next one, as {@link BackendLadder#down} does.
     *
     * @param reason from {@link #why}, or "wrong-result"
     */
    public void down(String reason, RuntimeException cause) {
        lost = false;
        ladder.down(reason, cause);
    }
}
