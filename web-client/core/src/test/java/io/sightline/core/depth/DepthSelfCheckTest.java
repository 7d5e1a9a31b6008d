// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthSelfCheckTest {
    private static final int PIXELS = (int) DepthSelfCheck.SIZE.pixels();

    @Test
    void anAnswerOfAnotherScaleAndShiftAgrees() {
        var check = DepthSelfCheck.of("depth-anything-v2-small");
        assertNotNull(check);
        var map = new float[PIXELS];
        for (int y = 0; y < 70; ++y) {
            for (int x = 0; x < 70; ++x) {
                map[y * 70 + x] = 3 + 7 * check.answer(x / 14, y / 14);
            }
        }
        assertEquals(1, check.agreement(FloatBuffer.wrap(map)), 1e-6);
    }

    @Test
    void whatBrokenDriversReturnDoesNotAgree() {
        var check = DepthSelfCheck.of("depth-anything-v2-small");
        var zeros = new float[PIXELS];
        assertTrue(!(check.agreement(FloatBuffer.wrap(zeros)) >= DepthSelfCheck.LEAST_AGREEMENT));
        var random = new Random(6);
        for (int i = 0; i < 100; ++i) {
            var noise = new float[PIXELS];
            for (int k = 0; k < PIXELS; ++k) {
                noise[k] = random.nextFloat();
            }
            assertTrue(
                    !(check.agreement(FloatBuffer.wrap(noise)) >= DepthSelfCheck.LEAST_AGREEMENT));
        }
        zeros[7] = Float.NaN;
        assertTrue(!(check.agreement(FloatBuffer.wrap(zeros)) >= DepthSelfCheck.LEAST_AGREEMENT));
    }

    @Test
    void drawsTheSameFrameAlwaysAndKnowsOnlyItsModels() {
        var first = ByteBuffer.allocate(PIXELS * 4);
        var second = ByteBuffer.allocateDirect(PIXELS * 4);
        DepthSelfCheck.paint(first);
        DepthSelfCheck.paint(second);
        assertEquals(first, second);
        assertNull(DepthSelfCheck.of("another"));
    }
}
