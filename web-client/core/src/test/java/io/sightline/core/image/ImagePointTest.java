// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ImagePointTest {
    private static final ImageSize SIZE = new ImageSize(640, 480);

    @Test
    void namesThePixelItLiesIn() {
        assertEquals(0, ImagePoint.of(0, 0).column(SIZE));
        assertEquals(639, ImagePoint.of(1, 1).column(SIZE));
        assertEquals(479, ImagePoint.of(1, 1).row(SIZE));
        assertEquals(320, ImagePoint.CENTRE.column(SIZE));
        assertEquals(new ImagePoint(0, 1), ImagePoint.of(-3, 9));
        assertEquals(new ImagePoint(0, 0), ImagePoint.of(Double.NaN, Double.NaN));
    }

    @Test
    void movesByWholePixelsAndStopsAtTheEdge() {
        var point = ImagePoint.of(0.4321, 0.8765);
        var moved = point.movedBy(1, -10, SIZE);
        assertEquals(point.column(SIZE) + 1, moved.column(SIZE));
        assertEquals(point.row(SIZE) - 10, moved.row(SIZE));
        for (int i = 0; i < 700; ++i) {
            moved = moved.movedBy(1, 1, SIZE);
        }
        assertEquals(639, moved.column(SIZE));
        assertEquals(479, moved.row(SIZE));
        assertEquals(638, moved.movedBy(-1, 0, SIZE).column(SIZE));
    }
}
