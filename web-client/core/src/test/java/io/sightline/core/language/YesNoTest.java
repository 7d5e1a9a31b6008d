// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YesNoTest {
    private static final Map<String, Integer> SMALL =
            Map.of(" Yes", 1, " No", 2, "yes", 3, "no", 4);

    private static YesNo of(Map<String, Integer> vocabulary) {
        return YesNo.of(text -> vocabulary.getOrDefault(text, -1));
    }

    @Test
    void looksUpTheSpellingsThatBothWordsHave() {
        // The tokenizer of SmolVLM2 has NO but not YES.
        var real =
                Map.of(
                        " Yes", 9230, "Yes", 10539, " yes", 9805, "yes", 10407, " No", 2838, "No",
                        5230, " no", 787, "no", 4607, " NO", 10921, "NO", 13465);
        assertArrayEquals(new int[] {9230, 10539, 9805, 10407}, of(real).yes());
        assertArrayEquals(new int[] {2838, 5230, 787, 4607}, of(real).no());
        // The demonstration model has one yes.
        var demo = Map.of(" Yes", 329, " No", 298, "No", 297, "no", 322, " no", 323);
        assertArrayEquals(new int[] {329}, of(demo).yes());
        assertArrayEquals(new int[] {298}, of(demo).no());
    }

    @Test
    void aTokenizerWithoutTheWordsIsRefused() {
        var error = assertThrows(SightlineException.class, () -> of(Map.of(" Yes", 1, "no", 2)));
        assertEquals(ErrorCode.MODEL_CORRUPT, error.code());
        assertEquals("tokenizer-yes-no", error.reason());
    }

    @Test
    void logOddsAreTheDifferenceOfLogSumExps() {
        var logits = FloatBuffer.wrap(new float[] {99, 99, 0, 1, 2, 3, 4});
        double wanted = Math.log(Math.exp(1) + Math.exp(3)) - Math.log(Math.exp(2) + Math.exp(4));
        assertEquals(wanted, of(SMALL).logOdds(logits, 2), 1e-12);
        double all = 1 + Math.exp(1) + Math.exp(2) + Math.exp(3) + Math.exp(4);
        assertEquals(1 - 1 / all, of(SMALL).share(logits, 2, 5), 1e-12);
    }

    @Test
    void addingTheSameToEveryLogitChangesNothing() {
        var random = new Random(1);
        for (int round = 0; round < 200; ++round) {
            var low = new float[5];
            var high = new float[5];
            for (int i = 0; i < 5; ++i) {
                low[i] = random.nextInt(4000) / 64f - 30;
                high[i] = low[i] + 512;
            }
            double odds = of(SMALL).logOdds(FloatBuffer.wrap(low), 0);
            assertEquals(odds, of(SMALL).logOdds(FloatBuffer.wrap(high), 0), 1e-9);
            double share = of(SMALL).share(FloatBuffer.wrap(low), 0, 5);
            assertEquals(share, of(SMALL).share(FloatBuffer.wrap(high), 0, 5), 1e-9);
            assertTrue(share >= 0 && share <= 1);
        }
    }

    @Test
    void probabilityIsASigmoidThatATemperatureFlattens() {
        assertEquals(0.5, YesNo.probability(0, 3));
        assertEquals(0.9, YesNo.probability(Math.log(9), 1), 1e-12);
        assertEquals(0.75, YesNo.probability(Math.log(9), 2), 1e-12);
        assertEquals(1, YesNo.probability(1e9, 1));
        assertEquals(0, YesNo.probability(-1e9, 1));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (int at = 1; at < 5; ++at) {
                var logits = new float[5];
                logits[at] = wrong;
                var error =
                        assertThrows(
                                SightlineException.class,
                                () -> of(SMALL).logOdds(FloatBuffer.wrap(logits), 0));
                assertEquals("logits-not-finite", error.reason());
                assertEquals(at, error.values().get("token"));
            }
        }
        var none = new float[5];
        java.util.Arrays.fill(none, Float.NEGATIVE_INFINITY);
        assertThrows(SightlineException.class, () -> of(SMALL).logOdds(FloatBuffer.wrap(none), 0));
        assertThrows(SightlineException.class, () -> of(SMALL).share(FloatBuffer.wrap(none), 0, 5));
    }

    @Test
    void aMaskedSpellingCountsForNothing() {
        var logits = new float[] {0, 1, 2, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        assertEquals(-1, of(SMALL).logOdds(FloatBuffer.wrap(logits), 0), 1e-12);
    }
}
