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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiny network has every operator; its goldens are numpy's, not a translator's. */
class BlazeFaceTranslatorTest {
    private static final long[] PICTURE = {1, 3, 12, 20};
    private static final long[] OUTPUT = {1, 60, 17};

    private static byte[] file(String name) throws IOException {
        try (var in =
                BlazeFaceTranslatorTest.class.getResourceAsStream(
                        "/golden/tiny-blazeface/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] floats(String name) throws IOException {
        var bytes = file(name);
        var floats = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    private static byte[] translated(byte[] model) throws IOException {
        var out = new ByteArrayOutputStream();
        BlazeFaceTranslator.translate(model, out);
        return out.toByteArray();
    }

    private static String refusal(byte[] model) {
        return assertThrows(TranslationException.class, () -> translated(model)).getMessage();
    }

    /** The file with another value where this operator says how it works; -1 for the last byte. */
    private static byte[] changed(int code, int field, byte value) throws IOException {
        var model = file("model.tflite");
        for (var operator : TfliteGraph.read(model).operators()) {
            if (operator.code() == code) {
                var options = operator.options();
                int names =
                        options.at()
                                - ByteBuffer.wrap(model)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getInt(options.at());
                int offset = model[names + 4 + 2 * field];
                assertTrue(offset > 0, "the tiny network does not say field " + field);
                model[options.at() + offset] = value;
                return model;
            }
        }
        throw new AssertionError("no operator " + code);
    }

    @Test
    void computesWhatTheSourceComputes() throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(translated(file("model.tflite")));
                var pixels =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(floats("pixels.bin")), PICTURE);
                var result = session.run(Map.of(BlazeFaceTranslator.INPUT, pixels))) {
            var output = (OnnxTensor) result.get(BlazeFaceTranslator.OUTPUT).orElseThrow();
            assertArrayEquals(OUTPUT, output.getInfo().getShape());
            var values = new float[60 * 17];
            output.getFloatBuffer().get(values);
            var wanted = floats("output.bin");
            double off = Onnx.greatestDifference(wanted, values);
            assertTrue(off < 2e-6, "off by " + off);
            float most = 0;
            for (float each : wanted) {
                most = Math.max(most, Math.abs(each));
            }
            assertTrue(most > 0.5, "the golden says nothing");
        }
    }

    @Test
    void sameSourceGivesSameBytesAlsoFromAFile(@TempDir Path folder) throws IOException {
        var model = file("model.tflite");
        assertArrayEquals(translated(model), translated(model));
        var out = folder.resolve("out");
        BlazeFaceTranslator.translate(Files.write(folder.resolve("in"), model), out);
        assertArrayEquals(translated(model), Files.readAllBytes(out));
    }

    @Test
    void unknownSourcesAreRefusedWithThePlace() throws IOException {
        assertEquals(
                "model.tflite is no model of TensorFlow Lite",
                refusal("{\"format\": \"graph-model\"}".getBytes()));
        // A convolution: padding, stride across, stride down; a resize: corners, middles.
        assertTrue(refusal(changed(3, 0, (byte) 1)).contains("operator 2 gives another size"));
        assertTrue(refusal(changed(3, 2, (byte) 1)).contains("operator 2 gives another size"));
        assertTrue(refusal(changed(3, 1, (byte) 0)).contains("operator 2 slides by nothing"));
        assertTrue(refusal(changed(23, 2, (byte) 1)).contains("the middles of pixels"));
        assertTrue(refusal(changed(23, 3, (byte) 0)).contains("the middles of pixels"));
        var model = file("model.tflite");
        var graph = TfliteGraph.read(model);
        assertEquals(9, graph.operators().stream().map(each -> each.code()).distinct().count());
    }

    /** Whatever is broken in it, it is refused as such or translated, and nothing else happens. */
    @Test
    void brokenFilesAreRefused() throws IOException {
        var model = file("model.tflite");
        for (int length = 0; length < model.length; length += 97) {
            refusal(Arrays.copyOf(model, length));
        }
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 3000; ++i) {
            var broken = model.clone();
            broken[8 + random.nextInt(model.length - 8)] = (byte) random.nextInt(256);
            try {
                translated(broken);
            } catch (TranslationException e) {
                ++refused;
                assertTrue(e.getMessage().startsWith("model.tflite"), e.getMessage());
            }
        }
        assertTrue(refused > 300, "only " + refused + " refused");
    }
}
