// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the texts of a PNG file, from the format's description (ISO/IEC 15948, 11.3.4.3). */
public final class PngTexts {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private PngTexts() {}

    /** Keyword and text of each tEXt chunk. */
    public static Map<String, String> of(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        if (bytes.getLong() != SIGNATURE) {
            throw new AssertionError("not a PNG");
        }
        var texts = new LinkedHashMap<String, String>();
        while (bytes.hasRemaining()) {
            var data = new byte[bytes.getInt()];
            var type = new byte[4];
            bytes.get(type).get(data).getInt();
            if (new String(type, StandardCharsets.US_ASCII).equals("tEXt")) {
                var text = new String(data, StandardCharsets.ISO_8859_1);
                int end = text.indexOf(0);
                texts.put(text.substring(0, end), text.substring(end + 1));
            }
        }
        return texts;
    }
}
