// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.regex.Pattern;

/** How long a response may be kept, by the file's name. */
final class CachePolicy {

    /** For content that its address names: it can never change. */
    static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /** For everything else: kept, but asked about each time; the answer is mostly an empty 304. */
    static final String REVALIDATE = "no-cache";

    /** For refusals: what is true of this request now says nothing about the next. */
    static final String NEVER = "no-store";

    /**
     * A content hash just before the extension: eight or more hexadecimal digits with at least one
     * digit among them, or the eight base-32 characters that esbuild writes.
     */
    static final Pattern HASHED_NAME =
            Pattern.compile(
                    ".+[-.](?:(?=[a-f]*[0-9])[0-9a-f]{8,64}|(?=[A-Z]*[2-7])[A-Z2-7]{8})(?:\\.[A-Za-z0-9]+)+");

    private CachePolicy() {}

    static String of(String fileName) {
        return HASHED_NAME.matcher(fileName).matches() ? IMMUTABLE : REVALIDATE;
    }
}
