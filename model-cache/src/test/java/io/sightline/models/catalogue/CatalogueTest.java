// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    @Test
    void builtInCatalogueIsWellFormed() {
        var catalogue = Catalogue.load();
        var depth = catalogue.model("depth-anything-v2-small").orElseThrow();
        assertEquals(Role.DEPTH, depth.role());
        assertEquals("Apache-2.0", depth.licence().spdx());
        assertEquals(14, depth.input().multiple());
        assertEquals("large", depth.output().near());
        assertEquals(99_060_839L, depth.variant("fp32").orElseThrow().files().get(0).bytes());
        assertTrue(catalogue.model("yolox-nano").isPresent());
        assertTrue(catalogue.model("smolvlm2-256m-video").isPresent());
    }

    @Test
    void variantsForHalfPrecisionArithmeticSayThatTheyNeedIt() {
        for (var model : Catalogue.load().models()) {
            for (var variant : model.variants()) {
                boolean half = variant.precision().compute().equals("fp16");
                assertEquals(half, variant.needs().contains("shader-f16"), variant.id());
                assertEquals(half, variant.backends().equals(java.util.List.of("webgpu-fp16")));
            }
        }
    }

    @Test
    void nonCommercialModelsAreRefusedWithTheReason() {
        var base = Catalogue.load().model("depth-anything-v2-base").orElseThrow();
        assertTrue(base.refusal().orElseThrow().contains("CC-BY-NC-4.0"));
        assertTrue(base.recognises("Depth_Anything_V2_vitb_fp16.onnx"));
        assertFalse(base.recognises("depth_anything_v2_vits.onnx"));
        assertTrue(base.variants().isEmpty());
    }

    @Test
    void noTwoModelsShareAFile() {
        var digests =
                Catalogue.load().models().stream()
                        .flatMap(m -> m.variants().stream())
                        .flatMap(v -> v.files().stream())
                        .filter(f -> f.name().endsWith(".onnx") && f.pinned())
                        .map(ModelFile::sha256)
                        .toList();
        assertEquals(
                digests.size(),
                Set.copyOf(digests).size(),
                digests.stream().collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/schema | 2 | schema",
                "/models | [] | models",
                "/models/0/id | \"No Spaces\" | models[0].id",
                "/models/0/role | \"poet\" | models[0].role",
                "/models/0/licence/commercial | \"yes\" | models[0].licence.commercial",
                "/models/0/licence/url | \"http://plain\" | models[0].licence.url",
                "/models/0/input/mean | [0.5] | models[0].input.mean",
                "/models/0/input/std/1 | \"x\" | models[0].input.std[1]",
                "/models/0/output/near | \"far\" | models[0].output.near",
                "/models/0/variants/0/files/0/bytes | -1 | models[0].variants[0].files[0].bytes",
                "/models/0/variants/0/files/0/sha256 | \"ABC\" | models[0].variants[0].files[0].sha256",
                "/models/0/variants/0/files/0/name | \"../x\" | models[0].variants[0].files[0].name",
                "/models/0/variants/0/sources | [] | models[0].variants[0].sources",
                "/models/0/variants/0/sources/0/type | \"ftp\" | models[0].variants[0].sources[0].type",
                "/models/0/variants/0/sources/0/revision | \"v1\" | models[0].variants[0].sources[0].revision",
                "/models/0/variants/0/needs | [\"magic\"] | models[0].variants[0].needs[0]",
                "/models/0/variants/0/surprise | 1 | models[0].variants[0].surprise",
                "/models/0/fetched | [[\"none\"]] | models[0].fetched[0][0]",
                "/models/1/id | \"depth-anything-v2-small\" | models[1]",
            })
    void faultsNameTheirPath(String pointer, String value, String path) throws IOException {
        var json = new ObjectMapper();
        ObjectNode root;
        try (var in = Catalogue.class.getResourceAsStream("/io/sightline/models/catalogue.json")) {
            root = (ObjectNode) json.readTree(in);
        }
        int slash = pointer.lastIndexOf('/');
        var parent = root.at(pointer.substring(0, slash));
        var field = pointer.substring(slash + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(field), json.readTree(value));
        } else {
            ((ObjectNode) parent).set(field, json.readTree(value));
        }
        var text = root.toString();
        var fault = assertThrows(CatalogueException.class, () -> Catalogue.parse(text));
        assertEquals(path, fault.path());
        assertTrue(fault.getMessage().contains(path), fault.getMessage());
    }

    @Test
    void textThatIsNotJsonIsRefused() {
        assertThrows(CatalogueException.class, () -> Catalogue.parse("{\"schema\":1,"));
        assertThrows(
                CatalogueException.class, () -> Catalogue.parse("{\"schema\":1,\"schema\":1}"));
        assertThrows(CatalogueException.class, () -> Catalogue.parse("[]"));
    }
}
