// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the peer: its bundle and runtime, isolated as our own page is, and one model file in the
 * layout that transformers.js looks for, once per input size ({@code models/edge-252/…}).
 */
final class PeerServer implements AutoCloseable {
    private static final Pattern MODEL_FILE = Pattern.compile("/models/edge-(\\d+)/(.+)");
    private static final String WORDS = "/models/words/";
    private static final Map<String, String> TYPES =
            Map.of(
                    ".html", "text/html; charset=utf-8",
                    ".js", "text/javascript",
                    ".mjs", "text/javascript",
                    ".json", "application/json",
                    ".wasm", "application/wasm");

    private final Path folder;
    private final Path model;
    private final Path words;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts on a free port.
     *
     * @param folder the bundle, as build.mjs makes it
     * @param model the ONNX file of the depth model; null where only words are asked for
     * @param words the language model in a hub's layout; null where only depth is
     */
    PeerServer(Path folder, Path model, Path words) {
        this.folder = folder;
        this.model = model;
        this.words = words;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The address of the peer's page. */
    String page() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/peer.html";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var headers = exchange.getResponseHeaders();
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Embedder-Policy", "require-corp");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            Matcher wanted = MODEL_FILE.matcher(path);
            if (path.equals("/models/bare.onnx")) {
                send(exchange, model);
            } else if (path.startsWith(WORDS) && words != null) {
                Path file = words.resolve(path.substring(WORDS.length())).normalize();
                send(exchange, file.startsWith(words) ? file : words.resolve("nothing"));
            } else if (wanted.matches()) {
                modelFile(exchange, Integer.parseInt(wanted.group(1)), wanted.group(2));
            } else {
                Path file = folder.resolve(path.substring(1)).normalize();
                send(exchange, file.startsWith(folder) ? file : folder.resolve("nothing"));
            }
        }
    }

    private void modelFile(HttpExchange exchange, int edge, String name) throws IOException {
        switch (name) {
            case "onnx/model.onnx" -> send(exchange, model);
            case "config.json" ->
                    send(
                            exchange,
                            """
                            {"model_type": "depth_anything", "architectures": ["DepthAnythingForDepthEstimation"]}
                            """);
            case "preprocessor_config.json" ->
                    send(
                            exchange,
                            """
                            {"image_processor_type": "DPTImageProcessor", "do_resize": true,
                             "size": {"height": %d, "width": %d}, "ensure_multiple_of": 14, "keep_aspect_ratio": true,
                             "resample": 3, "do_rescale": true, "rescale_factor": 0.00392156862745098,
                             "do_normalize": true, "image_mean": [0.485, 0.456, 0.406],
                             "image_std": [0.229, 0.224, 0.225], "do_pad": false}
                            """
                                    .formatted(edge, edge));
            default -> send(exchange, folder.resolve("nothing"));
        }
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPES.get(".json"));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String name = file.getFileName().toString();
        String type =
                TYPES.getOrDefault(
                        name.substring(name.lastIndexOf('.')), "application/octet-stream");
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : Files.size(file));
        if (!head) {
            Files.copy(file, exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
