// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a WebM whose frames are all key frames, at any times. A lossy WebP picture is a VP8 key
 * frame in a RIFF container, so a browser's canvas makes the frames. Element ids are those of the
 * Matroska specification (RFC 9559).
 */
public final class WebmWriter {
    private WebmWriter() {}

    /**
     * A clip.
     *
     * @param pictures lossy WebP files of one size
     * @param milliseconds that each is shown
     */
    public static byte[] of(List<byte[]> pictures, int width, int height, int milliseconds) {
        var times = new long[pictures.size()];
        for (int i = 0; i < times.length; ++i) {
            times[i] = (long) i * milliseconds;
        }
        return of(
                "V_VP8",
                pictures.stream().map(WebmWriter::keyFrame).toList(),
                width,
                height,
                times,
                milliseconds);
    }

    /**
     * A clip.
     *
     * @param frames VP8 key frames, or what is to be taken for one
     * @param times of each, milliseconds, ascending
     */
    public static byte[] of(List<byte[]> frames, int width, int height, long[] times) {
        return of("V_VP8", frames, width, height, times);
    }

    /** As above, with the name of a codec that the frames need not be of. */
    public static byte[] of(
            String codec, List<byte[]> frames, int width, int height, long[] times) {
        return of(codec, frames, width, height, times, 0);
    }

    /** The last frame is shown as long as each, or for a tenth of a second where they differ. */
    private static byte[] of(
            String codec, List<byte[]> frames, int width, int height, long[] times, int each) {
        int last = each > 0 ? each : 100;
        double length = times.length == 0 ? 0 : times[times.length - 1] + last;
        var rate = each > 0 ? whole(0x23E383, each * 1_000_000L) : new byte[0];
        var header =
                element(
                        0x1A45DFA3,
                        whole(0x4286, 1),
                        whole(0x42F7, 1),
                        whole(0x42F2, 4),
                        whole(0x42F3, 8),
                        text(0x4282, "webm"),
                        whole(0x4287, 2),
                        whole(0x4285, 2));
        var info =
                element(
                        0x1549A966,
                        whole(0x2AD7B1, 1_000_000),
                        text(0x4D80, "sightline"),
                        text(0x5741, "sightline"),
                        real(0x4489, length));
        var tracks =
                element(
                        0x1654AE6B,
                        element(
                                0xAE,
                                whole(0xD7, 1),
                                whole(0x73C5, 1),
                                whole(0x83, 1),
                                text(0x86, codec),
                                rate,
                                element(0xE0, whole(0xB0, width), whole(0xBA, height))));
        var clusters = new byte[frames.size()][];
        // The index stands before the frames; its own length does not depend on what it says.
        long at = info.length + tracks.length + cues(times, null).length;
        var places = new long[frames.size()];
        for (int i = 0; i < clusters.length; ++i) {
            var block = new ByteArrayOutputStream();
            // Track 1, no time from the cluster's, a key frame.
            block.writeBytes(new byte[] {(byte) 0x81, 0, 0, (byte) 0x80});
            block.writeBytes(frames.get(i));
            clusters[i] =
                    element(0x1F43B675, whole(0xE7, times[i]), element(0xA3, block.toByteArray()));
            places[i] = at;
            at += clusters[i].length;
        }
        var segment = new ByteArrayOutputStream();
        segment.writeBytes(info);
        segment.writeBytes(tracks);
        segment.writeBytes(cues(times, places));
        for (var cluster : clusters) {
            segment.writeBytes(cluster);
        }
        var file = new ByteArrayOutputStream();
        file.writeBytes(header);
        file.writeBytes(element(0x18538067, segment.toByteArray()));
        return file.toByteArray();
    }

    private static byte[] cues(long[] times, long[] places) {
        var points = new byte[times.length][];
        for (int i = 0; i < times.length; ++i) {
            points[i] =
                    element(
                            0xBB,
                            whole(0xB3, times[i]),
                            element(
                                    0xB7,
                                    whole(0xF7, 1),
                                    whole(0xF1, places == null ? 0 : places[i])));
        }
        return element(0x1C53BB6B, points);
    }

    /** The VP8 frame of a WebP file. */
    public static byte[] keyFrame(byte[] webp) {
        for (int at = 12; at + 8 <= webp.length; ) {
            var name = new String(webp, at, 4, StandardCharsets.US_ASCII);
            int length = 0;
            for (int i = 3; i >= 0; --i) {
                length = length << 8 | webp[at + 4 + i] & 255;
            }
            if (name.equals("VP8 ")) {
                var frame = new byte[length];
                System.arraycopy(webp, at + 8, frame, 0, length);
                return frame;
            }
            at += 8 + length + (length & 1);
        }
        throw new IllegalArgumentException("not a lossy WebP");
    }

    private static byte[] element(int id, byte[]... children) {
        int length = 0;
        for (var child : children) {
            length += child.length;
        }
        var out = new ByteArrayOutputStream();
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (id >>> shift != 0) {
                out.write(id >>> shift);
            }
        }
        // A length of eight bytes, whatever it is.
        out.write(1);
        for (int shift = 48; shift >= 0; shift -= 8) {
            out.write((int) ((long) length >>> shift));
        }
        for (var child : children) {
            out.writeBytes(child);
        }
        return out.toByteArray();
    }

    private static byte[] whole(int id, long value) {
        return element(id, bytes(value));
    }

    private static byte[] real(int id, double value) {
        return element(id, bytes(Double.doubleToLongBits(value)));
    }

    private static byte[] bytes(long value) {
        var bytes = new byte[8];
        for (int i = 0; i < 8; ++i) {
            bytes[i] = (byte) (value >>> 56 - 8 * i);
        }
        return bytes;
    }

    private static byte[] text(int id, String value) {
        return element(id, value.getBytes(StandardCharsets.US_ASCII));
    }
}
