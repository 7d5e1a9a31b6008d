// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevReloadTest {

    @TempDir Path site;

    @BeforeEach
    void makeSite() throws IOException {
        Files.writeString(site.resolve("index.html"), "<!doctype html><body>hello</body>");
        Files.writeString(site.resolve("app.js"), "1");
        Files.writeString(site.resolve("app.js.br"), "packed");
    }

    /** An event stream, read line by line. */
    private static final class Events implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;

        Events(AssetServer server) throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            "GET /dev/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The data of the next event, which must have this name. */
        String next(String name) throws IOException {
            String event = await("event:");
            assertEquals(name, event);
            return await("data:");
        }

        String await(String prefix) throws IOException {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length()).strip();
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aPageIsToldWhenTheSiteChanges() throws Exception {
        try (AssetServer server = new AssetServer(AssetServer.Options.of(site).withDev(true));
                Events events = new Events(server)) {
            String before = events.next("ready");
            Files.writeString(site.resolve("app.js"), "1 + 1");
            String after = events.next("reload");
            assertNotEquals(before, after);
            Files.createDirectories(site.resolve("engine"));
            Files.writeString(site.resolve("engine/engine.wasm"), "new");
            assertNotEquals(after, events.next("reload"));
            try (Events late = new Events(server)) {
                assertNotEquals(before, late.next("ready"));
            }
        }
    }

    @Test
    void stoppingEndsTheStream() throws Exception {
        // A page that is open never ends its stream by itself: waiting for it would take this long.
        AssetServer.Options patient =
                AssetServer.Options.of(site).withDev(true).withStopTimeout(Duration.ofHours(1));
        AssetServer server = new AssetServer(patient);
        try (Events events = new Events(server)) {
            events.next("ready");
            CompletableFuture.runAsync(server::close).get(60, TimeUnit.SECONDS);
            assertEquals(null, events.await("event:"));
        }
    }

    @Test
    void inDevelopmentPagesGetTheScriptAndFilesArePlain() throws Exception {
        try (AssetServer server = new AssetServer(AssetServer.Options.of(site).withDev(true))) {
            RawHttp.Response page = RawHttp.get(server, "/");
            assertEquals(
                    "<!doctype html><body>hello<script type=\"module\" src=\"/dev/reload.js\"></script></body>",
                    page.text());
            assertEquals(
                    304,
                    RawHttp.get(server, "/", "If-None-Match: " + page.header("ETag")).status());
            RawHttp.Response script = RawHttp.get(server, "/dev/reload.js");
            assertEquals(200, script.status());
            assertTrue(script.text().contains("/dev/events"));
            assertEquals("1", RawHttp.get(server, "/app.js", "Accept-Encoding: br").text());
        }
    }

    @Test
    void otherwiseThereIsNothingOfIt() throws Exception {
        try (AssetServer server = new AssetServer(AssetServer.Options.of(site))) {
            assertEquals(
                    404, RawHttp.get(server, "/dev/events", "Accept: text/event-stream").status());
            assertEquals(404, RawHttp.get(server, "/dev/reload.js").status());
            assertFalse(RawHttp.get(server, "/").text().contains("reload"));
        }
    }
}
