// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, taken apart strictly: split at slashes first, then each part decoded once.
 * What could mean something to a file system other than one plain name (dots, separators in any
 * encoding, drive letters, control characters, invalid UTF-8, a second layer of encoding) makes the
 * whole path unknown.
 *
 * @param names the parts, each a plain file name; none for the root
 * @param directory whether the path ended with a slash
 */
record UrlPath(List<String> names, boolean directory) {

    private static final String FORBIDDEN = "/\\:;*?\"<>|%";

    /**
     * Parses a raw path as it stood in the request line, without its query.
     *
     * @return the path, or nothing if no file can ever be at that address
     */
    static Optional<UrlPath> parse(String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        String[] parts = raw.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && parts[i].isEmpty()) {
                return Optional.of(new UrlPath(List.copyOf(names), true));
            }
            String name = decode(parts[i]);
            if (name == null || !isPlainName(name)) {
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(new UrlPath(List.copyOf(names), false));
    }

    private static boolean isPlainName(String name) {
        if (name.isEmpty() || name.length() > 255 || name.startsWith(".")) {
            return false;
        }
        // Windows drops a final dot or space, which would make two names of one file.
        if (name.endsWith(".") || name.endsWith(" ")) {
            return false;
        }
        return name.chars().noneMatch(c -> Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0);
    }

    /**
     * Percent-decodes strictly to UTF-8; null if malformed (overlong forms and surrogates
     * included).
     */
    private static String decode(String part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= 0x80) {
                return null;
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= part.length()) {
                return null;
            }
            int high = Character.digit(part.charAt(i + 1), 16);
            int low = Character.digit(part.charAt(i + 2), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
