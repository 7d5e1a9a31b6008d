// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Catalogue;

/** Catalogues of one small model for tests. */
public final class TinyCatalogue {
    private TinyCatalogue() {}

    /** A file's JSON. */
    public static String file(String name, long bytes, String sha256) {
        return """
        {"name": "%s", "bytes": %d%s}"""
                .formatted(name, bytes, sha256 == null ? "" : ", \"sha256\": \"" + sha256 + "\"");
    }

    /** Model {@code tiny}, variant {@code fp32}, one file released as {@code tiny.onnx}. */
    public static Catalogue of(String file) {
        return of(
                file,
                """
                {"type": "release", "urls": {"tiny.onnx": "https://example.invalid/tiny.onnx"}}""");
    }

    /** Model {@code tiny}, variant {@code fp32}, with these files and sources. */
    public static Catalogue of(String files, String sources) {
        return Catalogue.parse(
                """
                {"schema": 1, "hub": "https://example.invalid", "models": [
                  {"id": "tiny", "name": "Tiny", "role": "language",
                   "licence": {"spdx": "MIT", "url": "https://example.invalid", "commercial": true},
                   "variants": [
                     {"id": "fp32", "precision": {"storage": "fp32", "compute": "fp32"},
                      "needs": [], "backends": ["wasm"], "files": [%s], "sources": [%s]}],
                   "fetched": [["fp32"]]},
                  {"id": "forbidden", "name": "Forbidden", "role": "depth",
                   "licence": {"spdx": "CC-BY-NC-4.0", "url": "https://example.invalid",
                   "commercial": false}, "names": ["*forbidden*"]}]}
                """
                        .formatted(files, sources));
    }
}
