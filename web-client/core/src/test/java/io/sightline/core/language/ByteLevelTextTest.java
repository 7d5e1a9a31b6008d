// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteLevelTextTest {
    /** The table as GPT-2's encoder builds it. */
    private static String entry(byte[] bytes) {
        var table = new char[256];
        int next = 0x100;
        for (int i = 0; i < 256; ++i) {
            boolean kept = i >= '!' && i <= '~' || i >= '¡' && i <= '¬' || i >= '®' && i <= 'ÿ';
            table[i] = kept ? (char) i : (char) next++;
        }
        var text = new StringBuilder();
        for (byte value : bytes) {
            text.append(table[value & 255]);
        }
        return text.toString();
    }

    @Test
    void readsKnownEntries() {
        assertEquals(" Yes", ByteLevelText.of("ĠYes"));
        assertEquals("\n\n", ByteLevelText.of("ĊĊ"));
        assertEquals("é", ByteLevelText.of("Ã©"));
        assertNull(ByteLevelText.of("Ã"));
        assertNull(ByteLevelText.of("©"));
        assertNull(ByteLevelText.of("日"));
    }

    @Test
    void readsEveryTextBack() {
        var random = new Random(1);
        for (int round = 0; round < 5000; ++round) {
            var text = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; --i) {
                int point = random.nextInt(1 << (7 + random.nextInt(14)));
                if (Character.isDefined(point) && !(point >= 0xD800 && point <= 0xDFFF)) {
                    text.appendCodePoint(point);
                }
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(text.toString(), ByteLevelText.of(entry(bytes)));
        }
    }

    @Test
    void agreesWithTheStrictDecoderOnAnyBytes() {
        var random = new Random(2);
        for (int round = 0; round < 200_000; ++round) {
            var bytes = new byte[1 + random.nextInt(4)];
            random.nextBytes(bytes);
            for (int i = 1; i < bytes.length; ++i) {
                if (random.nextInt(4) > 0) {
                    bytes[i] = (byte) (0x80 | bytes[i] & 0x3F);
                }
            }
            String wanted;
            try {
                wanted =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(java.nio.ByteBuffer.wrap(bytes))
                                .toString();
            } catch (java.nio.charset.CharacterCodingException e) {
                wanted = null;
            }
            assertEquals(wanted, ByteLevelText.of(entry(bytes)));
        }
    }
}
