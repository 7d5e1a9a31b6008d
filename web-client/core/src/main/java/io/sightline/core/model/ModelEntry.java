// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.backend.Backend;
import java.util.List;

/**
 * A model of the server's index.
 *
 * @param id stable name
 * @param name for people
 * @param role depth, detector or language
 * @param licence SPDX identifier
 * @param contract how frames go in and results come out
 * @param variants its forms, preferred first
 */
public record ModelEntry(
        String id,
        String name,
        String role,
        String licence,
        ModelContract contract,
        List<ModelVariant> variants) {

    /** True when at least one variant can be loaded. */
    public boolean ready() {
        for (var variant : variants) {
            if (variant.ready()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The ready variant that suits a backend, or null. Half-precision graphs are for {@link
     * Backend#WEBGPU_FP16} alone (they create a session elsewhere and fail only when run);
     * quantised weights are for WebAssembly alone (on WebGPU they are slow or wrong:
     * transformers.js #1286, #1317). Among those left the smaller download wins unless it is
     * quantised.
     */
    public ModelVariant variantFor(Backend backend) {
        ModelVariant best = null;
        int bestRank = Integer.MAX_VALUE;
        for (var variant : variants) {
            int rank = variant.ready() ? rank(variant, backend) : Integer.MAX_VALUE;
            if (rank < bestRank
                    || rank == bestRank && best != null && variant.bytes() < best.bytes()) {
                bestRank = rank;
                best = variant;
            }
        }
        return best;
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
