// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import org.junit.jupiter.api.Test;

/** The real detector against TensorFlow.js; skipped where the store does not have it. */
class RealNanoDetTest {
    @Test
    void computesWhatTensorFlowComputes() throws Exception {
        var model = StoredModel.path(RealNanoDetTest.class, "nanodet-m", "fp16w");
        new GoldenRows("nanodet-rows.bin", 3549, 112, 111)
                .check(model, NanoDetTranslator.INPUT, NanoDetTranslator.OUTPUT, 416, 1e-4f, 0.5);
    }
}
