// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LetterboxTest {
    private static final ImageSize INPUT = new ImageSize(416, 416);

    @Test
    void framesLieAsInTheReference() throws IOException {
        var lines = Golden.table("letterbox.csv");
        for (var line : lines) {
            var source = new ImageSize((int) line[0], (int) line[1]);
            var wanted = new ImageSize((int) line[2], (int) line[3]);
            assertEquals(wanted, Letterbox.of(source, INPUT).inner(), source.toString());
        }
        assertTrue(lines.size() > 60);
    }

    @Test
    void aStripKeepsAPixel() {
        assertEquals(new ImageSize(416, 1), Letterbox.of(new ImageSize(20000, 3), INPUT).inner());
    }

    @Test
    void boxesComeBackToTheFrame() {
        var letterbox = Letterbox.of(new ImageSize(832, 416), INPUT);
        assertEquals(new Box(20, 40, 60, 80), letterbox.toSource(new Box(10, 20, 30, 40)));
        assertEquals(
                Box.ofEdges(0, 0, 832, 416),
                letterbox.toSource(Box.ofEdges(-5, -5, 500, 300)),
                "cut to the frame");
        assertEquals(0, letterbox.toSource(new Box(0, 210, 50, 50)).height(), "in the padding");
    }
}
