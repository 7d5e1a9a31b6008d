// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelVariant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which backends to try for a model on a machine, in order, and why the others are not tried.
 * Nothing is dropped in silence: every backend is either a step or a pass.
 *
 * @param steps what to try, best first
 * @param passes what is not tried
 */
public record BackendPlan(List<Step> steps, List<Pass> passes) {
    /** More threads than this gain nothing on these models and starve the page. */
    public static final int MOST_THREADS = 8;

    /**
     * One attempt.
     *
     * @param backend where
     * @param variant with which files
     * @param threads WebAssembly threads, 1 on a GPU
     */
    public record Step(Backend backend, ModelVariant variant, int threads) {}

    /**
     * A backend that is passed over.
     *
     * @param backend which
     * @param reason key of the text that says why: no-webgpu, no-adapter, software-adapter,
     *     no-shader-f16, no-variant, not-isolated, one-core, no-simd, not-chosen, failed,
     *     out-of-memory, wrong-result, device-lost
     * @param detail what the browser said, may be empty
     */
    public record Pass(Backend backend, String reason, String detail) {}

    /** The plan for a model. */
    public static BackendPlan of(DeviceFacts facts, BackendChoice choice, ModelEntry model) {
        var steps = new ArrayList<Step>();
        var passes = new ArrayList<Pass>();
        for (var backend : Backend.values()) {
            var variant = variantFor(model, backend);
            var reason = whyNot(facts, choice, backend);
            if (reason.isEmpty() && variant == null) {
                reason = "no-variant";
            }
            if (reason.isEmpty()) {
                steps.add(new Step(backend, variant, threads(facts, backend)));
            } else {
                passes.add(new Pass(backend, reason, ""));
            }
        }
        return new BackendPlan(steps, passes);
    }

    private static String whyNot(DeviceFacts facts, BackendChoice choice, Backend backend) {
        if (backend.isGpu()) {
            if (choice == BackendChoice.WASM) {
                return "not-chosen";
            }
            if (!facts.webGpu()) {
                return "no-webgpu";
            }
            if (facts.adapter().isEmpty()) {
                return "no-adapter";
            }
            if (facts.softwareAdapter() && choice != BackendChoice.WEBGPU) {
                return "software-adapter";
            }
            return backend == Backend.WEBGPU_FP16 && !facts.shaderF16() ? "no-shader-f16" : "";
        }
        if (!facts.simd()) {
            return "no-simd";
        }
        if (backend == Backend.WASM_THREADS) {
            if (!facts.isolated()) {
                return "not-isolated";
            }
            return facts.cores() < 2 ? "one-core" : "";
        }
        return "";
    }

    private static int threads(DeviceFacts facts, Backend backend) {
        return backend == Backend.WASM_THREADS ? Math.min(facts.cores(), MOST_THREADS) : 1;
    }

    /**
     * The ready variant of a model that suits a backend, or null. Half-precision graphs are for
     * {@link Backend#WEBGPU_FP16} alone (they create a session elsewhere and fail only when run);
     * quantised weights are for WebAssembly alone (on WebGPU they are slow or wrong:
     * transformers.js #1286, #1317). Among those left the smaller download wins unless it is
     * quantised.
     */
    public static ModelVariant variantFor(ModelEntry model, Backend backend) {
        ModelVariant best = null;
        int bestRank = Integer.MAX_VALUE;
        for (var variant : model.variants()) {
            int rank =
                    !variant.ready()
                            ? Integer.MAX_VALUE
                            : model.role().equals("language")
                                    ? languageRank(variant, backend)
                                    : rank(variant, backend);
            if (rank < bestRank
                    || rank == bestRank && best != null && variant.bytes() < best.bytes()) {
                bestRank = rank;
                best = variant;
            }
        }
        return best;
    }

    /**
     * A decoder reads all its weights for each token, so what is small is fast. On WebAssembly 8
     * bits decode five times as fast as 4 (measured at the full size: 26 against 5.6 tokens a
     * second), on WebGPU 8 bits are slow or wrong.
     */
    private static int languageRank(ModelVariant variant, Backend backend) {
        boolean half = variant.compute().equals("fp16");
        boolean eight = variant.storage().equals("int8");
        boolean four = variant.storage().equals("q4");
        if (backend == Backend.WEBGPU_FP16) {
            return half ? 0 : Integer.MAX_VALUE;
        }
        if (half || eight && backend.isGpu()) {
            return Integer.MAX_VALUE;
        }
        if (backend.isGpu()) {
            return four ? 0 : 1;
        }
        return eight ? 0 : four ? 2 : 1;
    }

    private static int rank(ModelVariant variant, Backend backend) {
        boolean half = variant.compute().equals("fp16");
        boolean quantised = variant.storage().equals("int8");
        if (backend == Backend.WEBGPU_FP16) {
            return half ? 0 : Integer.MAX_VALUE;
        }
        if (half || quantised && backend.isGpu()) {
            return Integer.MAX_VALUE;
        }
        return quantised ? 1 : 0;
    }
}
