// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * The translated Depth Anything V2 Small against another translator's results. Needs the model in
 * the store; the images and the reference file lie beside the project on some machines only.
 */
class RealDepthModelTest {
    private static final Path SHARED = Path.of("../../shared");
    private static final int EDGE = 518;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private static String model(String variant) throws Exception {
        return StoredModel.path(RealDepthModelTest.class, "depth-anything-v2-small", variant);
    }

    /** Made by an independent translator in Python, one fixed size per file, ONNX Runtime 1.30. */
    private static float[] golden(int height, int width) throws IOException {
        var name = "/golden/real/depth-" + height + "x" + width + ".bin";
        try (var in = RealDepthModelTest.class.getResourceAsStream(name)) {
            var golden = new float[height * width];
            ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(golden);
            return golden;
        }
    }

    @Test
    void otherSizesThanTheTrainedOneEqualTheReference() throws Exception {
        try (var model = new Onnx(model("fp16w"))) {
            for (var size : new int[][] {{56, 84}, {126, 98}}) {
                var depth = model.run(Tiny.pixels(size[0], size[1]), size[0], size[1]);
                var golden = golden(size[0], size[1]);
                // The reference rounds its resampled position embedding to half precision.
                double off = Onnx.greatestDifference(golden, depth);
                assertTrue(off < 2e-4, size[0] + "×" + size[1] + " is off by " + off);
                assertTrue(Onnx.correlation(golden, depth) > 0.99999);
            }
        }
    }

    @Test
    void halfPrecisionArithmeticIsClose() throws Exception {
        try (var model = new Onnx(model("fp16c"))) {
            var depth = model.run(Tiny.pixels(56, 84), 56, 84);
            assertTrue(Onnx.correlation(golden(56, 84), depth) > 0.999);
        }
    }

    @Test
    void photosAtTheTrainedSizeEqualTheReferenceFile() throws Exception {
        var reference = SHARED.resolve("models/depth_anything_v2_vits_518_fp16w.onnx");
        StoredModel.need(
                RealDepthModelTest.class,
                Files.exists(reference),
                "no reference file " + reference);
        var images =
                List.of(
                        "open3d_color_00000.jpg",
                        "slambook2_ch5_rgbd_color_3.png",
                        "open3d_other_formats_TUM_color.png");
        try (var model = new Onnx(model("fp16w"));
                var other = new Onnx(reference.toString())) {
            for (var name : images) {
                var pixels = pixels(SHARED.resolve("rgbd").resolve(name));
                var depth = model.run(pixels, EDGE, EDGE);
                var wanted = other.run(pixels, EDGE, EDGE);
                double correlation = Onnx.correlation(wanted, depth);
                assertTrue(correlation > 0.99999, name + " correlates by " + correlation);
                double span = Onnx.greatestDifference(wanted, new float[wanted.length]);
                double off = Onnx.greatestDifference(wanted, depth);
                assertEquals(0, off / span, 1e-3, name);
            }
        }
    }

    private static float[] pixels(Path path) throws IOException {
        var source = ImageIO.read(path.toFile());
        var image = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(source, 0, 0, EDGE, EDGE, null);
        graphics.dispose();
        var pixels = new float[3 * EDGE * EDGE];
        for (int y = 0; y < EDGE; ++y) {
            for (int x = 0; x < EDGE; ++x) {
                int rgb = image.getRGB(x, y);
                for (int c = 0; c < 3; ++c) {
                    float value = (rgb >> 16 - 8 * c & 0xFF) / 255f;
                    pixels[(c * EDGE + y) * EDGE + x] = (value - MEAN[c]) / STD[c];
                }
            }
        }
        return pixels;
    }
}
