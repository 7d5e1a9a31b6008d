// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.catalogue.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StaticHostTest {

    @TempDir Path folder;
    private Path out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void makeSite() throws IOException {
        Path site = Files.createDirectories(folder.resolve("site/engine"));
        Files.writeString(folder.resolve("site/index.html"), "<!doctype html>");
        Files.writeString(site.resolve("engine-5QJ2YB7K.js"), "1");
        Files.writeString(site.resolve("engine-5QJ2YB7K.js.br"), "2");
        out = folder.resolve("dist");
    }

    private int export(String... more) {
        CommandLine line =
                new CommandLine(
                        new StaticHost(new PrintStream(said, true, StandardCharsets.UTF_8)));
        String[] arguments = {
            "--site", folder.resolve("site").toString(),
            "--models", folder.resolve("models").toString(),
            "--out", out.toString()
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return line.execute(all);
    }

    @Test
    void theFolderHoldsTheSiteAndWhatItsHostMustKnow() throws Exception {
        assertEquals(0, export());
        assertEquals("2", Files.readString(out.resolve("site/engine/engine-5QJ2YB7K.js.br")));
        assertTrue(Files.readString(out.resolve("site/models/index.json")).contains("\"absent\""));
        String headers = Files.readString(out.resolve("site/_headers"));
        String nginx = Files.readString(out.resolve("nginx.conf"));
        String readme = Files.readString(out.resolve("README.txt"));
        for (SecurityHeaders.Header header : SecurityHeaders.embeddableAnywhere().all()) {
            assertTrue(
                    headers.contains("\n  " + header.name() + ": " + header.value() + "\n"),
                    header.name());
            assertTrue(
                    nginx.contains(
                            "add_header " + header.name() + " \"" + header.value() + "\" always;"));
            assertTrue(readme.contains(header.name() + ": " + header.value()));
        }
        assertTrue(
                headers.contains(
                        "/engine/engine-5QJ2YB7K.js\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assertTrue(headers.contains("/sightline.js\n  Access-Control-Allow-Origin: *\n"));
        assertTrue(nginx.contains("application/wasm wasm;"));
        assertFalse(nginx.contains("%"), "every place was filled in");
    }

    @Test
    void theHubIsInAllFilesOrInNone() throws Exception {
        assertEquals(0, export());
        String hub = Catalogue.load().hub();
        for (String file : List.of("site/_headers", "nginx.conf", "site/models/index.json")) {
            assertFalse(Files.readString(out.resolve(file)).contains("\"" + hub + "\""), file);
        }
        assertTrue(Files.readString(out.resolve("site/_headers")).contains("connect-src 'self';"));
        assertTrue(Files.readString(out.resolve("README.txt")).contains("with --hub"));
        assertEquals(0, export("--hub"));
        String allowed = "connect-src 'self' " + hub + " ";
        assertTrue(Files.readString(out.resolve("site/_headers")).contains(allowed));
        assertTrue(Files.readString(out.resolve("nginx.conf")).contains(allowed));
        assertTrue(Files.readString(out.resolve("README.txt")).contains(allowed));
        assertTrue(
                Files.readString(out.resolve("site/models/index.json"))
                        .contains("\"hub\" : \"" + hub + "\""));
        assertEquals(1, export("--hub", "nonsense"));
    }

    @Test
    void aSecondExportReplacesTheFirst() throws Exception {
        assertEquals(0, export());
        Files.delete(folder.resolve("site/engine/engine-5QJ2YB7K.js"));
        assertEquals(0, export("--frame-ancestors", "https://shop.example"));
        assertFalse(Files.exists(out.resolve("site/engine/engine-5QJ2YB7K.js")));
        assertTrue(
                Files.readString(out.resolve("nginx.conf"))
                        .contains("frame-ancestors https://shop.example\""));
    }

    @Test
    void aFolderOfOtherFilesIsLeftAlone() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.txt"), "years of work");
        assertEquals(1, export());
        assertEquals("years of work", Files.readString(out.resolve("thesis.txt")));
        assertEquals(List.of("thesis.txt"), List.of(out.toFile().list()));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("--out"));
    }

    @Test
    void withoutASiteItSaysHowToBuildOne() throws Exception {
        Files.delete(folder.resolve("site/index.html"));
        assertEquals(1, export());
        assertFalse(Files.exists(out));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("./sightline start"));
    }
}
