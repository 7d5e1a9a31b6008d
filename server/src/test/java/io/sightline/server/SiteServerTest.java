// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {

    private static final String SECRET = "nobody may read this";

    @TempDir Path folder;
    private Path site;
    private AssetServer server;

    @BeforeEach
    void start() throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        Files.createDirectories(site.resolve("assets"));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        write("index.html", "<!doctype html><title>Sightline</title>");
        write("app.js", "plain script");
        write("app.js.br", "brotli bytes");
        write("app.js.gz", "gzip bytes");
        write("assets/only-gzip.css", "plain style");
        write("assets/only-gzip.css.gz", "gzip style");
        write("assets/.hidden", SECRET);
        write("sightline.js", "export {}");
        server = new AssetServer(AssetServer.Options.of(site));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void write(String name, String content) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.html|text/html;charset=utf-8",
                "a.js|text/javascript;charset=utf-8",
                "a.mjs|text/javascript;charset=utf-8",
                "a.wasm|application/wasm",
                "a.json|application/json",
                "a.js.map|application/json",
                "a.css|text/css;charset=utf-8",
                "a.svg|image/svg+xml",
                "a.webp|image/webp",
                "a.png|image/png",
                "a.webm|video/webm",
                "a.mp4|video/mp4",
                "a.woff2|font/woff2",
                "a.WASM|application/wasm",
                "a.onnx|application/octet-stream",
                "a|application/octet-stream"
            })
    void eachFileHasItsType(String name, String type) throws Exception {
        write(name, "x");
        RawHttp.Response response = RawHttp.get(server, "/" + name);
        assertEquals(200, response.status());
        assertEquals(type, response.header("Content-Type").replace("; ", ";"));
    }

    @Test
    void theRootIsTheIndexPage() throws Exception {
        RawHttp.Response response = RawHttp.get(server, "/");
        assertEquals(200, response.status());
        assertEquals("<!doctype html><title>Sightline</title>", response.text());
        assertEquals("no-cache", response.header("Cache-Control"));
        assertEquals(String.valueOf(response.body().length), response.header("Content-Length"));
        assertEquals(response.text(), RawHttp.get(server, "/?camera=1").text());
    }

    @Test
    void thePrecompressedFileThatTheClientWantsMostIsSent() throws Exception {
        assertCoding("br", "brotli bytes", "Accept-Encoding: gzip, deflate, br");
        assertCoding("gzip", "gzip bytes", "Accept-Encoding: gzip, br;q=0.5");
        assertCoding("gzip", "gzip bytes", "Accept-Encoding: br;q=0, *");
        assertCoding(null, "plain script", "Accept-Encoding: identity");
        assertCoding(null, "plain script", "Accept-Encoding: zstd");
        assertCoding(null, "plain script");
        RawHttp.Response css =
                RawHttp.get(server, "/assets/only-gzip.css", "Accept-Encoding: br, gzip");
        assertEquals("gzip", css.header("Content-Encoding"));
        assertEquals("gzip style", css.text());
    }

    private void assertCoding(String coding, String body, String... headers) throws IOException {
        RawHttp.Response response = RawHttp.get(server, "/app.js", headers);
        assertEquals(200, response.status());
        assertEquals(coding, response.header("Content-Encoding"));
        assertEquals(body, response.text());
        assertEquals("Accept-Encoding", response.header("Vary"));
        assertEquals("text/javascript; charset=utf-8", response.header("Content-Type"));
        assertEquals(String.valueOf(body.length()), response.header("Content-Length"));
    }

    @Test
    void eachCodingHasItsOwnTag() throws Exception {
        String plain = RawHttp.get(server, "/app.js").header("ETag");
        String gzip = RawHttp.get(server, "/app.js", "Accept-Encoding: gzip").header("ETag");
        String brotli = RawHttp.get(server, "/app.js", "Accept-Encoding: br").header("ETag");
        assertEquals(3, Set.of(plain, gzip, brotli).size());
        assertTrue(plain.matches("\"[0-9a-f]{32}\""), plain);
        assertEquals(
                200,
                RawHttp.get(server, "/app.js", "Accept-Encoding: br", "If-None-Match: " + gzip)
                        .status());
        assertEquals(
                304,
                RawHttp.get(server, "/app.js", "Accept-Encoding: br", "If-None-Match: " + brotli)
                        .status());
    }

    @Test
    void aCompressedFileOlderThanItsSourceIsStaleAndNotSent() throws Exception {
        Files.setLastModifiedTime(
                site.resolve("app.js.br"), FileTime.from(Instant.now().minusSeconds(60)));
        assertCoding("gzip", "gzip bytes", "Accept-Encoding: gzip, br");
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = RawHttp.get(server, "/app.js").header("ETag");
        for (String method : List.of("GET", "HEAD")) {
            RawHttp.Response response =
                    RawHttp.send(server, method, "/app.js", "If-None-Match: \"other\", W/" + etag);
            assertEquals(304, response.status());
            assertEquals(0, response.body().length);
            assertEquals(etag, response.header("ETag"));
            assertEquals("no-cache", response.header("Cache-Control"));
            assertEquals("Accept-Encoding", response.header("Vary"));
            assertNull(response.header("Content-Type"));
            assertNotEquals("0", response.header("Content-Length"));
        }
    }

    @Test
    void aChangedFileHasAnotherTag() throws Exception {
        String before = RawHttp.get(server, "/app.js").header("ETag");
        write("app.js", "other script");
        Files.setLastModifiedTime(
                site.resolve("app.js"), FileTime.from(Instant.now().plusSeconds(5)));
        RawHttp.Response response = RawHttp.get(server, "/app.js", "If-None-Match: " + before);
        assertEquals(200, response.status());
        assertEquals("other script", response.text());
        assertNotEquals(before, response.header("ETag"));
    }

    @Test
    void aNameWithItsHashIsKeptForever() throws Exception {
        write("app-5QJ2YB7K.js", "x");
        assertEquals(
                "public, max-age=31536000, immutable",
                RawHttp.get(server, "/app-5QJ2YB7K.js").header("Cache-Control"));
    }

    @Test
    void headSaysWhatGetWouldSendWithoutTheBody() throws Exception {
        RawHttp.Response get = RawHttp.get(server, "/app.js", "Accept-Encoding: br");
        RawHttp.Response head =
                RawHttp.head(server, "/app.js", "Accept-Encoding: br", "Range: bytes=0-1");
        assertEquals(200, head.status());
        assertEquals(0, head.body().length);
        for (String name :
                List.of("Content-Type", "Content-Length", "ETag", "Content-Encoding", "Vary")) {
            assertEquals(get.header(name), head.header(name), name);
        }
        assertEquals(404, RawHttp.head(server, "/nothing").status());
        assertEquals(0, RawHttp.head(server, "/nothing").body().length);
    }

    @Test
    void videoCanBeSoughtByRange() throws Exception {
        write("clip.webm", "0123456789");
        RawHttp.Response part = RawHttp.get(server, "/clip.webm", "Range: bytes=3-5");
        assertEquals(206, part.status());
        assertEquals("345", part.text());
        assertEquals("bytes 3-5/10", part.header("Content-Range"));
        assertEquals("3", part.header("Content-Length"));
        assertEquals("bytes", RawHttp.get(server, "/clip.webm").header("Accept-Ranges"));
        assertEquals(416, RawHttp.get(server, "/clip.webm", "Range: bytes=10-").status());
    }

    @Test
    void aRangeIsOneOfThePlainFile() throws Exception {
        RawHttp.Response part =
                RawHttp.get(server, "/app.js", "Range: bytes=0-4", "Accept-Encoding: br");
        assertEquals(206, part.status());
        assertEquals("plain", part.text());
        assertNull(part.header("Content-Encoding"));
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() throws Exception {
        List<RawHttp.Response> answers = new ArrayList<>();
        answers.add(RawHttp.get(server, "/"));
        answers.add(RawHttp.get(server, "/app.js", "If-None-Match: *"));
        answers.add(RawHttp.get(server, "/app.js", "If-Match: \"no\""));
        answers.add(RawHttp.get(server, "/app.js", "Range: bytes=0-1"));
        answers.add(RawHttp.get(server, "/app.js", "Range: bytes=999-"));
        answers.add(RawHttp.get(server, "/nothing"));
        answers.add(RawHttp.get(server, "/%2e%2e/secret.txt"));
        answers.add(RawHttp.send(server, "POST", "/"));
        answers.add(RawHttp.send(server, "OPTIONS", "*"));
        answers.add(RawHttp.get(server, "/" + "a".repeat(20_000)));
        answers.add(RawHttp.get(server, "/", "X: " + "a".repeat(20_000)));
        answers.add(
                RawHttp.exchange(
                        server.port(), "NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                List.of(200, 304, 412, 206, 416, 404, 400, 405, 404, 414, 431, 400),
                answers.stream().map(RawHttp.Response::status).toList());
        for (RawHttp.Response answer : answers) {
            for (SecurityHeaders.Header header : SecurityHeaders.embeddableAnywhere().all()) {
                assertEquals(
                        header.value(),
                        answer.header(header.name()),
                        answer.status() + " " + header.name());
            }
            assertNull(answer.header("Server"));
            assertNull(answer.header("X-Powered-By"));
            assertNull(answer.header("Set-Cookie"));
            assertFalse(
                    answer.text().toLowerCase(java.util.Locale.ROOT).contains("jetty"),
                    answer.text());
            if (answer.status() >= 400) {
                assertTrue(answer.body().length < 100, "error pages are small");
                String cache = answer.header("Cache-Control");
                assertTrue(
                        cache == null || cache.equals("no-store"), answer.status() + " " + cache);
                assertTrue(answer.header("Content-Type").startsWith("text/plain"));
            }
        }
    }

    @Test
    void aServerErrorHasTheSecurityHeadersAndNoDetails() throws Exception {
        try (AssetServer broken =
                new AssetServer(AssetServer.Options.of(site).withModels(new BrokenModels()))) {
            RawHttp.Response answer = RawHttp.get(broken, "/models/index.json");
            assertEquals(500, answer.status());
            assertFalse(answer.text().contains("disk"), answer.text());
            for (SecurityHeaders.Header header : SecurityHeaders.embeddableAnywhere().all()) {
                assertEquals(header.value(), answer.header(header.name()), header.name());
            }
        }
    }

    private static final class BrokenModels implements ModelFiles {
        @Override
        public java.util.Optional<io.sightline.models.StoredFile> file(String sha256, String name)
                throws IOException {
            throw new IOException("disk on fire");
        }

        @Override
        public byte[] indexJson() throws IOException {
            throw new IOException("disk on fire");
        }
    }

    @Test
    void embeddersAreAnOption() throws Exception {
        AssetServer.Options options =
                AssetServer.Options.of(site)
                        .withHeaders(new SecurityHeaders("https://shop.example"));
        try (AssetServer strict = new AssetServer(options)) {
            assertTrue(
                    RawHttp.get(strict, "/")
                            .header("Content-Security-Policy")
                            .endsWith("frame-ancestors https://shop.example"));
        }
    }

    @Test
    void onlyTheEmbedModuleIsForOtherOrigins() throws Exception {
        assertEquals(
                "*", RawHttp.get(server, "/sightline.js").header("Access-Control-Allow-Origin"));
        assertNull(RawHttp.get(server, "/app.js").header("Access-Control-Allow-Origin"));
        assertNull(RawHttp.get(server, "/").header("Access-Control-Allow-Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        RawHttp.Response response = RawHttp.send(server, method, "/app.js");
        assertEquals(405, response.status());
        assertEquals("GET, HEAD", response.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets",
                "/assets/",
                "/nothing",
                "/index.html/",
                "/app.js/",
                "/app.js/x",
                "/models/"
            })
    void aFolderIsNotListed(String path) throws Exception {
        RawHttp.Response response = RawHttp.get(server, path);
        assertEquals(404, response.status());
        assertEquals("404: nothing here\n", response.text());
    }

    @Test
    void noPathLeadsOutOfTheRoot() throws Exception {
        List<String> corpus = TraversalCorpus.paths().toList();
        assertTrue(corpus.size() > 500);
        for (String path : corpus) {
            RawHttp.Response response = RawHttp.get(server, path);
            assertTrue(
                    response.status() == 400 || response.status() == 404,
                    path + " gave " + response.status());
            assertFalse(
                    response.text().contains(SECRET) || response.text().contains("root:"), path);
        }
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowed() throws Exception {
        Files.createSymbolicLink(site.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(site.resolve("up"), folder);
        Files.createSymbolicLink(site.resolve("app.css"), site.resolve("assets/only-gzip.css"));
        Files.writeString(site.resolve("page.css"), "plain page");
        Files.createSymbolicLink(site.resolve("page.css.br"), folder.resolve("secret.txt"));
        assertEquals(404, RawHttp.get(server, "/out.txt").status());
        assertEquals(404, RawHttp.get(server, "/up/secret.txt").status());
        assertEquals("plain page", RawHttp.get(server, "/page.css", "Accept-Encoding: br").text());
        assertArrayEquals(
                Files.readAllBytes(site.resolve("assets/only-gzip.css")),
                RawHttp.get(server, "/app.css").body(),
                "a link within the root is as good as the file");
    }

    @Test
    void anAddressInTheRequestLineNamesNoOtherHost() throws Exception {
        RawHttp.Response response = RawHttp.get(server, "http://elsewhere.example/app.js");
        assertEquals(400, response.status());
    }
}
