// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files there are below some folders, and when they were changed. Looked at again and again
 * rather than watched: a few hundred files take a millisecond, and it works the same on every
 * system and for every editor.
 */
final class SourceSnapshot {
    private static final Set<String> SKIPPED = Set.of("target", "node_modules");

    private record Version(long modified, long size) {}

    private final Map<Path, Version> files = new HashMap<>();

    private SourceSnapshot() {}

    /** Looks at all files below these folders and files; what is not there counts as empty. */
    static SourceSnapshot of(Iterable<Path> roots) throws IOException {
        var result = new SourceSnapshot();
        for (var root : roots) {
            if (Files.exists(root)) {
                Files.walkFileTree(root, result.new Visitor());
            }
        }
        return result;
    }

    /** Files that were added, removed or changed since. */
    Set<Path> changedSince(SourceSnapshot earlier) {
        var result = new TreeSet<Path>();
        files.forEach(
                (file, version) -> {
                    if (!version.equals(earlier.files.get(file))) {
                        result.add(file);
                    }
                });
        for (var file : earlier.files.keySet()) {
            if (!files.containsKey(file)) {
                result.add(file);
            }
        }
        return result;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = folder.getFileName().toString();
            return SKIPPED.contains(name) || name.startsWith(".")
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put(
                    file, new Version(attributes.lastModifiedTime().toMillis(), attributes.size()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // Editors write by way of files that are gone a moment later.
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
