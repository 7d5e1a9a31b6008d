// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorSelfCheckTest {
    private static final int COUNT = 3549 * 85;

    private static FloatBuffer output() {
        var random = new Random(8);
        var values = FloatBuffer.allocate(COUNT);
        for (int i = 0; i < COUNT; ++i) {
            values.put(i, random.nextFloat() - 0.3f);
        }
        return values;
    }

    private static boolean trusted(FloatBuffer device) {
        return DetectorSelfCheck.agreement(output(), device) >= DetectorSelfCheck.LEAST_AGREEMENT;
    }

    @Test
    void theSameAnswerAgrees() {
        assertEquals(1, DetectorSelfCheck.agreement(output(), output()));
    }

    @Test
    void roundingToHalfPrecisionAgrees() {
        var rounded = output();
        for (int i = 0; i < COUNT; ++i) {
            rounded.put(i, Math.round(rounded.get(i) * 1024) / 1024f);
        }
        assertTrue(trusted(rounded));
    }

    @Test
    void zerosOtherNumbersAndWhatIsNotFiniteDoNot() {
        assertFalse(trusted(FloatBuffer.allocate(COUNT)));
        var off = output();
        for (int i = 0; i < COUNT; i += 50) {
            off.put(i, 1);
        }
        assertFalse(trusted(off));
        var broken = output();
        broken.put(7, Float.NaN);
        assertFalse(trusted(broken));
        broken.put(7, Float.POSITIVE_INFINITY);
        assertFalse(trusted(broken));
    }

    @Test
    void anOutputOfNothingProvesNothing() {
        var zeros = FloatBuffer.allocate(COUNT);
        assertFalse(DetectorSelfCheck.agreement(zeros, zeros) >= 0);
    }
}
