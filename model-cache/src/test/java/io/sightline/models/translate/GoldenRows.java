// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Some rows of what a detector computes of {@link Tiny#pixels}, made by another runtime.
 *
 * @param name of the file
 * @param rows of the whole output
 * @param width values of a row
 * @param step every so many rows there is one, from the first
 */
record GoldenRows(String name, int rows, int width, int step) {
    /** Rows in a file. */
    private static final int KEPT = 32;

    /**
     * Runs a model and compares.
     *
     * @param edge of its square input
     * @param within values may be off by so much
     * @param least the greatest golden value is at least this, else the golden says nothing
     */
    void check(String model, String input, String output, int edge, float within, double least)
            throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        var shape = new long[] {1, 3, edge, edge};
        try (var session = environment.createSession(model);
                var pixels =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(Tiny.pixels(edge, edge)), shape);
                var result = session.run(Map.of(input, pixels))) {
            var tensor = (OnnxTensor) result.get(output).orElseThrow();
            assertArrayEquals(new long[] {1, rows, width}, tensor.getInfo().getShape());
            var values = tensor.getFloatBuffer();
            var golden = read();
            assertEquals(KEPT * width, golden.remaining());
            double most = 0;
            double off = 0;
            for (int i = 0; i < golden.capacity(); ++i) {
                int row = i / width * step;
                float value = values.get(row * width + i % width);
                assertEquals(golden.get(i), value, within, "row " + row);
                most = Math.max(most, Math.abs(golden.get(i)));
                off = Math.max(off, Math.abs(golden.get(i) - value));
            }
            assertTrue(most > least, "the golden says nothing");
            System.out.println(name + " is off by " + off + " of " + most);
        }
    }

    private FloatBuffer read() throws IOException {
        try (var in = GoldenRows.class.getResourceAsStream("/golden/real/" + name)) {
            return ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
    }
}
