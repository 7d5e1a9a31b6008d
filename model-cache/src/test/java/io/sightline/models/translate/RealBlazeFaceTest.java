// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import org.junit.jupiter.api.Test;

/**
 * The real face detector against its own file's arithmetic in numpy; skipped where the store does
 * not have it.
 */
class RealBlazeFaceTest {
    @Test
    void computesWhatItsFileSays() throws Exception {
        var model = StoredModel.path(RealBlazeFaceTest.class, "blazeface", "fp16w");
        // Pixels of the input, and a logit.
        new GoldenRows("blazeface-rows.bin", 2304, 17, 72)
                .check(model, BlazeFaceTranslator.INPUT, BlazeFaceTranslator.OUTPUT, 192, 1e-3f, 5);
    }
}
