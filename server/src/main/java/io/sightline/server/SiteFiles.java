// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The site folder: finds the file for an address, in the best coding that lies ready. Thread-safe.
 */
final class SiteFiles {

    /**
     * How much older than its source a compressed file may look and still be taken: copying a
     * folder gives both new times in any order. A build that rewrote only the source is further
     * apart, and then the compressed file is stale.
     */
    private static final Duration COPY_SLACK = Duration.ofSeconds(2);

    private record Hashed(long size, FileTime modified, String etag) {}

    private final Path root;
    private final Map<Path, Hashed> etags = new ConcurrentHashMap<>();

    /**
     * Opens a site.
     *
     * @throws IOException if the folder does not exist
     */
    SiteFiles(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    Path root() {
        return root;
    }

    /**
     * Finds the file for an address.
     *
     * @param path the address; one that ends with a slash means the {@code index.html} there
     * @param acceptable codings to look for, most wanted first
     * @return the file, or nothing: no such file, a folder, or something that leads out of the root
     */
    Optional<Asset> find(UrlPath path, List<ContentCoding> acceptable) throws IOException {
        Path file = root;
        for (String name : path.names()) {
            file = file.resolve(name);
        }
        if (path.directory()) {
            file = file.resolve("index.html");
        }
        BasicFileAttributes plain = attributesInside(file);
        if (plain == null) {
            return Optional.empty();
        }
        String name = file.getFileName().toString();
        String type = MediaTypes.of(name);
        boolean varies = MediaTypes.isCompressible(type);
        String cacheControl = CachePolicy.of(name);
        if (varies) {
            for (ContentCoding coding : acceptable) {
                Path sibling = file.resolveSibling(name + coding.suffix());
                BasicFileAttributes packed = attributesInside(sibling);
                if (packed != null && !isStale(packed, plain)) {
                    return Optional.of(
                            new Asset(
                                    sibling,
                                    packed.size(),
                                    etag(sibling, packed),
                                    type,
                                    coding.token(),
                                    cacheControl,
                                    true));
                }
            }
        }
        return Optional.of(
                new Asset(file, plain.size(), etag(file, plain), type, null, cacheControl, varies));
    }

    private static boolean isStale(BasicFileAttributes packed, BasicFileAttributes plain) {
        return packed.lastModifiedTime()
                .toInstant()
                .plus(COPY_SLACK)
                .isBefore(plain.lastModifiedTime().toInstant());
    }

    /**
     * Attributes of a regular file whose real place, links followed, is inside the root; null for
     * anything else.
     */
    private BasicFileAttributes attributesInside(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            return null;
        }
        return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private String etag(Path file, BasicFileAttributes attributes) {
        return etags.compute(
                        file,
                        (key, known) -> {
                            if (known != null
                                    && known.size() == attributes.size()
                                    && known.modified().equals(attributes.lastModifiedTime())) {
                                return known;
                            }
                            return new Hashed(
                                    attributes.size(), attributes.lastModifiedTime(), hash(key));
                        })
                .etag();
    }

    private static String hash(Path file) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return quoted(digest);
    }

    /** The strong entity tag of some bytes. */
    static String etagOf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(content);
        return quoted(digest);
    }

    private static String quoted(MessageDigest digest) {
        // 128 bits of SHA-256 are plenty to tell two builds apart, and keep the header short.
        return '"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
