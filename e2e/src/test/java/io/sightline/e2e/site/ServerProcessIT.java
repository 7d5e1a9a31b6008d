// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a person starts it: a process of its own, with its words and its end. */
@Timeout(60)
final class ServerProcessIT {
    private static final String AT = "Sightline is at ";

    @TempDir private Path store;

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "io.sightline.server.Main"));
        command.addAll(List.of("--site", Project.site().toString(), "--models", store.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void saysWhereItIsAndStopsWhenToldTo() throws Exception {
        Process server = start("--port", "0");
        try (BufferedReader words = server.inputReader()) {
            String at = words.readLine();
            assertTrue(at.startsWith(AT + "http://127.0.0.1:"), at);
            String how = words.readLine();
            assertTrue(
                    how.contains("Stop it with Ctrl+C") && how.contains("kill " + server.pid()),
                    how);

            HttpResponse<String> page = get(at.substring(AT.length()));
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("<title>Sightline</title>"));
            HttpResponse<String> models = get(at.substring(AT.length()) + "models/index.json");
            assertEquals(200, models.statusCode());
            assertTrue(models.body().contains("\"depth-anything-v2-small\""), models.body());

            server.destroy();
            assertTrue(server.waitFor(60, TimeUnit.SECONDS), "it does not stop");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneClearSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process server = start("--port", String.valueOf(taken.getLocalPort()));
            String words = new String(server.getInputStream().readAllBytes());
            assertTrue(server.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, server.exitValue());
            assertTrue(words.startsWith("Port " + taken.getLocalPort() + " is taken. "), words);
            assertFalse(words.contains("\tat "), "a stack trace: " + words);
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}
