// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DepthPreprocessorTest {
    private static final Pattern CASE =
            Pattern.compile(
                    "\"source\": \"(.*?)\", \"width\": (\\d+), \"height\": (\\d+), \"target\": \"(.*?)\","
                            + " \"targetWidth\": (\\d+), \"targetHeight\": (\\d+)");

    @Test
    void equalsTheReferenceForEveryGolden() throws IOException {
        var cases = CASE.matcher(new String(golden("index.json"), StandardCharsets.UTF_8));
        int count = 0;
        while (cases.find()) {
            var source =
                    new ImageSize(
                            Integer.parseInt(cases.group(2)), Integer.parseInt(cases.group(3)));
            var input =
                    new ImageSize(
                            Integer.parseInt(cases.group(5)), Integer.parseInt(cases.group(6)));
            var expected =
                    ByteBuffer.wrap(golden(cases.group(4)))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer();
            var actual = FloatBuffer.allocate(expected.remaining());
            new DepthPreprocessor(source, input, ModelContract.DEPTH_ANYTHING_V2)
                    .run(ByteBuffer.wrap(golden(cases.group(1))), actual);
            for (int i = 0; i < expected.remaining(); ++i) {
                assertEquals(expected.get(i), actual.get(i), 1e-4f, cases.group(4) + " at " + i);
            }
            ++count;
        }
        assertTrue(count >= 10, "only " + count + " cases were read");
    }

    @Test
    void leavesNoTraceOfTheFrameBefore() {
        var random = new Random(2);
        var source = new ImageSize(31, 23);
        var input = new ImageSize(42, 28);
        var reused = new DepthPreprocessor(source, input, ModelContract.DEPTH_ANYTHING_V2);
        for (int i = 0; i < 20; ++i) {
            var frame = new byte[(int) source.pixels() * 4];
            random.nextBytes(frame);
            var expected = FloatBuffer.allocate((int) input.pixels() * 3);
            var actual = FloatBuffer.allocate((int) input.pixels() * 3);
            new DepthPreprocessor(source, input, ModelContract.DEPTH_ANYTHING_V2)
                    .run(ByteBuffer.wrap(frame), expected);
            reused.run(ByteBuffer.wrap(frame), actual);
            assertEquals(expected, actual);
        }
    }

    private static byte[] golden(String name) throws IOException {
        try (var in =
                DepthPreprocessorTest.class.getResourceAsStream("/golden/preprocess/" + name)) {
            return in.readAllBytes();
        }
    }
}
