// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows a page in Chromium under the content security policy that the product is served with. */
final class StrictPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";
    private static final int LONGEST_SECONDS = 60;

    private StrictPage() {}

    /**
     * Runs a module of a folder until the page's text ends with the line {@code end}; gives the
     * text.
     */
    static String show(Path folder, String module) throws Exception {
        var text = new CompletableFuture<String>();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, folder, module, text));
        server.start();
        var profile = Files.createTempDirectory("sightline-chromium");
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        var browser =
                new ProcessBuilder(
                                "google-chrome-stable",
                                "--headless=new",
                                "--disable-gpu",
                                "--no-first-run",
                                "--user-data-dir=" + profile,
                                url)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return text.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the page did not end within " + LONGEST_SECONDS + " s", e);
        } finally {
            browser.descendants().forEach(ProcessHandle::destroy);
            browser.destroy();
            browser.waitFor(10, TimeUnit.SECONDS);
            server.stop(0);
        }
    }

    private static void answer(
            HttpExchange exchange, Path folder, String module, CompletableFuture<String> text)
            throws IOException {
        var path = exchange.getRequestURI().getPath().substring(1);
        byte[] body;
        var type = "text/html; charset=utf-8";
        var status = 200;
        if (exchange.getRequestMethod().equals("POST")) {
            text.complete(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            body = new byte[0];
        } else if (path.isEmpty()) {
            body =
                    ("<!doctype html><body></body><script type=module src=report.mjs></script>")
                            .getBytes();
        } else if (path.equals("report.mjs")) {
            type = "text/javascript";
            body =
                    ("await import('./"
                                    + module
                                    + "').catch(e => document.body.append(e.stack + '\\nend\\n'));\n"
                                    + "await fetch('/', { method: 'POST', body: document.body.textContent });\n")
                            .getBytes();
        } else if (List.of("wasm", "mjs").contains(path.substring(path.lastIndexOf('.') + 1))
                && Files.isRegularFile(folder.resolve(path))) {
            type = path.endsWith(".wasm") ? "application/wasm" : "text/javascript; charset=utf-8";
            body = Files.readAllBytes(folder.resolve(path));
        } else {
            status = 404;
            body = new byte[0];
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
