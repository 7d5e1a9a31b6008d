// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A model store with one depth model of our own choosing in it, made like the product's own. */
public final class TestStore {
    /** What the page calls the model. */
    public static final String NAME = "Test depth";

    /** The model's id. */
    public static final String ID = "test-depth";

    private static final String VARIANT = "fp32";

    private TestStore() {}

    /** A store whose model is not there. */
    public static ModelStore empty(Path folder) {
        return ModelStore.open(folder, catalogue(ID, NAME, "model.onnx", 1000, null, ""));
    }

    /** A store with {@link #ID} made of these bytes. */
    public static ModelStore with(Path folder, byte[] model) {
        return with(folder, ID, NAME, model);
    }

    /** A store with a model made of these bytes, under the id and name given. */
    public static ModelStore with(Path folder, String id, String name, byte[] model) {
        Path at = folder.resolve(id).resolve(VARIANT);
        try {
            Files.createDirectories(at);
            Path file = at.resolve("model.onnx");
            Files.write(file, model);
            return record(folder, id, name, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A store with a model file from elsewhere, under the id and name given. */
    public static ModelStore linking(Path folder, String id, String name, Path model) {
        Path at = folder.resolve(id).resolve(VARIANT);
        try {
            Files.createDirectories(at);
            Path file = at.resolve(model.getFileName());
            Files.deleteIfExists(file);
            try {
                Files.createLink(file, model);
            } catch (IOException | UnsupportedOperationException e) {
                // Another file system: a copy does as well.
                Files.copy(model, file);
            }
            return record(folder, id, name, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A store with {@link #ID} made of these bytes, which takes one size and gives larger values
     * for nearer.
     */
    public static ModelStore fixed(Path folder, byte[] model, int width, int height) {
        Path at = folder.resolve(ID).resolve(VARIANT);
        try {
            Files.createDirectories(at);
            Path file = at.resolve("model.onnx");
            Files.write(file, model);
            return record(folder, ID, NAME, file, size(width, height));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A store with a model that has two files: one for half precision, one for all else. It takes
     * one size.
     */
    public static ModelStore twofold(
            Path folder, String id, byte[] half, byte[] whole, int width, int height) {
        try {
            var variants = new ArrayList<String>();
            for (var precision : List.of("fp16", "fp32")) {
                Path at = folder.resolve(id).resolve(precision);
                Files.createDirectories(at);
                Path file = at.resolve("model.onnx");
                Files.write(file, precision.equals("fp16") ? half : whole);
                var entry = entry(file);
                variants.add(variant(precision, entry.name(), entry.bytes(), entry.sha256()));
            }
            return ModelStore.open(
                    folder,
                    catalogue(id, NAME, size(width, height), variants, "[\"fp16\", \"fp32\"]"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String size(int width, int height) {
        return "\"size\": [" + height + ", " + width + "], ";
    }

    private static ModelStore record(Path folder, String id, String name, Path file)
            throws IOException {
        return record(folder, id, name, file, "");
    }

    private static ModelStore record(Path folder, String id, String name, Path file, String size)
            throws IOException {
        var entry = entry(file);
        return ModelStore.open(
                folder, catalogue(id, name, entry.name(), entry.bytes(), entry.sha256(), size));
    }

    private static Manifest.Entry entry(Path file) throws IOException {
        var entry =
                new Manifest.Entry(
                        file.getFileName().toString(),
                        Files.size(file),
                        Digest.sha256(file),
                        Files.getLastModifiedTime(file).toMillis());
        new Manifest("local", file.toString(), Instant.EPOCH, List.of(entry))
                .write(file.getParent());
        return entry;
    }

    private static Catalogue catalogue(
            String id, String name, String file, long bytes, String sha256, String size) {
        return catalogue(
                id, name, size, List.of(variant(VARIANT, file, bytes, sha256)), "[\"fp32\"]");
    }

    private static String variant(String precision, String file, long bytes, String sha256) {
        boolean half = precision.equals("fp16");
        return """
                {"id": "%s", "precision": {"storage": "%s", "compute": "%s"}, "needs": [%s], "backends": [%s],
                 "files": [{"name": "%s", "bytes": %d%s}],
                 "sources": [{"type": "local"}]}
                """
                .formatted(
                        precision,
                        precision,
                        precision,
                        half ? "\"shader-f16\"" : "",
                        half ? "\"webgpu-fp16\"" : "\"webgpu-fp32\", \"wasm-threads\", \"wasm\"",
                        file,
                        bytes,
                        sha256 == null ? "" : ", \"sha256\": \"" + sha256 + "\"");
    }

    private static Catalogue catalogue(
            String id, String name, String size, List<String> variants, String fetched) {
        return Catalogue.parse(
                """
                {"schema": 1, "hub": "https://hub.invalid", "models": [{
                  "id": "%s", "name": "%s", "role": "depth",
                  "licence": {"spdx": "Apache-2.0", "url": "https://example.invalid/licence", "commercial": true},
                  "input": {"name": "pixel_values", "dtype": "float32", "layout": "NCHW", "multiple": 14, %s
                            "colour": "RGB", "range": [0, 1], "mean": [0.485, 0.456, 0.406],
                            "std": [0.229, 0.224, 0.225], "fit": "aspect", "resize": "cubic"},
                  "output": {"name": "predicted_depth", "kind": "relative", "near": "large"},
                  "variants": [%s],
                  "fetched": [%s]}]}
                """
                        .formatted(id, name, size, String.join(",", variants), fetched));
    }
}
