// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import java.util.List;

/**
 * One form of a model.
 *
 * @param id unique within the model
 * @param precision of weights and arithmetic
 * @param needs features of the GPU without which it does not run, such as {@code shader-f16}
 * @param backends those it is meant for
 * @param files all that belongs to it
 * @param sources in order of preference
 */
public record Variant(
        String id,
        Precision precision,
        List<String> needs,
        List<String> backends,
        List<ModelFile> files,
        List<Source> sources) {
    /** The sum of the files; approximate where one of them is not pinned. */
    public long bytes() {
        return files.stream().mapToLong(ModelFile::bytes).sum();
    }
}
