// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import com.sun.net.httpserver.HttpServer;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page inside somebody else's page, on another origin. */
@InChromium
final class EmbedIT {
    private static final String LOAD_AND_MEASURE =
            """
            async () => {
              await sightline.capabilities();
              await sightline.load(['test-depth']);
              const bitmap = await createImageBitmap(new ImageData(56, 42));
              const { width, height, backend } = await sightline.depth(bitmap, { size: [42, 56] });
              return { width, height, backend, isolated: crossOriginIsolated };
            }
            """;

    private static Map<?, ?> measureIn(
            Visit visit, Map<String, String> hostHeaders, String attributes) throws IOException {
        HttpServer host =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            ("<!doctype html><title>host</title><link rel=icon href=data:,><iframe src=\""
                                            + visit.origin()
                                            + "/\" width=900 height=600 "
                                            + attributes
                                            + "></iframe>")
                                    .getBytes(StandardCharsets.UTF_8);
                    hostHeaders.forEach(exchange.getResponseHeaders()::set);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        host.start();
        try {
            String origin = "http://127.0.0.1:" + host.getAddress().getPort();
            visit.guard().allowOrigin(origin);
            visit.page().navigate(origin + "/");
            Frame frame =
                    visit.page().frames().stream()
                            .filter(f -> f.url().startsWith(visit.origin()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("the frame was blocked"));
            frame.waitForFunction("() => window.sightline");
            return (Map<?, ?>) frame.evaluate(LOAD_AND_MEASURE);
        } finally {
            host.stop(0);
        }
    }

    @Test
    void inAPlainPageItWorksAndHasThreads(Visit visit) throws IOException {
        Map<?, ?> result = measureIn(visit, Map.of(), "");
        assertEquals(42, result.get("height"));
        assertEquals(true, result.get("isolated"), "Document-Isolation-Policy does not isolate it");
        assertEquals("wasm-threads", result.get("backend"));
    }

    @Test
    void inAnIsolatedPageItWorks(Visit visit) throws IOException {
        var headers =
                Map.of(
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Embedder-Policy", "require-corp");
        Map<?, ?> result = measureIn(visit, headers, "allow=\"cross-origin-isolated\"");
        assertEquals(56, result.get("width"));
        assertTrue(String.valueOf(result.get("backend")).startsWith("wasm"), result.toString());
    }
}
