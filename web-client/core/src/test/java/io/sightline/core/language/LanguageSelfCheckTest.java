// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LanguageSelfCheckTest {
    private static float[] logits(long seed, double noise) {
        var base = new Random(1);
        var other = new Random(seed);
        var logits = new float[704];
        for (int i = 0; i < logits.length; ++i) {
            logits[i] = (float) (4 * base.nextGaussian() + noise * other.nextGaussian());
        }
        return logits;
    }

    @Test
    void roundingAgrees() {
        assertTrue(LanguageSelfCheck.agree(logits(2, 0), logits(3, 1e-3)));
        // Half precision: a relative step of 1/1024 on values around 4.
        assertTrue(LanguageSelfCheck.agree(logits(2, 0), logits(3, 0.01)));
    }

    /** The fault that was seen moved logits of this spread by 0.2 to 1.6. */
    @Test
    void theFaultThatWasSeenDoesNot() {
        assertFalse(LanguageSelfCheck.agree(logits(2, 0), logits(3, 0.3)));
        assertFalse(LanguageSelfCheck.agree(logits(2, 0), logits(3, 1.6)));
    }

    @Test
    void whatIsNoNumberOrConstantDoesNot() {
        var broken = logits(2, 0);
        broken[17] = Float.NaN;
        assertFalse(LanguageSelfCheck.agree(logits(2, 0), broken));
        assertFalse(LanguageSelfCheck.agree(broken, broken));
        assertFalse(LanguageSelfCheck.agree(new float[704], new float[704]));
    }
}
