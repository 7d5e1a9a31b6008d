// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.models.catalogue.Source;
import io.sightline.models.fetch.FetchException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The user's own npm, with whatever registry, mirror and credentials it is set up for. */
final class Npm {
    private static final long ASK_SECONDS = 60;
    private static final long PACK_SECONDS = 1800;

    private final List<String> command;

    Npm(List<String> command) {
        this.command = command;
    }

    /** Where the registry keeps a package's file. */
    URI address(Source.Npm source) throws IOException, InterruptedException {
        var out =
                run(
                        source,
                        Files.createTempFile("npm", ".out"),
                        ASK_SECONDS,
                        List.of(
                                "view",
                                source.detail(),
                                "dist",
                                "--json",
                                "--fetch-retries=0",
                                "--fetch-timeout=15000"));
        try {
            var tarball = new ObjectMapper().readTree(out).path("tarball").asText("");
            if (!tarball.startsWith("https://") && !tarball.startsWith("http://")) {
                throw new FetchException(
                        Kind.MISSING, "npm knows no file of " + source.detail() + ".");
            }
            return URI.create(tarball);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new FetchException(
                    Kind.FAILED, "npm view " + source.detail() + " gave something unreadable.", e);
        }
    }

    /** Has npm itself get the package's file, for registries that want its credentials or proxy. */
    Path pack(Source.Npm source, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run(
                source,
                Files.createTempFile("npm", ".out"),
                PACK_SECONDS,
                List.of(
                        "pack",
                        source.detail(),
                        "--pack-destination",
                        folder.toString(),
                        "--ignore-scripts"));
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new FetchException(
                                            Kind.FAILED,
                                            "npm pack " + source.detail() + " left no file."));
        }
    }

    private String run(Source.Npm source, Path out, long seconds, List<String> arguments)
            throws IOException, InterruptedException {
        var errors = Files.createTempFile("npm", ".err");
        try {
            var line = new ArrayList<>(command);
            line.addAll(arguments);
            var builder = new ProcessBuilder(line);
            builder.redirectOutput(out.toFile()).redirectError(errors.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()));
            // Outside any project, so that no package.json or .npmrc of a working folder counts.
            builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new FetchException(
                        Kind.UNREACHABLE,
                        "npm is not found. Install Node.js with npm (Debian: apt install npm), or"
                                + " import the model from a folder.",
                        e);
            }
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new FetchException(
                        Kind.UNREACHABLE, "npm " + arguments.get(0) + " gave no answer in time.");
            }
            if (process.exitValue() != 0) {
                throw failure(source, Files.readString(errors, StandardCharsets.UTF_8));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(errors);
        }
    }

    private static Path nothing() {
        var windows = System.getProperty("os.name", "").startsWith("Windows");
        return Path.of(windows ? "NUL" : "/dev/null");
    }

    private static FetchException failure(Source.Npm source, String errors) {
        if (errors.contains("E404")) {
            return new FetchException(
                    Kind.MISSING, "npm's registry does not have " + source.detail() + ".");
        }
        if (errors.contains("E401") || errors.contains("E403") || errors.contains("ENEEDAUTH")) {
            return new FetchException(
                    Kind.DENIED,
                    "npm's registry refuses "
                            + source.detail()
                            + ": run npm login, or ask its owner.");
        }
        var first =
                errors.lines()
                        .filter(l -> l.contains("ERR!") || l.contains("npm error"))
                        .filter(l -> !l.contains("A complete log"))
                        .findFirst()
                        .orElse("it gives no reason");
        return new FetchException(
                Kind.UNREACHABLE, "npm does not reach its registry (" + first.strip() + ").");
    }
}
