// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The tiny network of {@code src/test/golden-tools/tiny_depth.py}. */
final class Tiny {
    private Tiny() {}

    static byte[] file(String name) throws IOException {
        try (var in = Tiny.class.getResourceAsStream("/golden/tiny/" + name)) {
            return in.readAllBytes();
        }
    }

    static String mil() throws IOException {
        return new String(file("model.mil"), StandardCharsets.UTF_8);
    }

    static byte[] weights() throws IOException {
        return file("weight.bin");
    }

    static byte[] translated(DepthTranslator.Options options) throws IOException {
        return translated(mil(), weights(), options);
    }

    static byte[] translated(String mil, byte[] weights, DepthTranslator.Options options)
            throws IOException {
        var out = new ByteArrayOutputStream();
        DepthTranslator.translate(mil, weights, out, options);
        return out.toByteArray();
    }

    /** As the golden tool makes it. */
    static float[] pixels(int height, int width) {
        var pixels = new float[3 * height * width];
        for (int i = 0; i < pixels.length; ++i) {
            pixels[i] = (float) ((i * 7919L % 2001 - 1000) / 500.0);
        }
        return pixels;
    }

    static float[] golden(int height, int width) throws IOException {
        var bytes = file("depth-" + height + "x" + width + ".bin");
        var golden = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(golden);
        return golden;
    }
}
