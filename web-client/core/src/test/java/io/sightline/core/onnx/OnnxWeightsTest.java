// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.core.error.SightlineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxWeightsTest {
    private static final Path OWN = Path.of("../../model-cache/demonstration/model/onnx");
    private static final Path SHARED = Path.of("../../../shared/vlm/demo-model/onnx");

    private static Proto tensor(int type, int... edges) {
        var tensor = new Proto();
        for (int edge : edges) {
            tensor.number(1, edge);
        }
        return tensor.number(2, type).text(8, "w").bytes(9, new byte[70_000]);
    }

    private static OnnxWeights read(Proto graph) {
        return read(new Proto().number(1, 8).message(7, graph).toBytes());
    }

    private static OnnxWeights read(byte[] file) {
        return OnnxWeights.read(FileBytes.of(ByteBuffer.wrap(file)));
    }

    @Test
    void weightsAreCountedByKind() {
        var weights =
                read(
                        new Proto()
                                .message(5, tensor(1, 10))
                                .message(5, tensor(10, 20, 30))
                                .message(5, tensor(16, 7))
                                .message(5, tensor(3, 100))
                                .message(5, tensor(2, 1))
                                .message(5, tensor(22, 5))
                                .message(5, tensor(7, 1000)));
        assertEquals(new OnnxWeights(10, 607, 101, 5), weights);
        assertEquals("fp16", weights.precision());
    }

    @Test
    void edgesMayBePacked() {
        var packed = new Proto().bytes(1, new byte[] {3, (byte) 0x80, 1}).number(2, 1);
        assertEquals(3 * 128, read(new Proto().message(5, packed)).single());
    }

    @Test
    void fourBitsLieTwoInAByteWhereAnOperatorSaysSo() {
        var bits = new Proto().text(1, "bits").number(3, 4);
        var node = new Proto().text(1, "x").message(5, bits).text(4, "MatMulNBits");
        var single =
                new Proto().message(1, node).message(5, tensor(2, 100)).message(5, tensor(1, 9));
        assertEquals(new OnnxWeights(9, 0, 0, 200), read(single));
        assertEquals("q4", read(single).precision());
        var half =
                new Proto().message(1, node).message(5, tensor(2, 100)).message(5, tensor(10, 9));
        assertEquals("q4f16", read(half).precision());
        var eight =
                new Proto()
                        .message(
                                1, new Proto().message(5, new Proto().text(1, "bits").number(3, 8)))
                        .message(5, tensor(2, 100));
        assertEquals("q8", read(eight).precision());
    }

    @Test
    void aFileOfNoWeightsHasNoPrecisionAndACutOneIsRefused() {
        assertEquals("", read(new Proto().text(2, "graph")).precision());
        var whole = new Proto().number(1, 8).message(7, new Proto().message(5, tensor(1, 9)));
        var bytes = whole.toBytes();
        assertThrows(
                SightlineException.class,
                () -> read(java.util.Arrays.copyOf(bytes, bytes.length - 1)));
        assertThrows(SightlineException.class, () -> read("<html>no</html>".getBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "vision_encoder.onnx, fp16",
        "embed_tokens.onnx, fp16",
        "decoder_model_merged.onnx, fp16",
        "vision_encoder_quantized.onnx, q8",
        "embed_tokens_quantized.onnx, q8",
        "decoder_model_merged_quantized.onnx, q8",
    })
    void theDemonstrationsFilesHoldWhatTheCatalogueSays(String name, String precision)
            throws IOException {
        assertEquals(precision, read(Files.readAllBytes(OWN.resolve(name))).precision());
    }

    /** Exported by the tools that the hub's files come from. */
    @ParameterizedTest
    @CsvSource({
        "vision_encoder.onnx, fp32",
        "vision_encoder_fp16.onnx, fp16",
        "vision_encoder_q4.onnx, q4",
        "decoder_model_merged_q4.onnx, q4",
        "decoder_model_merged_q4f16.onnx, q4f16",
        "decoder_model_merged_quantized.onnx, q8",
    })
    void namesOfTheHubsOwnKindAreToldByTheirWeights(String name, String precision)
            throws IOException {
        assumeTrue(Files.exists(SHARED.resolve(name)), "no " + name + " on this machine");
        assertEquals(precision, read(Files.readAllBytes(SHARED.resolve(name))).precision());
    }
}
