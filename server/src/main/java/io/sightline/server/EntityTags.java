// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comparison of a file's strong entity tag with the conditional headers of a request (RFC 9110,
 * sections 8.8, 13.1).
 */
final class EntityTags {

    private static final Pattern TAG =
            Pattern.compile("\\G[ \\t,]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private EntityTags() {}

    /**
     * {@code If-Match}: true if the list names this very tag (strong comparison), or is {@code *}.
     */
    static boolean matchesStrongly(String list, String etag) {
        return matches(list, etag, false);
    }

    /** {@code If-None-Match}: true if the list names this tag, weak or strong, or is {@code *}. */
    static boolean matchesWeakly(String list, String etag) {
        return matches(list, etag, true);
    }

    private static boolean matches(String list, String etag, boolean weak) {
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher m = TAG.matcher(list);
        while (m.find()) {
            String candidate = m.group(1);
            if (candidate.equals(etag) || (weak && candidate.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }
}
