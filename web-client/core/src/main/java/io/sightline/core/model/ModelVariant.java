// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import java.util.List;

/**
 * One form of a model's weights.
 *
 * @param id unique within the model
 * @param storage precision of the stored weights: fp32, fp16 or int8
 * @param compute precision of the arithmetic: fp32 or fp16
 * @param needs GPU features without which it does not run, such as {@code shader-f16}
 * @param ready the server has its files
 * @param source where the server had them from, may be empty
 * @param files what to load
 * @param how the command that gets it, shown when it is not there
 */
public record ModelVariant(
        String id,
        String storage,
        String compute,
        List<String> needs,
        boolean ready,
        String source,
        List<ModelFile> files,
        String how) {
    /** The same from elsewhere. */
    ModelVariant from(String origin, List<ModelFile> others) {
        return new ModelVariant(id, storage, compute, needs, true, origin, others, how);
    }

    /** The same, not to be had. */
    ModelVariant without() {
        return new ModelVariant(id, storage, compute, needs, false, "", files, how);
    }

    /** True when its files come from another host than the page. */
    public boolean elsewhere() {
        return !files.isEmpty() && files.get(0).elsewhere();
    }

    /** The sum of the files. */
    public long bytes() {
        long sum = 0;
        for (var file : files) {
            sum += file.bytes();
        }
        return sum;
    }
}
