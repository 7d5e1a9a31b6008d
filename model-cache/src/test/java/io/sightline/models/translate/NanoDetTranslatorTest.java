// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiny network has every operator; its goldens are numpy's, not a translator's. */
class NanoDetTranslatorTest {
    private static final int EDGE = 16;
    private static final long[] OUTPUT = {1, 20, 11};

    private static byte[] file(String name) throws IOException {
        try (var in =
                NanoDetTranslatorTest.class.getResourceAsStream("/golden/tiny-nanodet/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] floats(String name) throws IOException {
        var bytes = file(name);
        var floats = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    private static String json() throws IOException {
        return new String(file("model.json"), StandardCharsets.UTF_8);
    }

    private static byte[] translated(String json, byte[] weights) throws IOException {
        var out = new ByteArrayOutputStream();
        NanoDetTranslator.translate(json.getBytes(StandardCharsets.UTF_8), weights, out);
        return out.toByteArray();
    }

    @Test
    void computesWhatTheSourceComputes() throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        var shape = new long[] {1, 3, EDGE, EDGE};
        try (var session = environment.createSession(translated(json(), file("weight.bin")));
                var pixels =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(floats("pixels.bin")), shape);
                var result = session.run(Map.of(NanoDetTranslator.INPUT, pixels))) {
            var output = (OnnxTensor) result.get(NanoDetTranslator.OUTPUT).orElseThrow();
            assertArrayEquals(OUTPUT, output.getInfo().getShape());
            var values = new float[20 * 11];
            output.getFloatBuffer().get(values);
            double off = Onnx.greatestDifference(floats("output.bin"), values);
            assertTrue(off < 2e-6, "off by " + off);
        }
    }

    @Test
    void sameSourceGivesSameBytes() throws IOException {
        assertArrayEquals(
                translated(json(), file("weight.bin")), translated(json(), file("weight.bin")));
    }

    @Test
    void filesAreTranslatedAsBytesAre(@TempDir Path folder) throws IOException {
        var model = Files.write(folder.resolve("a"), file("model.json"));
        var weights = Files.write(folder.resolve("b"), file("weight.bin"));
        var out = folder.resolve("c");
        NanoDetTranslator.translate(model, weights, out);
        assertArrayEquals(translated(json(), file("weight.bin")), Files.readAllBytes(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what stands in the source | what stands there instead | what the refusal names
                "\"op\": \"Sigmoid\" | \"op\": \"Tanh\" | is an operator the translator does not know",
                "\"VkFMSUQ=\" | \"U0FNRQ==\" | pads in a way the translator does not know: SAME",
                "\"TkhXQw==\" | \"TkNIVw==\" | does not take channels last",
                "\"align_corners\": {\"b\": false} | \"align_corners\": {\"b\": true} | does not take the middles",
                "\"op\": \"PadV2\" | \"op\": \"Pad\" | takes a padding that could be the largest",
                "\"dtype\": \"float16\" | \"dtype\": \"uint8\" | float32 as uint8, which the translator does not know",
                "\"input\": [\"in/pad\" | \"input\": [\"gone\" | nothing gives gone",
                "\"input\": [\"in/pad\" | \"input\": [\"in/leaky\" | takes what comes of it",
                "{\"size\": \"3\"} | {\"size\": \"4\"} | is not one picture of three planes",
                "\"Identity_3\", \"op\": \"Identity\" | \"Identity_3\", \"op\": \"Const\" | has 3 outputs",
                "\"modelTopology\" | \"otherTopology\" | has no graph",
                "\"format\" | format | is no JSON",
            })
    void unknownSourcesAreRefusedWithThePlace(String from, String to, String named)
            throws IOException {
        var json = json();
        assertTrue(json.contains(from), from);
        var broken = json.replace(from, to);
        var weights = file("weight.bin");
        var fault = assertThrows(TranslationException.class, () -> translated(broken, weights));
        assertTrue(fault.getMessage().contains(named), fault.getMessage());
    }

    @Test
    void weightsOfAnotherLengthAreRefused() throws IOException {
        var json = json();
        var weights = file("weight.bin");
        for (int length : new int[] {0, 3, weights.length / 2, weights.length - 1}) {
            var cut = Arrays.copyOf(weights, length);
            var fault = assertThrows(TranslationException.class, () -> translated(json, cut));
            assertTrue(fault.getMessage().contains("the weights end before"), "cut at " + length);
        }
        var longer = Arrays.copyOf(weights, weights.length + 4);
        var fault = assertThrows(TranslationException.class, () -> translated(json, longer));
        assertEquals("the weights are 4 bytes longer than model.json says", fault.getMessage());
    }
}
