// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.local;

import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Source;
import io.sightline.models.catalogue.Variant;
import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.fetch.StoreFaults;
import io.sightline.models.fetch.Translations;
import io.sightline.models.store.Digest;
import io.sightline.models.store.StoreLock;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes models from a folder, an archive or a file into the store: for machines without a network.
 * Only what the catalogue knows by its digest comes in. Of files whose digests are not pinned (some
 * language models, and what people export themselves) one may come in by its exact name and a
 * plausible length; it is marked so.
 */
public final class Importer {
    private static final int CHUNK = 1 << 16;

    /** Lengths that the catalogue only estimates may differ by this factor. */
    private static final double PLAUSIBLE = 1.25;

    /** Settings are shorter; their length says nothing. */
    private static final int SMALL = 100_000;

    private final Catalogue catalogue;
    private final StoreWriter store;
    private final List<Taken> taken = new ArrayList<>();
    private final Map<String, Path> entries = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<Seen> all = new ArrayList<>();
    private int seen;

    /** Imports into this store. */
    public Importer(Catalogue catalogue, StoreWriter store) {
        this.catalogue = catalogue;
        this.store = store;
    }

    /**
     * What came in.
     *
     * @param model of the file
     * @param variant of the file
     * @param name of the file
     * @param sha256 of its content
     * @param pinned false where the catalogue knows the file by name alone
     */
    public record Taken(Model model, Variant variant, String name, String sha256, boolean pinned) {}

    /**
     * The whole import.
     *
     * @param taken what came in
     * @param refusals what was recognised and may not come in, with the reason
     */
    public record Report(List<Taken> taken, List<String> refusals) {}

    /** A file that the catalogue names. */
    private record Place(Model model, Variant variant, ModelFile file) {
        /** Nothing but its name and length says that a file belongs here. */
        boolean guessed() {
            return !file.pinned();
        }
    }

    /** A file's name and length. */
    private record Seen(String name, long bytes) {}

    /**
     * Imports what can be.
     *
     * @throws FetchException when nothing in it may come in, with the reason
     */
    @SuppressWarnings("try")
    public Report take(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new FetchException(Kind.MISSING, path + " does not exist.");
        }
        try (var lock = StoreLock.of(store.store(), () -> {})) {
            var work = Files.createDirectories(store.workFolder().resolve("import"));
            try {
                Candidates.visit(path, (name, bytes, content) -> all.add(new Seen(name, bytes)));
                Candidates.visit(
                        path, (name, bytes, content) -> file(path, work, name, bytes, content));
                translate(path, work);
            } finally {
                remove(work);
                store.removeWorkFolder();
            }
        } catch (FetchException e) {
            throw e;
        } catch (IOException e) {
            throw StoreFaults.of(store.store(), e);
        }
        if (taken.isEmpty()) {
            throw new FetchException(
                    Kind.REFUSED,
                    refusals.isEmpty()
                            ? (seen == 1
                                            ? path + " is no file"
                                            : "None of the "
                                                    + seen
                                                    + " files in "
                                                    + path
                                                    + " is one")
                                    + " that the catalogue knows by its SHA-256; Sightline imports no"
                                    + " other, as neither content nor licence could be told."
                            : String.join("\n", refusals));
        }
        return new Report(List.copyOf(taken), List.copyOf(refusals));
    }

    private void file(Path origin, Path work, String name, long bytes, Candidates.Content content)
            throws IOException {
        ++seen;
        for (var model : catalogue.models()) {
            if (model.recognises(name)) {
                refusals.add(name + ": " + model.refusal().orElseThrow() + ".");
                return;
            }
        }
        var places = new ArrayList<Place>();
        boolean entry = false;
        for (var model : catalogue.models()) {
            for (var variant : model.variants()) {
                for (var file : variant.files()) {
                    if (file.pinned() ? file.bytes() == bytes : isPlausible(file, name, bytes)) {
                        places.add(new Place(model, variant, file));
                    }
                }
                entry |= entriesOf(variant).stream().anyMatch(e -> e.bytes() == bytes);
            }
        }
        if (places.stream().filter(Place::guessed).map(Place::model).distinct().count() > 1) {
            settle(name, bytes, places);
        }
        if (places.isEmpty() && !entry) {
            return;
        }
        var copy = work.resolve("candidate");
        var sha256 = copy(content, bytes, copy);
        if (sha256 == null) {
            throw new FetchException(
                    Kind.REFUSED, origin + " is refused: " + name + " is longer than it says.");
        }
        for (var place : places) {
            if (place.file().pinned() && !place.file().sha256().equals(sha256)) {
                continue;
            }
            accept(place, copy, sha256, origin);
        }
        for (var model : catalogue.models()) {
            for (var variant : model.variants()) {
                for (var wanted : entriesOf(variant)) {
                    if (wanted.sha256().equals(sha256) && !entries.containsKey(sha256)) {
                        var kept = work.resolve(sha256);
                        Files.move(copy, kept);
                        entries.put(sha256, kept);
                        return;
                    }
                }
            }
        }
        Files.deleteIfExists(copy);
    }

    /**
     * Several models have a file of this name and about this length, such as the sizes of one
     * family: it is the one's all of whose graphs are here, the nearest in length where that is
     * more than one. What cannot be told is refused.
     */
    private void settle(String name, long bytes, List<Place> places) {
        places.removeIf(place -> place.guessed() && !isWhole(place.variant()));
        var guessed = places.stream().filter(Place::guessed).toList();
        if (guessed.stream().map(Place::model).distinct().count() > 1) {
            long nearest =
                    guessed.stream()
                            .mapToLong(place -> Math.abs(place.file().bytes() - bytes))
                            .min()
                            .orElseThrow();
            places.removeIf(
                    place ->
                            place.guessed()
                                    && (bytes < SMALL
                                            || Math.abs(place.file().bytes() - bytes) > nearest));
        }
        if (places.stream().noneMatch(Place::guessed)) {
            refusals.add(
                    name
                            + ": it may belong to more than one model, and the catalogue has no digest to"
                            + " tell. Import the folder of one model, whole.");
        }
    }

    private boolean isWhole(Variant variant) {
        return variant.files().stream()
                .filter(file -> file.name().endsWith(".onnx"))
                .allMatch(
                        file ->
                                all.stream()
                                        .anyMatch(
                                                seen ->
                                                        isPlausible(
                                                                file, seen.name(), seen.bytes())));
    }

    private static boolean isPlausible(ModelFile file, String name, long bytes) {
        return file.name().equals(name)
                && bytes > 0
                && (file.bytes() < SMALL
                        ? bytes < SMALL
                        : bytes < file.bytes() * PLAUSIBLE && bytes > file.bytes() / PLAUSIBLE);
    }

    private static List<Source.Entry> entriesOf(Variant variant) {
        return variant.sources().stream()
                .filter(Source.Npm.class::isInstance)
                .flatMap(s -> ((Source.Npm) s).entries().stream())
                .toList();
    }

    private void accept(Place place, Path copy, String sha256, Path origin) throws IOException {
        var part = store.part(place.model(), place.variant(), place.file());
        Files.copy(copy, part, StandardCopyOption.REPLACE_EXISTING);
        accept(place, part, sha256, origin.getFileName().toString());
    }

    private void accept(Place place, Path part, String sha256, String detail) throws IOException {
        // Once more from the disk, so that what is recorded is what lies there.
        if (!Digest.sha256(part).equals(sha256)) {
            Files.delete(part);
            throw new FetchException(
                    Kind.STORE,
                    "The disk gives back other bytes of " + part + " than were written.");
        }
        store.accept(place.model(), place.variant(), place.file(), part, sha256, "local", detail);
        taken.add(
                new Taken(
                        place.model(),
                        place.variant(),
                        place.file().name(),
                        sha256,
                        place.file().pinned()));
    }

    /** Translates what the entries of a package, found among the files, are enough for. */
    private void translate(Path origin, Path work) throws IOException {
        for (var model : catalogue.models()) {
            for (var id : model.fetched().stream().flatMap(List::stream).distinct().toList()) {
                var variant = model.variant(id).orElseThrow();
                for (var source : variant.sources()) {
                    if (source instanceof Source.Npm npm
                            && npm.entries().stream()
                                    .allMatch(e -> entries.containsKey(e.sha256()))) {
                        translate(
                                new Place(model, variant, variant.files().get(0)),
                                npm,
                                work,
                                origin);
                    }
                }
            }
        }
    }

    private void translate(Place place, Source.Npm npm, Path work, Path origin) throws IOException {
        for (var entry : npm.entries()) {
            var named = work.resolve(entry.as());
            if (!Files.exists(named)) {
                Files.move(entries.get(entry.sha256()), named);
            }
        }
        var part = store.part(place.model(), place.variant(), place.file());
        Translations.translate(npm.translation(), work, place.file(), part);
        accept(place, part, Digest.sha256(part), origin.getFileName().toString());
    }

    /** Copies no more than stated; null where there is more. */
    private static String copy(Candidates.Content content, long bytes, Path target)
            throws IOException {
        var digest = Digest.sha256();
        long copied = 0;
        try (InputStream in = content.open();
                var out = Files.newOutputStream(target)) {
            var chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                copied += n;
                if (copied > bytes) {
                    return null;
                }
                digest.update(chunk, 0, n);
                out.write(chunk, 0, n);
            }
        }
        return Digest.hex(digest);
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
