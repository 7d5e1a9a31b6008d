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
import java.util.List;
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

    /** Keeps what the frame says, with where it comes from. */
    private static final String LISTEN =
            """
            <script>
              window.heard = [];
              addEventListener('message', ({ origin, data, source }) => heard.push({
                origin, data, framed: source === frames[0], size: data?.detail?.clip?.size }));
            </script>
            """;

    private static final String RULES =
            """
            async () => {
              window.told = [];
              for (const name of ['alert', 'clip', 'escalate']) {
                sightline.on(name, (detail) => told.push({ name, detail }));
              }
              for (const [id, act] of [['moves', { escalate: true }], ['quiet', { notify: ['page'] }]]) {
                await sightline.watch({ id, version: 1, name: id, subject: { label: 'motion' }, act });
              }
            }
            """;

    /** Does something in the frame of a page on another origin. */
    private interface InFrame<T> {
        /** What is done. */
        T in(Frame frame, String origin);
    }

    private static Map<?, ?> measureIn(
            Visit visit, Map<String, String> hostHeaders, String attributes) throws IOException {
        return inHost(
                visit,
                hostHeaders,
                attributes,
                "",
                (frame, origin) -> (Map<?, ?>) frame.evaluate(LOAD_AND_MEASURE));
    }

    /**
     * @param query of the frame's address; ORIGIN stands for the host page's
     */
    private static <T> T inHost(
            Visit visit,
            Map<String, String> hostHeaders,
            String attributes,
            String query,
            InFrame<T> then)
            throws IOException {
        HttpServer host =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String origin = "http://127.0.0.1:" + host.getAddress().getPort();
        host.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            ("<!doctype html><title>host</title><link rel=icon href=data:,>"
                                            + LISTEN
                                            + "<iframe src=\""
                                            + visit.origin()
                                            + "/"
                                            + query.replace("ORIGIN", origin)
                                            + "\" width=900 height=600 "
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
            visit.guard().allowOrigin(origin);
            visit.page().navigate(origin + "/");
            Frame frame =
                    visit.page().frames().stream()
                            .filter(f -> f.url().startsWith(visit.origin()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("the frame was blocked"));
            frame.waitForFunction("() => window.sightline");
            return then.in(frame, origin);
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

    /** Watches the sample in which somebody walks by, to the end of an alert and its clip. */
    private static void watch(Frame frame) {
        frame.evaluate(RULES);
        frame.evaluate("() => sightline.open({ kind: 'sample', id: 'room-walk' })");
        wait(frame, "() => told.some((e) => e.name === 'escalate')");
        frame.evaluate("() => sightline.close()");
        wait(frame, "() => told.some((e) => e.name === 'clip')");
        wait(
                frame,
                "async () => { const kept = await sightline.alerts();"
                        + " return ['moves', 'quiet'].every((rule) =>"
                        + " kept.some((a) => a.rule === rule && a.phase === 'end')); }");
    }

    private static void wait(Frame frame, String until) {
        frame.waitForFunction(until, null, new Frame.WaitForFunctionOptions().setTimeout(120_000));
    }

    /** What a rule's choice says of the page around. */
    private static String said(Frame frame) {
        frame.locator("#tab-watch").click();
        frame.locator("#rule-details-moves summary").click();
        return frame.locator("#rule-details-moves [data-host]").textContent();
    }

    @Test
    void aPageThatNamesItselfHearsOfAlerts(Visit visit) throws IOException {
        inHost(
                visit,
                Map.of(),
                "",
                "?origin=ORIGIN",
                (frame, origin) -> {
                    watch(frame);
                    var tab = visit.page();
                    tab.waitForFunction("() => heard.some((m) => m.data.type === 'clip')");
                    for (String claim :
                            List.of(
                                    "heard.every((m) => m.origin === '" + visit.origin() + "')",
                                    "heard.every((m) => m.framed && m.data.sightline === 1)",
                                    "heard.some((m) => m.data.detail.phase === 'new')",
                                    "heard.some((m) => m.data.detail.phase === 'end')",
                                    "heard.some((m) => m.data.type === 'escalate'"
                                            + " && m.data.detail.images[0].size > 500)",
                                    "heard.find((m) => m.data.type === 'clip').size > 1000",
                                    // The rule that tells only its own page tells nobody else,
                                    // not even by its clip.
                                    "heard.filter((m) => m.data.type === 'alert')"
                                            + ".every((m) => m.data.detail.rule === 'moves')",
                                    "heard.filter((m) => m.data.type !== 'alert').every((m) =>"
                                            + " heard.some((a) => a.data.type === 'alert'"
                                            + " && a.data.detail.id === m.data.detail.alert))")) {
                        assertEquals(true, tab.evaluate("() => " + claim), claim);
                    }
                    assertEquals(origin + " is told by message.", said(frame));
                    return null;
                });
    }

    /** Alerts come and go in the frame, and its page hears nothing: why is said in the frame. */
    private static void hearsNothing(Visit visit, String query, String why) throws IOException {
        inHost(
                visit,
                Map.of(),
                "",
                query,
                (frame, origin) -> {
                    watch(frame);
                    assertEquals(0, visit.page().evaluate("() => heard.length"));
                    String said = said(frame);
                    assertTrue(said.contains(why.replace("ORIGIN", origin)), said);
                    return null;
                });
    }

    @Test
    void aPageThatNamesAnotherHearsNothing(Visit visit) throws IOException {
        hearsNothing(
                visit,
                "?origin=https://shop.example",
                "names https://shop.example, but it is ORIGIN");
    }

    @Test
    void aPageThatNamesNothingHearsNothing(Visit visit) throws IOException {
        hearsNothing(visit, "", "has to name itself");
    }

    @Test
    void whatIsNoOriginIsRefused(Visit visit) throws IOException {
        inHost(
                visit,
                Map.of(),
                "",
                "?origin=*",
                (frame, origin) -> {
                    frame.evaluate(RULES);
                    String said = said(frame);
                    assertTrue(said.contains("“*”") && said.contains("is not an origin"), said);
                    return null;
                });
    }
}
