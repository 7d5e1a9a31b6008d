// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.Variant;
import java.time.Instant;
import java.util.List;

/**
 * A variant of a model, and whether it is here.
 *
 * @param model the model
 * @param variant its form
 * @param ready true when all its files are here and are what was verified
 * @param files its files; empty unless ready
 * @param source where they came from: huggingface, release, npm or local; null unless ready
 * @param time when they came; null unless ready
 * @param problem what is wrong with what lies there, or null
 */
public record ModelState(
        Model model,
        Variant variant,
        boolean ready,
        List<StoredFile> files,
        String source,
        Instant time,
        String problem) {
    /** The command that gets this variant. */
    public String how() {
        return Commands.toGet(model, variant);
    }

    /** Its length: exact when ready, else what the catalogue says. */
    public long bytes() {
        return ready ? files.stream().mapToLong(StoredFile::bytes).sum() : variant.bytes();
    }
}
