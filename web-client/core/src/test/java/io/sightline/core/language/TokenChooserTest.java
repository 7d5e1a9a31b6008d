// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenChooserTest {
    private static FloatBuffer logits(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; ++i) {
            floats[i] = (float) values[i];
        }
        return FloatBuffer.wrap(floats);
    }

    private static double[] frequencies(TokenChooser chooser, FloatBuffer logits, long[] allowed) {
        var counts = new double[logits.capacity()];
        int draws = 40_000;
        for (int i = 0; i < draws; ++i) {
            counts[chooser.choose(logits, 0, logits.capacity(), allowed)] += 1.0 / draws;
        }
        return counts;
    }

    @Test
    void greedyTakesTheLikeliestAndOfEqualsTheLowest() {
        var chooser = TokenChooser.greedy();
        assertEquals(1, chooser.choose(logits(1, 3, 2, 3), 0, 4, null));
        assertEquals(2, chooser.choose(logits(9, 1, 3, 2), 1, 3, new long[] {0b101}));
        assertEquals(1, chooser.choose(logits(1, 3, 2, 3), 0, 4, new long[] {0b1010}));
        assertEquals(2, chooser.choose(logits(1, 3, 2, 3), 0, 4, new long[] {0b0101}));
    }

    @Test
    void greedyAgreesWithAPlainSearchOverMaskedVocabularies() {
        var random = new Random(7);
        for (int round = 0; round < 300; ++round) {
            int size = 1 + random.nextInt(400);
            var values = new float[size + 3];
            for (int i = 0; i < values.length; ++i) {
                values[i] = random.nextInt(20) - 10;
            }
            var mask = new long[(size + 63) / 64];
            int wanted = -1;
            for (int i = 0; i < size; ++i) {
                if (random.nextInt(3) == 0) {
                    mask[i / 64] |= 1L << i % 64;
                    if (wanted < 0 || values[i + 3] > values[wanted + 3]) {
                        wanted = i;
                    }
                }
            }
            // Bits beyond the vocabulary are of no token.
            if (size % 64 != 0) {
                mask[mask.length - 1] |= 1L << 63;
            }
            if (wanted >= 0) {
                int chosen = TokenChooser.greedy().choose(FloatBuffer.wrap(values), 3, size, mask);
                assertEquals(wanted, chosen);
            }
        }
    }

    @Test
    void drawsFollowTheSoftmaxAtTheTemperature() {
        for (double temperature : new double[] {0.5, 1, 2}) {
            var frequencies =
                    frequencies(new TokenChooser(temperature, 1, 11), logits(0, 1, 2, -1), null);
            double all = 0;
            for (double logit : new double[] {0, 1, 2, -1}) {
                all += Math.exp(logit / temperature);
            }
            assertEquals(Math.exp(0 / temperature) / all, frequencies[0], 0.01);
            assertEquals(Math.exp(1 / temperature) / all, frequencies[1], 0.01);
            assertEquals(Math.exp(2 / temperature) / all, frequencies[2], 0.01);
            assertEquals(Math.exp(-1 / temperature) / all, frequencies[3], 0.01);
        }
    }

    @Test
    void topPDrawsAmongTheFewestThatHoldTheShare() {
        // Probabilities .5 .3 .15 .05, shuffled.
        var logits = logits(Math.log(.15), Math.log(.5), Math.log(.05), Math.log(.3));
        var most = frequencies(new TokenChooser(1, 0.79, 3), logits, null);
        assertEquals(0, most[0]);
        assertEquals(0, most[2]);
        assertEquals(.5 / .8, most[1], 0.01);
        assertEquals(.3 / .8, most[3], 0.01);
        var more = frequencies(new TokenChooser(1, 0.81, 3), logits, null);
        assertEquals(.15 / .95, more[0], 0.01);
        assertEquals(0, more[2]);
        var one = frequencies(new TokenChooser(1, 1e-9, 3), logits, null);
        assertEquals(1, one[1], 1e-9);
    }

    @Test
    void neverDrawsWhatIsNotAllowed() {
        var random = new Random(2);
        var values = new double[200];
        for (int i = 0; i < values.length; ++i) {
            values[i] = 3 * random.nextGaussian();
        }
        // The mask is shorter than the vocabulary: what it does not name is not allowed.
        var mask = new long[] {random.nextLong(), random.nextLong()};
        for (double topP : new double[] {0.6, 1}) {
            var frequencies = frequencies(new TokenChooser(1.5, topP, 4), logits(values), mask);
            for (int i = 0; i < values.length; ++i) {
                boolean allowed = i < 128 && (mask[i / 64] >>> i & 1) == 1;
                assertTrue(allowed || frequencies[i] == 0, "token " + i);
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        var values = new double[500];
        Arrays.setAll(values, i -> Math.sin(i));
        var a = new TokenChooser(1, 0.9, 42);
        var b = new TokenChooser(1, 0.9, 42);
        var other = new TokenChooser(1, 0.9, 43);
        int differ = 0;
        for (int i = 0; i < 100; ++i) {
            int chosen = a.choose(logits(values), 0, 500, null);
            assertEquals(chosen, b.choose(logits(values), 0, 500, null));
            differ += chosen == other.choose(logits(values), 0, 500, null) ? 0 : 1;
        }
        assertTrue(differ > 80, "only " + differ + " of 100 differ");
    }

    @Test
    void whatIsNoNumberIsRefusedWhereverItStands() {
        for (var wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            for (int at = 0; at < 3; ++at) {
                var values = new double[] {1, 2, 3};
                values[at] = wrong;
                for (var mask : new long[][] {null, {7}}) {
                    for (double temperature : new double[] {0, 1}) {
                        var chooser = new TokenChooser(temperature, 1, 0);
                        var error =
                                assertThrows(
                                        SightlineException.class,
                                        () -> chooser.choose(logits(values), 0, 3, mask));
                        assertEquals("logits-not-finite", error.reason());
                    }
                }
            }
        }
        double none = Double.NEGATIVE_INFINITY;
        assertThrows(
                SightlineException.class,
                () -> TokenChooser.greedy().choose(logits(none, none), 0, 2, null));
    }

    @Test
    void nothingAllowedIsRefused() {
        var error =
                assertThrows(
                        SightlineException.class,
                        () -> TokenChooser.greedy().choose(logits(1, 2), 0, 2, new long[1]));
        assertEquals("no-token-allowed", error.reason());
        assertThrows(IllegalArgumentException.class, () -> new TokenChooser(1, 0, 0));
        assertThrows(SightlineException.class, () -> new TokenChooser(3, 1, 0));
    }
}
