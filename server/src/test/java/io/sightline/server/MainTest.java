// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.catalogue.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, in a process of its own, as the launcher runs it. */
class MainTest {

    @TempDir Path folder;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void makeSite() throws IOException {
        Files.createDirectories(folder.resolve("site"));
        Files.writeString(folder.resolve("site/index.html"), "<!doctype html>it is here");
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process run(List<String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--site", folder.resolve("site").toString()));
        command.addAll(List.of("--models", folder.resolve("models").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGHTLINE_"));
        environment.forEach(e -> builder.environment().put(e.split("=")[0], e.split("=", 2)[1]));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static URI addressOf(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        assertTrue(
                first != null && first.startsWith("Sightline is at http://"),
                () -> first + errors(process));
        String second = out.readLine();
        if (second != null && second.startsWith("The page may get models from ")) {
            second = out.readLine();
        }
        assertEquals("Stop it with Ctrl+C, or: kill " + process.pid(), second);
        return URI.create(first.substring("Sightline is at ".length()));
    }

    private static String errors(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void thePrintedAddressIsThePageAndTerminationStopsItCleanly() throws Exception {
        Process process = run(List.of(), "--port", "0");
        URI uri = addressOf(process);
        assertEquals("127.0.0.1", uri.getHost());
        assertEquals("<!doctype html>it is here", get(uri).body());
        assertEquals(
                200,
                get(uri.resolve("/models/index.json")).statusCode(),
                "an empty store still has a list");
        // By the handle: Process.destroy would close the streams before they are read.
        process.toHandle().destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", errors(process), "nothing is logged when nothing is wrong");
    }

    @Test
    void theHubIsAllowedAndOfferedWhereItIsAskedFor() throws Exception {
        URI plain = addressOf(run(List.of(), "--port", "0"));
        assertTrue(policy(plain).contains("; connect-src 'self'; "), policy(plain));
        assertFalse(get(plain.resolve("/models/index.json")).body().contains("\"hub\""));
        URI open = addressOf(run(List.of(), "--hub", "--port", "0"));
        assertTrue(
                policy(open).contains("; connect-src 'self' " + Catalogue.load().hub() + " "),
                policy(open));
        assertTrue(
                get(open.resolve("/models/index.json"))
                        .body()
                        .contains("\"hub\" : \"" + Catalogue.load().hub() + "\""));
    }

    private static String policy(URI uri) throws Exception {
        return get(uri).headers().firstValue("Content-Security-Policy").orElse("");
    }

    @Test
    void addressAndPortCanComeFromTheEnvironment() throws Exception {
        Process process = run(List.of("SIGHTLINE_PORT=0", "SIGHTLINE_BIND=127.0.0.2"));
        URI uri = addressOf(process);
        assertEquals("127.0.0.2", uri.getHost());
        assertEquals(200, get(uri).statusCode());
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Process process = run(List.of(), "--port", String.valueOf(taken.getLocalPort()));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, process.exitValue());
            String said = errors(process);
            assertEquals(1, said.lines().count(), said);
            assertTrue(
                    said.contains("Port " + taken.getLocalPort()) && said.contains("--port"), said);
        }
    }

    @Test
    void wrongOptionsAreSaidInALine() throws Exception {
        assertRefused("no-such-host.invalid", "--port", "0", "--bind", "no-such-host.invalid");
        assertRefused("--hub", "--port", "0", "--hub", "somewhere");
        assertRefused("65535", "--port", "70000");
        assertRefused("frame-ancestors", "--port", "0", "--frame-ancestors", "*; script-src *");
        assertRefused(
                "./sightline start", "--port", "0", "--site", folder.resolve("nothing").toString());
    }

    private void assertRefused(String hint, String... arguments) throws Exception {
        Process process = run(List.of(), arguments);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String said = errors(process);
        assertEquals(1, process.exitValue(), said);
        assertTrue(said.contains(hint), said);
        assertFalse(said.contains("Exception"), said);
    }
}
