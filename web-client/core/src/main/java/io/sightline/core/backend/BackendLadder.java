// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a model runs now: a step of a {@link BackendPlan}, and down from there, one step at a time,
 * each time with the reason. It never goes up.
 */
public final class BackendLadder {
    /** The reason of a failure for want of memory. */
    public static final String OUT_OF_MEMORY = "out-of-memory";

    private final ModelEntry model;
    private final List<BackendPlan.Step> steps;
    private final List<BackendPlan.Pass> passes;
    private int at;

    /** For a model on a machine, at the top. */
    public BackendLadder(DeviceFacts facts, BackendChoice choice, ModelEntry model) {
        this.model = model;
        var plan = BackendPlan.of(facts, choice, model);
        steps = plan.steps();
        passes = new ArrayList<>(plan.passes());
    }

    /**
     * Checks that there is a step at all.
     *
     * @throws SightlineException that says what the machine or the model lacks
     */
    public void check() {
        if (!steps.isEmpty()) {
            return;
        }
        for (var pass : passes) {
            if (pass.reason().equals("no-simd")) {
                throw new SightlineException(ErrorCode.UNSUPPORTED, "no-simd");
            }
            if (pass.reason().equals("no-variant")) {
                throw new SightlineException(
                        ErrorCode.NO_MODEL, "no-variant", Map.of("model", model.name()));
            }
        }
        throw new SightlineException(ErrorCode.UNSUPPORTED, "no-backend");
    }

    /** What the model runs on. */
    public BackendPlan.Step step() {
        return steps.get(at);
    }

    /** The backends above it and why they are not in use. */
    public List<BackendPlan.Pass> passes() {
        var above = new ArrayList<BackendPlan.Pass>();
        for (var pass : passes) {
            if (pass.backend().ordinal() < step().backend().ordinal()) {
                above.add(pass);
            }
        }
        return above;
    }

    /**
     * Goes down a step.
     *
     * @param reason key of the text that says why, as in {@link BackendPlan.Pass}
     * @param cause what failed
     * @throws SightlineException where there is no step below: {@code internal}, {@link
     *     #OUT_OF_MEMORY} or "model-failed"
     */
    public void down(String reason, RuntimeException cause) {
        var detail = String.valueOf(cause.getMessage());
        passes.add(new BackendPlan.Pass(step().backend(), reason, detail));
        if (at + 1 >= steps.size()) {
            throw isMemory(detail)
                    ? new SightlineException(ErrorCode.INTERNAL, OUT_OF_MEMORY)
                    : new SightlineException(
                            ErrorCode.INTERNAL, "model-failed", Map.of("cause", detail));
        }
        ++at;
    }

    /** Whether these words of a browser or of the runtime say that memory ran out. */
    public static boolean isMemory(String words) {
        return words.contains("bad_alloc")
                || words.contains("memory")
                || words.contains("failed to allocate")
                || words.contains("Array buffer allocation");
    }
}
