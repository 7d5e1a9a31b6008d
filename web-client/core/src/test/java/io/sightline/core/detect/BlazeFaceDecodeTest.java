// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The goldens are MediaPipe's arithmetic in numpy, on a real classroom. */
class BlazeFaceDecodeTest {
    private static final ImageSize INPUT = new ImageSize(192, 192);
    private static final ImageSize SOURCE = new ImageSize(384, 384);
    private static final int CELLS = 2304;
    private static final int VALUES = 17;

    private static final DetectorTranslator TRANSLATOR =
            new DetectorTranslator(
                    new DetectorContract(
                            "input",
                            "output",
                            INPUT,
                            false,
                            1,
                            new float[] {0.5f, 0.5f, 0.5f},
                            new float[] {0.5f, 0.5f, 0.5f},
                            0,
                            "blazeface"));

    /** Surely nothing in any cell; what the golden leaves out. */
    private static FloatBuffer nothing() {
        var raw = FloatBuffer.allocate(CELLS * VALUES);
        for (int row = 0; row < CELLS; ++row) {
            raw.put(row * VALUES + 16, -100);
        }
        return raw;
    }

    private static FloatBuffer classroom() throws IOException {
        var raw = Golden.raw("blazeface", CELLS, VALUES);
        var known = Golden.raw("blazeface", CELLS, VALUES);
        for (int row = 0; row < CELLS; ++row) {
            if (known.get(row * VALUES + 16) == 0) {
                raw.put(row * VALUES + 16, -100);
            }
        }
        return raw;
    }

    @Test
    void findsInAClassroomWhatTheReferenceFinds() throws IOException {
        assertEquals(CELLS * VALUES, TRANSLATOR.outputs());
        var found = TRANSLATOR.output(classroom(), Letterbox.of(SOURCE, INPUT), 0.2);
        var wanted = Golden.table("blazeface.boxes.csv");
        assertEquals(3, wanted.size());
        assertEquals(wanted.size(), found.size());
        for (int i = 0; i < wanted.size(); ++i) {
            var one = found.get(i);
            var line = wanted.get(i);
            assertEquals("face", one.label());
            assertEquals(line[1], one.score(), 1e-6, "score " + i);
            assertEquals(line[2], one.box().x(), 1e-3, "left " + i);
            assertEquals(line[3], one.box().y(), 1e-3, "top " + i);
            assertEquals(line[4], one.box().right(), 1e-3, "right " + i);
            assertEquals(line[5], one.box().bottom(), 1e-3, "bottom " + i);
        }
    }

    @Test
    void byItselfItTellsWhatMediaPipeTells() throws IOException {
        // Of 0.84, 0.70 and 0.60 those from 0.6 on.
        assertEquals(3, TRANSLATOR.output(classroom(), Letterbox.of(SOURCE, INPUT), 0).size());
        assertEquals(2, TRANSLATOR.output(classroom(), Letterbox.of(SOURCE, INPUT), 0.61).size());
        assertTrue(TRANSLATOR.output(nothing(), Letterbox.of(SOURCE, INPUT), 0.01).isEmpty());
    }

    /** The middle of the cell in column 5, line 7 is at 22, 30. */
    @Test
    void aCellSpeaksOfTheFaceAroundItsMiddle() {
        var raw = nothing();
        int at = (7 * 48 + 5) * VALUES;
        raw.put(at, 3).put(at + 1, -2).put(at + 2, 10).put(at + 3, 20).put(at + 16, 200);
        var face = TRANSLATOR.output(raw, Letterbox.of(INPUT, INPUT), 0.5).get(0);
        assertEquals(new Box(20, 18, 10, 20), face.box());
        assertEquals(1, face.score(), 1e-9);
        raw.put(at + 2, -10);
        assertTrue(TRANSLATOR.output(raw, Letterbox.of(INPUT, INPUT), 0.5).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"16, NaN", "0, NaN", "1, Infinity", "2, NaN", "3, Infinity"})
    void whatIsNoDetectionIsRefused(int at, float value) {
        var raw = nothing();
        raw.put(16, 5);
        raw.put(2, 1).put(3, 1);
        raw.put(at, value);
        var fault =
                assertThrows(
                        SightlineException.class,
                        () -> TRANSLATOR.output(raw, Letterbox.of(SOURCE, INPUT), 0.3));
        assertEquals("not-finite", fault.reason());
    }
}
