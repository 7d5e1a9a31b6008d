// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.local;

import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Goes through the files of a folder, an archive (zip, tar, tar.gz) or a single file. An archive's
 * paths are looked at, never followed; archives that try to climb out of their folder, or that
 * unpack to more than any model could be, are refused whole.
 */
final class Candidates {
    private static final int MOST_FILES = 200_000;
    private static final long MOST_BYTES = 64L << 30;
    private static final int DEPTH = 16;

    private Candidates() {}

    /** Looks at one file. */
    interface Visitor {
        /**
         * Is called for each file.
         *
         * @param name without folders
         * @param bytes length as stated; an archive may lie
         * @param content to be read now or not at all
         */
        void file(String name, long bytes, Content content) throws IOException;
    }

    /** Content that is opened when wanted. */
    interface Content {
        InputStream open() throws IOException;
    }

    static void visit(Path path, Visitor visitor) throws IOException {
        if (Files.isDirectory(path)) {
            folder(path, visitor);
            return;
        }
        var name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".zip")) {
                zip(path, visitor);
            } else if (name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
                try (var in =
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
                    tar(path, in, visitor);
                }
            } else if (name.endsWith(".tar")) {
                try (var in = new BufferedInputStream(Files.newInputStream(path))) {
                    tar(path, in, visitor);
                }
            } else {
                visitor.file(
                        path.getFileName().toString(),
                        Files.size(path),
                        () -> Files.newInputStream(path));
            }
        } catch (ZipException | java.io.EOFException e) {
            throw unreadable(path, e);
        }
    }

    private static void folder(Path path, Visitor visitor) throws IOException {
        try (var files = Files.walk(path, DEPTH)) {
            var each = files.filter(Files::isRegularFile).sorted().iterator();
            int count = 0;
            while (each.hasNext()) {
                if (++count > MOST_FILES) {
                    throw absurd(path, "more than " + MOST_FILES + " files");
                }
                var file = each.next();
                visitor.file(
                        file.getFileName().toString(),
                        Files.size(file),
                        () -> Files.newInputStream(file));
            }
        }
    }

    private static void zip(Path path, Visitor visitor) throws IOException {
        try (var zip = new ZipFile(path.toFile())) {
            if (zip.size() > MOST_FILES) {
                throw absurd(path, "more than " + MOST_FILES + " files");
            }
            var entries = zip.entries();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                var name = name(path, entry.getName());
                if (!entry.isDirectory() && entry.getSize() >= 0) {
                    visitor.file(name, entry.getSize(), () -> zip.getInputStream(entry));
                }
            }
        }
    }

    private static void tar(Path path, InputStream in, Visitor visitor) throws IOException {
        try (var tar = new TarArchiveInputStream(in)) {
            int count = 0;
            long bytes = 0;
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var name = name(path, entry.getName());
                bytes += entry.getSize();
                if (++count > MOST_FILES || entry.getSize() < 0 || bytes > MOST_BYTES) {
                    throw absurd(path, "unpacks to more than any model could be");
                }
                if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                    visitor.file(name, entry.getSize(), () -> new Unclosed(tar));
                }
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(path, e);
        } catch (IOException e) {
            throw e instanceof FetchException ? e : unreadable(path, e);
        }
    }

    /** The last part of an archive's path, if the path stays inside. */
    private static String name(Path archive, String path) throws FetchException {
        var unified = path.replace('\\', '/');
        if (unified.startsWith("/")
                || unified.matches("^[A-Za-z]:.*")
                || ("/" + unified + "/").contains("/../")
                || unified.indexOf('\0') >= 0) {
            throw new FetchException(
                    Kind.REFUSED,
                    archive
                            + " is refused: its entry \""
                            + path
                            + "\" would land outside its folder.");
        }
        var trimmed = unified.endsWith("/") ? unified.substring(0, unified.length() - 1) : unified;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static FetchException absurd(Path path, String what) {
        return new FetchException(Kind.REFUSED, path + " is refused: " + what + ".");
    }

    private static FetchException unreadable(Path path, Exception e) {
        return new FetchException(
                Kind.REFUSED, path + " is not a readable archive (" + e.getMessage() + ").", e);
    }

    /** Lets a reader close one entry without closing the archive. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The archive goes on.
        }
    }
}
