// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubOfferTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = "ab".repeat(32);
    private static final String PINNED = "cd".repeat(32);

    private static Map<String, Object> file(String name, String sha256) {
        var map = new HashMap<String, Object>();
        map.put("name", name);
        map.put("path", name.endsWith(".onnx") ? "onnx/" + name : name);
        map.put("bytes", 1000.0);
        map.put("sha256", sha256);
        map.put("url", null);
        return map;
    }

    private static Map<String, Object> variant(String id, String state, Object hub) {
        var map = new HashMap<String, Object>();
        map.put("id", id);
        map.put("precision", Map.of("storage", "int8", "compute", "fp32"));
        map.put("state", state);
        map.put("files", List.of(file("a.onnx", null)));
        map.put("how", "fetch it");
        map.put("hub", hub);
        return map;
    }

    private static Map<String, Object> hub(String revision) {
        return Map.of(
                "repo",
                "owner/name",
                "revision",
                revision,
                "files",
                List.of(file("a.onnx", null), file("tokenizer.json", PINNED)));
    }

    private static Map<String, Object> model(String id, Object... variants) {
        return Map.of(
                "id",
                id,
                "name",
                id,
                "role",
                "language",
                "licence",
                Map.of("spdx", "MIT"),
                "memory",
                5.0,
                "variants",
                List.of(variants));
    }

    private static ModelIndex index(Object... models) {
        return ModelIndex.of(Map.of("hub", "https://hub.example", "models", List.of(models)));
    }

    private static final ModelIndex INDEX =
            index(
                    model(
                            "words",
                            variant("q8", "absent", hub("main")),
                            variant("x", "ready", null)),
                    model("demo", variant("q8", "ready", null)));

    private static HubRecords known() {
        return HubRecords.NONE.with(
                "owner/name",
                "main",
                new HubRecords.Record(
                        COMMIT, Map.of("onnx/a.onnx", new HubRecords.Fact(7, DIGEST))));
    }

    @Test
    void withoutLeaveThereIsNoHubAndNoChoice() {
        var plain =
                ModelIndex.of(
                        Map.of("models", List.of(model("words", variant("q8", "absent", null)))));
        assertNull(plain.hub());
        assertSame(plain, plain.from(ModelSource.HUB, HubRecords.NONE));
    }

    @Test
    void whatTheUserDoesNotChooseComesFromTheServer() {
        assertSame(INDEX, INDEX.from(ModelSource.SERVER, known()));
        assertFalse(INDEX.model("words").variants().get(0).elsewhere());
    }

    @Test
    void aModelThatTheHubHasComesFromThereAndNowhereElse() {
        var words = INDEX.from(ModelSource.HUB, HubRecords.NONE).model("words");
        var first = words.variants().get(0);
        assertTrue(first.ready() && first.elsewhere());
        assertEquals(
                "https://hub.example/owner/name/resolve/main/onnx/a.onnx",
                first.files().get(0).address("https://page.example/"));
        assertEquals("hub.example", first.files().get(0).host());
        assertEquals("", first.files().get(0).sha256(), "nothing is made up");
        assertEquals(PINNED, first.files().get(1).sha256());
        assertFalse(words.variants().get(1).ready(), "the server's own variant is not mixed in");
        assertEquals(5, words.memory());
    }

    @Test
    void aModelThatTheHubLacksStaysTheServers() {
        var demo = INDEX.from(ModelSource.HUB, HubRecords.NONE).model("demo");
        assertSame(INDEX.model("demo"), demo);
        assertTrue(INDEX.hub().unknown("demo", HubRecords.NONE).isEmpty());
    }

    @Test
    void whatTheHubStatedIsKeptWithTheCommitAndShown() {
        assertEquals(1, INDEX.hub().unknown("words", HubRecords.NONE).size());
        assertTrue(INDEX.hub().unknown("words", known()).isEmpty());
        var kept = HubRecords.of(known().toMap());
        assertEquals(known(), kept);
        var variant = INDEX.from(ModelSource.HUB, kept).model("words").variants().get(0);
        assertEquals(
                "https://hub.example/owner/name/resolve/" + COMMIT + "/onnx/a.onnx",
                variant.files().get(0).url());
        assertEquals(DIGEST, variant.files().get(0).sha256());
        assertEquals(7, variant.files().get(0).bytes());
        assertEquals("owner/name@0123456789ab", variant.source());
    }

    @Test
    void aRevisionThatTheCatalogueChangedIsLookedUpAnew() {
        var other = index(model("words", variant("q8", "absent", hub("f".repeat(40)))));
        assertEquals(1, other.hub().unknown("words", known()).size());
    }

    @Test
    void noOtherVariantStandsInForOneThatIsNotThere() {
        var whole =
                index(
                        model(
                                "words",
                                variant("single", "absent", null),
                                variant("q8", "absent", hub("main"))));
        var entry = whole.from(ModelSource.HUB, known()).model("words");
        assertEquals("q8", BackendPlan.variantFor(entry, Backend.WASM).id());
        assertNull(BackendPlan.variantFor(entry, Backend.WEBGPU_FP16));
        assertNull(BackendPlan.variantFor(entry, Backend.WEBGPU_FP32));
    }

    @Test
    void theWorkerIsToldTheAddressAndTheDigest() {
        var entry = INDEX.from(ModelSource.HUB, known()).model("words");
        var load = new LanguageCommand.Load(1, entry, BackendChoice.AUTO, "https://page.example/");
        assertEquals(load, LanguageCommand.of(load.toMap()));
    }

    @Test
    void recordsThatDoNotFitAreLeftOut() {
        for (var wrong :
                List.of(
                        "text",
                        Map.of("a@b", 1),
                        Map.of("a@b", Map.of("commit", "main", "files", Map.of())),
                        Map.of("a@b", Map.of("commit", COMMIT)),
                        Map.of(
                                "a@b",
                                Map.of(
                                        "commit",
                                        COMMIT,
                                        "files",
                                        Map.of("x", Map.of("bytes", 1.0, "sha256", "00")))),
                        Map.of(
                                "a@b",
                                Map.of(
                                        "commit",
                                        COMMIT,
                                        "files",
                                        Map.of("x", Map.of("bytes", -1.0, "sha256", DIGEST)))))) {
            assertEquals(HubRecords.NONE, HubRecords.of(wrong), wrong.toString());
        }
        assertEquals(HubRecords.NONE, HubRecords.of(null));
    }

    private static Map<String, Object> entry(String path, String oid, Object lfs) {
        var map = new HashMap<String, Object>();
        map.put("type", "file");
        map.put("path", path);
        map.put("oid", oid);
        map.put("size", 12.0);
        map.put("lfs", lfs);
        return map;
    }

    @Test
    void theHubsListSaysLengthAndDigestOfEachFile() {
        var list = new ArrayList<Object>();
        list.add(Map.of("type", "directory", "path", "onnx", "oid", COMMIT, "size", 0.0));
        list.add(entry("config.json", COMMIT, null));
        list.add(
                entry(
                        "onnx/a.onnx",
                        COMMIT,
                        Map.of("oid", DIGEST, "size", 90.0, "pointerSize", 134.0)));
        var tree = HubTree.of(list);
        assertEquals(new HubTree.Stated(12, "", COMMIT), tree.files().get("config.json"));
        assertEquals(new HubTree.Stated(90, DIGEST, ""), tree.files().get("onnx/a.onnx"));
        assertEquals(2, tree.files().size());
        assertEquals(COMMIT, HubTree.commitOf(Map.of("id", "owner/name", "sha", COMMIT)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anAnswerOfAnotherFormIsRefused(int which) {
        Object answer =
                List.of(
                                Map.of("error", "x"),
                                List.of("a"),
                                List.of(entry("a", "main", null)),
                                List.of(entry("a", COMMIT, Map.of("oid", COMMIT, "size", 1.0))))
                        .get(which);
        var refusal = assertThrows(SightlineException.class, () -> HubTree.of(answer));
        assertEquals(ErrorCode.NETWORK, refusal.code());
        assertThrows(SightlineException.class, () -> HubTree.commitOf(answer));
    }
}
