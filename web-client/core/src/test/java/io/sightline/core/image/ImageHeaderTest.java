// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageHeaderTest {
    @Test
    void readsTheSizeThatAnotherWriterWrote() throws IOException {
        for (var kind : new String[] {"png", "jpeg", "gif", "bmp"}) {
            var header = ImageHeader.sniff(ByteBuffer.wrap(written(kind, 321, 45)));
            assertEquals(new ImageHeader(kind, 321, 45), header);
            assertTrue(header.isImage());
        }
    }

    @Test
    void readsEveryKindOfWebp() {
        assertEquals(
                new ImageHeader("webp", 300, 200),
                ImageHeader.sniff(webp("VP8X", new int[] {0, 0, 0, 0, 0x2b, 1, 0, 0xc7, 0, 0})));
        assertEquals(
                new ImageHeader("webp", 300, 200),
                ImageHeader.sniff(
                        webp("VP8 ", new int[] {0, 0, 0, 0x9d, 1, 0x2a, 0x2c, 1, 0xc8, 0})));
        int word = 299 | 199 << 14;
        assertEquals(
                new ImageHeader("webp", 300, 200),
                ImageHeader.sniff(
                        webp(
                                "VP8L",
                                new int[] {
                                    0x2f, word, word >> 8, word >> 16, word >> 24, 0, 0, 0, 0, 0
                                })));
    }

    @Test
    void namesVideosAndTheUnknown() {
        assertEquals("video", ImageHeader.sniff(bytes("\0\0\0\u0018ftypisom")).kind());
        assertEquals("video", ImageHeader.sniff(bytes("\u001a\u0045\u00df\u00a3....")).kind());
        assertEquals("avif", ImageHeader.sniff(bytes("\0\0\0\u0018ftypavif")).kind());
        var text = ImageHeader.sniff(bytes("this is a text, not a picture"));
        assertEquals("unknown", text.kind());
        assertFalse(text.isImage());
    }

    @Test
    void survivesAnyCutAndAnyNoise() throws IOException {
        var random = new Random(5);
        for (var kind : new String[] {"png", "jpeg", "gif", "bmp"}) {
            var whole = written(kind, 64, 64);
            for (int length = 0; length < Math.min(whole.length, 400); ++length) {
                ImageHeader.sniff(ByteBuffer.wrap(Arrays.copyOf(whole, length)));
            }
            for (int i = 0; i < 300; ++i) {
                var noisy = whole.clone();
                for (int k = 0; k < 20; ++k) {
                    noisy[3 + random.nextInt(noisy.length - 3)] = (byte) random.nextInt();
                }
                ImageHeader.sniff(ByteBuffer.wrap(noisy));
            }
        }
    }

    @Test
    void limitsNameWhatIsWrong() {
        assertEquals(new ImageSize(640, 480), ImageLimits.check(640, 480));
        assertEquals(
                "image-empty",
                assertThrows(SightlineException.class, () -> ImageLimits.check(0, 4)).reason());
        assertEquals(
                "image-too-large",
                assertThrows(SightlineException.class, () -> ImageLimits.check(20000, 4)).reason());
        assertEquals(
                "image-too-large",
                assertThrows(SightlineException.class, () -> ImageLimits.check(16000, 16000))
                        .reason());
    }

    private static byte[] written(String kind, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        assertTrue(
                ImageIO.write(
                        new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), kind, out));
        return out.toByteArray();
    }

    private static ByteBuffer webp(String chunk, int[] body) {
        var buffer = bytes("RIFF\0\0\0\0WEBP" + chunk + "\0\0\0\0" + "\0".repeat(body.length));
        for (int i = 0; i < body.length; ++i) {
            buffer.put(20 + i, (byte) body[i]);
        }
        return buffer;
    }

    private static ByteBuffer bytes(String latin1) {
        var bytes = new byte[latin1.length()];
        for (int i = 0; i < bytes.length; ++i) {
            bytes[i] = (byte) latin1.charAt(i);
        }
        return ByteBuffer.wrap(bytes);
    }
}
