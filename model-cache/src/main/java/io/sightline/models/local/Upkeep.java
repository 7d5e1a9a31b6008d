// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.local;

import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreLock;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Checks the store by reading all of it, and rids it of what no model needs. */
public final class Upkeep {
    private final Catalogue catalogue;
    private final StoreWriter store;

    /** Looks after this store. */
    public Upkeep(Catalogue catalogue, StoreWriter store) {
        this.catalogue = catalogue;
        this.store = store;
    }

    /**
     * A file's check.
     *
     * @param variant model/variant
     * @param name of the file
     * @param fault what is wrong with it, or null
     */
    public record Check(String variant, String name, String fault) {}

    /** Reads every recorded file again; one that is not what was recorded is removed. */
    @SuppressWarnings("try")
    public List<Check> verify(Predicate<String> wanted) throws IOException {
        var checks = new ArrayList<Check>();
        try (var lock = StoreLock.of(store.store(), () -> {})) {
            for (var model : catalogue.models()) {
                for (var variant : model.variants()) {
                    var id = model.id() + "/" + variant.id();
                    var folder = store.store().resolve(model.id()).resolve(variant.id());
                    var manifest = Manifest.read(folder);
                    if (manifest.isEmpty() || !wanted.test(id)) {
                        continue;
                    }
                    for (var entry : manifest.get().files()) {
                        var fault = fault(folder.resolve(entry.name()), entry);
                        if (fault != null) {
                            store.remove(folder, entry.name());
                        } else if (!isCurrent(folder, entry)) {
                            var file =
                                    variant.files().stream()
                                            .filter(f -> f.name().equals(entry.name()))
                                            .findFirst();
                            if (file.isPresent()) {
                                store.record(
                                        model,
                                        variant,
                                        file.get(),
                                        entry.sha256(),
                                        manifest.get().source(),
                                        manifest.get().detail());
                            }
                        }
                        checks.add(new Check(id, entry.name(), fault));
                    }
                }
            }
        }
        return checks;
    }

    private static boolean isCurrent(Path folder, Manifest.Entry entry) throws IOException {
        var path = folder.resolve(entry.name());
        return Files.getLastModifiedTime(path).toMillis() == entry.modified();
    }

    private static String fault(Path path, Manifest.Entry entry) throws IOException {
        if (!Files.isRegularFile(path)) {
            return "missing";
        }
        if (Files.size(path) != entry.bytes()) {
            return "has " + Files.size(path) + " bytes instead of " + entry.bytes() + "; removed";
        }
        return Digest.sha256(path).equals(entry.sha256()) ? null : "was altered; removed";
    }

    /**
     * Something that no model needs.
     *
     * @param path of it
     * @param bytes its length
     */
    public record Leftover(Path path, long bytes) {}

    /**
     * Finds what is not a recorded file of a model: broken-off downloads, packages, earlier
     * versions, and the variants named.
     *
     * @param variants ids of variants, model/variant, that are to go as well
     * @param remove false to look only
     */
    @SuppressWarnings("try")
    public List<Leftover> prune(Set<String> variants, boolean remove) throws IOException {
        if (!Files.isDirectory(store.store())) {
            return List.of();
        }
        try (var lock = StoreLock.of(store.store(), () -> {})) {
            var needed = needed(variants);
            var leftovers = new ArrayList<Leftover>();
            try (var walk = Files.walk(store.store())) {
                for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    boolean folder = Files.isDirectory(path);
                    if (path.equals(store.store()) || needed.contains(path)) {
                        continue;
                    }
                    if (folder) {
                        if (remove && isEmpty(path)) {
                            Files.delete(path);
                        }
                        continue;
                    }
                    leftovers.add(new Leftover(path, Files.size(path)));
                    if (remove) {
                        Files.delete(path);
                    }
                }
            }
            return leftovers;
        }
    }

    private Set<Path> needed(Set<String> variants) {
        var needed = new HashSet<Path>();
        needed.add(store.store().resolve(".lock"));
        for (var model : catalogue.models()) {
            for (var variant : model.variants()) {
                var folder = store.store().resolve(model.id()).resolve(variant.id());
                var manifest = Manifest.read(folder);
                if (manifest.isEmpty() || variants.contains(model.id() + "/" + variant.id())) {
                    continue;
                }
                needed.add(folder.resolve(Manifest.NAME));
                for (var file : variant.files()) {
                    manifest.get()
                            .file(file.name())
                            .filter(e -> !file.pinned() || file.sha256().equals(e.sha256()))
                            .ifPresent(e -> needed.add(folder.resolve(e.name())));
                }
            }
        }
        return needed;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
