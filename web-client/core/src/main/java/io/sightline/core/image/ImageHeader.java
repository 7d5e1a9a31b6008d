// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

import java.nio.ByteBuffer;

/**
 * What the first bytes of a file say it is, so that a picture too large to decode is refused before
 * the browser tries, and a file of another kind is named.
 *
 * @param kind "png", "jpeg", "gif", "webp", "bmp", "avif", "video", or "unknown"
 * @param width pixels as the header has them, -1 when the bytes at hand do not tell
 * @param height likewise
 */
public record ImageHeader(String kind, int width, int height) {
    /**
     * How many bytes from the start are enough for most files. A JPEG with a large preview may need
     * more.
     */
    public static final int ENOUGH = 1 << 18;

    private static final ImageHeader UNKNOWN = new ImageHeader("unknown", -1, -1);

    /** True when it is a picture that browsers decode. */
    public boolean isImage() {
        return !kind.equals("video") && !kind.equals("unknown");
    }

    /** Looks at the first bytes of a file; never throws, whatever they are. */
    public static ImageHeader sniff(ByteBuffer bytes) {
        int length = bytes.limit();
        if (matches(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return length >= 24
                    ? new ImageHeader("png", big32(bytes, 16), big32(bytes, 20))
                    : of("png");
        }
        if (matches(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return jpeg(bytes);
        }
        if (matches(bytes, 0, "GIF87a") || matches(bytes, 0, "GIF89a")) {
            return length >= 10
                    ? new ImageHeader("gif", little16(bytes, 6), little16(bytes, 8))
                    : of("gif");
        }
        if (matches(bytes, 0, "BM") && length >= 26) {
            int height = little32(bytes, 22);
            return new ImageHeader("bmp", little32(bytes, 18), height < 0 ? -height : height);
        }
        if (matches(bytes, 0, "RIFF") && matches(bytes, 8, "WEBP")) {
            return webp(bytes);
        }
        if (matches(bytes, 4, "ftyp")) {
            return matches(bytes, 8, "avif") || matches(bytes, 8, "avis")
                    ? of("avif")
                    : of("video");
        }
        if (matches(bytes, 0, "\u001a\u0045\u00df\u00a3") || matches(bytes, 0, "OggS")) {
            return of("video");
        }
        return UNKNOWN;
    }

    private static ImageHeader of(String kind) {
        return new ImageHeader(kind, -1, -1);
    }

    /** Walks the segments to the frame header (ISO/IEC 10918-1, B.2.2). */
    private static ImageHeader jpeg(ByteBuffer bytes) {
        int at = 2;
        while (at + 9 < bytes.limit() && u8(bytes, at) == 0xff) {
            int marker = u8(bytes, at + 1);
            if (marker == 0xff) {
                ++at;
                continue;
            }
            boolean frame =
                    marker >= 0xc0
                            && marker <= 0xcf
                            && marker != 0xc4
                            && marker != 0xc8
                            && marker != 0xcc;
            if (frame) {
                return new ImageHeader("jpeg", big16(bytes, at + 7), big16(bytes, at + 5));
            }
            boolean alone = marker == 0x01 || marker >= 0xd0 && marker <= 0xd8;
            int size = alone ? 0 : big16(bytes, at + 2);
            if (!alone && size < 2) {
                break;
            }
            at += 2 + size;
        }
        return of("jpeg");
    }

    private static ImageHeader webp(ByteBuffer bytes) {
        if (bytes.limit() < 30) {
            return of("webp");
        }
        if (matches(bytes, 12, "VP8X")) {
            return new ImageHeader("webp", 1 + little24(bytes, 24), 1 + little24(bytes, 27));
        }
        if (matches(bytes, 12, "VP8 ")) {
            return new ImageHeader(
                    "webp", little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff);
        }
        if (matches(bytes, 12, "VP8L")) {
            int word = little32(bytes, 21);
            return new ImageHeader("webp", 1 + (word & 0x3fff), 1 + (word >> 14 & 0x3fff));
        }
        return of("webp");
    }

    private static boolean matches(ByteBuffer bytes, int at, String latin1) {
        if (bytes.limit() < at + latin1.length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); ++i) {
            if (u8(bytes, at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int u8(ByteBuffer bytes, int at) {
        return bytes.get(at) & 255;
    }

    private static int big16(ByteBuffer bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    private static int big32(ByteBuffer bytes, int at) {
        return big16(bytes, at) << 16 | big16(bytes, at + 2);
    }

    private static int little16(ByteBuffer bytes, int at) {
        return u8(bytes, at + 1) << 8 | u8(bytes, at);
    }

    private static int little24(ByteBuffer bytes, int at) {
        return u8(bytes, at + 2) << 16 | little16(bytes, at);
    }

    private static int little32(ByteBuffer bytes, int at) {
        return little16(bytes, at + 2) << 16 | little16(bytes, at);
    }
}
