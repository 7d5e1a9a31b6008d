// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Development only: watches the site folder and tells open pages to reload, as server-sent events.
 *
 * <p>A page gets {@code ready} with the site's fingerprint when it connects, also after a restart
 * of the server, and {@code reload} with the new one once a change has settled.
 */
final class DevReload implements AutoCloseable {

    /** The script that a page gets in development; it is part of no build. */
    static final String SCRIPT =
            """
            let seen;
            const events = new EventSource('/dev/events');
            events.addEventListener('ready', (e) => {
              if (seen !== undefined && seen !== e.data) location.reload();
              seen = e.data;
            });
            events.addEventListener('reload', () => location.reload());
            """;

    private static final String TAG = "<script type=\"module\" src=\"/dev/reload.js\"></script>";

    /**
     * Java's file watching polls every 10 s on macOS; a site of some dozen files is cheap to look
     * over.
     */
    private static final long POLL_MILLIS = 200;

    /** A client that went away is noticed only by writing to it. */
    private static final long HEARTBEAT_MILLIS = 10_000;

    private final Path root;
    private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
    private final Thread watcher = new Thread(this::watch, "dev-reload");
    private volatile long fingerprint;

    DevReload(Path root) {
        this.root = root;
        fingerprint = fingerprint();
        watcher.setDaemon(true);
        watcher.start();
    }

    void connect(SseClient client) {
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        clients.add(client);
        client.sendEvent("ready", Long.toHexString(fingerprint));
    }

    /** A page with the reload script in it. */
    static byte[] withScript(byte[] html) {
        String page = new String(html, StandardCharsets.UTF_8);
        int end = page.lastIndexOf("</body>");
        int at = end < 0 ? page.length() : end;
        return (page.substring(0, at) + TAG + page.substring(at)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        watcher.interrupt();
        clients.forEach(SseClient::close);
    }

    private void watch() {
        try {
            long pending = fingerprint;
            long lastBeat = System.nanoTime();
            while (true) {
                Thread.sleep(POLL_MILLIS);
                long now = fingerprint();
                // A build writes many files: tell the page when two looks in a row agree.
                if (now != fingerprint && now == pending) {
                    fingerprint = now;
                    clients.forEach(c -> c.sendEvent("reload", Long.toHexString(now)));
                }
                pending = now;
                if ((System.nanoTime() - lastBeat) / 1_000_000 > HEARTBEAT_MILLIS) {
                    lastBeat = System.nanoTime();
                    clients.forEach(c -> c.sendComment("still here"));
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** A number that changes with any file's path, size or time. */
    private long fingerprint() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.mapToLong(this::fingerprint).sum();
        } catch (IOException | UncheckedIOException e) {
            // A build is replacing the folder; the next look will see it whole.
            return 0;
        }
    }

    private long fingerprint(Path file) {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            long hash = root.relativize(file).toString().hashCode();
            if (a.isRegularFile()) {
                hash = hash * 0x9E3779B97F4A7C15L + a.size();
                hash = hash * 0x9E3779B97F4A7C15L + a.lastModifiedTime().toInstant().hashCode();
            }
            return hash * 0x9E3779B97F4A7C15L;
        } catch (IOException e) {
            return 0;
        }
    }
}
