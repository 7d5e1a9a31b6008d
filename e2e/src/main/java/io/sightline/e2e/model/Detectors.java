// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import io.sightline.e2e.Project;
import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.catalogue.Role;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores with detectors in them: the tiny one, or the real ones where this machine has them. */
public final class Detectors {
    /** Id of the tiny one. */
    public static final String TINY = "test-detector";

    /** Id of one whose file is not what its entry says. */
    public static final String WRONG = "test-wrong";

    /** Id of the tiny one for faces. */
    public static final String FACES = "test-faces";

    /** Why what needs a real one does not run. */
    public static final String MISSING =
            "no detector is here; get one with: ./sightline models fetch nanodet-m";

    private static final Path YOLOX = Project.shared("models/yolox_nano_416.onnx");

    private Detectors() {}

    /** A store with the tiny detector, and a wrong one behind it. */
    public static ModelStore tiny(Path folder) {
        return tiny(folder, false);
    }

    /** The same with the tiny one for faces. */
    public static ModelStore tinyWithFaces(Path folder) {
        return tiny(folder, true);
    }

    private static ModelStore tiny(Path folder, boolean faces) {
        try {
            var first = put(folder, TINY, "fp32", "tiny.onnx", TinyDetector.toOnnx());
            var second = put(folder, WRONG, "fp32", "wrong.onnx", TinyDetector.wrong());
            var models = entry(TINY, "Test detector", first) + "," + entry(WRONG, "Wrong", second);
            if (faces) {
                var third = put(folder, FACES, "fp32", "faces.onnx", TinyFaceDetector.toOnnx());
                models += "," + faceEntry(third);
            }
            return ModelStore.open(
                    folder,
                    Catalogue.parse(
                            "{\"schema\": 1, \"hub\": \"https://hub.invalid\", \"models\": ["
                                    + models
                                    + "]}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A store with the real detectors that are here and nothing else; empty where there is none.
     */
    public static Optional<ModelStore> real(Path folder) {
        try {
            var catalogue = Catalogue.load();
            boolean some = false;
            var own = ModelStore.open(StoreFolder.of(System.getenv(), Project.root()));
            for (var state : own.models()) {
                if (state.ready()
                        && state.model().output() != null
                        && state.model().output().decoder() != null) {
                    var file = state.files().get(0);
                    put(
                            folder,
                            state.model().id(),
                            state.variant().id(),
                            file.name(),
                            Files.readAllBytes(file.path()));
                    some |= state.model().role() == Role.DETECTOR;
                }
            }
            if (Files.isRegularFile(YOLOX)) {
                put(
                        folder,
                        "yolox-nano",
                        "fp32-416",
                        YOLOX.getFileName().toString(),
                        Files.readAllBytes(YOLOX));
                some = true;
            }
            return some ? Optional.of(ModelStore.open(folder, catalogue)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest.Entry put(
            Path folder, String model, String variant, String name, byte[] bytes)
            throws IOException {
        Path at = folder.resolve(model).resolve(variant);
        Files.createDirectories(at);
        Path file = at.resolve(name);
        Path part = at.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        var entry =
                new Manifest.Entry(
                        name,
                        bytes.length,
                        Digest.sha256(file),
                        Files.getLastModifiedTime(file).toMillis());
        new Manifest("local", file.toString(), Instant.EPOCH, List.of(entry)).write(at);
        return entry;
    }

    private static String faceEntry(Manifest.Entry file) {
        return entry(FACES, "Test faces", file)
                .replace("\"role\": \"detector\"", "\"role\": \"face\"")
                .replace("\"name\": \"images\"", "\"name\": \"input\"")
                .replace("[416, 416]", "[192, 192]")
                .replace("BGR", "RGB")
                .replace("[0, 255]", "[0, 1]")
                .replace(", \"pad\": 114", "")
                .replace("\"decoder\": \"yolox\"", "\"decoder\": \"blazeface\"");
    }

    private static String entry(String id, String name, Manifest.Entry file) {
        return """
               {"id": "%s", "name": "%s", "role": "detector",
                "licence": {"spdx": "Apache-2.0", "url": "https://example.invalid/licence", "commercial": true},
                "input": {"name": "images", "dtype": "float32", "layout": "NCHW", "multiple": 32, "size": [416, 416],
                          "colour": "BGR", "range": [0, 255], "mean": [0, 0, 0], "std": [1, 1, 1],
                          "fit": "letterbox", "resize": "linear", "pad": 114},
                "output": {"name": "output", "kind": "boxes", "decoder": "yolox"},
                "variants": [{
                  "id": "fp32", "precision": {"storage": "fp32", "compute": "fp32"}, "needs": [],
                  "backends": ["webgpu-fp32", "wasm-threads", "wasm"],
                  "files": [{"name": "%s", "bytes": %d, "sha256": "%s"}],
                  "sources": [{"type": "local"}]}],
                "fetched": [["fp32"]]}
               """
                .formatted(id, name, file.name(), file.bytes(), file.sha256());
    }
}
