// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.ModelContract;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackendLadderTest {
    private static final RuntimeException BROKEN = new RuntimeException("it broke");

    @Test
    void goesDownFromHalfPrecisionToTheProcessorWithTheReasons() {
        var ladder = ladder(machine("Apple", true), "fp16", "fp32");
        ladder.check();
        assertEquals(Backend.WEBGPU_FP16, ladder.step().backend());
        assertEquals("fp16", ladder.step().variant().compute());
        assertEquals(List.of(), ladder.passes());
        ladder.down("wrong-result", BROKEN);
        assertEquals(Backend.WEBGPU_FP32, ladder.step().backend());
        assertEquals("fp32", ladder.step().variant().compute());
        ladder.down("device-lost", BROKEN);
        assertEquals(Backend.WASM_THREADS, ladder.step().backend());
        assertEquals(
                List.of(
                        new BackendPlan.Pass(Backend.WEBGPU_FP16, "wrong-result", "it broke"),
                        new BackendPlan.Pass(Backend.WEBGPU_FP32, "device-lost", "it broke")),
                ladder.passes());
    }

    @Test
    void tellsOnlyOfWhatIsAbove() {
        var ladder = ladder(machine("", true), "fp32");
        assertEquals(Backend.WASM_THREADS, ladder.step().backend());
        assertEquals(
                List.of("no-adapter", "no-adapter"),
                ladder.passes().stream().map(BackendPlan.Pass::reason).toList());
    }

    @Test
    void atTheBottomItSaysWhatFailed() {
        var ladder = ladder(machine("", true), "fp32");
        ladder.down("failed", BROKEN);
        assertEquals(Backend.WASM, ladder.step().backend());
        var end = assertThrows(SightlineException.class, () -> ladder.down("failed", BROKEN));
        assertEquals(ErrorCode.INTERNAL, end.code());
        assertEquals("model-failed", end.reason());
        assertEquals("it broke", end.values().get("cause"));
        assertEquals(Backend.WASM, ladder.step().backend(), "and stays there");
        for (var words :
                List.of("std::bad_alloc", "Out of memory", "failed to allocate a buffer")) {
            var full =
                    assertThrows(
                            SightlineException.class,
                            () -> ladder.down("failed", new RuntimeException(words)));
            assertEquals(BackendLadder.OUT_OF_MEMORY, full.reason());
        }
    }

    @Test
    void withoutAnyStepItSaysWhatIsLacking() {
        assertEquals("no-variant", lacking(ladder(machine("", true), "fp16")));
        assertEquals("no-simd", lacking(ladder(machine("", false), "fp32")));
    }

    private static String lacking(BackendLadder ladder) {
        return assertThrows(SightlineException.class, ladder::check).reason();
    }

    private static DeviceFacts machine(String adapter, boolean simd) {
        return new DeviceFacts(true, adapter, false, true, simd, true, 4);
    }

    private static BackendLadder ladder(DeviceFacts facts, String... precisions) {
        var variants =
                java.util.Arrays.stream(precisions)
                        .map(
                                precision ->
                                        new ModelVariant(
                                                precision,
                                                precision,
                                                precision,
                                                List.of(),
                                                true,
                                                "npm",
                                                List.of(new ModelFile("m.onnx", 50, "00", "m")),
                                                ""))
                        .toList();
        var entry =
                new ModelEntry(
                        "m", "M", "depth", "Apache-2.0", ModelContract.DEPTH_ANYTHING_V2, variants);
        return new BackendLadder(facts, BackendChoice.AUTO, entry);
    }
}
