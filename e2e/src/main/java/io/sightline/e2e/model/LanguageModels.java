// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import io.sightline.e2e.Project;
import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.fetch.FetchSettings;
import io.sightline.models.fetch.Fetcher;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.fetch.Progress;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stores with a language model in them. */
public final class LanguageModels {
    /** The demonstration model's id. */
    public static final String DEMONSTRATION = "smolvlm2-demo";

    /** The id of {@link #of}. */
    public static final String OTHER = "words";

    private static final List<String> PARTS =
            List.of("vision_encoder", "embed_tokens", "decoder_model_merged");
    private static final List<String> SETTINGS =
            List.of(
                    "config.json",
                    "generation_config.json",
                    "preprocessor_config.json",
                    "processor_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json");

    private LanguageModels() {}

    /** The product's own catalogue, with the demonstration model fetched as a person would. */
    public static ModelStore demonstration(Path folder) {
        var catalogue = Catalogue.load();
        try (var fetcher =
                new Fetcher(
                        new StoreWriter(folder, Clock.systemUTC()),
                        FetchSettings.of(Map.of(), catalogue.hub()),
                        new Quiet())) {
            var outcome =
                    fetcher.fetch(List.of(Wish.of(catalogue.model(DEMONSTRATION).orElseThrow())))
                            .get(0);
            if (outcome.failure() != null) {
                throw new UncheckedIOException(outcome.failure());
            }
            return ModelStore.open(folder, catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A model in a hub's layout, offered under {@link #OTHER} in one precision.
     *
     * @param folder of the store
     * @param hub folder with config.json and onnx/
     * @param suffix of the files, such as "_quantized"; empty for single precision
     */
    public static ModelStore of(Path folder, Path hub, String suffix) {
        boolean eight = suffix.equals("_quantized");
        var files = new ArrayList<Path>();
        PARTS.forEach(part -> files.add(hub.resolve("onnx").resolve(part + suffix + ".onnx")));
        SETTINGS.forEach(name -> files.add(hub.resolve(name)));
        try {
            Path at = Files.createDirectories(folder.resolve(OTHER).resolve("only"));
            var entries = new ArrayList<Manifest.Entry>();
            for (var file : files) {
                Path copy = at.resolve(file.getFileName().toString());
                Files.deleteIfExists(copy);
                Files.copy(file, copy);
                entries.add(
                        new Manifest.Entry(
                                copy.getFileName().toString(),
                                Files.size(copy),
                                Digest.sha256(copy),
                                Files.getLastModifiedTime(copy).toMillis()));
            }
            new Manifest("local", hub.toString(), Instant.EPOCH, entries).write(at);
            return ModelStore.open(folder, catalogue(entries, eight));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The demonstration model, offered under {@link #OTHER}, whose decoder is larger than it needs
     * to be.
     *
     * @param folder of the store
     * @param more bytes of weights that nothing uses
     */
    public static ModelStore heavy(Path folder, int more) {
        Path demonstration = Project.root().resolve("model-cache/demonstration/model");
        Path hub = folder.resolve("hub");
        try {
            Files.createDirectories(hub.resolve("onnx"));
            for (var name : SETTINGS) {
                Files.write(hub.resolve(name), Files.readAllBytes(demonstration.resolve(name)));
            }
            for (var part : PARTS) {
                var name = "onnx/" + part + "_quantized.onnx";
                Files.write(hub.resolve(name), Files.readAllBytes(demonstration.resolve(name)));
            }
            // A message may come in pieces: this graph's initializers join the first one's.
            var weights =
                    new Proto()
                            .number(1, more)
                            .number(2, 3)
                            .text(8, "unused")
                            .bytes(9, new byte[more]);
            Files.write(
                    hub.resolve("onnx/decoder_model_merged_quantized.onnx"),
                    new Proto().message(7, new Proto().message(5, weights)).toBytes(),
                    StandardOpenOption.APPEND);
            return of(folder, hub, "_quantized");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalogue catalogue(List<Manifest.Entry> entries, boolean eight) {
        var files =
                entries.stream()
                        .map(
                                entry ->
                                        "{\"name\": \"%s\", \"bytes\": %d, \"sha256\": \"%s\"}"
                                                .formatted(
                                                        entry.name(),
                                                        entry.bytes(),
                                                        entry.sha256()))
                        .collect(Collectors.joining(", "));
        return Catalogue.parse(
                """
                {"schema": 1, "hub": "https://hub.invalid", "models": [{
                  "id": "%s", "name": "Words", "role": "language",
                  "licence": {"spdx": "Apache-2.0", "url": "https://example.invalid/licence", "commercial": true},
                  "variants": [{
                    "id": "only", "precision": {"storage": "%s", "compute": "fp32"}, "needs": [],
                    "backends": ["wasm-threads", "wasm"%s], "files": [%s],
                    "sources": [{"type": "local"}]}],
                  "fetched": [["only"]]}]}
                """
                        .formatted(
                                OTHER,
                                eight ? "int8" : "fp32",
                                eight ? "" : ", \"webgpu-fp32\"",
                                files));
    }

    private static final class Quiet implements Progress {
        @Override
        public void say(String line) {}

        @Override
        public Meter start(String what, long total, long already) {
            return Meter.NONE;
        }
    }
}
