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
import java.util.List;
import java.util.Map;
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
        var small = catalogue.model("smolvlm2-256m-video").orElseThrow();
        var large = catalogue.model("smolvlm2-500m-video").orElseThrow();
        assertEquals(1_800_000_000L, large.memory());
        assertEquals("Apache-2.0", large.licence().spdx());
        assertEquals(
                List.of("https://*.huggingface.co", "https://*.hf.co"), catalogue.hubDownloads());
        assertEquals(
                small.variants().stream().map(Variant::id).toList(),
                large.variants().stream().map(Variant::id).toList());
        for (var variant : large.variants()) {
            var smaller = small.variant(variant.id()).orElseThrow();
            assertEquals(smaller.precision(), variant.precision());
            assertEquals(smaller.backends(), variant.backends());
            assertEquals(
                    smaller.files().stream().map(ModelFile::name).toList(),
                    variant.files().stream().map(ModelFile::name).toList());
            assertTrue(variant.bytes() > smaller.bytes(), variant.id());
            var hub = (Source.HuggingFace) variant.sources().get(0);
            assertEquals("HuggingFaceTB/SmolVLM2-500M-Video-Instruct", hub.repo());
        }
    }

    /** Names in the hub's own spelling: what the language worker tells a part's precision by. */
    @ParameterizedTest
    @CsvSource({
        "q4f16, vision_encoder_fp16.onnx, embed_tokens_fp16.onnx, decoder_model_merged_q4f16.onnx",
        "q4, vision_encoder_q4.onnx, embed_tokens_q4.onnx, decoder_model_merged_q4.onnx",
        "q8, vision_encoder_quantized.onnx, embed_tokens_quantized.onnx, decoder_model_merged_quantized.onnx",
    })
    void partsOfTheLanguageModelsComeInThePrecisionThatIsSaid(
            String variant, String vision, String embeddings, String decoder) {
        for (var id : List.of("smolvlm2-256m-video", "smolvlm2-500m-video")) {
            assertEquals(
                    List.of(vision, embeddings, decoder),
                    Catalogue.load()
                            .model(id)
                            .orElseThrow()
                            .variant(variant)
                            .orElseThrow()
                            .files()
                            .stream()
                            .map(ModelFile::name)
                            .filter(name -> name.endsWith(".onnx"))
                            .toList());
        }
    }

    @Test
    void metricModelsSayTheirUnitAndMaximumAndComeByImportOnly() {
        for (var wanted :
                Map.of(
                                "depth-anything-v2-metric-indoor-small", 20,
                                "depth-anything-v2-metric-outdoor-small", 80)
                        .entrySet()) {
            var model = Catalogue.load().model(wanted.getKey()).orElseThrow();
            assertEquals("Apache-2.0", model.licence().spdx());
            assertEquals("metric", model.output().kind());
            assertEquals("small", model.output().near());
            assertEquals("metres", model.output().unit());
            assertEquals(wanted.getValue(), model.output().most());
            for (var variant : model.variants()) {
                assertEquals(List.of(new Source.Local()), variant.sources());
            }
        }
    }

    @Test
    void variantsForHalfPrecisionArithmeticSayThatTheyNeedIt() {
        for (var model : Catalogue.load().models()) {
            for (var variant : model.variants()) {
                boolean half = variant.precision().compute().equals("fp16");
                assertEquals(half, variant.needs().contains("shader-f16"), variant.id());
                assertEquals(half, variant.backends().equals(List.of("webgpu-fp16")));
            }
        }
    }

    /** A role of its own: nowhere is it taken for a detector of things. */
    @Test
    void theFaceDetectorComesOutOfItsAuthorsPackage() {
        var faces = Catalogue.load().model("blazeface").orElseThrow();
        assertEquals(Role.FACE, faces.role());
        assertEquals("face", faces.role().wire());
        assertEquals("Apache-2.0", faces.licence().spdx());
        assertEquals("blazeface", faces.output().decoder());
        var source = (Source.Npm) faces.variants().get(0).sources().get(0);
        assertEquals("@mediapipe/face_detection", source.name());
        assertEquals(Translation.BLAZEFACE, source.translation().from());
        for (var model : Catalogue.load().models()) {
            if (model.role() == Role.DETECTOR) {
                assertFalse(model.output().decoder().equals("blazeface"), model.id());
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
                "/hubDownloads | [\"https://a.example; script-src *\"] | hubDownloads[0]",
                "/hubDownloads | [\"http://a.example\"] | hubDownloads[0]",
                "/models/0/memory | \"much\" | models[0].memory",
                "/models/0/id | \"No Spaces\" | models[0].id",
                "/models/0/role | \"poet\" | models[0].role",
                "/models/0/licence/commercial | \"yes\" | models[0].licence.commercial",
                "/models/0/licence/url | \"http://plain\" | models[0].licence.url",
                "/models/0/input/mean | [0.5] | models[0].input.mean",
                "/models/0/input/std/1 | \"x\" | models[0].input.std[1]",
                "/models/0/output/near | \"far\" | models[0].output.near",
                "/models/0/output/unit | \"metres\" | models[0].output.unit",
                "/models/1/output/near | \"large\" | models[1].output.near",
                "/models/1/output/unit | \"feet\" | models[1].output.unit",
                "/models/1/output/most | 0 | models[1].output.most",
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
