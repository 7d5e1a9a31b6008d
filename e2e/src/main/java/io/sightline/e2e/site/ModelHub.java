// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sightline.server.HubAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model hub on this machine that answers a browser as the real one does: the list of a commit's
 * files, files in git from itself, large files by a redirect to a storage on another origin; with
 * the same CORS headers, and with ranges. It has one repository, whose branch {@code main} stands
 * at {@link #COMMIT}. Both its ends can be broken.
 */
public final class ModelHub implements AutoCloseable {
    /** Where the branch stands. */
    public static final String COMMIT = "5a1e77ab0123456789abcdef0123456789abcdef";

    /** The repository. */
    public static final String REPO = "sightline/words";

    private static final String EXPOSED =
            "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,"
                    + "Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files;
    private final List<String> large;
    private final HttpServer hub;
    private final HttpServer storage;
    private final FaultProxy front;
    private final FaultProxy back;

    /**
     * Starts a hub.
     *
     * @param files by path within the repository
     * @param large endings of the names of those that are kept outside of git
     */
    public ModelHub(Map<String, byte[]> files, List<String> large) {
        this.files = new ConcurrentSkipListMap<>(files);
        this.large = large;
        try {
            hub = server(this::hub);
            storage = server(this::storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front = new FaultProxy(hub.getAddress().getPort());
        back = new FaultProxy(storage.getAddress().getPort());
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private HttpServer server(Handler handler) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        handler.handle(exchange);
                    } catch (IOException e) {
                        // The browser went away: what some tests are about.
                    }
                });
        server.start();
        return server;
    }

    /** What a server that lets its pages ask this hub is given. */
    public HubAccess access() {
        return new HubAccess(front.origin(), List.of(front.origin(), back.origin()));
    }

    /** What stands before the hub. */
    public FaultProxy front() {
        return front;
    }

    /** What stands before its storage. */
    public FaultProxy storage() {
        return back;
    }

    /** Another content of a file. */
    public void put(String path, byte[] content) {
        files.put(path, content);
    }

    /** The repository has it no more. */
    public void remove(String path) {
        files.remove(path);
    }

    /** SHA-256 of a file. */
    public String sha256(String path) {
        return digest("SHA-256", files.get(path));
    }

    private boolean isLarge(String path) {
        return large.stream().anyMatch(path::endsWith);
    }

    private void hub(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        headers.set("Access-Control-Allow-Origin", origin == null ? "https://hub.invalid" : origin);
        headers.set("Vary", "Origin");
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        var path = exchange.getRequestURI().getPath();
        var resolve = "/" + REPO + "/resolve/" + COMMIT + "/";
        if (path.equals("/api/models/" + REPO + "/revision/main")) {
            json(exchange, "{\"id\": \"%s\", \"sha\": \"%s\"}".formatted(REPO, COMMIT));
        } else if (path.equals("/api/models/" + REPO + "/tree/" + COMMIT)) {
            json(exchange, tree());
        } else if (path.startsWith(resolve)
                && files.containsKey(path.substring(resolve.length()))) {
            resolve(exchange, path.substring(resolve.length()));
        } else {
            headers.set("X-Error-Code", "EntryNotFound");
            send(exchange, 404, "Entry not found".getBytes(StandardCharsets.UTF_8), 0);
        }
    }

    private String tree() {
        var list =
                new StringBuilder("[{\"type\": \"directory\", \"oid\": \"")
                        .append(COMMIT)
                        .append("\", \"size\": 0, \"path\": \"onnx\"}");
        files.forEach(
                (path, content) -> {
                    var lfs =
                            isLarge(path)
                                    ? ", \"lfs\": {\"oid\": \"%s\", \"size\": %d, \"pointerSize\": 132}"
                                            .formatted(sha256(path), content.length)
                                    : "";
                    list.append(
                            ", {\"type\": \"file\", \"oid\": \"%s\", \"size\": %d%s, \"path\": \"%s\"}"
                                    .formatted(blob(content), content.length, lfs, path));
                });
        return list.append("]").toString();
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("X-Repo-Commit", COMMIT);
        headers.set("Accept-Ranges", "bytes");
        var content = files.get(path);
        if (!isLarge(path)) {
            headers.set("ETag", '"' + blob(content) + '"');
            range(exchange, content);
            return;
        }
        headers.set("X-Linked-Size", String.valueOf(content.length));
        headers.set("X-Linked-ETag", '"' + sha256(path) + '"');
        headers.set(
                "Location",
                back.origin() + "/xet-bridge/" + sha256(path) + "?Expires=1&Signature=secret");
        send(exchange, 302, new byte[0], 0);
    }

    private void storage(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", "*");
        headers.set("Accept-Ranges", "bytes");
        var wanted = exchange.getRequestURI().getPath();
        for (var path : files.keySet()) {
            if (wanted.equals("/xet-bridge/" + sha256(path))) {
                headers.set("ETag", '"' + sha256(path) + '"');
                range(exchange, files.get(path));
                return;
            }
        }
        send(exchange, 403, new byte[0], 0);
    }

    private static void range(HttpExchange exchange, byte[] content) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        send(exchange, from > 0 ? 206 : 200, content, from);
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        send(exchange, 200, text.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static void send(HttpExchange exchange, int status, byte[] content, int from)
            throws IOException {
        int length = content.length - from;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(content, from, length);
        }
    }

    private static String blob(byte[] content) {
        var head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        return digest("SHA-1", head, content);
    }

    private static String digest(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (var part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
