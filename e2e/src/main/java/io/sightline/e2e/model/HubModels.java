// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import io.sightline.e2e.Project;
import io.sightline.e2e.site.ModelHub;
import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The demonstration model and a depth model as if they were a hub's repository, and the catalogue
 * of a server that has neither.
 */
public final class HubModels {
    /** The language model's id; the catalogue pins no digest of it, and its branch only. */
    public static final String WORDS = "words";

    /** The depth model's id; the catalogue pins its digest and its commit. */
    public static final String DEPTH = "depth";

    /** Where the depth model lies. */
    public static final String DEPTH_PATH = "onnx/model.onnx";

    /** The language model's graphs of 8 bits. */
    public static final List<String> EIGHT_BITS =
            List.of(
                    "vision_encoder_quantized.onnx",
                    "embed_tokens_quantized.onnx",
                    "decoder_model_merged_quantized.onnx");

    private static final List<String> SETTINGS =
            List.of(
                    "config.json",
                    "generation_config.json",
                    "preprocessor_config.json",
                    "processor_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json");

    private HubModels() {}

    /** A hub with both models. */
    public static ModelHub hub(byte[] depth) {
        var folder = Project.root().resolve("model-cache/demonstration/model");
        var files = new TreeMap<String, byte[]>();
        files.put(DEPTH_PATH, depth);
        try {
            for (var name : EIGHT_BITS) {
                files.put("onnx/" + name, Files.readAllBytes(folder.resolve("onnx").resolve(name)));
            }
            for (var name : SETTINGS) {
                files.put(name, Files.readAllBytes(folder.resolve(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelHub(files, List.of(".onnx", "tokenizer.json"));
    }

    /** A server's store that has nothing. */
    public static ModelStore store(Path folder, ModelHub hub, byte[] depth) {
        return ModelStore.open(folder, catalogue(hub, depth));
    }

    private static String variant(
            String id, String storage, String compute, String backends, List<String> graphs) {
        var paths = new TreeMap<String, String>();
        graphs.forEach(name -> paths.put(name, "onnx/" + name));
        SETTINGS.forEach(name -> paths.put(name, name));
        return """
        {"id": "%s", "precision": {"storage": "%s", "compute": "%s"}, "needs": [%s],
         "backends": [%s], "files": [%s],
         "sources": [{"type": "huggingface", "repo": "%s", "revision": "main", "paths": {%s}}]}"""
                .formatted(
                        id,
                        storage,
                        compute,
                        compute.equals("fp16") ? "\"shader-f16\"" : "",
                        backends,
                        paths.keySet().stream()
                                .map(
                                        name ->
                                                "{\"name\": \"%s\", \"bytes\": %d}"
                                                        .formatted(
                                                                name,
                                                                name.endsWith(".onnx")
                                                                        ? 1_000_000
                                                                        : 1000))
                                .collect(Collectors.joining(", ")),
                        ModelHub.REPO,
                        paths.entrySet().stream()
                                .map(e -> "\"%s\": \"%s\"".formatted(e.getKey(), e.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static Catalogue catalogue(ModelHub hub, byte[] depth) {
        return Catalogue.parse(
                """
                {"schema": 1, "hub": "https://hub.invalid", "models": [{
                  "id": "%s", "name": "Depth of the hub", "role": "depth",
                  "licence": {"spdx": "Apache-2.0", "url": "https://example.invalid/licence", "commercial": true},
                  "input": {"name": "pixel_values", "dtype": "float32", "layout": "NCHW", "multiple": 14,
                            "colour": "RGB", "range": [0, 1], "mean": [0.485, 0.456, 0.406],
                            "std": [0.229, 0.224, 0.225], "fit": "aspect", "resize": "cubic"},
                  "output": {"name": "predicted_depth", "kind": "relative", "near": "large"},
                  "variants": [{
                    "id": "fp32", "precision": {"storage": "fp32", "compute": "fp32"}, "needs": [],
                    "backends": ["webgpu-fp32", "wasm-threads", "wasm"],
                    "files": [{"name": "model.onnx", "bytes": %d, "sha256": "%s"}],
                    "sources": [{"type": "huggingface", "repo": "%s", "revision": "%s",
                                 "paths": {"model.onnx": "%s"}}]}],
                  "fetched": [["fp32"]]}, {
                  "id": "%s", "name": "Words of the hub", "role": "language", "memory": 1800000000,
                  "licence": {"spdx": "Apache-2.0", "url": "https://example.invalid/licence", "commercial": true},
                  "variants": [%s],
                  "fetched": [["q8"]]}]}
                """
                        .formatted(
                                DEPTH,
                                depth.length,
                                hub.sha256(DEPTH_PATH),
                                ModelHub.REPO,
                                ModelHub.COMMIT,
                                DEPTH_PATH,
                                WORDS,
                                variant(
                                        "q8",
                                        "int8",
                                        "fp32",
                                        "\"wasm-threads\", \"wasm\"",
                                        EIGHT_BITS)));
    }
}
