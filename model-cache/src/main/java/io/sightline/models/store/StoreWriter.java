// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Variant;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts verified files into the store. The caller holds the {@link StoreLock}. A file appears under
 * its name only whole, and is recorded after that.
 */
public final class StoreWriter {
    private final Path store;
    private final Clock clock;

    /** Writes into this store. */
    public StoreWriter(Path store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The store's folder. */
    public Path store() {
        return store;
    }

    /** Folder of a variant, made if need be. */
    public Path folder(Model model, Variant variant) throws IOException {
        return Files.createDirectories(store.resolve(model.id()).resolve(variant.id()));
    }

    /** Where a file grows before it is whole. */
    public Path part(Model model, Variant variant, ModelFile file) throws IOException {
        return folder(model, variant).resolve(file.name() + ".part");
    }

    /** Folder for what is not yet a model's file, such as packages. */
    public Path workFolder() throws IOException {
        return Files.createDirectories(store.resolve(".work"));
    }

    /** Removes that folder again, if nothing in it is still wanted. */
    public void removeWorkFolder() throws IOException {
        var work = store.resolve(".work");
        if (Files.isDirectory(work)) {
            try (var files = Files.list(work)) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(work);
        }
    }

    /** True when the file is here, recorded and untouched; its content is not read. */
    public boolean has(Model model, Variant variant, ModelFile file) throws IOException {
        var folder = folder(model, variant);
        var path = folder.resolve(file.name());
        var entry = Manifest.read(folder).flatMap(m -> m.file(file.name())).orElse(null);
        return entry != null
                && Files.isRegularFile(path)
                && Files.size(path) == entry.bytes()
                && Files.getLastModifiedTime(path).toMillis() == entry.modified()
                && (!file.pinned() || file.sha256().equals(entry.sha256()));
    }

    /**
     * Records a file that lies there whole but unrecorded, as after a kill between the two steps.
     *
     * @return false where it is not there or not what the catalogue names
     */
    public boolean adopt(Model model, Variant variant, ModelFile file, String source, String detail)
            throws IOException {
        var path = folder(model, variant).resolve(file.name());
        if (!file.pinned()
                || !Files.isRegularFile(path)
                || Files.size(path) != file.bytes()
                || !Digest.sha256(path).equals(file.sha256())) {
            return false;
        }
        record(model, variant, file, file.sha256(), source, detail);
        return true;
    }

    /** Moves a whole and verified part to its place and records it. */
    public void accept(
            Model model,
            Variant variant,
            ModelFile file,
            Path part,
            String sha256,
            String source,
            String detail)
            throws IOException {
        // On the disk before it has its name: a power cut must not leave a file of zeros.
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                part,
                folder(model, variant).resolve(file.name()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        record(model, variant, file, sha256, source, detail);
    }

    /** Records a file that lies in its place and was just verified. */
    public synchronized void record(
            Model model,
            Variant variant,
            ModelFile file,
            String sha256,
            String source,
            String detail)
            throws IOException {
        var folder = folder(model, variant);
        var path = folder.resolve(file.name());
        var entries = new ArrayList<Manifest.Entry>();
        Manifest.read(folder)
                .ifPresent(
                        m ->
                                m.files().stream()
                                        .filter(e -> !e.name().equals(file.name()))
                                        .forEach(entries::add));
        entries.add(
                new Manifest.Entry(
                        file.name(),
                        Files.size(path),
                        sha256,
                        Files.getLastModifiedTime(path).toMillis()));
        new Manifest(source, detail, clock.instant().truncatedTo(ChronoUnit.SECONDS), entries)
                .write(folder);
    }

    /** Removes a file and its record. */
    public void remove(Path folder, String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Optional<Manifest> manifest = Manifest.read(folder);
        if (manifest.isEmpty()) {
            return;
        }
        List<Manifest.Entry> left =
                manifest.get().files().stream().filter(e -> !e.name().equals(name)).toList();
        if (left.isEmpty()) {
            Files.deleteIfExists(folder.resolve(Manifest.NAME));
        } else {
            new Manifest(
                            manifest.get().source(),
                            manifest.get().detail(),
                            manifest.get().time(),
                            left)
                    .write(folder);
        }
    }
}
