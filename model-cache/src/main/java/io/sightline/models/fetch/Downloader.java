// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Sizes;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Downloads files, two at a time. What has come stays in the part file, however the process ends,
 * and is asked for no more: the next attempt sends {@code Range} with {@code If-Range}, so a file
 * that changed meanwhile starts again. A part that turns out corrupt is discarded.
 */
final class Downloader implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int REDIRECTS = 10;
    private static final int CHUNK = 1 << 16;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FetchSettings settings;
    private final Progress progress;
    private HttpClient client;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final Map<String, String> unreachable = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        var thread = new Thread(task, "download-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    Downloader(FetchSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Made when first needed: where all is here already, that is never. */
    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .connectTimeout(settings.connect())
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .proxy(new EnvironmentProxies(settings.environment()))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
        }
        return client;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** What the host says of the whole file. */
    private record Stated(
            String validator, long total, String sha256, String gitBlob, String commit) {}

    /** An answer after redirects, with what the redirecting hub said of the file. */
    private record Answer(HttpResponse<InputStream> response, HttpHeaders hub) {}

    /** A body that broke off: worth another attempt. */
    private static final class BrokenOff extends IOException {
        private final Duration pause;

        BrokenOff(String message, Duration pause) {
            super(message);
            this.pause = pause;
        }
    }

    /**
     * Downloads into the part file and verifies it; the part file is then the whole file.
     *
     * @throws FetchException where it cannot be had; what has come stays for the next time, unless
     *     it was corrupt
     */
    Downloaded download(Download download) throws IOException, InterruptedException {
        slots.acquire();
        try {
            return attempts(download);
        } finally {
            slots.release();
        }
    }

    private Downloaded attempts(Download download) throws IOException, InterruptedException {
        int failures = 0;
        boolean again = true;
        for (; ; ) {
            long before = length(download.part());
            try {
                var stated = attempt(download);
                var done = verify(download, stated);
                if (done.isPresent()) {
                    return done.get();
                }
                if (!again) {
                    throw new FetchException(
                            Kind.CORRUPT,
                            download.name()
                                    + " arrived twice with other content than the catalogue names;"
                                    + " it was discarded. The source "
                                    + download.address().getHost()
                                    + " serves something else, or a proxy on the way alters it.");
                }
                again = false;
                progress.say(download.name() + ": not what was expected, starting again");
            } catch (BrokenOff e) {
                failures = length(download.part()) > before ? 1 : failures + 1;
                if (failures >= settings.attempts()) {
                    throw new FetchException(
                            Kind.FAILED,
                            download.name()
                                    + ": "
                                    + e.getMessage()
                                    + ", "
                                    + failures
                                    + " times in a row. Run the same command again to go on from "
                                    + Sizes.text(length(download.part()))
                                    + ".",
                            e);
                }
                var pause = settings.pause().multipliedBy(1L << Math.min(failures - 1, 6));
                pause = e.pause.compareTo(pause) > 0 ? e.pause : pause;
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                progress.say(
                        download.name()
                                + ": "
                                + e.getMessage()
                                + "; going on in "
                                + pause.toMillis() / 1000.0
                                + " s");
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private Stated attempt(Download download) throws IOException, InterruptedException {
        var part = download.part();
        var sidecar = sidecar(part);
        var known = read(sidecar);
        long have = length(part);
        boolean resumable =
                known.isPresent()
                        && (download.sha256() != null || !known.get().validator().isEmpty());
        if (have > 0 && !resumable || download.bytes() >= 0 && have > download.bytes()) {
            // Nothing says what this is a part of, or it is a part of something else.
            discard(part);
            have = 0;
            known = Optional.empty();
        }
        if (have > 0 && have == (download.bytes() >= 0 ? download.bytes() : known.get().total())) {
            return known.get();
        }
        var request = HttpRequest.newBuilder().header("User-Agent", "sightline-model-cache");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            if (!known.get().validator().isEmpty()) {
                request.header("If-Range", known.get().validator());
            }
        }
        var answer = send(download, request);
        var response = answer.response();
        try (var body = response.body()) {
            int status = response.statusCode();
            if (status == 416) {
                discard(part);
                throw new BrokenOff("the host does not have the rest", Duration.ZERO);
            }
            if (status != 200 && status != 206) {
                throw refusal(download, response);
            }
            if (status == 206 && startOf(response) != have) {
                discard(part);
                throw new BrokenOff("the host sent another part", Duration.ZERO);
            }
            long from = status == 206 ? have : 0;
            var stated = stated(download, answer, status);
            if (download.bytes() >= 0
                    && stated.total() >= 0
                    && stated.total() != download.bytes()) {
                discard(part);
                throw new FetchException(
                        Kind.CORRUPT,
                        download.name()
                                + " has "
                                + stated.total()
                                + " bytes at "
                                + download.address().getHost()
                                + " instead of "
                                + download.bytes()
                                + ": the source serves another file.");
            }
            long total = download.bytes() >= 0 ? download.bytes() : stated.total();
            room(download, total - from);
            write(sidecar, stated);
            receive(download, body, from, total);
            return stated;
        }
    }

    private void receive(Download download, InputStream body, long from, long total)
            throws IOException {
        var last = new AtomicLong(System.nanoTime());
        var stalled = new AtomicBoolean();
        long stall = settings.stall().toNanos();
        var watching =
                watch.scheduleWithFixedDelay(
                        () -> {
                            if (System.nanoTime() - last.get() > stall) {
                                stalled.set(true);
                                closeQuietly(body);
                            }
                        },
                        stall / 4,
                        stall / 4,
                        TimeUnit.NANOSECONDS);
        long at = from;
        try (var out = open(download.part(), from);
                var meter = progress.start(download.name(), total, from)) {
            var chunk = new byte[CHUNK];
            for (int n = read(body, chunk, stalled); n >= 0; n = read(body, chunk, stalled)) {
                last.set(System.nanoTime());
                at += n;
                if (total >= 0 && at > total) {
                    discard(download.part());
                    throw new FetchException(
                            Kind.CORRUPT,
                            download.name()
                                    + " goes on beyond its "
                                    + total
                                    + " bytes; discarded.");
                }
                append(download, out, ByteBuffer.wrap(chunk, 0, n));
                meter.at(at);
            }
            out.force(true);
        } finally {
            watching.cancel(false);
        }
        if (total >= 0 && at < total) {
            throw new BrokenOff("the connection ended early", Duration.ZERO);
        }
    }

    private static int read(InputStream body, byte[] chunk, AtomicBoolean stalled)
            throws IOException {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw new BrokenOff(
                    stalled.get() ? "nothing came for too long" : "the connection broke",
                    Duration.ZERO);
        }
    }

    private static FileChannel open(Path part, long from) throws IOException {
        try {
            var out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            out.truncate(from);
            out.position(from);
            return out;
        } catch (IOException e) {
            throw StoreFaults.of(part, e);
        }
    }

    private static void append(Download download, FileChannel out, ByteBuffer bytes)
            throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw StoreFaults.of(download.part(), e);
        }
    }

    /** Says that the disk is full before it is, where that can be known. */
    private static void room(Download download, long wanted) throws IOException {
        long free = Files.getFileStore(download.part().getParent()).getUsableSpace();
        if (wanted > free) {
            throw StoreFaults.full(
                    download.part(),
                    download.name()
                            + " needs "
                            + Sizes.text(wanted)
                            + " more and "
                            + Sizes.text(free)
                            + " are free");
        }
    }

    private Answer send(Download download, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var address = download.address();
        HttpHeaders hub = null;
        for (int i = 0; i < REDIRECTS; ++i) {
            var one = request.copy().uri(address).timeout(settings.connect().multipliedBy(2));
            if (download.token().isPresent() && sameOrigin(address, download.address())) {
                one.header("Authorization", "Bearer " + download.token().get());
            }
            var response = send(one.build());
            int status = response.statusCode();
            if (status < 300 || status >= 400 || status == 304) {
                return new Answer(response, hub == null ? response.headers() : hub);
            }
            closeQuietly(response.body());
            if (hub == null || hub.firstValue("x-linked-etag").isEmpty()) {
                hub = response.headers();
            }
            var location = response.headers().firstValue("location").orElse("");
            var next = location.isEmpty() ? address : address.resolve(location);
            if (location.isEmpty()
                    || next.getHost() == null
                    || "https".equals(address.getScheme()) && !"https".equals(next.getScheme())) {
                throw new FetchException(
                        Kind.FAILED,
                        download.name() + ": " + address.getHost() + " redirects to nowhere safe.");
            }
            address = next;
        }
        throw new FetchException(
                Kind.FAILED,
                download.name() + ": " + download.address().getHost() + " redirects in circles.");
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equals(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && a.getPort() == b.getPort();
    }

    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, InterruptedException {
        var host = request.uri().getHost();
        var known = unreachable.get(host);
        if (known != null) {
            throw new FetchException(Kind.UNREACHABLE, known);
        }
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpTimeoutException | UnknownHostException e) {
            // Not worth a second attempt now: whoever waits wants the next source.
            var why = host + " is not reached (" + reason(e, request.uri()) + ").";
            unreachable.put(host, why);
            throw new FetchException(Kind.UNREACHABLE, why, e);
        } catch (IOException e) {
            throw new BrokenOff("the connection broke", Duration.ZERO);
        }
    }

    private static String reason(IOException e, URI address) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "its name does not resolve";
            }
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        return "connection refused at port "
                + (address.getPort() > 0
                        ? address.getPort()
                        : address.getScheme().equals("https") ? 443 : 80);
    }

    private static IOException refusal(Download download, HttpResponse<InputStream> response) {
        int status = response.statusCode();
        var what = download.name() + ": " + response.uri().getHost() + " answers " + status;
        return switch (status) {
            case 401, 403, 407 ->
                    new FetchException(
                            Kind.DENIED,
                            what
                                    + (download.token().isPresent()
                                            ? ": the token in HF_TOKEN is not accepted."
                                            : ": it wants credentials. For a hub, set HF_TOKEN."));
            case 404, 410 ->
                    new FetchException(
                            Kind.MISSING,
                            what + ": the file is not there (" + download.address() + ").");
            case 408, 425, 429, 500, 502, 503, 504 ->
                    new BrokenOff("the host answers " + status, retryAfter(response));
            default -> new FetchException(Kind.FAILED, what + ".");
        };
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        try {
            return Duration.ofSeconds(
                    Long.parseLong(
                            response.headers().firstValue("retry-after").orElse("0").strip()));
        } catch (NumberFormatException e) {
            // A date: the usual pause will do.
            return Duration.ZERO;
        }
    }

    private static long startOf(HttpResponse<?> response) {
        var matcher = RANGE.matcher(response.headers().firstValue("content-range").orElse(""));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static Stated stated(Download download, Answer answer, int status)
            throws FetchException {
        var headers = answer.response().headers();
        long total = headers.firstValueAsLong("content-length").orElse(-1);
        if (status == 206) {
            var matcher = RANGE.matcher(headers.firstValue("content-range").orElse(""));
            total =
                    matcher.matches() && !matcher.group(3).equals("*")
                            ? Long.parseLong(matcher.group(3))
                            : -1;
        }
        // A weak tag must not be used in If-Range (RFC 9110 13.1.5).
        var tag = headers.firstValue("etag").filter(t -> !t.startsWith("W/")).orElse("");
        var validator = tag.isEmpty() ? headers.firstValue("last-modified").orElse("") : tag;
        var linked = unquoted(answer.hub().firstValue("x-linked-etag").orElse(""));
        var own = unquoted(answer.hub().firstValue("etag").orElse(""));
        var sha256 =
                SHA256.matcher(linked).matches()
                        ? linked
                        : SHA256.matcher(own).matches() ? own : null;
        // Small files of a hub's repository: the tag is git's name of the blob.
        var blob =
                SHA1.matcher(own).matches() ? own : SHA1.matcher(linked).matches() ? linked : null;
        if (download.sha256() == null && sha256 == null && blob == null) {
            throw new FetchException(
                    Kind.FAILED,
                    download.name()
                            + ": neither the catalogue nor "
                            + download.address().getHost()
                            + " states a digest, so it could not be verified.");
        }
        return new Stated(
                validator,
                total,
                sha256,
                blob,
                answer.hub().firstValue("x-repo-commit").orElse(null));
    }

    private static String unquoted(String tag) {
        return tag.replace("W/", "").replace("\"", "");
    }

    /** Empty where the content is wrong; the part is then gone. */
    private Optional<Downloaded> verify(Download download, Stated stated) throws IOException {
        var part = download.part();
        long bytes = length(part);
        var sha256 = Digest.sha256(part);
        boolean right;
        if (download.sha256() != null) {
            right = sha256.equals(download.sha256());
        } else if (stated.sha256() != null) {
            right = sha256.equals(stated.sha256());
        } else {
            var git = Digest.of("SHA-1");
            git.update(("blob " + bytes + "\0").getBytes(StandardCharsets.US_ASCII));
            Digest.update(git, part);
            right = Digest.hex(git).equals(stated.gitBlob());
        }
        right &= download.bytes() < 0 || bytes == download.bytes();
        if (!right) {
            discard(part);
            return Optional.empty();
        }
        Files.deleteIfExists(sidecar(part));
        return Optional.of(new Downloaded(bytes, sha256, stated.commit()));
    }

    private static Path sidecar(Path part) {
        return part.resolveSibling(part.getFileName() + ".json");
    }

    static void discard(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(sidecar(part));
    }

    private static void write(Path sidecar, Stated stated) throws IOException {
        var json = JSON.createObjectNode();
        json.put("validator", stated.validator()).put("total", stated.total());
        json.put("sha256", stated.sha256()).put("gitBlob", stated.gitBlob());
        json.put("commit", stated.commit());
        try {
            Files.write(sidecar, JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw StoreFaults.of(sidecar, e);
        }
    }

    private static Optional<Stated> read(Path sidecar) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(sidecar));
            return Optional.of(
                    new Stated(
                            json.path("validator").asText(""),
                            json.path("total").asLong(-1),
                            json.path("sha256").textValue(),
                            json.path("gitBlob").textValue(),
                            json.path("commit").textValue()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long length(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
