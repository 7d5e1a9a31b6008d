// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sightline.core.depth.DepthPreprocessor;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Depth maps of the real model, for tests; as a program, makes the golden maps of the project's own
 * clip anew.
 */
final class RealMaps implements AutoCloseable {
    static final Path ROOM_WALK = Path.of("../../static/samples/media/room-walk.mjpeg");
    static final Path GOLDEN = Path.of("src/test/resources/golden/steady/room-walk.png");

    /** The golden maps' size and unit: 16 bit, in this share of the model's. */
    static final ImageSize GOLDEN_SIZE = new ImageSize(112, 63);

    static final float GOLDEN_UNIT = 1 / 1024f;

    private static final int SHRINK = 4;

    private final OrtSession session;
    private final ImageSize input;

    /** The model at an input size; it must take any. */
    RealMaps(Path model, ImageSize input) throws OrtException {
        session =
                OrtEnvironment.getEnvironment()
                        .createSession(model.toString(), new OrtSession.SessionOptions());
        this.input = input;
    }

    /** Where the model that takes any size is, or null. */
    static Path model() {
        var store = System.getenv().getOrDefault("SIGHTLINE_MODELS", "../../model-cache/store");
        var model =
                Path.of(store, "depth-anything-v2-small/fp16w/depth_anything_v2_small_fp16w.onnx");
        return Files.exists(model) ? model : null;
    }

    float[] run(BufferedImage frame) throws OrtException {
        var tensor = FloatBuffer.allocate((int) input.pixels() * 3);
        var source = new ImageSize(frame.getWidth(), frame.getHeight());
        new DepthPreprocessor(source, input, ModelContract.DEPTH_ANYTHING_V2)
                .run(rgba(frame), tensor);
        long[] shape = {1, 3, input.height(), input.width()};
        try (var x = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), tensor, shape);
                var result = session.run(Map.of("pixel_values", x))) {
            var map = new float[(int) input.pixels()];
            ((OnnxTensor) result.get(0))
                    .getByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .get(map);
            return map;
        }
    }

    static ByteBuffer rgba(BufferedImage frame) {
        var rgba = ByteBuffer.allocate(frame.getWidth() * frame.getHeight() * 4);
        for (int y = 0; y < frame.getHeight(); ++y) {
            for (int x = 0; x < frame.getWidth(); ++x) {
                int rgb = frame.getRGB(x, y);
                rgba.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb).put((byte) -1);
            }
        }
        return rgba.flip();
    }

    /** The frames of a stream of JPEG pictures. */
    static List<BufferedImage> pictures(byte[] stream) throws IOException {
        var frames = new ArrayList<BufferedImage>();
        int from = 0;
        for (int i = 1; i + 1 < stream.length; ++i) {
            boolean next = (stream[i] & 255) == 0xFF && (stream[i + 1] & 255) == 0xD8;
            if (next || i + 2 == stream.length) {
                int to = next ? i : stream.length;
                frames.add(ImageIO.read(new ByteArrayInputStream(stream, from, to - from)));
                from = i;
            }
        }
        return frames;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    public static void main(String[] arguments) throws Exception {
        var frames = pictures(Files.readAllBytes(ROOM_WALK));
        int width = GOLDEN_SIZE.width();
        int height = GOLDEN_SIZE.height();
        var out = new BufferedImage(width, height * frames.size(), BufferedImage.TYPE_USHORT_GRAY);
        var input = new ImageSize(width * SHRINK, height * SHRINK);
        try (var maps = new RealMaps(model(), input)) {
            for (int f = 0; f < frames.size(); ++f) {
                var map = maps.run(frames.get(f));
                for (int y = 0; y < height; ++y) {
                    for (int x = 0; x < width; ++x) {
                        float sum = 0;
                        for (int k = 0; k < SHRINK * SHRINK; ++k) {
                            int row = y * SHRINK + k / SHRINK;
                            sum += map[row * input.width() + x * SHRINK + k % SHRINK];
                        }
                        int value = Math.round(sum / (SHRINK * SHRINK) / GOLDEN_UNIT);
                        out.getRaster().setSample(x, f * height + y, 0, Math.min(65535, value));
                    }
                }
            }
        }
        Files.createDirectories(GOLDEN.getParent());
        ImageIO.write(out, "png", GOLDEN.toFile());
    }
}
