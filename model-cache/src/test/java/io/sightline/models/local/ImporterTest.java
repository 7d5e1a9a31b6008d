// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.ModelStore;
import io.sightline.models.TinyCatalogue;
import io.sightline.models.TinyPackage;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.StoreWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {
    private static final String NAME = "tiny.onnx";

    @TempDir Path folder;
    private final byte[] content = new byte[50_000];
    private Catalogue catalogue;

    @BeforeEach
    void make() {
        new Random(4).nextBytes(content);
        catalogue =
                TinyCatalogue.of(
                        TinyCatalogue.file(NAME, content.length, TinyPackage.sha256(content)),
                        "{\"type\": \"local\"}");
    }

    private Importer.Report take(Path path) throws IOException {
        return new Importer(catalogue, new StoreWriter(store(), Clock.systemUTC())).take(path);
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path file() {
        return store().resolve("tiny/fp32").resolve(NAME);
    }

    private void assertTaken(Path path) throws IOException {
        var report = take(path);
        assertEquals(1, report.taken().size());
        assertArrayEquals(content, Files.readAllBytes(file()));
        var state = ModelStore.open(store(), catalogue).models().get(0);
        assertTrue(state.ready());
        assertEquals("local", state.source());
        assertFalse(Files.exists(store().resolve(".work")));
    }

    private FetchException assertRefused(Path path) {
        var refusal = assertThrows(FetchException.class, () -> take(path));
        assertEquals(Kind.REFUSED, refusal.kind(), refusal.getMessage());
        assertFalse(Files.exists(file()));
        assertFalse(Files.exists(store().resolve(".work")));
        return refusal;
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        var path = folder.resolve("models.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return path;
    }

    @Test
    void aFileOfAnyNameComesInByItsDigest() throws IOException {
        assertTaken(Files.write(folder.resolve("renamed.bin"), content));
    }

    @Test
    void aFolderIsSearchedThrough() throws IOException {
        var deep = Files.createDirectories(folder.resolve("stick/a/b"));
        Files.write(deep.resolve("x.onnx"), content);
        Files.write(deep.resolve("readme.txt"), new byte[10]);
        assertTaken(folder.resolve("stick"));
    }

    @Test
    void aZipIsReadWithoutUnpackingIt() throws IOException {
        assertTaken(zip(Map.of("a/b/tiny.onnx", content, "other", new byte[100])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models.tgz", "models.tar.gz"})
    void aCompressedTarIsRead(String name) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("other", new byte[100]);
        files.put("./deep/tiny.onnx", content);
        assertTaken(Files.write(folder.resolve(name), TinyPackage.tgz(files)));
    }

    @Test
    void aPlainTarIsRead() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("tiny.onnx");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        assertTaken(Files.write(folder.resolve("models.tar"), bytes.toByteArray()));
    }

    @Test
    void unknownFilesAreRefusedWithTheReason() throws IOException {
        var other = content.clone();
        other[0] ^= 1;
        var path = Files.write(folder.resolve(NAME), other);
        assertTrue(assertRefused(path).getMessage().contains("SHA-256"));
        assertRefused(Files.createDirectories(folder.resolve("empty")));
        assertRefused(Files.write(folder.resolve("nothing.onnx"), new byte[0]));
    }

    @Test
    void nonCommercialModelsAreRefusedWithTheirLicence() throws IOException {
        var path = Files.write(folder.resolve("some_FORBIDDEN_model.onnx"), content);
        assertTrue(assertRefused(path).getMessage().contains("CC-BY-NC-4.0"));
    }

    @Test
    void besideARefusedModelTheOthersComeIn() throws IOException {
        var path = zip(Map.of("forbidden.onnx", new byte[10], "tiny.onnx", content));
        var report = take(path);
        assertEquals(1, report.taken().size());
        assertEquals(1, report.refusals().size());
        assertTrue(Files.exists(file()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../tiny.onnx",
                "a/../../tiny.onnx",
                "/etc/tiny.onnx",
                "..\\tiny.onnx",
                "C:\\tiny.onnx",
                "a/.."
            })
    void archivesThatClimbOutAreRefusedWhole(String name) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(name, content);
        var refusal = assertRefused(zip(files));
        assertTrue(refusal.getMessage().contains("outside"), refusal.getMessage());
        assertRefused(Files.write(folder.resolve("models.tgz"), TinyPackage.tgz(files)));
    }

    @Test
    void absurdSizesAreRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarArchiveOutputStream(bytes);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        var entry = new TarArchiveEntry("tiny.onnx");
        entry.setSize(1L << 50);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.flush();
        assertRefused(Files.write(folder.resolve("absurd.tar"), bytes.toByteArray()));
    }

    @Test
    void aZipThatLiesAboutALengthIsRefused() throws IOException {
        var path = zip(Map.of(NAME, new byte[3 * content.length]));
        var bytes = Files.readAllBytes(path);
        // The length in the central directory, 24 bytes into its record.
        int at = -1;
        for (int i = 0; i < bytes.length - 4; ++i) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                at = i + 24;
            }
        }
        for (int i = 0; i < 4; ++i) {
            bytes[at + i] = (byte) (content.length >> 8 * i);
        }
        Files.write(path, bytes);
        assertRefused(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken.zip", "broken.tgz", "broken.tar.gz", "broken.tar"})
    void brokenArchivesAreRefused(String name) throws IOException {
        assertRefused(Files.write(folder.resolve(name), content));
        assertRefused(Files.write(folder.resolve("empty-" + name), new byte[0]));
    }

    @Test
    void aCutArchiveIsRefused() throws IOException {
        var whole = TinyPackage.tgz(Map.of("tiny.onnx", content));
        var cut = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertRefused(Files.write(folder.resolve("cut.tgz"), cut));
    }

    @Test
    void whatIsNotThereIsSaid() {
        var failure = assertThrows(FetchException.class, () -> take(folder.resolve("none")));
        assertEquals(Kind.MISSING, failure.kind());
    }

    @Test
    void aFileKnownByNameAloneComesInIfItsLengthIsPlausible() throws IOException {
        catalogue =
                TinyCatalogue.of(
                        TinyCatalogue.file("decoder.onnx", 300_000, null),
                        TinyCatalogue.hub("decoder.onnx"));
        var short1 = Files.write(folder.resolve("decoder.onnx"), new byte[100_000]);
        assertThrows(FetchException.class, () -> take(short1));
        var right = Files.write(folder.resolve("decoder.onnx"), new byte[290_000]);
        var report = take(right);
        assertFalse(report.taken().get(0).pinned());
        assertEquals(TinyPackage.sha256(new byte[290_000]), report.taken().get(0).sha256());
        assertTrue(ModelStore.open(store(), catalogue).models().get(0).ready());
    }

    private static String sized(String id, int eyes, int mouth) {
        var files =
                TinyCatalogue.file("eyes.onnx", eyes, null)
                        + ", "
                        + TinyCatalogue.file("mouth.onnx", mouth, null)
                        + ", "
                        + TinyCatalogue.file("config.json", 100, null);
        return """
        {"id": "%s", "name": "%s", "role": "language",
         "licence": {"spdx": "MIT", "url": "https://example.invalid", "commercial": true},
         "variants": [%s], "fetched": [["fp32"]]}"""
                .formatted(
                        id,
                        id,
                        TinyCatalogue.variant(
                                "fp32",
                                files,
                                TinyCatalogue.hub("eyes.onnx", "mouth.onnx", "config.json")));
    }

    private void makeFamily() {
        catalogue =
                Catalogue.parse(
                        """
                        {"schema": 1, "hub": "https://example.invalid", "models": [%s, %s]}"""
                                .formatted(
                                        sized("small", 180_000, 110_000),
                                        sized("large", 190_000, 200_000)));
    }

    private void put(Path folder, int eyes, int mouth) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("eyes.onnx"), new byte[eyes]);
        Files.write(folder.resolve("mouth.onnx"), new byte[mouth]);
        Files.write(folder.resolve("config.json"), new byte[90]);
    }

    @Test
    void aFolderOfOneSizeOfAFamilyIsNotTakenForAnother() throws IOException {
        makeFamily();
        put(folder.resolve("large"), 189_000, 201_000);
        var report = take(folder.resolve("large"));
        assertEquals(3, report.taken().size(), report.toString());
        assertTrue(report.taken().stream().allMatch(t -> t.model().id().equals("large")));
        assertEquals(0, report.refusals().size());
        assertFalse(Files.exists(store().resolve("small")));
    }

    @Test
    void whatMayBelongToSeveralModelsIsRefused() throws IOException {
        makeFamily();
        var alone = Files.write(folder.resolve("eyes.onnx"), new byte[185_000]);
        assertTrue(assertRefused(alone).getMessage().contains("more than one model"));
        put(folder.resolve("both/small"), 180_000, 110_000);
        put(folder.resolve("both/large"), 190_000, 200_000);
        var report = take(folder.resolve("both"));
        assertEquals(4, report.taken().size(), report.toString());
        assertEquals(2, report.refusals().size(), "config.json could be either's");
        var states = ModelStore.open(store(), catalogue).models();
        assertTrue(states.stream().noneMatch(io.sightline.models.ModelState::ready));
    }

    @Test
    void thePackageItselfIsTranslated() throws IOException {
        var tiny = new TinyPackage(folder);
        catalogue = tiny.catalogue();
        var report = take(Files.write(folder.resolve("package.tgz"), tiny.tarball()));
        assertEquals(1, report.taken().size());
        assertArrayEquals(tiny.translated(), Files.readAllBytes(file()));
    }

    @Test
    void programAndWeightsInAFolderAreTranslated() throws IOException {
        var tiny = new TinyPackage(folder);
        catalogue = tiny.catalogue();
        var stick = Files.createDirectories(folder.resolve("stick/weights"));
        Files.write(stick.resolve("../model.mil"), tiny.entry("package/deep/model.mil"));
        var half = assertThrows(FetchException.class, () -> take(folder.resolve("stick")));
        assertEquals(Kind.REFUSED, half.kind());
        Files.write(stick.resolve("w.bin"), tiny.entry("package/deep/weights/weight.bin"));
        take(folder.resolve("stick"));
        assertArrayEquals(tiny.translated(), Files.readAllBytes(file()));
    }

    @Test
    void importingAgainChangesNothing() throws IOException {
        var path = Files.write(folder.resolve("x"), content);
        assertTaken(path);
        assertTaken(path);
    }

    @Test
    void textThatLooksLikeAnArchiveByNameOnlyIsRefused() throws IOException {
        var text = "not an archive".getBytes(StandardCharsets.UTF_8);
        assertRefused(Files.write(folder.resolve("text.zip"), text));
    }
}
