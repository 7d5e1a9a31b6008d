// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PixelPlanesTest {
    /** The reference processor's numbers for the same bytes: (v / 255 − 0.5) / 0.5. */
    @Test
    void areTheReferencesForEveryByte() {
        var rgba = ByteBuffer.allocate(256 * 4);
        for (int v = 0; v < 256; ++v) {
            rgba.put((byte) v).put((byte) (255 - v)).put((byte) (v / 2)).put((byte) 7);
        }
        var planes = FloatBuffer.allocate(3 * 256);
        PixelPlanes.of(rgba, 256, planes);
        for (int v = 0; v < 256; ++v) {
            assertEquals((v / 255.0 - 0.5) / 0.5, planes.get(v), 1e-6);
            assertEquals(((255 - v) / 255.0 - 0.5) / 0.5, planes.get(256 + v), 1e-6);
            assertEquals((v / 2 / 255.0 - 0.5) / 0.5, planes.get(512 + v), 1e-6);
        }
    }
}
