// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

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
}
