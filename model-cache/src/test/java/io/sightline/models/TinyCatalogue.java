// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Catalogue;
import java.util.List;
import java.util.stream.Collectors;

/** Catalogues of one small model for tests. */
public final class TinyCatalogue {
    /** A commit. */
    public static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    private TinyCatalogue() {}

    /** A file's JSON. */
    public static String file(String name, long bytes, String sha256) {
        return """
        {"name": "%s", "bytes": %d%s}"""
                .formatted(name, bytes, sha256 == null ? "" : ", \"sha256\": \"" + sha256 + "\"");
    }

    /** A hub's repository, owner/name, with these files at its top. */
    public static String hub(String... names) {
        return """
        {"type": "huggingface", "repo": "owner/name", "revision": "%s", "paths": {%s}}"""
                .formatted(
                        REVISION,
                        List.of(names).stream()
                                .map(name -> '"' + name + "\": \"" + name + '"')
                                .collect(Collectors.joining(", ")));
    }

    /** Where {@link #hub} files lie on the host. */
    public static String hubPath(String name) {
        return "/owner/name/resolve/" + REVISION + "/" + name;
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
        return of(List.of(variant("fp32", files, sources)), "[\"fp32\"]");
    }

    /** A variant's JSON. */
    public static String variant(String id, String files, String sources) {
        return """
        {"id": "%s", "precision": {"storage": "fp32", "compute": "fp32"},
         "needs": [], "backends": ["wasm"], "files": [%s], "sources": [%s]}"""
                .formatted(id, files, sources);
    }

    /** Model {@code tiny} with these variants, and a model that is refused. */
    public static Catalogue of(List<String> variants, String fetched) {
        return Catalogue.parse(
                """
                {"schema": 1, "hub": "https://example.invalid", "models": [
                  {"id": "tiny", "name": "Tiny", "role": "language",
                   "licence": {"spdx": "MIT", "url": "https://example.invalid", "commercial": true},
                   "variants": [%s],
                   "fetched": [%s]},
                  {"id": "forbidden", "name": "Forbidden", "role": "depth",
                   "licence": {"spdx": "CC-BY-NC-4.0", "url": "https://example.invalid",
                   "commercial": false}, "names": ["*forbidden*"]}]}
                """
                        .formatted(String.join(", ", variants), fetched));
    }
}
