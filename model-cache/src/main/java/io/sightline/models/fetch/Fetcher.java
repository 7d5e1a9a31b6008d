// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Source;
import io.sightline.models.catalogue.Variant;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.Digest;
import io.sightline.models.store.StoreLock;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Gets variants from their sources, in order of preference, into the store. Files of one fetch come
 * two at a time; fetches into one store follow one another.
 */
public final class Fetcher implements AutoCloseable {
    private final StoreWriter store;
    private final FetchSettings settings;
    private final Progress progress;
    private final Downloader downloader;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Fetches into this store. */
    public Fetcher(StoreWriter store, FetchSettings settings, Progress progress) {
        this.store = store;
        this.settings = settings;
        this.progress = progress;
        downloader = new Downloader(settings, progress);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        downloader.close();
    }

    /**
     * What to get of a model.
     *
     * @param model the model
     * @param alternatives sets of variants in order of preference: the first that can be had whole
     *     is enough
     */
    public record Wish(Model model, List<List<Variant>> alternatives) {
        /** What the catalogue says a model's fetch gets. */
        public static Wish of(Model model) {
            return new Wish(
                    model,
                    model.fetched().stream()
                            .map(
                                    set ->
                                            set.stream()
                                                    .map(id -> model.variant(id).orElseThrow())
                                                    .toList())
                            .toList());
        }

        /** One variant and no other. */
        public static Wish of(Model model, Variant variant) {
            return new Wish(model, List.of(List.of(variant)));
        }
    }

    /**
     * What became of a wish.
     *
     * @param variants what is here now; empty when it failed
     * @param fresh true when something had to be fetched
     * @param failure why it failed, or null
     */
    public record Outcome(
            Wish wish, List<Variant> variants, boolean fresh, FetchException failure) {}

    /** Fulfils wishes, as far as it can. */
    @SuppressWarnings("try")
    public List<Outcome> fetch(List<Wish> wishes) throws IOException, InterruptedException {
        for (var wish : wishes) {
            var refusal = wish.model().refusal();
            if (refusal.isPresent()) {
                throw new FetchException(Kind.REFUSED, refusal.get() + ".");
            }
        }
        try (var lock = lock();
                var packages =
                        new PackageModels(new Npm(settings.npm()), downloader, progress, store)) {
            var running = new ArrayList<Future<Outcome>>();
            for (var wish : wishes) {
                running.add(threads.submit(() -> fulfil(wish, packages)));
            }
            var outcomes = new ArrayList<Outcome>();
            for (var outcome : running) {
                outcomes.add(get(outcome));
            }
            return outcomes;
        }
    }

    private StoreLock lock() throws IOException {
        try {
            return StoreLock.of(
                    store.store(),
                    () -> progress.say("another command writes the store; waiting for it"));
        } catch (IOException e) {
            throw StoreFaults.of(store.store(), e);
        }
    }

    private Outcome fulfil(Wish wish, PackageModels packages)
            throws IOException, InterruptedException {
        for (var set : wish.alternatives()) {
            if (isHere(wish.model(), set)) {
                return new Outcome(wish, set, false, null);
            }
        }
        FetchException last = null;
        for (var set : wish.alternatives()) {
            if (last != null) {
                progress.say(last.getMessage() + " Trying " + kinds(set) + " instead.");
            }
            try {
                all(set, variant -> () -> variant(wish.model(), variant, packages));
                return new Outcome(wish, set, true, null);
            } catch (FetchException e) {
                if (e.kind() == Kind.STORE) {
                    return new Outcome(wish, List.of(), false, e);
                }
                last = e;
            }
        }
        return new Outcome(wish, List.of(), false, last);
    }

    private static String kinds(List<Variant> set) {
        return String.join(
                " and ",
                set.stream()
                        .flatMap(v -> v.sources().stream())
                        .map(Source::type)
                        .distinct()
                        .toList());
    }

    private boolean isHere(Model model, List<Variant> set) throws IOException {
        for (var variant : set) {
            for (var file : variant.files()) {
                if (!store.has(model, variant, file)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Void variant(Model model, Variant variant, PackageModels packages)
            throws IOException, InterruptedException {
        FetchException last = null;
        for (var source : variant.sources()) {
            if (source instanceof Source.Local) {
                continue;
            }
            if (last != null) {
                progress.say(last.getMessage() + " Trying " + source.type() + " instead.");
            }
            try {
                all(variant.files(), file -> () -> file(model, variant, file, source, packages));
                return null;
            } catch (FetchException e) {
                if (e.kind() == Kind.STORE) {
                    throw e;
                }
                last = e;
            }
        }
        throw last != null
                ? last
                : new FetchException(
                        Kind.MISSING,
                        model.id()
                                + "/"
                                + variant.id()
                                + " can only be imported from a file you have.");
    }

    private Void file(
            Model model, Variant variant, ModelFile file, Source source, PackageModels packages)
            throws IOException, InterruptedException {
        if (store.has(model, variant, file)
                || store.adopt(model, variant, file, source.type(), source.detail())) {
            return null;
        }
        Path part;
        try {
            part = store.part(model, variant, file);
        } catch (IOException e) {
            throw StoreFaults.of(store.store(), e);
        }
        var detail = source.detail();
        var sha256 = file.sha256();
        if (source instanceof Source.Npm npm) {
            packages.make(npm, file, part);
        } else if (source instanceof Source.Bundled bundled) {
            unpack(bundled, file, part);
        } else {
            var hub = source instanceof Source.HuggingFace;
            var address =
                    hub
                            ? hubAddress((Source.HuggingFace) source, file)
                            : URI.create(((Source.Release) source).urls().get(file.name()));
            var done =
                    downloader.download(
                            new Download(
                                    file.name(),
                                    address,
                                    hub ? settings.token() : Optional.empty(),
                                    part,
                                    file.pinned() ? file.bytes() : -1,
                                    sha256));
            sha256 = done.sha256();
            if (done.commit() != null) {
                detail = ((Source.HuggingFace) source).repo() + "@" + done.commit();
            }
        }
        try {
            store.accept(model, variant, file, part, sha256, source.type(), detail);
        } catch (IOException e) {
            throw StoreFaults.of(part, e);
        }
        return null;
    }

    private static void unpack(Source.Bundled source, ModelFile file, Path part)
            throws IOException {
        try (var in = source.open(file.name())) {
            if (in == null) {
                throw new FetchException(Kind.MISSING, file.name() + " is not part of this build.");
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        } catch (FetchException e) {
            throw e;
        } catch (IOException e) {
            throw StoreFaults.of(part, e);
        }
        if (!Digest.sha256(part).equals(file.sha256())) {
            Files.delete(part);
            throw new FetchException(
                    Kind.CORRUPT, file.name() + " of this build is not what the catalogue says.");
        }
    }

    private URI hubAddress(Source.HuggingFace source, ModelFile file) {
        return settings.hub()
                .resolve(
                        source.repo()
                                + "/resolve/"
                                + source.revision()
                                + "/"
                                + source.paths().get(file.name()));
    }

    /** Runs all, waits for all, then throws the first failure. */
    private <T> void all(List<T> items, Function<T, Callable<Void>> task)
            throws IOException, InterruptedException {
        var running = new ArrayList<Future<Void>>();
        for (var item : items) {
            running.add(threads.submit(task.apply(item)));
        }
        IOException failure = null;
        for (var one : running) {
            try {
                get(one);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static <T> T get(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
