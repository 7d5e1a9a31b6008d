// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.model.LanguageParts;
import io.sightline.core.model.ModelContract;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendPlanTest {
    private static final ModelVariant SINGLE = variant("fp16w", "fp16", "fp32", true, 50);
    private static final ModelVariant HALF = variant("fp16", "fp16", "fp16", true, 50);
    private static final ModelVariant SMALL = variant("int8", "int8", "fp32", true, 25);

    @Test
    void aMacWithAllVariantsUsesHalfPrecisionOnTheGpu() {
        var plan =
                BackendPlan.of(
                        facts("Apple", false, true, true, true, 10),
                        BackendChoice.AUTO,
                        model(SINGLE, HALF));
        assertEquals(Backend.WEBGPU_FP16, plan.steps().get(0).backend());
        assertEquals("fp16", plan.steps().get(0).variant().id());
        assertEquals(
                List.of(
                        Backend.WEBGPU_FP16,
                        Backend.WEBGPU_FP32,
                        Backend.WASM_THREADS,
                        Backend.WASM),
                plan.steps().stream().map(BackendPlan.Step::backend).toList());
        assertEquals(BackendPlan.MOST_THREADS, plan.steps().get(2).threads());
    }

    @Test
    void aLanguageModelIsFourBitsOnTheGpuAndEightOnTheProcessor() {
        var half = variant("q4f16", "q4", "fp16", true, 320);
        var four = variant("q4", "q4", "fp32", true, 270);
        var eight = variant("q8", "int8", "fp32", true, 260);
        var single = variant("fp32", "fp32", "fp32", true, 900);
        var model = language(single, half, four, eight);
        assertEquals(half, BackendPlan.variantFor(model, Backend.WEBGPU_FP16));
        assertEquals(four, BackendPlan.variantFor(model, Backend.WEBGPU_FP32));
        assertEquals(eight, BackendPlan.variantFor(model, Backend.WASM_THREADS));
        assertEquals(eight, BackendPlan.variantFor(model, Backend.WASM));
        assertEquals(single, BackendPlan.variantFor(language(single, four), Backend.WASM));
        assertNull(BackendPlan.variantFor(language(half), Backend.WASM));
        assertNull(BackendPlan.variantFor(language(eight), Backend.WEBGPU_FP32));
    }

    /** The catalogue's variants of the real models, by the names of their files. */
    private static ModelVariant parts(
            String id, String storage, String compute, boolean ready, String... suffixes) {
        return new ModelVariant(
                id,
                storage,
                compute,
                List.of(),
                ready,
                "hub",
                List.of(
                        new ModelFile("vision_encoder" + suffixes[0] + ".onnx", 1, "00", "v"),
                        new ModelFile("embed_tokens" + suffixes[1] + ".onnx", 1, "01", "e"),
                        new ModelFile(
                                "decoder_model_merged" + suffixes[2] + ".onnx", 1, "02", "d")),
                "");
    }

    private static String precisions(ModelVariant variant) {
        return LanguageParts.VISION.precision(variant)
                + " "
                + LanguageParts.EMBEDDINGS.precision(variant)
                + " "
                + LanguageParts.DECODER.precision(variant);
    }

    private static ModelEntry real(boolean half, boolean four, boolean eight) {
        return language(
                parts("q4f16", "q4", "fp16", half, "_fp16", "_fp16", "_q4f16"),
                parts("q4", "q4", "fp32", four, "_q4", "_q4", "_q4"),
                parts("q8", "int8", "fp32", eight, "_quantized", "_quantized", "_quantized"));
    }

    @Test
    void eachPartHasThePrecisionThatTheDeviceCanDo() {
        var all = real(true, true, true);
        var half =
                BackendPlan.of(facts("GPU", false, true, true, true, 8), BackendChoice.AUTO, all);
        assertEquals("fp16 fp16 q4f16", precisions(half.steps().get(0).variant()));
        var single =
                BackendPlan.of(facts("GPU", false, false, true, true, 8), BackendChoice.AUTO, all);
        assertEquals("q4 q4 q4", precisions(single.steps().get(0).variant()));
        assertEquals("no-shader-f16", reason(single, Backend.WEBGPU_FP16));
        var none =
                BackendPlan.of(facts("GPU", false, true, true, true, 8), BackendChoice.WASM, all);
        assertEquals("q8 q8 q8", precisions(none.steps().get(0).variant()));
    }

    @Test
    void aVariantThatIsNotThereIsPassedOverAloud() {
        var plan =
                BackendPlan.of(
                        facts("GPU", false, true, true, true, 8),
                        BackendChoice.AUTO,
                        real(false, false, true));
        assertEquals("no-variant", reason(plan, Backend.WEBGPU_FP16));
        assertEquals("no-variant", reason(plan, Backend.WEBGPU_FP32));
        assertEquals("q8 q8 q8", precisions(plan.steps().get(0).variant()));
        assertEquals(Backend.WASM_THREADS, plan.steps().get(0).backend());
    }

    private static ModelEntry language(ModelVariant... variants) {
        return new ModelEntry("words", "Words", "language", "Apache-2.0", null, List.of(variants));
    }

    @Test
    void aSoftwareAdapterIsLeftAloneUnlessChosen() {
        var facts = facts("SwiftShader", true, false, true, true, 2);
        var plan = BackendPlan.of(facts, BackendChoice.AUTO, model(SINGLE));
        assertEquals(Backend.WASM_THREADS, plan.steps().get(0).backend());
        assertEquals("software-adapter", reason(plan, Backend.WEBGPU_FP32));
        var chosen = BackendPlan.of(facts, BackendChoice.WEBGPU, model(SINGLE));
        assertEquals(Backend.WEBGPU_FP32, chosen.steps().get(0).backend());
        assertEquals("no-shader-f16", reason(chosen, Backend.WEBGPU_FP16));
    }

    @Test
    void saysWhyEachBackendIsPassedOver() {
        var plan =
                BackendPlan.of(
                        facts("", false, false, true, false, 4), BackendChoice.AUTO, model(SINGLE));
        assertEquals("no-adapter", reason(plan, Backend.WEBGPU_FP32));
        assertEquals("not-isolated", reason(plan, Backend.WASM_THREADS));
        assertEquals(1, plan.steps().size());
        var oneCore =
                BackendPlan.of(
                        facts("", false, false, true, true, 1), BackendChoice.AUTO, model(SINGLE));
        assertEquals("one-core", reason(oneCore, Backend.WASM_THREADS));
        var noSimd =
                BackendPlan.of(
                        facts("", false, false, false, true, 4), BackendChoice.AUTO, model(SINGLE));
        assertTrue(noSimd.steps().isEmpty());
        assertEquals("no-simd", reason(noSimd, Backend.WASM));
        var halfOnly =
                BackendPlan.of(
                        facts("", false, false, true, true, 4), BackendChoice.AUTO, model(HALF));
        assertEquals("no-variant", reason(halfOnly, Backend.WASM));
    }

    @Test
    void quantisedWeightsAreForWebAssemblyAndOnlyWhenNothingBetterIsThere() {
        var facts = facts("Apple", false, false, true, true, 4);
        var both = BackendPlan.of(facts, BackendChoice.AUTO, model(SMALL, SINGLE));
        for (var step : both.steps()) {
            assertEquals("fp16w", step.variant().id());
        }
        var only = BackendPlan.of(facts, BackendChoice.AUTO, model(SMALL));
        assertEquals(Backend.WASM_THREADS, only.steps().get(0).backend());
        assertEquals("no-variant", reason(only, Backend.WEBGPU_FP32));
    }

    @Test
    void everyBackendIsAStepOrAPassWhateverTheMachine() {
        for (int bits = 0; bits < 64; ++bits) {
            var facts =
                    new DeviceFacts(
                            (bits & 1) != 0,
                            (bits & 2) != 0 ? "gpu" : "",
                            (bits & 4) != 0,
                            (bits & 8) != 0,
                            (bits & 16) != 0,
                            (bits & 32) != 0,
                            4);
            for (var choice : BackendChoice.values()) {
                for (var model : List.of(model(), model(SINGLE), model(HALF), model(SMALL, HALF))) {
                    var plan = BackendPlan.of(facts, choice, model);
                    var seen = EnumSet.noneOf(Backend.class);
                    plan.steps().forEach(step -> assertTrue(seen.add(step.backend())));
                    plan.passes().forEach(pass -> assertTrue(seen.add(pass.backend())));
                    assertEquals(EnumSet.allOf(Backend.class), seen);
                    plan.passes().forEach(pass -> assertTrue(!pass.reason().isEmpty()));
                }
            }
        }
    }

    private static String reason(BackendPlan plan, Backend backend) {
        for (var pass : plan.passes()) {
            if (pass.backend() == backend) {
                return pass.reason();
            }
        }
        return "";
    }

    private static DeviceFacts facts(
            String adapter,
            boolean software,
            boolean half,
            boolean simd,
            boolean isolated,
            int cores) {
        return new DeviceFacts(true, adapter, software, half, simd, isolated, cores);
    }

    private static ModelEntry model(ModelVariant... variants) {
        return new ModelEntry(
                "m",
                "M",
                "depth",
                "Apache-2.0",
                ModelContract.DEPTH_ANYTHING_V2,
                new ArrayList<>(List.of(variants)));
    }

    private static ModelVariant variant(
            String id, String storage, String compute, boolean ready, long bytes) {
        return new ModelVariant(
                id,
                storage,
                compute,
                List.of(),
                ready,
                "npm",
                List.of(new ModelFile("m.onnx", bytes, "00", "m")),
                "");
    }
}
