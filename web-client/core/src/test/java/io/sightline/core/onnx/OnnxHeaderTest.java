// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.value.Fields;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxHeaderTest {
    private static final Path MODELS = Path.of("../../../shared/models");
    private static final int FLOAT = 1;

    /** A value of this shape: digits are fixed edges, words open ones. */
    private static Proto value(String name, int type, String... shape) {
        var edges = new Proto();
        for (var edge : shape) {
            boolean fixed = Character.isDigit(edge.charAt(0));
            edges.message(
                    1,
                    fixed
                            ? new Proto().number(1, Long.parseLong(edge))
                            : new Proto().text(2, edge));
        }
        var tensor = new Proto().number(1, type).message(2, edges);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    private static Proto weights(String name, int bytes) {
        return new Proto()
                .number(1, bytes / 4)
                .number(2, FLOAT)
                .text(8, name)
                .bytes(9, new byte[bytes]);
    }

    private static Proto graph(Proto input, Proto output) {
        return new Proto()
                .message(1, new Proto().text(1, "x").text(2, "y").text(4, "Conv"))
                .text(2, "graph")
                .message(5, weights("w", 300_000))
                .message(11, input)
                .message(12, output);
    }

    private static byte[] model(Proto graph) {
        return new Proto()
                .number(1, 8)
                .text(2, "test")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, 17))
                .toBytes();
    }

    private static OnnxHeader read(byte[] bytes) {
        return OnnxHeader.read(FileBytes.of(ByteBuffer.wrap(bytes)));
    }

    private static DepthFit fit(Proto input, Proto output) {
        return DepthFit.of(read(model(graph(input, output))));
    }

    private static SightlineException refused(String reason, Runnable run) {
        var refused = assertThrows(SightlineException.class, run::run);
        assertEquals(reason, refused.reason());
        return refused;
    }

    @Test
    void readsWhatGoesInAndComesOut() {
        var header =
                read(
                        model(
                                graph(
                                                value(
                                                        "pixel_values",
                                                        FLOAT,
                                                        "1",
                                                        "3",
                                                        "height",
                                                        "width"),
                                                value("predicted_depth", FLOAT, "1", "h", "w"))
                                        // Before IR 4 weights were inputs too.
                                        .message(11, value("w", FLOAT, "75000"))));
        assertEquals(17, header.opset());
        assertEquals(1, header.nodes());
        assertEquals(
                List.of(new OnnxValue("pixel_values", "float32", List.of(1L, 3L, -1L, -1L))),
                header.inputs());
        assertEquals("float32 [1, ?, ?]", header.outputs().get(0).words());
        var fit = DepthFit.of(header);
        assertEquals("pixel_values", fit.input());
        assertEquals("predicted_depth", fit.output());
        assertNull(fit.fixed());
        var contract = fit.contract(DepthFit.Scaling.IMAGENET, 14, false, 0);
        assertEquals("relative", contract.kind());
        assertEquals("large", contract.near());
        assertEquals(14, contract.multiple());
        assertFalse(contract.metric());
    }

    @Test
    void aFixedMetricModelKeepsItsSizeOnItsWayThroughMessages() {
        var fit =
                fit(
                        value("input", FLOAT, "1", "3", "224", "320"),
                        value("out", FLOAT, "1", "1", "224", "320"));
        assertEquals(new ImageSize(320, 224), fit.fixed());
        var contract = fit.contract(DepthFit.Scaling.PLAIN, 14, true, 20);
        assertEquals("metric", contract.kind());
        assertEquals("small", contract.near());
        assertEquals("metres", contract.unit());
        assertEquals(20, contract.most());
        var entry = new ModelEntry("mine", "Mine", "depth", "unknown", contract, List.of());
        var back = ModelIndex.entryOf(Fields.of(ModelIndex.toMap(entry))).contract();
        assertEquals(contract.fixed(), back.fixed());
        assertEquals(contract.unit(), back.unit());
        assertEquals(contract.most(), back.most());
        assertTrue(back.metric());
        assertEquals(1, back.std()[2]);
    }

    @Test
    void whatIsNoDepthModelIsRefusedWithWhatWasFoundAndWanted() {
        var good = value("image", FLOAT, "1", "3", "h", "w");
        var map = value("depth", FLOAT, "1", "h", "w");
        for (var wrong :
                List.of(
                        value("image", 10, "1", "3", "h", "w"),
                        value("image", FLOAT, "1", "4", "h", "w"),
                        value("image", FLOAT, "2", "3", "h", "w"),
                        value("image", FLOAT, "1", "h", "w", "3"),
                        value("image", FLOAT, "1", "3", "h"),
                        value("image", FLOAT, "1", "3", "h", "224"),
                        value("image", FLOAT, "1", "3", "8", "8"),
                        value("image", FLOAT, "1", "3", "99999", "99999"))) {
            var fault = refused("model-input", () -> fit(wrong, map));
            assertEquals("float32 [1, 3, ?, ?]", fault.values().get("wanted"));
            assertTrue(((String) fault.values().get("found")).contains("["), fault.toString());
        }
        var fixed = value("image", FLOAT, "1", "3", "224", "224");
        for (var wrong :
                List.of(
                        value("out", FLOAT, "1", "3549", "85"),
                        value("out", FLOAT, "1", "112", "112"),
                        value("out", FLOAT, "1", "19", "224", "224"),
                        value("out", FLOAT, "1", "1000"),
                        value("out", 10, "1", "224", "224"))) {
            var fault = refused("model-map", () -> fit(fixed, wrong));
            assertEquals("float32 [1, 224, 224]", fault.values().get("wanted"));
        }
        refused("model-map", () -> fit(good, value("out", FLOAT, "1", "anchors", "85")));
        var two = graph(good, map).message(11, value("mask", FLOAT, "1"));
        var fault = refused("model-input", () -> DepthFit.of(read(model(two))));
        assertTrue(fault.values().get("found").toString().contains("mask"));
        var outputs = graph(good, map).message(12, value("features", FLOAT, "1", "384"));
        assertEquals("depth", DepthFit.of(read(model(outputs))).output());
        refused("model-map", () -> DepthFit.of(read(model(new Proto().message(11, good)))));
    }

    @Test
    void aFileThatWasCutOffAnywhereIsNoticed() {
        var bytes =
                model(
                        graph(
                                value("image", FLOAT, "1", "3", "h", "w"),
                                value("depth", FLOAT, "1", "h", "w")));
        var random = new Random(1);
        for (int round = 0; round < 400; ++round) {
            int length =
                    round < 40 ? bytes.length - 1 - round : 1 + random.nextInt(bytes.length - 1);
            var cut = java.util.Arrays.copyOf(bytes, length);
            var fault = assertThrows(SightlineException.class, () -> read(cut), "cut at " + length);
            assertTrue(
                    List.of("model-cut-off", "model-not-onnx").contains(fault.reason()),
                    fault.toString());
            if (length > 20) {
                assertEquals("model-cut-off", fault.reason());
            }
        }
    }

    @Test
    void otherFilesAreNoOnnx() {
        var random = new Random(2);
        for (int round = 0; round < 2000; ++round) {
            var noise = new byte[random.nextInt(500)];
            random.nextBytes(noise);
            assertThrows(SightlineException.class, () -> read(noise));
        }
        refused("model-not-onnx", () -> read(new byte[0]));
        refused("model-not-onnx", () -> read("<!doctype html><html>".getBytes()));
        refused("model-not-onnx", () -> read(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}));
    }

    @Test
    void weightsInASecondFileAreRefused() {
        var graph =
                graph(
                                value("image", FLOAT, "1", "3", "h", "w"),
                                value("depth", FLOAT, "1", "h", "w"))
                        .message(5, new Proto().text(8, "far").number(14, 1));
        refused("model-external", () -> read(model(graph)));
    }

    @Test
    void fieldsOfEveryWireTypeAreSteppedOver() {
        var bytes =
                new Proto()
                        .fixed32(15, 7)
                        .number(1, 8)
                        .message(
                                7,
                                graph(
                                        value("image", FLOAT, "1", "3", "h", "w"),
                                        value("depth", FLOAT, "1", "h", "w")))
                        .message(8, new Proto().number(2, 17))
                        .message(8, new Proto().text(1, "com.microsoft").number(2, 1))
                        .toBytes();
        assertEquals(17, read(bytes).opset());
    }

    /** Counts what is read, so that weights are stepped over and not fetched. */
    private static final class Counting implements FileBytes {
        private final RandomAccessFile file;
        private long read;

        Counting(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "r");
        }

        @Override
        public long length() {
            try {
                return file.length();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public byte[] read(long from, int count) {
            try {
                var bytes = new byte[count];
                file.seek(from);
                file.readFully(bytes);
                read += count;
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Counting shared(String name) throws IOException {
        var path = MODELS.resolve(name);
        assumeTrue(Files.exists(path), path + " is not here");
        return new Counting(path);
    }

    @Test
    void theRealDepthModelFitsWithoutReadingItsWeights() throws IOException {
        var file = shared("depth_anything_v2_vits_518_fp16w.onnx");
        var fit = DepthFit.of(OnnxHeader.read(file));
        assertEquals(new ImageSize(518, 518), fit.fixed());
        assertEquals("predicted_depth", fit.output());
        assertTrue(file.read < file.length() / 2, "read " + file.read);
    }

    @Test
    void theStandInForAMetricModelFits() throws IOException {
        var fit = DepthFit.of(OnnxHeader.read(shared("fast_depth_224.onnx")));
        assertEquals(new ImageSize(224, 224), fit.fixed());
        assertEquals(1, fit.contract(DepthFit.Scaling.PLAIN, 14, true, 10).multiple());
    }

    @Test
    void detectorsDoNotFit() throws IOException {
        for (var name : List.of("yolox_nano_416.onnx", "nanodet-plus-m_416.onnx")) {
            var header = OnnxHeader.read(shared(name));
            var fault = refused("model-map", () -> DepthFit.of(header));
            assertTrue(fault.values().get("found").toString().contains("["), fault.toString());
        }
    }
}
