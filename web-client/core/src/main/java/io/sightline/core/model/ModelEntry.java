// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.detect.DetectorContract;
import java.util.List;
import java.util.Map;

/**
 * A model of the server's index.
 *
 * @param id stable name
 * @param name for people
 * @param role depth, detector, face or language
 * @param licence SPDX identifier
 * @param contract how frames go into a depth model and maps come out; null for other models
 * @param variants its forms, preferred first
 * @param prompts questions in the words that a model has learnt, by what they ask for: "summary"
 * @param memory bytes that its card says a video takes; 0 where it says nothing
 * @param detector how a detector, of faces too, is called; null for other models
 */
public record ModelEntry(
        String id,
        String name,
        String role,
        String licence,
        ModelContract contract,
        List<ModelVariant> variants,
        Map<String, String> prompts,
        long memory,
        DetectorContract detector) {
    /** One of which no need of memory is known. */
    public ModelEntry(
            String id,
            String name,
            String role,
            String licence,
            ModelContract contract,
            List<ModelVariant> variants,
            Map<String, String> prompts) {
        this(id, name, role, licence, contract, variants, prompts, 0, null);
    }

    /** A model that is asked in any words. */
    public ModelEntry(
            String id,
            String name,
            String role,
            String licence,
            ModelContract contract,
            List<ModelVariant> variants) {
        this(id, name, role, licence, contract, variants, Map.of());
    }

    /** The same with other variants. */
    ModelEntry with(List<ModelVariant> others) {
        return new ModelEntry(id, name, role, licence, contract, others, prompts, memory, detector);
    }

    /** True when at least one variant can be loaded. */
    public boolean ready() {
        for (var variant : variants) {
            if (variant.ready()) {
                return true;
            }
        }
        return false;
    }
}
