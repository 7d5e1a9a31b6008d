// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static byte[] deflate(byte[] data) {
        var out = new ByteArrayOutputStream();
        try (var packer = new DeflaterOutputStream(out)) {
            packer.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void anIndependentReaderGetsTheValuesBack() throws IOException {
        var random = new Random(4);
        int width = 37;
        int height = 21;
        var map = new float[width * height];
        float least = Float.MAX_VALUE;
        float greatest = -Float.MAX_VALUE;
        for (int i = 0; i < map.length; ++i) {
            map[i] = random.nextFloat() * 7 - 2;
            least = Math.min(least, map[i]);
            greatest = Math.max(greatest, map[i]);
        }
        var png =
                Png16.encode(
                        FloatBuffer.wrap(map),
                        width,
                        height,
                        least,
                        greatest,
                        Map.of("kind", "relative"),
                        ExportTest::deflate);
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        double scale = (greatest - (double) least) / 65535;
        for (int i = 0; i < map.length; ++i) {
            int step = image.getRaster().getSample(i % width, i / width, 0);
            assertEquals(map[i], least + step * scale, scale, "pixel " + i);
        }
        var text = new String(png, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("kind\0relative"));
        assertTrue(text.contains("scale\0"));
        assertTrue(text.contains("offset\0"));
    }

    /** The text chunks as the JDK's reader sees them. */
    private static Map<String, String> texts(byte[] png) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        var root = reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        var texts = new HashMap<String, String>();
        for (var chunk = root.getFirstChild(); chunk != null; chunk = chunk.getNextSibling()) {
            if (chunk.getNodeName().equals("tEXt") || chunk.getNodeName().equals("iTXt")) {
                for (var entry = chunk.getFirstChild();
                        entry != null;
                        entry = entry.getNextSibling()) {
                    var attributes = entry.getAttributes();
                    var text = attributes.getNamedItem("value");
                    text = text == null ? attributes.getNamedItem("text") : text;
                    texts.put(
                            attributes.getNamedItem("keyword").getNodeValue(), text.getNodeValue());
                }
            }
        }
        return texts;
    }

    @Test
    void theFileSaysWhatItsStepsMean() throws IOException {
        var lens = Intrinsics.ofFieldOfView(new ImageSize(640, 480), 66);
        var contract =
                new ModelContract(
                        "i",
                        "o",
                        14,
                        new float[3],
                        new float[3],
                        "metric",
                        "small",
                        "metres",
                        20,
                        null);
        var text =
                MapText.of(
                        contract,
                        "m/fp32",
                        "日本 = küche\0.png",
                        lens,
                        true,
                        new ImageSize(320, 240));
        var map = new float[320 * 240];
        for (int i = 0; i < map.length; ++i) {
            map[i] = 1 + i * 1e-4f;
        }
        var png =
                Png16.encode(
                        FloatBuffer.wrap(map),
                        320,
                        240,
                        1,
                        map[map.length - 1],
                        text,
                        ExportTest::deflate);
        var read = texts(png);
        assertEquals("metric", read.get("kind"));
        assertEquals("small", read.get("near"));
        assertEquals("metres", read.get("unit"));
        assertEquals("assumed", read.get("intrinsics"));
        assertEquals("m/fp32", read.get("model"));
        assertEquals("日本 = küche .png", read.get("Title"));
        assertEquals(lens.fx() / 2, Double.parseDouble(read.get("fx")), 1e-9);
        assertEquals(160, Double.parseDouble(read.get("cx")), 1e-9);
        // A reader that knows nothing but the file gets the metres back.
        double scale = Double.parseDouble(read.get("scale"));
        double offset = Double.parseDouble(read.get("offset"));
        var raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
        for (int i = 0; i < map.length; i += 11) {
            assertEquals(map[i], offset + scale * raster.getSample(i % 320, i / 320, 0), scale);
        }
        var relative =
                MapText.of(
                        ModelContract.DEPTH_ANYTHING_V2,
                        "m",
                        "s",
                        null,
                        false,
                        new ImageSize(1, 1));
        assertEquals("large", relative.get("near"));
        assertEquals("inverse depth up to scale and shift", relative.get("unit"));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Png16.encode(
                                FloatBuffer.wrap(new float[1]),
                                1,
                                1,
                                0,
                                1,
                                Map.of("", "x"),
                                ExportTest::deflate));
    }

    @Test
    void aConstantMapIsZero() throws IOException {
        var png =
                Png16.encode(
                        FloatBuffer.wrap(new float[] {3, 3}),
                        2,
                        1,
                        3,
                        3,
                        Map.of(),
                        ExportTest::deflate);
        assertEquals(0, ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(1, 0, 0));
    }

    @Test
    void theArrayHeaderIsAsTheFormatWants() {
        var header = Npy.header(252, 336);
        assertEquals(0, header.length % 64);
        assertEquals((byte) 0x93, header[0]);
        assertEquals(header.length - 10, (header[8] & 255) | (header[9] & 255) << 8);
        assertEquals('\n', header[header.length - 1]);
        var text = new String(header, 10, header.length - 10, StandardCharsets.US_ASCII);
        assertTrue(
                text.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (252, 336), }"));
    }
}
