// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.models.ModelStore;
import io.sightline.models.TinyCatalogue;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.fetch.Fetcher.Outcome;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
    private static final String NAME = "tiny.onnx";
    private static final String PATH = TinyCatalogue.hubPath(NAME);

    @TempDir Path folder;
    private final byte[] content = new byte[300_000];
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private TestHub hub;
    private Catalogue catalogue;

    @BeforeEach
    void start() throws IOException {
        new Random(3).nextBytes(content);
        hub = new TestHub();
        hub.put(PATH, content);
        catalogue = pinned();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Catalogue pinned() {
        return TinyCatalogue.of(
                TinyCatalogue.file(NAME, content.length, TestHub.sha256(content)),
                TinyCatalogue.hub(NAME));
    }

    /** Without any network: it is part of the build. */
    @Test
    void theDemonstrationModelComesWithTheBuild() throws Exception {
        var model = Catalogue.load().model("smolvlm2-demo").orElseThrow();
        hub.close();
        Outcome outcome;
        try (var fetcher =
                new Fetcher(
                        new StoreWriter(store(), Clock.systemUTC()),
                        settings(hub.address()),
                        progress)) {
            outcome = fetcher.fetch(List.of(Wish.of(model))).get(0);
        }
        assertNull(outcome.failure());
        assertEquals(2, outcome.variants().size());
        for (var variant : model.variants()) {
            var state = ModelStore.open(store(), Catalogue.load()).state(model, variant);
            assertTrue(state.ready());
            assertEquals("bundled", state.source());
        }
    }

    private static Catalogue unpinned() {
        return TinyCatalogue.of(TinyCatalogue.file(NAME, 300_000, null), TinyCatalogue.hub(NAME));
    }

    static FetchSettings settings(URI hub, String... npm) {
        return new FetchSettings(
                hub,
                Optional.of("secret"),
                npm.length > 0 ? List.of(npm) : List.of("no-such-npm-anywhere"),
                Duration.ofSeconds(5),
                Duration.ofMillis(400),
                3,
                Duration.ofMillis(5),
                Map.of());
    }

    private final Progress progress =
            new Progress() {
                @Override
                public void say(String line) {
                    said.add(line);
                }

                @Override
                public Meter start(String what, long total, long already) {
                    return Meter.NONE;
                }
            };

    private Outcome fetch() throws Exception {
        return fetch(settings(hub.address()));
    }

    private Outcome fetch(FetchSettings settings) throws Exception {
        try (var fetcher =
                new Fetcher(new StoreWriter(store(), Clock.systemUTC()), settings, progress)) {
            return fetcher.fetch(List.of(Wish.of(catalogue.models().get(0)))).get(0);
        }
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path file() {
        return store().resolve("tiny/fp32").resolve(NAME);
    }

    private Path part() {
        return file().resolveSibling(NAME + ".part");
    }

    private void assertRight(Outcome outcome) throws IOException {
        assertNull(outcome.failure(), () -> outcome.failure().getMessage());
        assertArrayEquals(content, Files.readAllBytes(file()));
        assertFalse(Files.exists(part()));
        assertFalse(Files.exists(part().resolveSibling(NAME + ".part.json")));
        assertTrue(ModelStore.open(store(), catalogue).models().get(0).ready());
    }

    private FetchException assertFails(Kind kind, Outcome outcome) {
        assertEquals(kind, outcome.failure().kind(), outcome.failure().getMessage());
        assertFalse(Files.exists(file()));
        assertFalse(ModelStore.open(store(), catalogue).models().get(0).ready());
        return outcome.failure();
    }

    @Test
    void getsAFileOnce() throws Exception {
        var first = fetch();
        assertRight(first);
        assertTrue(first.fresh());
        var manifest = Manifest.read(file().getParent()).orElseThrow();
        assertEquals("huggingface", manifest.source());
        assertTrue(manifest.detail().startsWith("owner/name@"));
        var second = fetch();
        assertRight(second);
        assertFalse(second.fresh());
        assertEquals(1, hub.requests().size());
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        hub.next(
                hub.breakAfter(70_000),
                hub.breakAfter(70_000),
                hub.breakAfter(70_000),
                hub.breakAfter(70_000));
        assertRight(fetch());
        var starts = hub.requests().stream().map(TestHub.Request::from).toList();
        assertEquals(5, starts.size());
        for (int i = 1; i < starts.size(); ++i) {
            assertTrue(starts.get(i) > starts.get(i - 1), starts.toString());
            assertEquals(hub.requests().get(1).ifRange(), hub.requests().get(i).ifRange());
        }
        assertTrue(hub.requests().get(1).ifRange().startsWith("\""));
    }

    @Test
    void givesUpAfterSeveralBreaksWithoutProgressAndGoesOnNextTime() throws Exception {
        hub.next(hub.breakAfter(100_000), hub.breakAfter(0), hub.breakAfter(0), hub.breakAfter(0));
        var failure = assertFails(Kind.FAILED, fetch());
        assertTrue(failure.getMessage().contains("Run the same command again"));
        assertTrue(Files.size(part()) > 0);
        int before = hub.requests().size();
        assertRight(fetch());
        assertTrue(hub.requests().get(before).from() > 0);
    }

    @Test
    void startsAgainWhereTheHostIgnoresTheRange() throws Exception {
        hub.next(hub.breakAfter(100_000), hub.ignoreRange());
        assertRight(fetch());
        assertTrue(hub.requests().get(1).from() > 0);
    }

    @Test
    void startsAgainWhereTheFileChangedMeanwhile() throws Exception {
        var old = content.clone();
        old[5] ^= 1;
        hub.put(PATH, old);
        hub.next(
                (exchange, body, from) -> {
                    hub.breakAfter(100_000).answer(exchange, body, from);
                    hub.put(PATH, content);
                    return true;
                });
        assertRight(fetch());
    }

    @Test
    void discardsOtherContentAndSaysSo() throws Exception {
        hub.next(hub.wrongBytes(), hub.wrongBytes());
        var failure = assertFails(Kind.CORRUPT, fetch());
        assertTrue(failure.getMessage().contains("localhost"), failure.getMessage());
        assertFalse(Files.exists(part()));
        assertEquals(2, hub.requests().size());
    }

    @Test
    void triesAgainOnceAfterOtherContent() throws Exception {
        hub.next(hub.wrongBytes());
        assertRight(fetch());
    }

    @Test
    void refusesAFileOfAnotherLength() throws Exception {
        hub.next(hub.instead(new byte[1000]));
        var failure = assertFails(Kind.CORRUPT, fetch());
        assertTrue(failure.getMessage().contains("1000 bytes"), failure.getMessage());
    }

    @Test
    void stopsAtAFileThatGoesOnTooLong() throws Exception {
        hub.next(TestHub.endless(new byte[5_000_000]));
        var failure = assertFails(Kind.CORRUPT, fetch());
        assertTrue(failure.getMessage().contains("beyond"), failure.getMessage());
        assertFalse(Files.exists(part()));
    }

    @Test
    void saysThatTheFileIsNotThere() throws Exception {
        hub.next(TestHub.status(404));
        assertTrue(assertFails(Kind.MISSING, fetch()).getMessage().contains("404"));
        assertEquals(1, hub.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void saysThatCredentialsAreWanted(int status) throws Exception {
        hub.next(TestHub.status(status));
        assertTrue(assertFails(Kind.DENIED, fetch()).getMessage().contains("HF_TOKEN"));
        assertEquals(1, hub.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void waitsAndAsksAgainWhereTheHostIsBusy(int status) throws Exception {
        hub.next(TestHub.status(status, "Retry-After", "0"), TestHub.status(status));
        assertRight(fetch());
        assertEquals(3, hub.requests().size());
    }

    @Test
    void givesUpWhereTheHostStaysBusy() throws Exception {
        hub.next(TestHub.status(500), TestHub.status(500), TestHub.status(500));
        assertTrue(assertFails(Kind.FAILED, fetch()).getMessage().contains("500"));
    }

    @Test
    void goesOnAfterAStall() throws Exception {
        hub.next(hub.stallAfter(100_000, 3000));
        assertRight(fetch());
        assertTrue(said.stream().anyMatch(line -> line.contains("nothing came")), said.toString());
        assertTrue(hub.requests().get(1).from() > 0);
    }

    @Test
    void saysThatAHostIsNotReachedWithoutTryingAgain() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var failure =
                assertFails(
                        Kind.UNREACHABLE,
                        fetch(settings(URI.create("http://localhost:" + free + "/"))));
        assertTrue(failure.getMessage().contains("refused"), failure.getMessage());
        var unknown = settings(URI.create("http://no-such-host.invalid/"));
        var unresolved = assertFails(Kind.UNREACHABLE, fetch(unknown));
        assertTrue(unresolved.getMessage().contains("does not resolve"), unresolved.getMessage());
    }

    @Test
    void aPartThatIsCorruptIsDiscardedInTheEnd() throws Exception {
        hub.next(hub.breakAfter(100_000), hub.breakAfter(0), hub.breakAfter(0), hub.breakAfter(0));
        fetch();
        assertTrue(Files.size(part()) > 0);
        var half = Files.readAllBytes(part());
        half[0] ^= 1;
        Files.write(part(), half);
        assertRight(fetch());
    }

    @Test
    void aPartThatNothingIsKnownOfIsDiscarded() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), new byte[1000]);
        assertRight(fetch());
        assertNull(hub.requests().get(0).range());
    }

    @Test
    void aWholeFileThatWasNotRecordedIsNotFetchedAgain() throws Exception {
        Files.createDirectories(file().getParent());
        Files.write(file(), content);
        assertRight(fetch());
        assertEquals(0, hub.requests().size());
    }

    @Test
    void theTokenGoesToTheHubAndNoFurther() throws Exception {
        try (var other = new TestHub()) {
            other.put("/blob", content);
            hub.next(TestHub.status(302, "Location", other.address().resolve("blob").toString()));
            assertRight(fetch());
            assertEquals("Bearer secret", hub.requests().get(0).authorization());
            assertEquals(1, other.requests().size());
            assertNull(other.requests().get(0).authorization());
        }
    }

    @Test
    void circlesOfRedirectsEnd() throws Exception {
        for (int i = 0; i < 20; ++i) {
            hub.next(TestHub.status(302, "Location", PATH));
        }
        assertTrue(assertFails(Kind.FAILED, fetch()).getMessage().contains("circles"));
    }

    @Test
    void aDigestThatOnlyTheHubKnowsIsVerifiedAndRecorded() throws Exception {
        catalogue = unpinned();
        hub.linked(PATH, TestHub.sha256(content));
        assertRight(fetch());
        var manifest = Manifest.read(file().getParent()).orElseThrow();
        assertEquals(TestHub.sha256(content), manifest.files().get(0).sha256());
        assertEquals("owner/name@" + "c".repeat(40), manifest.detail());
    }

    @Test
    void contentThatIsNotWhatTheHubStatesIsRefused() throws Exception {
        catalogue = unpinned();
        hub.linked(PATH, "0".repeat(64));
        assertFails(Kind.CORRUPT, fetch());
        assertFalse(Files.exists(part()));
    }

    @Test
    void gitsNameOfASmallFileIsVerified() throws Exception {
        catalogue = unpinned();
        var git = MessageDigest.getInstance("SHA-1");
        git.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
        var name = HexFormat.of().formatHex(git.digest(content));
        hub.header(PATH, "ETag", '"' + name + '"');
        assertRight(fetch());
    }

    @Test
    void withoutAnyDigestNothingIsFetched() throws Exception {
        catalogue = unpinned();
        var failure = assertFails(Kind.FAILED, fetch());
        assertTrue(failure.getMessage().contains("digest"), failure.getMessage());
    }

    @Test
    void theNextAlternativeIsTriedAndSaid() throws Exception {
        catalogue =
                TinyCatalogue.of(
                        List.of(
                                TinyCatalogue.variant(
                                        "first",
                                        TinyCatalogue.file("gone.onnx", 10, "0".repeat(64)),
                                        TinyCatalogue.hub("gone.onnx")),
                                TinyCatalogue.variant(
                                        "fp32",
                                        TinyCatalogue.file(
                                                NAME, content.length, TestHub.sha256(content)),
                                        TinyCatalogue.hub(NAME))),
                        "[\"first\"], [\"fp32\"]");
        var outcome = fetch();
        assertNull(outcome.failure());
        assertEquals("fp32", outcome.variants().get(0).id());
        assertEquals(1, said.stream().filter(line -> line.contains("Trying")).count());
        assertArrayEquals(content, Files.readAllBytes(file()));
        // Now that one alternative is here, the other is not asked for.
        int requests = hub.requests().size();
        assertFalse(fetch().fresh());
        assertEquals(requests, hub.requests().size());
    }

    @Test
    void filesComeTwoAtATime() throws Exception {
        var names = new String[6];
        var files = new ArrayList<String>();
        for (int i = 0; i < names.length; ++i) {
            names[i] = "f" + i + ".bin";
            var one = new byte[100_000];
            new Random(i).nextBytes(one);
            hub.put(TinyCatalogue.hubPath(names[i]), one);
            files.add(TinyCatalogue.file(names[i], one.length, TestHub.sha256(one)));
        }
        catalogue = TinyCatalogue.of(String.join(", ", files), TinyCatalogue.hub(names));
        hub.slow(5);
        assertNull(fetch().failure());
        assertEquals(2, hub.mostAtOnce());
        assertEquals(6, hub.requests().size());
    }

    @Test
    void twoFetchersOfOneStoreFetchOnce() throws Exception {
        hub.slow(5);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var one = threads.submit(() -> fetch());
            var two = threads.submit(() -> fetch());
            assertRight(one.get());
            assertRight(two.get());
        } finally {
            threads.shutdown();
        }
        assertEquals(1, hub.requests().size());
    }

    @Test
    void nothingIsAskedForAModelThatIsRefused() throws Exception {
        var forbidden = catalogue.model("forbidden").orElseThrow();
        try (var fetcher =
                new Fetcher(
                        new StoreWriter(store(), Clock.systemUTC()),
                        settings(hub.address()),
                        progress)) {
            var refusal =
                    assertThrows(
                            FetchException.class, () -> fetcher.fetch(List.of(Wish.of(forbidden))));
            assertEquals(Kind.REFUSED, refusal.kind());
            assertTrue(refusal.getMessage().contains("CC-BY-NC-4.0"));
        }
        assertEquals(0, hub.requests().size());
    }

    @Test
    void aStoreThatCannotBeWrittenIsSaid() throws Exception {
        Files.write(store(), new byte[1]);
        var failure = assertThrows(FetchException.class, this::fetch);
        assertEquals(Kind.STORE, failure.kind());
        assertTrue(failure.getMessage().contains("--store"), failure.getMessage());
    }

    @Test
    void aFullDiskIsSaidAndNothingIsPutInPlace() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: this system has no /dev/full to fail writes with");
        Files.createDirectories(part().getParent());
        Files.createSymbolicLink(part(), full);
        var failure = assertFails(Kind.STORE, fetch());
        assertTrue(failure.getMessage().contains("is full"), failure.getMessage());
        assertTrue(failure.getMessage().contains("Free some space"), failure.getMessage());
        Files.delete(part());
        assertRight(fetch());
    }
}
