// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sightline.models.store.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A file host on this machine that behaves, and misbehaves, as hubs and networks do. */
final class TestHub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private volatile long pauseMillis;

    /** What was asked. */
    record Request(String path, String range, String ifRange, String authorization) {
        long from() {
            return range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        }
    }

    /** How one answer goes wrong. */
    interface Fault {
        /** Answers, or returns false to have the right answer sent. */
        boolean answer(HttpExchange exchange, byte[] body, long from) throws IOException;
    }

    TestHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    /** States the digest as a hub does for its large files. */
    void linked(String path, String sha256) {
        headers.computeIfAbsent(path, p -> new HashMap<>())
                .put("x-linked-etag", '"' + sha256 + '"');
        headers.get(path).put("x-repo-commit", "c".repeat(40));
    }

    void header(String path, String name, String value) {
        headers.computeIfAbsent(path, p -> new HashMap<>()).put(name, value);
    }

    synchronized void next(Fault... more) {
        faults.addAll(List.of(more));
    }

    /** Waits between pieces of 16 kB, so that there is time to interfere. */
    void slow(long millis) {
        pauseMillis = millis;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    int mostAtOnce() {
        return mostRunning.get();
    }

    private synchronized Fault fault() {
        return faults.poll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        running.incrementAndGet();
        settle();
        mostRunning.accumulateAndGet(running.get(), Math::max);
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var asked = exchange.getRequestHeaders();
            requests.add(
                    new Request(
                            path,
                            asked.getFirst("Range"),
                            asked.getFirst("If-Range"),
                            asked.getFirst("Authorization")));
            var body = files.get(path);
            var etag = body == null ? "" : '"' + Integer.toHexString(Arrays.hashCode(body)) + '"';
            long from = 0;
            var range = asked.getFirst("Range");
            var ifRange = asked.getFirst("If-Range");
            if (body != null && range != null && (ifRange == null || ifRange.equals(etag))) {
                from = Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
            }
            var fault = fault();
            exchange.getResponseHeaders().set("ETag", etag);
            headers.getOrDefault(path, Map.of()).forEach(exchange.getResponseHeaders()::set);
            if (fault != null && fault.answer(exchange, body, from)) {
                return;
            }
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(exchange, body, from, body.length);
            }
        } catch (IOException e) {
            // The client went away: what some tests are about.
        } finally {
            running.decrementAndGet();
        }
    }

    /**
     * A client has its last byte, and may ask for the next file, before the handler that sent it
     * has returned.
     */
    private static void settle() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, byte[] body, long from, int until) throws IOException {
        if (from > 0 && from >= body.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
        var out = exchange.getResponseBody();
        for (int at = (int) from; at < until; at += 16_384) {
            out.write(body, at, Math.min(16_384, until - at));
            out.flush();
            pause(pauseMillis);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends so many bytes, then breaks the connection. */
    Fault breakAfter(int bytes) {
        return (exchange, body, from) -> {
            send(exchange, body, from, (int) Math.min(body.length, from + bytes));
            return true;
        };
    }

    /** Sends so many bytes, then nothing for a while. */
    Fault stallAfter(int bytes, long millis) {
        return (exchange, body, from) -> {
            send(exchange, body, from, (int) Math.min(body.length, from + bytes));
            pause(millis);
            return true;
        };
    }

    static Fault status(int status, String... headers) {
        return (exchange, body, from) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
    }

    /** Sends the whole although a part was asked for. */
    Fault ignoreRange() {
        return (exchange, body, from) -> {
            send(exchange, body, 0, body.length);
            return true;
        };
    }

    /** Sends other bytes of the right length. */
    Fault wrongBytes() {
        return (exchange, body, from) -> {
            var other = body.clone();
            other[other.length / 2] ^= 1;
            send(exchange, other, from, other.length);
            return true;
        };
    }

    /** Sends this instead, with a length that fits it. */
    Fault instead(byte[] other) {
        return (exchange, body, from) -> {
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
            return true;
        };
    }

    /** Sends this without saying how long it is. */
    static Fault endless(byte[] other) {
        return (exchange, body, from) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(other);
            return true;
        };
    }

    static Fault right() {
        return (exchange, body, from) -> false;
    }

    static String sha256(byte[] content) {
        var digest = Digest.sha256();
        digest.update(content);
        return Digest.hex(digest);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
