// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /** Marks of a model whose log-odds are too large by a factor. */
    private static List<Calibration.Sample> marks(Random random, int count, double temperature) {
        var samples = new ArrayList<Calibration.Sample>();
        for (int i = 0; i < count; ++i) {
            double truth = 2 * random.nextGaussian();
            boolean yes = random.nextDouble() < YesNo.probability(truth, 1);
            samples.add(new Calibration.Sample(truth * temperature, yes));
        }
        return samples;
    }

    @Test
    void findsTheTemperatureThatSpoiltTheModel() {
        for (double temperature : new double[] {0.4, 1, 2.5, 6}) {
            var fit = Calibration.fit(marks(new Random(5), 5000, temperature));
            assertEquals(temperature, fit.temperature(), 0.08 * temperature);
            assertTrue(fit.after() < 0.025, "error after " + fit.after());
            if (temperature > 2) {
                assertTrue(fit.before() > 3 * fit.after(), fit.toString());
            }
        }
    }

    @Test
    void neverMakesTheMarksLessLikelyNorMovesAnAnswer() {
        var random = new Random(6);
        for (int round = 0; round < 300; ++round) {
            var samples = marks(random, random.nextInt(60), Math.exp(2 * random.nextGaussian()));
            var fit = Calibration.fit(samples);
            assertTrue(
                    Calibration.negativeLogLikelihood(samples, fit.temperature())
                            <= Calibration.negativeLogLikelihood(samples, 1) + 1e-9);
            for (var sample : samples) {
                assertEquals(
                        sample.logOdds() > 0, fit.probability(sample.logOdds()) > 0.5 + 1e-300);
            }
        }
    }

    @Test
    void noOtherTemperatureIsBetterWithManyMarks() {
        var random = new Random(7);
        for (int round = 0; round < 10; ++round) {
            var samples = marks(random, 4000, Math.exp(random.nextGaussian()));
            double fit = Calibration.fit(samples).temperature();
            double best = Calibration.negativeLogLikelihood(samples, fit);
            for (double other = 0.2; other < 10; other *= 1.05) {
                // The prior weighs less than three nats in this range.
                assertTrue(best < Calibration.negativeLogLikelihood(samples, other) + 3);
            }
        }
    }

    @Test
    void fewOrOneSidedMarksChangeNothing() {
        var random = new Random(8);
        var few = Calibration.fit(marks(random, 9, 3));
        assertEquals(1, few.temperature());
        assertEquals(9, few.samples());
        assertFalse(few.fitted());
        var oneSided = new ArrayList<Calibration.Sample>();
        for (int i = 0; i < 100; ++i) {
            oneSided.add(new Calibration.Sample(4, i > 1));
        }
        assertEquals(1, Calibration.fit(oneSided).temperature());
        var none = Calibration.fit(List.of());
        assertEquals(1, none.temperature());
        assertTrue(Double.isNaN(none.before()));
    }

    @Test
    void tenPerfectMarksDoNotMakeItCertain() {
        var samples = new ArrayList<Calibration.Sample>();
        for (int i = 0; i < 10; ++i) {
            samples.add(new Calibration.Sample(i % 2 == 0 ? 2 : -2, i % 2 == 0));
        }
        var fit = Calibration.fit(samples);
        assertTrue(fit.temperature() > 0.4 && fit.temperature() < 1, fit.toString());
        var absurd = new ArrayList<Calibration.Sample>();
        for (int i = 0; i < 2000; ++i) {
            absurd.add(new Calibration.Sample(i % 2 == 0 ? -50 : 50, i % 2 == 0));
        }
        assertEquals(Calibration.HOTTEST, Calibration.fit(absurd).temperature(), 1e-3);
    }

    @Test
    void theErrorIsTheWeightedGapOfTenBins() {
        // Two bins: p = .9 twice with one yes, p = .1 twice with no yes.
        double odds = Math.log(9);
        var samples =
                List.of(
                        new Calibration.Sample(odds + 1e-9, true),
                        new Calibration.Sample(odds + 1e-9, false),
                        new Calibration.Sample(-odds + 1e-9, false),
                        new Calibration.Sample(-odds + 1e-9, false));
        assertEquals((2 * 0.4 + 2 * 0.1) / 4, Calibration.error(samples, 1), 1e-6);
        assertEquals(0, Calibration.error(List.of(new Calibration.Sample(900, true)), 1), 1e-12);
        assertEquals(1, Calibration.error(List.of(new Calibration.Sample(900, false)), 1), 1e-12);
    }

    @Test
    void survivesBeingStored() {
        var fit = Calibration.fit(marks(new Random(9), 50, 3));
        assertEquals(fit, Calibration.ofMap(fit.toMap()));
        assertEquals(Calibration.NONE, Calibration.ofMap(Calibration.NONE.toMap()));
        for (var wrong :
                List.of(
                        Map.of(),
                        Map.of("temperature", 0, "samples", 1),
                        Map.of("temperature", "1", "samples", 1),
                        Map.of("temperature", 1, "samples", -1))) {
            assertThrows(SightlineException.class, () -> Calibration.ofMap(wrong));
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Calibration.Sample(Double.NaN, true));
    }
}
