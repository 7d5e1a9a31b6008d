// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import org.junit.jupiter.api.Test;

final class DepthSamplerTest {
    private static final float[] MAP = {0, 1, 2, 10, 11, 12};
    private static final ImageSize SIZE = new ImageSize(3, 2);

    private static double at(double u, double v) {
        return DepthSampler.at(i -> MAP[i], SIZE, ImagePoint.of(u, v));
    }

    @Test
    void givesThePixelAtItsCentreAndTheMixBetween() {
        assertEquals(0, at(1 / 6.0, 0.25), 1e-12);
        assertEquals(11, at(0.5, 0.75), 1e-12);
        assertEquals(0.5, at(1 / 3.0, 0.25), 1e-12);
        assertEquals(6, at(0.5, 0.5), 1e-12);
    }

    @Test
    void holdsTheEdgeValuesOutwards() {
        assertEquals(0, at(0, 0), 1e-12);
        assertEquals(12, at(1, 1), 1e-12);
        assertEquals(2, at(1, 0), 1e-12);
    }

    /** A plane is read exactly, everywhere between the outer centres. */
    @Test
    void readsAPlaneExactly() {
        var size = new ImageSize(17, 9);
        for (double u = 0.5 / 17; u < 1 - 0.5 / 17; u += 0.01) {
            for (double v = 0.5 / 9; v < 1 - 0.5 / 9; v += 0.01) {
                double value =
                        DepthSampler.at(
                                i -> 3 * (i % 17) - 2 * (i / 17), size, ImagePoint.of(u, v));
                assertEquals(3 * (u * 17 - 0.5) - 2 * (v * 9 - 0.5), value, 1e-9);
            }
        }
    }

    @Test
    void readsAMapOfOnePixel() {
        assertEquals(7, DepthSampler.at(i -> 7 + i, new ImageSize(1, 1), ImagePoint.of(0.9, 0.1)));
    }
}
