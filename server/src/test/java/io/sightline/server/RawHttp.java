// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request over a bare socket: what is sent and what is read is exactly what stands here, unlike
 * an HTTP client.
 */
final class RawHttp {

    /**
     * What came back.
     *
     * @param status the status code; 0 if the connection was closed without an answer
     * @param headers fields by lower-case name; a name sent twice fails the test
     * @param body the bytes after the empty line, to the end of the connection
     */
    record Response(int status, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private RawHttp() {}

    static Response get(AssetServer server, String path, String... headers) throws IOException {
        return send(server, "GET", path, headers);
    }

    static Response head(AssetServer server, String path, String... headers) throws IOException {
        return send(server, "HEAD", path, headers);
    }

    static Response send(AssetServer server, String method, String path, String... headers)
            throws IOException {
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        return exchange(server.port(), request.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static Response exchange(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (java.net.SocketException e) {
                // reset after the answer: the server did not read the rest of an over-long request
            }
            return parse(all.toByteArray());
        }
    }

    static Response parse(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Response(0, Map.of(), all);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String old =
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
            if (old != null) {
                throw new AssertionError("sent twice: " + line);
            }
        }
        byte[] body = java.util.Arrays.copyOfRange(all, end + 4, all.length);
        return new Response(Integer.parseInt(lines.get(0).split(" ")[1]), headers, body);
    }
}
