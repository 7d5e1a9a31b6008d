// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import io.sightline.models.ModelStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The real face detector against its own file's arithmetic in numpy; skipped where the store does
 * not have it.
 */
class RealBlazeFaceTest {
    private static final int EDGE = 192;
    private static final int WIDTH = 17;
    private static final int STEP = 72;

    @Test
    void computesWhatItsFileSays() throws Exception {
        var store = ModelStore.openDefault();
        var model = store.catalogue().model("blazeface").orElseThrow();
        var state = store.state(model, model.variant("fp16w").orElseThrow());
        if (!state.ready()) {
            var why = "no blazeface in " + store.folder() + " (get it with: " + state.how() + ")";
            System.err.println("RealBlazeFaceTest skips: " + why);
            Assumptions.abort(why);
        }
        var environment = OrtEnvironment.getEnvironment();
        var shape = new long[] {1, 3, EDGE, EDGE};
        try (var session = environment.createSession(state.files().get(0).path().toString());
                var pixels =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(Tiny.pixels(EDGE, EDGE)), shape);
                var result = session.run(Map.of(BlazeFaceTranslator.INPUT, pixels))) {
            var output = (OnnxTensor) result.get(BlazeFaceTranslator.OUTPUT).orElseThrow();
            assertArrayEquals(new long[] {1, 2304, WIDTH}, output.getInfo().getShape());
            var values = output.getFloatBuffer();
            FloatBuffer golden;
            try (var in =
                    RealBlazeFaceTest.class.getResourceAsStream(
                            "/golden/real/blazeface-rows.bin")) {
                golden =
                        ByteBuffer.wrap(in.readAllBytes())
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .asFloatBuffer();
            }
            assertEquals(32 * WIDTH, golden.remaining());
            double most = 0;
            double off = 0;
            for (int i = 0; i < golden.capacity(); ++i) {
                float value = values.get(i / WIDTH * STEP * WIDTH + i % WIDTH);
                // Pixels of the input, and a logit.
                assertEquals(golden.get(i), value, 1e-3f, "row " + i / WIDTH * STEP);
                most = Math.max(most, Math.abs(golden.get(i)));
                off = Math.max(off, Math.abs(golden.get(i) - value));
            }
            assertTrue(most > 5, "the golden says nothing");
            System.out.println("BlazeFace is off by " + off + " of " + most);
        }
    }
}
