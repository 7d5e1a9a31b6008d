// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static io.sightline.core.language.Verdict.Answer.NO;
import static io.sightline.core.language.Verdict.Answer.UNSURE;
import static io.sightline.core.language.Verdict.Answer.YES;
import static io.sightline.core.language.Verdict.Why.CLEAR;
import static io.sightline.core.language.Verdict.Why.CLOSE;
import static io.sightline.core.language.Verdict.Why.CONTRAST;
import static io.sightline.core.language.Verdict.Why.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final double Y = 0.9;
    private static final double N = 0.1;
    private static final double M = 0.5;
    private static final double X = Double.NaN;

    private static OptionalDouble asked(double p) {
        return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
    }

    private static void assertVerdict(
            double p,
            double contrast,
            double second,
            Verdict.Answer answer,
            boolean agreed,
            Verdict.Why why) {
        var verdict = Verdicts.DEFAULT.of(p, asked(contrast), asked(second));
        var row = p + " " + contrast + " " + second;
        assertEquals(answer, verdict.answer(), row);
        assertEquals(agreed, verdict.agreed(), row);
        assertEquals(why, verdict.why(), row);
    }

    @Test
    void truthTable() {
        assertVerdict(Y, X, X, YES, true, CLEAR);
        assertVerdict(N, X, X, NO, true, CLEAR);
        assertVerdict(M, X, X, UNSURE, true, CLOSE);
        // The opposite question must be answered the other way.
        assertVerdict(Y, N, X, YES, true, CLEAR);
        assertVerdict(N, Y, X, NO, true, CLEAR);
        assertVerdict(Y, Y, X, UNSURE, false, CONTRAST);
        assertVerdict(N, N, X, UNSURE, false, CONTRAST);
        assertVerdict(Y, M, X, UNSURE, true, CLOSE);
        assertVerdict(M, N, X, UNSURE, true, CLOSE);
        // Other frames must be answered the same way.
        assertVerdict(Y, X, Y, YES, true, CLEAR);
        assertVerdict(N, X, N, NO, true, CLEAR);
        assertVerdict(Y, X, N, UNSURE, false, SECOND);
        assertVerdict(N, X, Y, UNSURE, false, SECOND);
        assertVerdict(N, X, M, UNSURE, true, CLOSE);
        assertVerdict(M, X, Y, UNSURE, true, CLOSE);
        // All three.
        assertVerdict(Y, N, Y, YES, true, CLEAR);
        assertVerdict(N, Y, N, NO, true, CLEAR);
        assertVerdict(Y, Y, Y, UNSURE, false, CONTRAST);
        assertVerdict(Y, N, N, UNSURE, false, SECOND);
        assertVerdict(Y, Y, N, UNSURE, false, CONTRAST);
        assertVerdict(Y, M, N, UNSURE, false, SECOND);
        assertVerdict(M, Y, Y, UNSURE, false, SECOND);
        assertVerdict(M, M, M, UNSURE, true, CLOSE);
    }

    @Test
    void theBandsEndsBelongToTheAnswers() {
        var verdicts = new Verdicts(0.5, 0.125);
        assertEquals(YES, verdicts.of(0.625).answer());
        assertEquals(UNSURE, verdicts.of(0.624).answer());
        assertEquals(UNSURE, verdicts.of(0.376).answer());
        assertEquals(NO, verdicts.of(0.375).answer());
        assertEquals(YES, new Verdicts(0.5, 0).of(0.5).answer());
    }

    @Test
    void aThresholdNearAnEndStillAllowsBothAnswers() {
        for (double threshold : new double[] {0.01, 0.05, 0.95, 0.99}) {
            assertEquals(YES, Verdicts.at(threshold).of(1).answer());
            assertEquals(NO, Verdicts.at(threshold).of(0).answer());
            assertEquals(UNSURE, Verdicts.at(threshold).of(threshold).answer());
        }
    }

    @Test
    void thresholdRulesTheQuestionAndNotItsOpposite() {
        var strict = Verdicts.at(0.8);
        assertEquals(YES, strict.of(0.95, asked(0.3), asked(0.95)).answer());
        assertEquals(NO, strict.of(0.6).answer());
        assertEquals(UNSURE, strict.of(0.95, asked(0.3), asked(0.85)).answer());
    }

    @Test
    void moreEvidenceNeverTurnsAnAnswerAround() {
        var random = new Random(3);
        for (int round = 0; round < 5000; ++round) {
            double p = random.nextDouble();
            var verdicts =
                    new Verdicts(0.05 + 0.9 * random.nextDouble(), 0.4 * random.nextDouble());
            var contrast = random.nextBoolean() ? asked(random.nextDouble()) : asked(X);
            var second = random.nextBoolean() ? asked(random.nextDouble()) : asked(X);
            var alone = verdicts.of(p);
            var all = verdicts.of(p, contrast, second);
            assertTrue(all.answer() == alone.answer() || all.answer() == UNSURE);
            if (all.answer() != UNSURE) {
                assertTrue(all.agreed());
            }
            if (!all.agreed()) {
                assertEquals(UNSURE, all.answer());
            }
        }
    }

    @Test
    void moreYesIsNeverMoreNo() {
        var random = new Random(4);
        for (int round = 0; round < 5000; ++round) {
            var verdicts = Verdicts.at(0.1 + 0.8 * random.nextDouble());
            double low = random.nextDouble();
            double high = low + (1 - low) * random.nextDouble();
            var contrast = asked(random.nextDouble());
            assertFalse(
                    verdicts.of(low, contrast, asked(X)).answer() == YES
                            && verdicts.of(high, contrast, asked(X)).answer() != YES);
            assertFalse(
                    verdicts.of(high, contrast, asked(X)).answer() == NO
                            && verdicts.of(low, contrast, asked(X)).answer() != NO);
        }
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        for (double wrong : new double[] {Double.NaN, -0.1, 1.1}) {
            assertThrows(IllegalArgumentException.class, () -> Verdicts.DEFAULT.of(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> new Verdicts(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Verdicts(0.5, 0.5));
    }
}
