// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ExportTest {
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
                        Map.of("kind", "relative"));
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

    @Test
    void aConstantMapIsZero() throws IOException {
        var png = Png16.encode(FloatBuffer.wrap(new float[] {3, 3}), 2, 1, 3, 3, Map.of());
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
