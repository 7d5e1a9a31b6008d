// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * Writes a map as a 16-bit grey PNG (W3C PNG, third edition), with text chunks that say what its
 * steps mean: value = offset + step × scale.
 */
public final class Png16 {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FILTER_SUB = 1;
    private static final int LONGEST_KEYWORD = 79;

    private Png16() {}

    /**
     * Encodes a map so that {@code least} becomes 0 and {@code greatest} 65535; values outside are
     * clipped.
     *
     * @param map row-major; read from index 0
     * @param text keyword and text pairs, beside "scale" and "offset", which are added; keywords
     *     are Latin-1, 1 to 79 characters; a text that Latin-1 lacks letters for is written as
     *     UTF-8
     * @param deflate packs bytes in the zlib format (RFC 1950); the browser has one of its own
     */
    public static byte[] encode(
            FloatBuffer map,
            int width,
            int height,
            float least,
            float greatest,
            Map<String, String> text,
            UnaryOperator<byte[]> deflate) {
        double span = greatest - (double) least;
        double scale = span > 0 ? span / 65535 : 0;
        var out = new ByteArrayOutputStream();
        out.write(SIGNATURE, 0, SIGNATURE.length);
        chunk(out, "IHDR", header(width, height));
        for (var entry : text.entrySet()) {
            text(out, entry.getKey(), entry.getValue());
        }
        text(out, "scale", Double.toString(scale));
        text(out, "offset", Float.toString(least));
        chunk(out, "IDAT", deflate.apply(rows(map, width, height, least, scale)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] header(int width, int height) {
        var header = new byte[13];
        word(header, 0, width);
        word(header, 4, height);
        header[8] = 16;
        return header;
    }

    /**
     * Big-endian samples, each row after a byte that names its filter: neighbours are alike, so
     * differences pack well.
     */
    private static byte[] rows(FloatBuffer map, int width, int height, float least, double scale) {
        int stride = 1 + 2 * width;
        var rows = new byte[stride * height];
        var row = new float[width];
        for (int y = 0; y < height; ++y) {
            map.get(y * width, row, 0, width);
            int at = y * stride;
            rows[at++] = FILTER_SUB;
            int previous = 0;
            for (int x = 0; x < width; ++x) {
                int step = scale > 0 ? (int) Math.rint((row[x] - least) / scale) : 0;
                step = Math.max(0, Math.min(65535, step));
                rows[at++] = (byte) ((step >> 8) - (previous >> 8));
                rows[at++] = (byte) (step - previous);
                previous = step;
            }
        }
        return rows;
    }

    private static void text(ByteArrayOutputStream out, String keyword, String value) {
        if (keyword.isEmpty() || keyword.length() > LONGEST_KEYWORD) {
            throw new IllegalArgumentException("not a keyword of PNG: " + keyword);
        }
        // A zero byte ends the keyword; in the text it would end the reader's patience.
        var clean = value.replace('\0', ' ');
        if (isLatin(clean)) {
            chunk(out, "tEXt", (keyword + '\0' + clean).getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        var data = new ByteArrayOutputStream();
        // Not compressed; no language, no translated keyword.
        var head = (keyword + "\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        data.write(head, 0, head.length);
        var body = clean.getBytes(StandardCharsets.UTF_8);
        data.write(body, 0, body.length);
        chunk(out, "iTXt", data.toByteArray());
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); ++i) {
            if (text.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        var word = new byte[4];
        word(word, 0, data.length);
        out.write(word, 0, 4);
        var name = type.getBytes(StandardCharsets.US_ASCII);
        out.write(name, 0, 4);
        out.write(data, 0, data.length);
        var crc = new CRC32();
        crc.update(name, 0, 4);
        crc.update(data, 0, data.length);
        word(word, 0, (int) crc.getValue());
        out.write(word, 0, 4);
    }

    private static void word(byte[] target, int at, int value) {
        target[at] = (byte) (value >> 24);
        target[at + 1] = (byte) (value >> 16);
        target[at + 2] = (byte) (value >> 8);
        target[at + 3] = (byte) value;
    }
}
