// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.translate.DepthTranslator.Compute;
import io.sightline.models.translate.DepthTranslator.Options;
import io.sightline.models.translate.DepthTranslator.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiny network has every operator; its goldens are numpy's, not a translator's. */
class DepthTranslatorTest {
    private static final int[][] SIZES = {{70, 70}, {42, 70}, {84, 56}, {14, 28}};

    @Test
    void oneFileServesEverySize() throws Exception {
        try (var model = new Onnx(Tiny.translated(Options.DEFAULT))) {
            for (var size : SIZES) {
                var golden = Tiny.golden(size[0], size[1]);
                var depth = model.run(Tiny.pixels(size[0], size[1]), size[0], size[1]);
                double off = Onnx.greatestDifference(golden, depth);
                assertTrue(off < 2e-5, size[0] + "×" + size[1] + " is off by " + off);
            }
        }
    }

    @Test
    void fixedSizeGivesTheSame() throws Exception {
        for (var size : SIZES) {
            var options = new Options(Storage.FP16, Compute.FP32, size[0], size[1]);
            try (var model = new Onnx(Tiny.translated(options))) {
                var depth = model.run(Tiny.pixels(size[0], size[1]), size[0], size[1]);
                assertTrue(Onnx.greatestDifference(Tiny.golden(size[0], size[1]), depth) < 2e-5);
            }
        }
    }

    @Test
    void halfPrecisionArithmeticIsCloseAndStillTakesAndGivesSingle() throws Exception {
        var options = new Options(Storage.FP16, Compute.FP16, 0, 0);
        try (var model = new Onnx(Tiny.translated(options))) {
            for (var size : SIZES) {
                var golden = Tiny.golden(size[0], size[1]);
                var depth = model.run(Tiny.pixels(size[0], size[1]), size[0], size[1]);
                assertTrue(Onnx.greatestDifference(golden, depth) < 0.05);
                assertTrue(Onnx.correlation(golden, depth) > 0.9999);
            }
        }
    }

    @Test
    void sameSourceGivesSameBytes() throws IOException {
        assertArrayEquals(Tiny.translated(Options.DEFAULT), Tiny.translated(Options.DEFAULT));
    }

    @Test
    void smallWeightsAreNeverQuantised() throws IOException {
        var options = new Options(Storage.INT8, Compute.FP32, 0, 0);
        assertArrayEquals(Tiny.translated(Options.DEFAULT), Tiny.translated(options));
    }

    @Test
    void filesAreTranslatedAsTextIs(@TempDir Path folder) throws IOException {
        var mil = Files.write(folder.resolve("a"), Tiny.file("model.mil"));
        var weights = Files.write(folder.resolve("b"), Tiny.weights());
        var out = folder.resolve("c");
        DepthTranslator.translate(mil, weights, out, Options.DEFAULT);
        assertArrayEquals(Tiny.translated(Options.DEFAULT), Files.readAllBytes(out));
    }

    @Test
    void sizesThatAreNoMultipleOfThePatchAreRefused() {
        var fault =
                assertThrows(
                        TranslationException.class,
                        () -> Tiny.translated(new Options(Storage.FP16, Compute.FP32, 70, 71)));
        assertTrue(fault.getMessage().contains("multiples of 14"), fault.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Options(Storage.FP16, Compute.FP32, 70, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what stands in the source | what stands there instead | what the refusal names
                "= softmax( | = sigmoid( | sigmoid attention is an operator the translator does not know",
                "([[[[0x1.f0cp-2]] | ([[[[0x1.0p-1]] | normalises channel 0",
                "(\"EXACT\") | (\"TANH_APPROXIMATION\") | gelu active is an approximation",
                "(\"custom\") | (\"same\") | conv reduced pads in a way",
                "offset = tensor<uint64, []>(64) | offset = tensor<uint64, []>(63) | has no record at offset 63",
                "offset = tensor<uint64, []>(64) | offset = tensor<uint64, []>(99999999) | has no record",
                "\"full_align_corners\"), val = tensor<bool, []>(true) "
                        + "| \"full_align_corners\"), val = tensor<bool, []>(false) | full does not align corners",
                "[1, 3, 70, 70]> image) | [1, 3, 84, 84]> image) | patch embedding",
            })
    void unknownSourcesAreRefusedWithThePlace(String from, String to, String named)
            throws IOException {
        var mil = Tiny.mil();
        assertTrue(mil.contains(from), from);
        var broken = mil.replace(from, to);
        var fault =
                assertThrows(
                        TranslationException.class,
                        () -> Tiny.translated(broken, Tiny.weights(), Options.DEFAULT));
        assertTrue(fault.getMessage().contains(named), fault.getMessage());
    }

    @Test
    void truncatedWeightsAreRefused() throws IOException {
        var mil = Tiny.mil();
        var weights = Tiny.weights();
        for (int length : new int[] {0, 63, 64, 80, 128, weights.length / 2, weights.length - 64}) {
            var cut = Arrays.copyOf(weights, length);
            assertThrows(
                    TranslationException.class,
                    () -> Tiny.translated(mil, cut, Options.DEFAULT),
                    "cut at " + length);
        }
    }
}
