// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A coding in which a file may lie precompressed beside itself, best first. */
enum ContentCoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private final String token;
    private final String suffix;

    ContentCoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** The name in {@code Accept-Encoding} and {@code Content-Encoding}. */
    String token() {
        return token;
    }

    /** What is added to a file's name. */
    String suffix() {
        return suffix;
    }

    /**
     * Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3).
     *
     * @param header the field value, or null where the request has none
     * @return the codings the client prefers to the plain file or likes as much, most wanted first;
     *     on equal weight the better one first
     */
    static List<ContentCoding> accepted(String header) {
        if (header == null) {
            return List.of();
        }
        double identity = weight(header, "identity");
        // Without a word about it, the plain file is acceptable but nobody's wish.
        double floor = identity < 0 ? 0 : identity;
        List<ContentCoding> accepted = new ArrayList<>();
        for (ContentCoding coding : values()) {
            double q = weight(header, coding.token);
            if (q < 0) {
                q = weight(header, "*");
            }
            if (q > 0 && q >= floor) {
                accepted.add(coding);
            }
        }
        accepted.sort(Comparator.comparingDouble((ContentCoding c) -> -effectiveWeight(header, c)));
        return accepted;
    }

    private static double effectiveWeight(String header, ContentCoding coding) {
        double q = weight(header, coding.token);
        return q < 0 ? weight(header, "*") : q;
    }

    /**
     * The weight of a token, 0 to 1; -1 if the header does not name it. A malformed weight counts
     * as a refusal.
     */
    private static double weight(String header, String token) {
        for (String item : header.split(",")) {
            String[] parts = item.split(";");
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            if (!name.equals(token) && !(name.equals("x-gzip") && token.equals("gzip"))) {
                continue;
            }
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
                if (parameter.startsWith("q=")) {
                    String value = parameter.substring(2).strip();
                    return value.matches("(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
                            ? Double.parseDouble(value)
                            : 0;
                }
            }
            return 1;
        }
        return -1;
    }
}
