// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServerTest {

    private static final int SIZE = 3_000_017;

    @TempDir Path folder;
    private TestModels models;
    private AssetServer server;

    @BeforeEach
    void start() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<!doctype html>");
        models = new TestModels(Files.createDirectories(folder.resolve("models")), SIZE);
        server = new AssetServer(AssetServer.Options.of(site).withModels(models));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelIsSentWholeAsItIs() throws Exception {
        RawHttp.Response response = RawHttp.get(server, models.path(), "Accept-Encoding: gzip, br");
        assertEquals(200, response.status());
        assertArrayEquals(models.bytes, response.body());
        assertEquals(String.valueOf(SIZE), response.header("Content-Length"));
        assertEquals(models.etag(), response.header("ETag"));
        assertEquals("application/octet-stream", response.header("Content-Type"));
        assertEquals("public, max-age=31536000, immutable", response.header("Cache-Control"));
        assertEquals("bytes", response.header("Accept-Ranges"));
        assertNull(response.header("Content-Encoding"));
        assertNull(response.header("Transfer-Encoding"));
        assertNull(response.header("Vary"));
    }

    @Test
    void headTellsTheSize() throws Exception {
        RawHttp.Response response = RawHttp.head(server, models.path());
        assertEquals(200, response.status());
        assertEquals(String.valueOf(SIZE), response.header("Content-Length"));
        assertEquals(models.etag(), response.header("ETag"));
        assertEquals("bytes", response.header("Accept-Ranges"));
        assertEquals(0, response.body().length);
    }

    @Test
    void theProbeOfTransformersJsGetsOneByteAndTheSize() throws Exception {
        RawHttp.Response response = RawHttp.get(server, models.path(), "Range: bytes=0-0");
        assertEquals(206, response.status());
        assertEquals("bytes 0-0/" + SIZE, response.header("Content-Range"));
        assertEquals("1", response.header("Content-Length"));
        assertArrayEquals(Arrays.copyOf(models.bytes, 1), response.body());
    }

    @Test
    void randomRangesEqualTheSlices() throws Exception {
        Random random = new Random(11);
        HttpClient client = HttpClient.newHttpClient();
        for (int round = 0; round < 150; round++) {
            int first = random.nextInt(SIZE);
            int length =
                    1
                            + random.nextInt(
                                    round % 5 == 0 ? SIZE - first : Math.min(5_000, SIZE - first));
            String range;
            int last = first + length - 1;
            switch (round % 3) {
                case 0 -> {
                    range = "bytes=" + first + "-";
                    last = SIZE - 1;
                }
                case 1 -> {
                    range = "bytes=-" + length;
                    first = SIZE - length;
                    last = SIZE - 1;
                }
                default -> range = "bytes=" + first + "-" + last;
            }
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(server.url().resolve(models.path()))
                                    .header("Range", range)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(206, response.statusCode(), range);
            assertEquals(
                    "bytes " + first + "-" + last + "/" + SIZE,
                    response.headers().firstValue("Content-Range").orElseThrow());
            assertArrayEquals(
                    Arrays.copyOfRange(models.bytes, first, last + 1), response.body(), range);
        }
    }

    @Test
    void aRangeBehindTheEndIsRefusedWithTheSize() throws Exception {
        RawHttp.Response response =
                RawHttp.get(server, models.path(), "Range: bytes=" + SIZE + "-");
        assertEquals(416, response.status());
        assertEquals("bytes */" + SIZE, response.header("Content-Range"));
        assertTrue(response.body().length < 100);
    }

    @Test
    void severalRangesAreAnsweredWithTheWhole() throws Exception {
        RawHttp.Response response = RawHttp.get(server, models.path(), "Range: bytes=0-1,5-6");
        assertEquals(200, response.status());
        assertEquals(SIZE, response.body().length);
    }

    @Test
    void preconditionsComeBeforeTheRange() throws Exception {
        String etag = models.etag();
        assertEquals(304, status("If-None-Match: " + etag, "Range: bytes=0-0"));
        assertEquals(304, status("If-None-Match: W/" + etag));
        assertEquals(304, status("If-None-Match: *"));
        assertEquals(206, status("If-None-Match: \"other\"", "Range: bytes=0-0"));
        assertEquals(412, status("If-Match: \"other\"", "Range: bytes=0-0"));
        assertEquals(412, status("If-Match: W/" + etag));
        assertEquals(412, status("If-Match: \"other\"", "If-None-Match: " + etag));
        assertEquals(304, status("If-Match: " + etag, "If-None-Match: " + etag));
        assertEquals(206, status("If-Match: " + etag, "Range: bytes=0-0"));
        assertEquals(206, status("If-Match: *", "Range: bytes=0-0"));
    }

    @Test
    void aResumedDownloadOfAnotherFileStartsAgain() throws Exception {
        String etag = models.etag();
        assertEquals(206, status("If-Range: " + etag, "Range: bytes=5-9"));
        assertEquals(200, status("If-Range: \"other\"", "Range: bytes=5-9"));
        assertEquals(200, status("If-Range: W/" + etag, "Range: bytes=5-9"));
        assertEquals(200, status("If-Range: Sat, 21 Nov 2026 00:00:00 GMT", "Range: bytes=5-9"));
        assertEquals(200, status("If-Range: \"other\"", "Range: bytes=" + SIZE + "-"));
    }

    private int status(String... headers) throws Exception {
        return RawHttp.get(server, models.path(), headers).status();
    }

    @Test
    void theIndexIsAskedAboutEachTime() throws Exception {
        RawHttp.Response response = RawHttp.get(server, "/models/index.json");
        assertEquals(200, response.status());
        assertEquals("application/json", response.header("Content-Type"));
        assertEquals("no-cache", response.header("Cache-Control"));
        assertArrayEquals(models.indexJson(), response.body());
        String etag = response.header("ETag");
        assertEquals(
                304, RawHttp.get(server, "/models/index.json", "If-None-Match: " + etag).status());
        assertEquals(0, RawHttp.head(server, "/models/index.json").body().length);
    }

    @Test
    void theIndexIsPackedForWhoTakesIt() throws Exception {
        RawHttp.Response packed =
                RawHttp.get(server, "/models/index.json", "Accept-Encoding: br, gzip");
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertEquals("Accept-Encoding", packed.header("Vary"));
        var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()));
        assertArrayEquals(models.indexJson(), in.readAllBytes());
        RawHttp.Response plain = RawHttp.get(server, "/models/index.json");
        assertNotEquals(plain.header("ETag"), packed.header("ETag"));
    }

    @Test
    void onlyTheExactAddressIsAModel() throws Exception {
        for (String path :
                List.of(
                        "/models/" + "0".repeat(64) + "/tiny.onnx",
                        "/models/" + models.sha256 + "/other.onnx",
                        "/models/" + models.sha256,
                        "/models/" + models.sha256 + "/",
                        "/models/"
                                + models.sha256.toUpperCase(java.util.Locale.ROOT)
                                + "/tiny.onnx",
                        models.path() + "/",
                        models.path() + "/x",
                        "/models//" + models.sha256 + "/tiny.onnx",
                        "/models",
                        "/models/")) {
            int status = RawHttp.get(server, path).status();
            assertTrue(status == 404 || status == 400, path + " gave " + status);
        }
    }

    @Test
    void noModelPathLeadsAnywhereElse() throws Exception {
        for (String path : TraversalCorpus.paths().toList()) {
            for (String prefix : List.of("/models", "/models/" + models.sha256)) {
                int status = RawHttp.get(server, prefix + path).status();
                assertTrue(status == 400 || status == 404, path + " gave " + status);
            }
        }
    }

    @Test
    void manyDownloadsAtOnceAreAllWhole() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI uri = server.url().resolve(models.path());
        List<CompletableFuture<HttpResponse<byte[]>>> downloads = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            downloads.add(
                    client.sendAsync(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofByteArray()));
        }
        for (CompletableFuture<HttpResponse<byte[]>> download : downloads) {
            assertArrayEquals(models.bytes, download.get(60, TimeUnit.SECONDS).body());
        }
    }

    @Test
    void aFileThatChangedSinceItWasVerifiedIsNotSent() throws Exception {
        Files.write(models.file, new byte[5]);
        RawHttp.Response response = RawHttp.get(server, models.path());
        assertEquals(500, response.status());
        assertNull(response.header("ETag"));
        assertNull(response.header("Cache-Control"));
    }

    @Test
    void aClientThatLeavesDoesNotDisturbTheNext() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Socket socket = openDownload()) {
                socket.getInputStream().readNBytes(1000);
            }
        }
        assertArrayEquals(models.bytes, RawHttp.get(server, models.path()).body());
    }

    @Test
    void stoppingLetsADownloadUnderWayEnd() throws Exception {
        server.close();
        AssetServer.Options options =
                AssetServer.Options.of(folder.resolve("site"))
                        .withModels(models)
                        .withStopTimeout(Duration.ofMinutes(5));
        server = new AssetServer(options);
        try (Socket socket = openDownload()) {
            InputStream in = socket.getInputStream();
            byte[] start = in.readNBytes(10_000);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            byte[] rest = in.readAllBytes();
            byte[] all = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, all, start.length, rest.length);
            assertArrayEquals(models.bytes, RawHttp.parse(all).body());
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void stoppingDoesNotWaitForAClientThatStoppedReading() throws Exception {
        // More than the socket buffers of both ends hold, so that the server is in the middle of
        // it.
        server.close();
        models = new TestModels(folder.resolve("models"), 64 << 20);
        server = new AssetServer(AssetServer.Options.of(folder.resolve("site")).withModels(models));
        try (Socket socket = openDownload()) {
            socket.getInputStream().readNBytes(1000);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            stopped.get(60, TimeUnit.SECONDS);
            long received = 1000;
            byte[] buffer = new byte[1 << 16];
            try {
                for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                    received += n;
                }
            } catch (java.net.SocketException e) {
                // cut off: as it should be
            }
            assertTrue(
                    received < 64 << 20,
                    "cut short, which the page sees by Content-Length: " + received);
        }
    }

    private Socket openDownload() throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.setSoTimeout(60_000);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream()
                .write(
                        ("GET " + models.path() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
