// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.models.ModelStore;
import io.sightline.models.TinyPackage;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.fetch.Fetcher.Outcome;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm source with a script in npm's place and a host on this machine. */
class NpmFetchTest {
    private static final String PATH = "/tiny-1.2.3.tgz";

    @TempDir Path folder;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private TestHub registry;
    private TinyPackage tiny;
    private Catalogue catalogue;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "skipped: no /bin/sh for npm's stand-in");
        registry = new TestHub();
        tiny = new TinyPackage(folder);
        catalogue = tiny.catalogue();
        registry.put(PATH, tiny.tarball());
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    /** npm as a script: its arguments are kept in {@code npm.log}. */
    private String npm(String body) throws IOException {
        var script = folder.resolve("npm.sh");
        Files.writeString(
                script, "#!/bin/sh\necho \"$@\" >> '" + folder.resolve("npm.log") + "'\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private String npm() throws IOException {
        return npm(view());
    }

    private String view() {
        return "echo '{\"tarball\": \"" + registry.address().resolve(PATH) + "\"}'\n";
    }

    private Outcome fetch(String npm) throws Exception {
        var progress =
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
        try (var fetcher =
                new Fetcher(
                        new StoreWriter(store(), Clock.systemUTC()),
                        FetcherTest.settings(registry.address(), npm),
                        progress)) {
            return fetcher.fetch(List.of(Wish.of(catalogue.models().get(0)))).get(0);
        }
    }

    private Path store() {
        return folder.resolve("store");
    }

    private void assertRight(Outcome outcome) throws IOException {
        assertNull(outcome.failure(), () -> outcome.failure().getMessage());
        var file = store().resolve("tiny/fp32").resolve(TinyPackage.NAME);
        assertArrayEquals(tiny.translated(), Files.readAllBytes(file));
        var manifest = Manifest.read(file.getParent()).orElseThrow();
        assertEquals("npm", manifest.source());
        assertEquals("@tiny/package@1.2.3", manifest.detail());
        assertTrue(ModelStore.open(store(), catalogue).models().get(0).ready());
        assertFalse(Files.exists(store().resolve(".work")), "the package was left behind");
    }

    private FetchException assertFails(Kind kind, Outcome outcome) {
        assertEquals(kind, outcome.failure().kind(), outcome.failure().getMessage());
        assertFalse(ModelStore.open(store(), catalogue).models().get(0).ready());
        return outcome.failure();
    }

    @Test
    void downloadsThePackageAndTranslates() throws Exception {
        assertRight(fetch(npm()));
        assertTrue(
                Files.readString(folder.resolve("npm.log"))
                        .startsWith("view @tiny/package@1.2.3 dist --json"));
        assertEquals(1, registry.requests().size());
        assertFalse(fetch(npm()).fresh());
        assertEquals(1, registry.requests().size());
    }

    @Test
    void thePackageDownloadGoesOnWhereItBroke() throws Exception {
        registry.next(registry.breakAfter(tiny.tarball().length / 2));
        assertRight(fetch(npm()));
        assertTrue(registry.requests().get(1).from() > 0);
    }

    @Test
    void aPackageThatIsHereWholeIsNotDownloadedAgain() throws Exception {
        var work = Files.createDirectories(store().resolve(".work"));
        Files.write(work.resolve(TinyPackage.sha256(tiny.tarball()) + ".tgz.part"), tiny.tarball());
        assertRight(fetch(npm()));
        assertEquals(0, registry.requests().size());
        assertFalse(Files.exists(folder.resolve("npm.log")));
    }

    @Test
    void withoutNpmOneLineSaysSo() throws Exception {
        var failure = assertFails(Kind.UNREACHABLE, fetch(folder.resolve("nothing").toString()));
        assertTrue(failure.getMessage().startsWith("npm is not found"), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void npmsOwnReasonIsTold() throws Exception {
        var missing = npm("echo 'npm error code E404' >&2\nexit 1\n");
        assertTrue(assertFails(Kind.MISSING, fetch(missing)).getMessage().contains("1.2.3"));
        var offline = npm("echo 'npm error request to registry failed, ENOTFOUND' >&2\nexit 1\n");
        assertTrue(
                assertFails(Kind.UNREACHABLE, fetch(offline)).getMessage().contains("ENOTFOUND"));
        var denied = npm("echo 'npm error code E401' >&2\nexit 1\n");
        assertTrue(assertFails(Kind.DENIED, fetch(denied)).getMessage().contains("npm login"));
        assertFails(Kind.FAILED, fetch(npm("echo 'not json'\n")));
        assertFails(Kind.MISSING, fetch(npm("echo '{}'\n")));
    }

    @Test
    void aRegistryThatWantsCredentialsIsLeftToNpm() throws Exception {
        registry.next(TestHub.status(401));
        var packed = Files.write(folder.resolve("kept.tgz"), tiny.tarball());
        // npm pack SPEC --pack-destination FOLDER
        assertRight(
                fetch(
                        npm(
                                "if [ $1 = pack ]; then cp '"
                                        + packed
                                        + "' \"$4/tiny-1.2.3.tgz\"; exit; fi\n"
                                        + view())));
        assertTrue(
                Files.readString(folder.resolve("npm.log")).contains("pack @tiny/package@1.2.3"));
        assertTrue(said.stream().anyMatch(line -> line.contains("npm pack")), said.toString());
    }

    @Test
    void anotherPackageIsRefused() throws Exception {
        registry.next(registry.wrongBytes(), registry.wrongBytes());
        assertFails(Kind.CORRUPT, fetch(npm()));
        registry.next(TestHub.status(403));
        var packed = Files.write(folder.resolve("kept.tgz"), new byte[100]);
        var failure =
                assertFails(
                        Kind.CORRUPT,
                        fetch(
                                npm(
                                        "if [ $1 = pack ]; then cp '"
                                                + packed
                                                + "' \"$4/tiny-1.2.3.tgz\"; exit; fi\n"
                                                + view())));
        assertTrue(failure.getMessage().contains("sha-256"), failure.getMessage());
    }

    @Test
    void aPackageWithoutTheEntryIsRefused() throws Exception {
        catalogue = tiny.catalogue("package/elsewhere/model.mil");
        var failure = assertFails(Kind.CORRUPT, fetch(npm()));
        assertTrue(failure.getMessage().contains("elsewhere"), failure.getMessage());
    }
}
