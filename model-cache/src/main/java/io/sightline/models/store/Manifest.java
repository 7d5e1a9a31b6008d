// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store's record of one variant: {@code manifest.json} beside its files, written last, so that
 * a variant without it does not count.
 *
 * @param source type of the source: huggingface, release, npm or local
 * @param detail repository and commit, package, address or path
 * @param time when the files came
 * @param files what was verified
 */
public record Manifest(String source, String detail, Instant time, List<Entry> files) {
    /** Name of the record's file. */
    public static final String NAME = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A verified file.
     *
     * @param name without folders
     * @param bytes its length
     * @param sha256 of its content
     * @param modified its time of change, milliseconds since 1970, by which it is known to be
     *     untouched without reading it
     */
    public record Entry(String name, long bytes, String sha256, long modified) {}

    /** Reads the record of a variant's folder; empty when there is none or it is not readable. */
    public static Optional<Manifest> read(Path folder) {
        try {
            return Optional.of(of(JSON.readTree(folder.resolve(NAME).toFile())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // A record that cannot be read is as good as none: the files are verified again.
            return Optional.empty();
        }
    }

    private static Manifest of(JsonNode json) {
        var files = new ArrayList<Entry>();
        for (var file : json.path("files")) {
            files.add(
                    new Entry(
                            file.path("name").asText(),
                            file.path("bytes").asLong(),
                            file.path("sha256").asText(),
                            file.path("modified").asLong()));
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no files");
        }
        return new Manifest(
                json.path("source").asText(),
                json.path("detail").asText(),
                Instant.parse(json.path("time").asText()),
                List.copyOf(files));
    }

    /** Writes the record into a variant's folder, all at once. */
    public void write(Path folder) throws IOException {
        var json = JSON.createObjectNode();
        json.put("schema", 1).put("source", source).put("detail", detail);
        json.put("time", time.toString());
        var list = json.putArray("files");
        for (var file : files) {
            list.addObject()
                    .put("name", file.name)
                    .put("bytes", file.bytes)
                    .put("sha256", file.sha256)
                    .put("modified", file.modified);
        }
        var part = folder.resolve(NAME + ".part");
        Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        Files.move(
                part,
                folder.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The record of a file by name. */
    public Optional<Entry> file(String name) {
        return files.stream().filter(f -> f.name.equals(name)).findFirst();
    }
}
