// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.store.Digest;
import io.sightline.models.translate.DepthTranslator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The tiny network inside an npm package, and the catalogue that names both. */
public final class TinyPackage {
    /** Name of the translated file. */
    public static final String NAME = "tiny.onnx";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final byte[] tarball;
    private final byte[] translated;

    /** Makes the package; the folder is for scratch. */
    public TinyPackage(Path folder) throws IOException {
        entries.put("package/package.json", "{}".getBytes());
        entries.put("package/deep/model.mil", resource("model.mil"));
        entries.put("package/deep/weights/weight.bin", resource("weight.bin"));
        entries.put("package/large.bin", new byte[300_000]);
        tarball = tgz(entries);
        var out = folder.resolve("expected.onnx");
        DepthTranslator.translate(
                Files.write(folder.resolve("expected.mil"), resource("model.mil")),
                Files.write(folder.resolve("expected.bin"), resource("weight.bin")),
                out,
                DepthTranslator.Options.DEFAULT);
        translated = Files.readAllBytes(out);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = TinyPackage.class.getResourceAsStream("/golden/tiny/" + name)) {
            return in.readAllBytes();
        }
    }

    /** The package's file. */
    public byte[] tarball() {
        return tarball;
    }

    /** What the translation makes. */
    public byte[] translated() {
        return translated;
    }

    /** A file of the package. */
    public byte[] entry(String path) {
        return entries.get(path);
    }

    /** A catalogue whose one model is made of this package. */
    public Catalogue catalogue() {
        return catalogue("package/deep/model.mil");
    }

    /** The same with another path for the program. */
    public Catalogue catalogue(String milPath) {
        var mil = entries.get("package/deep/model.mil");
        var weights = entries.get("package/deep/weights/weight.bin");
        return TinyCatalogue.of(
                List.of(
                        TinyCatalogue.variant(
                                "fp32",
                                TinyCatalogue.file(NAME, translated.length, sha256(translated)),
                                """
                                {"type": "npm", "name": "@tiny/package", "version": "1.2.3",
                                 "bytes": %d, "sha256": "%s", "entries": [
                                  {"path": "%s", "as": "model.mil", "bytes": %d, "sha256": "%s"},
                                  {"path": "package/deep/weights/weight.bin", "as": "weight.bin",
                                   "bytes": %d, "sha256": "%s"}],
                                 "translation": {"from": "coreml-mil", "storage": "fp16",
                                                 "compute": "fp32"}}"""
                                        .formatted(
                                                tarball.length,
                                                sha256(tarball),
                                                milPath,
                                                mil.length,
                                                sha256(mil),
                                                weights.length,
                                                sha256(weights)))),
                "[\"fp32\"]");
    }

    /** SHA-256, hex. */
    public static String sha256(byte[] content) {
        var digest = Digest.sha256();
        digest.update(content);
        return Digest.hex(digest);
    }

    /** A tar.gz of these files. */
    public static byte[] tgz(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
