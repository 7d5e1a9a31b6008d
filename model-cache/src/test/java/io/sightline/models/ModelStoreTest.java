// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final byte[] CONTENT = "twelve bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Catalogue catalogue;
    private String sha256;
    private ModelStore store;

    @BeforeEach
    void makeStore() throws IOException {
        var sample = folder.resolve("sample");
        Files.write(sample, CONTENT);
        sha256 = Digest.sha256(sample);
        catalogue = TinyCatalogue.of(TinyCatalogue.file("tiny.onnx", CONTENT.length, sha256));
        store = ModelStore.open(folder.resolve("store"), catalogue);
    }

    private Path put(byte[] content) throws IOException {
        var model = catalogue.models().get(0);
        var at = store.folder(model, model.variants().get(0));
        Files.createDirectories(at);
        var file = Files.write(at.resolve("tiny.onnx"), content);
        new Manifest(
                        "local",
                        "test",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        List.of(
                                new Manifest.Entry(
                                        "tiny.onnx",
                                        content.length,
                                        Digest.sha256(file),
                                        Files.getLastModifiedTime(file).toMillis())))
                .write(at);
        return file;
    }

    private JsonNode variant() throws IOException {
        return new ObjectMapper().readTree(store.indexJson()).at("/models/0/variants/0");
    }

    @Test
    void absentFolderMeansAbsentModels() throws IOException {
        assertFalse(store.models().get(0).ready());
        assertTrue(store.file(sha256, "tiny.onnx").isEmpty());
        assertEquals("absent", variant().path("state").asText());
        assertTrue(variant().path("source").isNull());
        assertTrue(variant().path("how").asText().contains("fetch tiny/fp32"));
    }

    @Test
    void fileThatArrivesShowsUpWithoutReopening() throws IOException {
        assertFalse(store.models().get(0).ready());
        var file = put(CONTENT);
        var state = store.models().get(0);
        assertTrue(state.ready());
        assertEquals("local", state.source());
        assertEquals(file, store.file(sha256, "tiny.onnx").orElseThrow().path());
        assertTrue(store.file(sha256, "other.onnx").isEmpty());
        assertEquals("ready", variant().path("state").asText());
        assertEquals("models/" + sha256 + "/tiny.onnx", variant().at("/files/0/url").asText());
        Files.delete(file);
        assertFalse(store.models().get(0).ready());
        assertEquals("absent", variant().path("state").asText());
    }

    @Test
    void copiedStoreIsCheckedAgainAndCounts() throws IOException {
        var file = put(CONTENT);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertTrue(store.models().get(0).ready());
    }

    @Test
    void alteredFileOfTheSameLengthDoesNotCount() throws IOException {
        var file = put(CONTENT);
        assertTrue(store.models().get(0).ready());
        Files.write(file, "twelve Bytes".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        var state = store.models().get(0);
        assertFalse(state.ready());
        assertTrue(state.problem().contains("altered"), state.problem());
        assertTrue(store.file(sha256, "tiny.onnx").isEmpty());
    }

    @Test
    void truncatedFileDoesNotCount() throws IOException {
        var file = put(CONTENT);
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(store.models().get(0).problem().contains("3 bytes instead of 12"));
    }

    @Test
    void fileOfAnotherVersionDoesNotCount() throws IOException {
        put("other  bytes".getBytes(StandardCharsets.UTF_8));
        assertFalse(store.models().get(0).ready());
    }

    @Test
    void brokenRecordCountsAsNone() throws IOException {
        var file = put(CONTENT);
        Files.writeString(file.resolveSibling(Manifest.NAME), "{\"files\":[");
        assertFalse(store.models().get(0).ready());
        assertNull(store.models().get(0).problem());
    }

    @Test
    void whatTheHubHasIsInTheIndexOnlyWhereThePageMayAskIt() throws IOException {
        var revision = TinyCatalogue.REVISION;
        store =
                ModelStore.open(
                        folder.resolve("store"),
                        TinyCatalogue.of(
                                TinyCatalogue.file("tiny.onnx", CONTENT.length, sha256)
                                        + ", "
                                        + TinyCatalogue.file("config.json", 20, null),
                                TinyCatalogue.hub("tiny.onnx", "config.json")));
        var json = new ObjectMapper();
        assertFalse(json.readTree(store.indexJson()).has("hub"));
        assertFalse(variant().has("hub"));
        var index = json.readTree(store.indexJson("https://hub.example"));
        assertEquals("https://hub.example", index.path("hub").asText());
        var hub = index.at("/models/0/variants/0/hub");
        assertEquals("owner/name", hub.path("repo").asText());
        assertEquals(revision, hub.path("revision").asText());
        assertEquals("tiny.onnx", hub.at("/files/0/path").asText());
        assertEquals(sha256, hub.at("/files/0/sha256").asText());
        assertTrue(hub.at("/files/1/sha256").isNull(), "a digest that nobody knows is not made up");
        assertFalse(json.readTree(store.indexJson()).has("hub"), "one index is not the other");
    }

    @Test
    void refusedModelsAreNotInTheIndex() throws IOException {
        var all = ModelStore.open(folder.resolve("none"));
        var index = new ObjectMapper().readTree(all.indexJson());
        assertEquals(1, index.path("schema").asInt());
        for (var model : index.path("models")) {
            assertFalse(model.at("/licence/spdx").asText().contains("NC"), model.toString());
            assertNotNull(model.path("variants").get(0));
        }
        assertTrue(index.path("models").size() >= 3);
    }
}
