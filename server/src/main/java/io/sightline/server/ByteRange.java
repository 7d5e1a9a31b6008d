// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of a file (RFC 9110, section 14). One range is answered; a list
 * of ranges, another unit or a malformed header is ignored, as the RFC allows, and the whole file
 * is sent.
 */
sealed interface ByteRange {

    /** The whole file, status 200. */
    record Whole() implements ByteRange {}

    /**
     * A part, status 206.
     *
     * @param first offset of the first byte
     * @param last offset of the last byte, included
     */
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }
    }

    /** Nothing of the file, status 416. */
    record Unsatisfiable() implements ByteRange {}

    /** {@code bytes=first-last}, {@code bytes=first-} or {@code bytes=-suffix}. */
    Pattern SINGLE = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a {@code Range} header.
     *
     * @param header the field value, or null where the request has none
     * @param size size of the file in bytes
     */
    static ByteRange parse(String header, long size) {
        if (header == null) {
            return new Whole();
        }
        Matcher m = SINGLE.matcher(header.strip());
        if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
            return new Whole();
        }
        if (m.group(1).isEmpty()) {
            long suffix = saturated(m.group(2));
            if (suffix == 0 || size == 0) {
                return new Unsatisfiable();
            }
            return new Part(Math.max(0, size - suffix), size - 1);
        }
        long first = saturated(m.group(1));
        long last = m.group(2).isEmpty() ? Long.MAX_VALUE : saturated(m.group(2));
        if (last < first) {
            return new Whole();
        }
        if (first >= size) {
            return new Unsatisfiable();
        }
        return new Part(first, Math.min(last, size - 1));
    }

    /** Digits as a number; more than a long holds is as good as the largest long. */
    private static long saturated(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
