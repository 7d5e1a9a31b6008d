// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorTranslatorTest {
    private static final ImageSize INPUT = new ImageSize(416, 416);
    private static final ImageSize ROOM = new ImageSize(960, 720);

    private static DetectorContract contract(String decoder) {
        return new DetectorContract(
                "in", "out", INPUT, true, 255, new float[3], new float[] {1, 1, 1}, 114, decoder);
    }

    @ParameterizedTest
    @CsvSource({"yolox, 3549, 85, 0.05", "nanodet, 3549, 112, 0.2", "nanodet-plus, 3598, 112, 0.2"})
    void findsOnARoomWhatTheReferenceFinds(String decoder, int cells, int values, double least)
            throws IOException {
        var translator = new DetectorTranslator(contract(decoder));
        assertEquals(cells * values, translator.outputs());
        var found =
                translator.output(
                        Golden.raw(decoder, cells, values), Letterbox.of(ROOM, INPUT), least);
        var wanted = Golden.table(decoder + ".boxes.csv");
        assertEquals(wanted.size(), found.size());
        assertTrue(found.stream().anyMatch(one -> one.label().equals("person")));
        for (int i = 0; i < wanted.size(); ++i) {
            var one = found.get(i);
            var line = wanted.get(i);
            assertEquals(CocoLabels.name((int) line[0]), one.label(), "label " + i);
            assertEquals(line[1], one.score(), 1e-6, "score " + i);
            assertEquals(line[2], one.box().x(), 1e-3, "left " + i);
            assertEquals(line[3], one.box().y(), 1e-3, "top " + i);
            assertEquals(line[4], one.box().right(), 1e-3, "right " + i);
            assertEquals(line[5], one.box().bottom(), 1e-3, "bottom " + i);
        }
    }

    @Test
    void aHigherScoreLeavesTheBestOnly() throws IOException {
        var found =
                new DetectorTranslator(contract("yolox"))
                        .output(Golden.raw("yolox", 3549, 85), Letterbox.of(ROOM, INPUT), 0.88);
        assertEquals(2, found.size());
        assertEquals("couch", found.get(1).label());
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        for (var decoder : new String[] {"yolox", "nanodet", "nanodet-plus"}) {
            var translator = new DetectorTranslator(contract(decoder));
            var raw = FloatBuffer.allocate(translator.outputs());
            assertTrue(translator.output(raw, Letterbox.of(ROOM, INPUT), 0.3).isEmpty(), decoder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yolox, 4, NaN",
        "yolox, 5, NaN",
        "yolox, 4, Infinity",
        "yolox, 2, NaN",
        "yolox, 0, Infinity",
        "yolox, 2, 1000",
        "nanodet, 0, NaN",
        "nanodet, 0, 3",
        "nanodet, 90, NaN",
        "nanodet, 90, Infinity",
        "nanodet-plus, 100, NaN",
    })
    void whatIsNoDetectionIsRefused(String decoder, int at, float value) {
        var translator = new DetectorTranslator(contract(decoder));
        var raw = FloatBuffer.allocate(translator.outputs());
        raw.put(0, decoder.equals("yolox") ? 0 : 0.9f);
        raw.put(4, 0.9f);
        raw.put(5, 0.9f);
        raw.put(at, value);
        var fault =
                assertThrows(
                        SightlineException.class,
                        () -> translator.output(raw, Letterbox.of(ROOM, INPUT), 0.3));
        assertEquals(ErrorCode.INTERNAL, fault.code());
        assertEquals("not-finite", fault.reason());
    }

    @Test
    void anOutputOfAnotherLengthIsRefused() {
        var translator = new DetectorTranslator(contract("yolox"));
        var fault =
                assertThrows(
                        SightlineException.class,
                        () ->
                                translator.output(
                                        FloatBuffer.allocate(3598 * 112),
                                        Letterbox.of(ROOM, INPUT),
                                        0.3));
        assertEquals("model-size", fault.reason());
    }

    @Test
    void anUnknownDecoderIsRefused() {
        var fault =
                assertThrows(
                        SightlineException.class,
                        () -> new DetectorTranslator(contract("telepathy")));
        assertEquals("detector-decoder", fault.reason());
    }

    @Test
    void theTensorIsNormalisedPlanesWithPaddingRightAndBelow() {
        var contract =
                new DetectorContract(
                        "in",
                        "out",
                        new ImageSize(4, 3),
                        true,
                        255,
                        new float[] {1, 2, 3},
                        new float[] {2, 4, 8},
                        114,
                        "yolox");
        var letterbox = Letterbox.of(new ImageSize(4, 2), contract.size());
        var rgba = ByteBuffer.allocate(4 * 2 * 4);
        for (int i = 0; i < 8; ++i) {
            rgba.put((byte) (200 + i)).put((byte) (100 + i)).put((byte) i).put((byte) 7);
        }
        rgba.rewind();
        var tensor = FloatBuffer.allocate(3 * 3 * 4);
        new DetectorTranslator(contract).input(rgba, letterbox, tensor);
        var first = new int[] {0, 100, 200};
        for (int c = 0; c < 3; ++c) {
            for (int i = 0; i < 12; ++i) {
                float pixel = i < 8 ? first[c] + i : 114;
                float wanted = (pixel - contract.mean()[c]) / contract.std()[c];
                assertEquals(wanted, tensor.get(c * 12 + i), 1e-4f, c + " at " + i);
            }
        }
        assertEquals(0, rgba.position());
    }

    @Test
    void redComesFirstWhereTheModelWantsIt() {
        var contract =
                new DetectorContract(
                        "in",
                        "out",
                        new ImageSize(1, 1),
                        false,
                        1,
                        new float[3],
                        new float[] {1, 1, 1},
                        0,
                        "yolox");
        var tensor = FloatBuffer.allocate(3);
        new DetectorTranslator(contract)
                .input(
                        ByteBuffer.wrap(new byte[] {(byte) 255, 51, 0, 0}),
                        Letterbox.of(new ImageSize(1, 1), new ImageSize(1, 1)),
                        tensor);
        assertEquals(1, tensor.get(0), 1e-6f);
        assertEquals(0.2f, tensor.get(1), 1e-6f);
        assertEquals(0, tensor.get(2), 1e-6f);
    }
}
