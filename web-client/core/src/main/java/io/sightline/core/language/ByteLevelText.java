// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/**
 * What an entry of a byte-level vocabulary writes. Such vocabularies (GPT-2's and SmolLM2's) spell
 * each byte as one printable character: the printable ones of Latin-1 as themselves, the 68 others
 * as U+0100 and on ("Ġ" for a blank).
 */
public final class ByteLevelText {
    private ByteLevelText() {}

    /**
     * The text of a vocabulary entry.
     *
     * @return null when its bytes are only a part of a character
     */
    public static String of(String entry) {
        var bytes = new int[entry.length()];
        for (int i = 0; i < bytes.length; ++i) {
            bytes[i] = toByte(entry.charAt(i));
            if (bytes[i] < 0) {
                return null;
            }
        }
        return decode(bytes);
    }

    private static int toByte(char c) {
        if (c < 0x100) {
            return printable(c) ? c : -1;
        }
        // The n-th byte that is not printable.
        int left = c - 0x100;
        for (int value = 0; value < 0x100; ++value) {
            if (!printable(value) && left-- == 0) {
                return value;
            }
        }
        return -1;
    }

    private static boolean printable(int value) {
        return value >= 0x21 && value <= 0x7E || value >= 0xA1 && value != 0xAD && value <= 0xFF;
    }

    /** Strict UTF-8, null when it is none. */
    private static String decode(int[] bytes) {
        var text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int first = bytes[at++];
            int more = first < 0x80 ? 0 : first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
            if (first >= 0x80 && first < 0xC2 || first > 0xF4 || at + more > bytes.length) {
                return null;
            }
            int point = more == 0 ? first : first & 0x3F >> more;
            for (int i = 0; i < more; ++i) {
                int next = bytes[at++];
                if ((next & 0xC0) != 0x80) {
                    return null;
                }
                point = point << 6 | next & 0x3F;
            }
            boolean overlong = more == 2 && point < 0x800 || more == 3 && point < 0x10000;
            if (overlong || point > 0x10FFFF || point >= 0xD800 && point <= 0xDFFF) {
                return null;
            }
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
