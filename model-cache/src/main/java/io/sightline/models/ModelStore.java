// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Variant;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that are here, read only. Layout: {@code <store>/<model>/<variant>/<file>} beside a
 * {@code manifest.json}.
 *
 * <p>A file counts only while its length and time of change are those recorded when it was
 * verified; where only the time differs (a copied store) its digest is computed again, once. What
 * another process fetches or removes shows up at the next call: each call looks at the files'
 * length and times and reads nothing else unless one changed. Safe for use by several threads.
 */
public final class ModelStore {
    private final Path folder;
    private final Catalogue catalogue;
    private final Map<Path, Checked> checked = new HashMap<>();
    private String stamp;
    private List<ModelState> states = List.of();
    private Map<String, StoredFile> byAddress = Map.of();
    private final Map<String, String> indexes = new HashMap<>();

    private record Checked(long bytes, long modified, String sha256) {}

    private ModelStore(Path folder, Catalogue catalogue) {
        this.folder = folder.toAbsolutePath().normalize();
        this.catalogue = catalogue;
    }

    /** Opens a store; the folder need not exist. */
    public static ModelStore open(Path folder) {
        return open(folder, Catalogue.load());
    }

    /** Opens a store with a catalogue other than the built-in one. */
    public static ModelStore open(Path folder, Catalogue catalogue) {
        return new ModelStore(folder, catalogue);
    }

    /** Opens the store where {@code SIGHTLINE_MODELS} or the project's layout says it is. */
    public static ModelStore openDefault() {
        return open(defaultFolder());
    }

    /** {@code SIGHTLINE_MODELS}, else {@code model-cache/store} of the project. */
    public static Path defaultFolder() {
        return StoreFolder.of(System.getenv(), Path.of(""));
    }

    /** The store's folder, absolute. */
    public Path folder() {
        return folder;
    }

    /** What is known. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Where a variant's files lie. */
    public Path folder(Model model, Variant variant) {
        return folder.resolve(model.id()).resolve(variant.id());
    }

    /** Every variant of every model that may be had, in the catalogue's order. */
    public synchronized List<ModelState> models() {
        refresh();
        return states;
    }

    /** The state of one variant. */
    public ModelState state(Model model, Variant variant) {
        return models().stream()
                .filter(s -> s.model().equals(model) && s.variant().equals(variant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(model.id() + "/" + variant.id()));
    }

    /**
     * A file by its digest and name, as in the address {@code models/<sha256>/<name>}; empty when
     * it is not here, or no longer what was verified.
     */
    public synchronized Optional<StoredFile> file(String sha256, String name) {
        refresh();
        return Optional.ofNullable(byAddress.get(sha256 + "/" + name));
    }

    /** The list of models for the page: schema 1, addresses relative to the site's root. */
    public String indexJson() {
        return indexJson("");
    }

    /**
     * The list for a page that may ask the hub as well.
     *
     * @param hub its address; empty for a page that may not
     */
    public synchronized String indexJson(String hub) {
        refresh();
        return indexes.computeIfAbsent(hub, address -> ModelIndexJson.of(states, address));
    }

    private void refresh() {
        var now = new StringBuilder();
        for (var model : catalogue.models()) {
            for (var variant : model.variants()) {
                var at = folder(model, variant);
                stampOf(at.resolve(Manifest.NAME), now);
                for (var file : variant.files()) {
                    stampOf(at.resolve(file.name()), now);
                }
            }
        }
        if (now.toString().equals(stamp)) {
            return;
        }
        var list = new ArrayList<ModelState>();
        var addresses = new HashMap<String, StoredFile>();
        for (var model : catalogue.models()) {
            for (var variant : model.variants()) {
                var state = read(model, variant);
                list.add(state);
                for (var file : state.files()) {
                    addresses.put(file.sha256() + "/" + file.name(), file);
                }
            }
        }
        states = List.copyOf(list);
        byAddress = Map.copyOf(addresses);
        indexes.clear();
        stamp = now.toString();
    }

    private static void stampOf(Path file, StringBuilder stamp) {
        try {
            var a = Files.readAttributes(file, BasicFileAttributes.class);
            stamp.append(a.size()).append(':').append(a.lastModifiedTime()).append(':');
            stamp.append(a.fileKey());
        } catch (IOException e) {
            // Absent: stands in the stamp as an empty place.
        }
        stamp.append(';');
    }

    private ModelState read(Model model, Variant variant) {
        var at = folder(model, variant);
        var manifest = Manifest.read(at).orElse(null);
        if (manifest == null) {
            return absent(model, variant, null);
        }
        var files = new ArrayList<StoredFile>();
        for (var wanted : variant.files()) {
            var path = at.resolve(wanted.name());
            var entry = manifest.file(wanted.name()).orElse(null);
            var problem =
                    entry == null ? wanted.name() + " is not here yet" : check(path, wanted, entry);
            if (problem != null) {
                return absent(model, variant, problem);
            }
            files.add(new StoredFile(path, wanted.name(), entry.bytes(), entry.sha256()));
        }
        return new ModelState(
                model, variant, true, List.copyOf(files), manifest.source(), manifest.time(), null);
    }

    private static ModelState absent(Model model, Variant variant, String problem) {
        return new ModelState(model, variant, false, List.of(), null, null, problem);
    }

    /** What is wrong with a file, or null. */
    private String check(Path path, ModelFile wanted, Manifest.Entry entry) {
        if (wanted.pinned()
                && (!wanted.sha256().equals(entry.sha256()) || wanted.bytes() != entry.bytes())) {
            return wanted.name() + " is another version than the catalogue's";
        }
        try {
            var a = Files.readAttributes(path, BasicFileAttributes.class);
            long modified = a.lastModifiedTime().toMillis();
            if (!a.isRegularFile() || a.size() != entry.bytes()) {
                return wanted.name() + " has " + a.size() + " bytes instead of " + entry.bytes();
            }
            if (modified == entry.modified()) {
                return null;
            }
            var seen = checked.get(path);
            if (seen == null || seen.bytes != a.size() || seen.modified != modified) {
                seen = new Checked(a.size(), modified, Digest.sha256(path));
                checked.put(path, seen);
            }
            return seen.sha256.equals(entry.sha256()) ? null : wanted.name() + " was altered";
        } catch (IOException e) {
            return wanted.name() + " is missing";
        }
    }
}
