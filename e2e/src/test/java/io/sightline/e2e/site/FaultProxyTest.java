// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.model.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test of the tests' own tool: a fault that is not made proves nothing. */
final class FaultProxyTest {
    private static final int SIZE = 300_000;

    @TempDir private Path folder;
    private final byte[] content = new byte[SIZE];
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestSite site;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        new Random(3).nextBytes(content);
        Files.writeString(folder.resolve("index.html"), "<!doctype html><title>here</title>");
        Files.write(folder.resolve("file.bin"), content);
        site = TestSite.of(folder, TestStore.empty(folder.resolve("models")));
        proxy = new FaultProxy(site.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        site.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(proxy.origin() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void passesOnWhatIsNotBroken() throws Exception {
        var answer = get("/file.bin", "Range", "bytes=100-199");
        assertEquals(206, answer.statusCode());
        assertArrayEquals(Arrays.copyOfRange(content, 100, 200), answer.body());
        assertEquals("bytes=100-199", proxy.requests("/file.bin").get(0).headers().get("range"));
        assertTrue(
                proxy.received() > 100 && proxy.received() < 4_000, "received " + proxy.received());
    }

    @Test
    void altersOneByte() throws Exception {
        proxy.breakNext("/file.bin", new Fault.Alter(200_000));
        byte[] body = get("/file.bin").body();
        assertEquals(200_000, Arrays.mismatch(content, body));
        assertArrayEquals(content, get("/file.bin").body());
    }

    @Test
    void truncates() throws Exception {
        proxy.breakAll("/file.bin", new Fault.Truncate(1234));
        assertArrayEquals(Arrays.copyOf(content, 1234), get("/file.bin").body());
    }

    @Test
    void cuts() {
        proxy.breakAll("/file.bin", new Fault.Cut(150_000));
        assertThrows(IOException.class, () -> get("/file.bin"));
    }

    @Test
    void answersAStatusOfItsOwn() throws Exception {
        proxy.breakAll("/file.bin", new Fault.Status(503));
        assertEquals(503, get("/file.bin").statusCode());
        proxy.heal();
        assertEquals(200, get("/file.bin").statusCode());
    }

    @Test
    void stopsAndStartsAtTheSameAddress() throws Exception {
        proxy.stop();
        assertThrows(IOException.class, () -> get("/file.bin"));
        proxy.start();
        assertEquals(200, get("/file.bin").statusCode());
    }
}
