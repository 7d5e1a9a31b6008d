// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.ModelStore;
import io.sightline.models.TinyCatalogue;
import io.sightline.models.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledFetchTest {
    private static final String NAME = "tiny.onnx";

    private final byte[] content = new byte[1_500_000];

    private String catalogueJson() {
        return """
        {"schema": 1, "hub": "https://example.invalid", "models": [
          {"id": "tiny", "name": "Tiny", "role": "language",
           "licence": {"spdx": "MIT", "url": "https://example.invalid", "commercial": true},
           "variants": [%s], "fetched": [["fp32"]]}]}"""
                .formatted(
                        TinyCatalogue.variant(
                                "fp32",
                                TinyCatalogue.file(NAME, content.length, TestHub.sha256(content)),
                                TinyCatalogue.hub(NAME)));
    }

    private static Process start(Path catalogue, Path store, TestHub hub) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledFetch.class.getName(),
                        catalogue.toString(),
                        store.toString(),
                        hub.address().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatHasComeSurvivesAKillAtAnyMoment(@TempDir Path folder) throws Exception {
        new Random(9).nextBytes(content);
        var json = Files.writeString(folder.resolve("catalogue.json"), catalogueJson());
        var store = folder.resolve("store");
        var file = store.resolve("tiny/fp32").resolve(NAME);
        var part = file.resolveSibling(NAME + ".part");
        try (var hub = new TestHub()) {
            hub.put(TinyCatalogue.hubPath(NAME), content);
            hub.slow(10);
            for (int kill = 1; kill <= 3; ++kill) {
                long wanted = kill * 300_000L;
                var child = start(json, store, hub);
                try {
                    while (child.isAlive() && (!Files.exists(part) || Files.size(part) < wanted)) {
                        TestHub.pause(2);
                    }
                    assertTrue(child.isAlive(), "ended before it was killed");
                } finally {
                    child.destroyForcibly();
                }
                child.waitFor();
                assertFalse(Files.exists(file), "half a file was put in place");
                assertTrue(Files.size(part) >= wanted);
            }
            hub.slow(0);
            var last = start(json, store, hub);
            assertTrue(last.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, last.exitValue());
            assertArrayEquals(content, Files.readAllBytes(file));
            assertFalse(Files.exists(part));
            var catalogue = Catalogue.parse(Files.readString(json));
            assertTrue(ModelStore.open(store, catalogue).models().get(0).ready());
            var requests = hub.requests();
            assertEquals(4, requests.size());
            for (int i = 1; i < requests.size(); ++i) {
                assertTrue(requests.get(i).from() >= i * 300_000L, requests.toString());
            }
        }
    }
}
