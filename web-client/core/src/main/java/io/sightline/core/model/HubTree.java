// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A commit's files as the hub lists them ({@code GET /api/models/REPO/tree/COMMIT}). A large file
 * is kept outside of git, and stated by its SHA-256; a small one is in git, and stated by its blob
 * name there: the SHA-1 of {@code "blob LENGTH\0"} and the content.
 *
 * @param files by path
 */
public record HubTree(Map<String, Stated> files) {
    /** Digits of a commit or a blob. */
    static final int COMMIT = 40;

    /** Digits of a SHA-256. */
    static final int SHA256 = 64;

    /**
     * A file.
     *
     * @param bytes exact length
     * @param sha256 of its content; empty for a file in git
     * @param blob its name in git
     */
    public record Stated(long bytes, String sha256, String blob) {}

    /**
     * Reads the list.
     *
     * @throws SightlineException network, when it is none
     */
    public static HubTree of(Object value) {
        if (!(value instanceof List<?> list)) {
            throw unreadable();
        }
        var files = new LinkedHashMap<String, Stated>();
        for (var item : list) {
            try {
                var entry = Fields.of(item);
                if (!entry.text("type").equals("file")) {
                    continue;
                }
                boolean large = entry.has("lfs");
                var told = large ? entry.object("lfs") : entry;
                var oid = told.text("oid");
                if (!isHex(oid, large ? SHA256 : COMMIT)) {
                    throw unreadable();
                }
                files.put(
                        entry.text("path"),
                        new Stated(told.whole("size"), large ? oid : "", large ? "" : oid));
            } catch (SightlineException e) {
                throw unreadable();
            }
        }
        return new HubTree(files);
    }

    /**
     * The commit that the hub says a revision stands for.
     *
     * @param value its answer to {@code GET /api/models/REPO/revision/REVISION}
     */
    public static String commitOf(Object value) {
        if (value instanceof Map<?, ?> map
                && map.get("sha") instanceof String sha
                && isHex(sha, COMMIT)) {
            return sha;
        }
        throw unreadable();
    }

    /** True for a commit, which needs no resolving. */
    public static boolean isCommit(String revision) {
        return isHex(revision, COMMIT);
    }

    static boolean isHex(String text, int digits) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; ++i) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static SightlineException unreadable() {
        return new SightlineException(ErrorCode.NETWORK, "hub-answer");
    }
}
