// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files. */
public final class Digest {
    private static final int CHUNK = 1 << 16;

    private Digest() {}

    /** SHA-256 of a file, lower-case hex. */
    public static String sha256(Path file) throws IOException {
        var digest = sha256();
        update(digest, file);
        return hex(digest);
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** A fresh digest that every Java platform has. */
    public static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Feeds a file to a digest. */
    public static void update(MessageDigest digest, Path file) throws IOException {
        var chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
    }

    /** Ends a digest. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
