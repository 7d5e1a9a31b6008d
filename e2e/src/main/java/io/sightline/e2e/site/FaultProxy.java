// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Stands between the browser and the server and breaks what it is told to break. It passes requests
 * on unchanged, one per connection, writes down each of them, and counts the bytes that the browser
 * receives.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    /**
     * A request as it came.
     *
     * @param path with its query
     * @param headers by lower-case name
     */
    public record Request(String method, String path, Map<String, String> headers) {}

    private record Rule(Pattern path, Fault fault, int[] times) {}

    private final int upstream;
    private final ExecutorService connections = Executors.newCachedThreadPool(FaultProxy::daemon);
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final int port;
    private ServerSocket listener;

    /**
     * Starts a proxy on a free port.
     *
     * @param upstream the port of the server, on 127.0.0.1
     */
    public FaultProxy(int upstream) {
        this.upstream = upstream;
        try {
            listener = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = listener.getLocalPort();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    }

    private ServerSocket listen(int wanted) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 128);
        connections.execute(() -> accept(socket));
        return socket;
    }

    /** The origin that the browser is to open. */
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** Every answer for a path that matches goes wrong so, until {@link #heal}. */
    public void breakAll(String path, Fault fault) {
        rules.add(new Rule(Pattern.compile(path), fault, new int[] {Integer.MAX_VALUE}));
    }

    /** The next answer for a path that matches goes wrong so. */
    public void breakNext(String path, Fault fault) {
        rules.add(new Rule(Pattern.compile(path), fault, new int[] {1}));
    }

    /** Nothing goes wrong any more. */
    public void heal() {
        rules.clear();
    }

    /** Breaks every connection and refuses new ones, as a server does that was stopped. */
    public synchronized void stop() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultProxy::reset);
        open.clear();
    }

    /** Listens again, at the same address. */
    public synchronized void start() {
        try {
            listener = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was asked for, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was asked for under a path. */
    public List<Request> requests(String path) {
        var pattern = Pattern.compile(path);
        return requests.stream().filter(request -> pattern.matcher(request.path()).find()).toList();
    }

    /** Bytes that the browser was sent, heads and bodies. */
    public long received() {
        return received.get();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket browser = from.accept();
                if (from.isClosed()) {
                    // A thread that waits for the next one may get it a moment after the end.
                    reset(browser);
                    return;
                }
                open.add(browser);
                connections.execute(() -> serve(browser));
            } catch (IOException | RejectedExecutionException e) {
                // It was closed meanwhile.
                return;
            }
        }
    }

    private void serve(Socket browser) {
        try (browser) {
            browser.setTcpNoDelay(true);
            var in = new BufferedInputStream(browser.getInputStream());
            List<String> head = head(in);
            if (head.isEmpty()) {
                return;
            }
            String[] line = head.get(0).split(" ");
            requests.add(new Request(line[0], line[1], fields(head)));
            Fault fault = take(line[1]);
            if (fault instanceof Fault.Status status) {
                refuse(browser.getOutputStream(), status.code());
                return;
            }
            try (var server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
                open.add(server);
                forward(head, server.getOutputStream());
                relay(server.getInputStream(), browser, fault);
                open.remove(server);
            }
        } catch (IOException e) {
            // The browser or the server went away: the other side sees its connection end.
            reset(browser);
        } finally {
            open.remove(browser);
        }
    }

    private synchronized Fault take(String path) {
        for (Rule rule : rules) {
            if (rule.times[0] > 0 && rule.path.matcher(path).find()) {
                --rule.times[0];
                return rule.fault;
            }
        }
        return null;
    }

    private void refuse(OutputStream out, int code) throws IOException {
        String text = "refused by the test\n";
        String answer =
                "HTTP/1.1 "
                        + code
                        + " Refused\r\nContent-Type: text/plain\r\nCross-Origin-Resource-Policy: same-origin\r\n"
                        + "Content-Length: "
                        + text.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + text;
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static void forward(List<String> head, OutputStream out) throws IOException {
        var text = new StringBuilder();
        for (String line : head) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
                text.append(line).append("\r\n");
            }
        }
        text.append("Connection: close\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void relay(InputStream from, Socket browser, Fault fault) throws IOException {
        var in = new BufferedInputStream(from);
        OutputStream out = browser.getOutputStream();
        List<String> head = head(in);
        var lines = new ArrayList<String>();
        for (String line : head) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (fault instanceof Fault.Truncate truncate && lower.startsWith("content-length:")) {
                lines.add("Content-Length: " + truncate.bytes());
            } else {
                lines.add(line);
            }
        }
        byte[] first =
                (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        out.write(first);
        received.addAndGet(first.length);
        byte[] piece = new byte[PIECE];
        long sent = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            int length = n;
            if (fault instanceof Fault.Truncate truncate) {
                length = (int) Math.min(n, truncate.bytes() - sent);
            } else if (fault instanceof Fault.Cut cut) {
                length = (int) Math.min(n, cut.bytes() - sent);
            } else if (fault instanceof Fault.Alter alter
                    && alter.offset() >= sent
                    && alter.offset() < sent + n) {
                piece[(int) (alter.offset() - sent)] ^= 0x55;
            } else if (fault instanceof Fault.Slow slow) {
                pause(slow.pause().toMillis());
            }
            out.write(piece, 0, length);
            sent += length;
            received.addAndGet(length);
            if (fault instanceof Fault.Cut cut && sent >= cut.bytes()) {
                out.flush();
                // Let what was sent arrive before the connection is torn down.
                pause(100);
                reset(browser);
                return;
            }
            if (length < n) {
                return;
            }
        }
    }

    /** The lines up to the empty one; none if the connection ended first. */
    private static List<String> head(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().stripTrailing();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.setLength(0);
        }
        return List.of();
    }

    private static Map<String, String> fields(List<String> head) {
        var fields = new LinkedHashMap<String, String>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private static void pause(long milliseconds) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Closes so that the other side gets a reset, not an orderly end. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    @Override
    public void close() {
        stop();
        connections.shutdownNow();
    }
}
