// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.ModelStore;
import io.sightline.models.TinyCatalogue;
import io.sightline.models.TinyPackage;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.store.Manifest;
import io.sightline.models.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    @TempDir Path folder;
    private final byte[] content = {1, 2, 3, 4, 5};
    private Catalogue catalogue;
    private Upkeep upkeep;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        catalogue =
                TinyCatalogue.of(
                        TinyCatalogue.file("tiny.onnx", 5, TinyPackage.sha256(content)),
                        "{\"type\": \"local\"}");
        var writer = new StoreWriter(folder.resolve("store"), Clock.systemUTC());
        new Importer(catalogue, writer).take(Files.write(folder.resolve("x"), content));
        upkeep = new Upkeep(catalogue, writer);
        file = folder.resolve("store/tiny/fp32/tiny.onnx");
    }

    private boolean ready() {
        return ModelStore.open(folder.resolve("store"), catalogue).models().get(0).ready();
    }

    @Test
    void whatIsAsRecordedStays() throws IOException {
        var checks = upkeep.verify(id -> true);
        assertEquals(1, checks.size());
        assertNull(checks.get(0).fault());
        assertTrue(ready());
        assertTrue(upkeep.verify(id -> false).isEmpty());
    }

    @Test
    void whatWasAlteredIsRemovedEvenWithItsTimeRestored() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[] {1, 2, 3, 4, 6});
        Files.setLastModifiedTime(file, time);
        assertTrue(upkeep.verify(id -> true).get(0).fault().contains("altered"));
        assertFalse(Files.exists(file));
        assertFalse(ready());
    }

    @Test
    void whatWasTruncatedOrLostIsSaid() throws IOException {
        Files.write(file, new byte[] {1});
        assertTrue(upkeep.verify(id -> true).get(0).fault().contains("1 bytes instead of 5"));
        assertTrue(upkeep.verify(id -> true).isEmpty());
    }

    @Test
    void aCopiedFileIsRecordedWithItsNewTime() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertNull(upkeep.verify(id -> true).get(0).fault());
        assertEquals(
                1_000_000, Manifest.read(file.getParent()).orElseThrow().files().get(0).modified());
    }

    @Test
    void pruneTakesLeftoversOnly() throws IOException {
        var store = folder.resolve("store");
        Files.write(file.resolveSibling("tiny.onnx.part"), new byte[7]);
        Files.createDirectories(store.resolve("gone-model/old"));
        Files.write(store.resolve("gone-model/old/w.onnx"), new byte[9]);
        Files.createDirectories(store.resolve(".work/abc"));
        Files.write(store.resolve(".work/p.tgz.part"), new byte[11]);
        assertEquals(3, upkeep.prune(Set.of(), false).size());
        assertTrue(Files.exists(store.resolve("gone-model/old/w.onnx")));
        var gone = upkeep.prune(Set.of(), true);
        assertEquals(27, gone.stream().mapToLong(Upkeep.Leftover::bytes).sum());
        assertFalse(Files.exists(store.resolve("gone-model")));
        assertFalse(Files.exists(store.resolve(".work")));
        assertTrue(ready());
        assertTrue(upkeep.prune(Set.of(), true).isEmpty());
    }

    @Test
    void pruneTakesAVariantWhenAskedTo() throws IOException {
        upkeep.prune(Set.of("tiny/fp32"), true);
        assertFalse(Files.exists(file.getParent()));
        assertFalse(ready());
    }

    @Test
    void pruneOfNoStoreIsNothing() throws IOException {
        var none = new StoreWriter(folder.resolve("none"), Clock.systemUTC());
        assertTrue(new Upkeep(catalogue, none).prune(Set.of(), true).isEmpty());
        assertFalse(Files.exists(folder.resolve("none")));
    }
}
