// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Advice.Knob;
import io.sightline.core.alert.Advice.Sample;
import io.sightline.core.language.Verdict;
import io.sightline.core.language.Verdicts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static List<Sample> samples(boolean right, double... values) {
        var list = new ArrayList<Sample>();
        for (double value : values) {
            list.add(new Sample(value, right));
        }
        return list;
    }

    private static Advice advice(double now, List<Sample> right, List<Sample> wrong) {
        var all = new ArrayList<>(right);
        all.addAll(wrong);
        return Advice.of(Knob.SCORE, now, 1, all);
    }

    @Test
    void whatLiesApartIsTakenApart() {
        var advice =
                advice(
                        0.3,
                        samples(true, 0.7, 0.72, 0.75, 0.8, 0.85, 0.9, 0.95),
                        samples(false, 0.31, 0.35, 0.4, 0.44));
        assertTrue(advice.suggests());
        assertEquals(0.57, advice.then());
        assertEquals(new Advice.Figures(7, 4), advice.before());
        assertEquals(new Advice.Figures(7, 0), advice.after());
        assertEquals(0, advice.heldOut().wrong());
        assertEquals(1, advice.after().precision());
    }

    @Test
    void fewMarksSayNothing() {
        var few = advice(0.3, samples(true, 0.8, 0.9, 0.95), samples(false, 0.4, 0.41, 0.42));
        assertFalse(few.suggests());
        assertEquals("few", few.why());
        assertNull(few.after());
        var right =
                advice(
                        0.3,
                        samples(true, new double[] {.5, .6, .7, .8, .9, .91, .92, .93, .94, .95}),
                        List.of());
        assertEquals("right", right.why());
        // Those that the threshold of today keeps out do not count.
        var below =
                advice(
                        0.5,
                        samples(true, .6, .7, .8, .9, .91, .92, .93, .94),
                        samples(false, .1, .2, .3, .55));
        assertEquals("few", below.why());
        assertEquals(new Advice.Figures(8, 1), below.before());
    }

    @Test
    void whatCannotBeToldApartIsLeft() {
        var alike = new ArrayList<Sample>();
        for (int i = 0; i < 20; ++i) {
            alike.add(new Sample(0.8, i % 2 == 0));
        }
        assertEquals("alike", Advice.of(Knob.QUESTION, 0.5, 0.99, alike).why());
        // The wrong ones are the surer ones: a higher threshold would keep just those.
        var upside =
                advice(
                        0.3,
                        samples(true, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45),
                        samples(false, 0.8, 0.85, 0.9, 0.95));
        assertEquals("alike", upside.why());
    }

    /** Whatever the marks, an advice is what it says it is. */
    @Test
    void anAdviceKeepsItsWord() {
        var random = new Random(20261127);
        int suggested = 0;
        int chance = 0;
        for (int round = 0; round < 4000; ++round) {
            double apart = random.nextDouble() * 0.6;
            double now = random.nextInt(60) / 100.0;
            var samples = new ArrayList<Sample>();
            int n = random.nextInt(40);
            for (int i = 0; i < n; ++i) {
                boolean right = random.nextDouble() < 0.6;
                double value = random.nextDouble() * 0.6 + (right ? apart : 0);
                samples.add(new Sample(Math.min(1, Math.rint(value * 50) / 50), right));
            }
            var advice = Advice.of(Knob.SCORE, now, 1, samples);
            assertEquals(count(samples, now, true), advice.before().right());
            assertEquals(count(samples, now, false), advice.before().wrong());
            chance += advice.why().equals("chance") ? 1 : 0;
            assertEquals(advice.suggests(), advice.why().isEmpty());
            if (!advice.suggests()) {
                continue;
            }
            ++suggested;
            assertTrue(advice.then() > now && advice.then() <= 1);
            assertEquals(count(samples, advice.then(), true), advice.after().right());
            assertEquals(count(samples, advice.then(), false), advice.after().wrong());
            assertTrue(advice.after().right() >= Advice.KEPT * advice.before().right());
            assertTrue(advice.after().wrong() < advice.before().wrong());
            assertTrue(advice.heldOut().precision() > advice.before().precision());
            assertTrue(advice.before().count() >= Advice.LEAST);
            // No threshold of those that keep nine in ten of the right ones lets fewer wrong ones
            // by.
            for (var sample : samples) {
                double other = sample.value() + 1e-9;
                if (other > now
                        && count(samples, other, true) >= Advice.KEPT * advice.before().right()) {
                    assertTrue(count(samples, other, false) >= advice.after().wrong());
                }
            }
            var shuffled = new ArrayList<>(samples);
            Collections.shuffle(shuffled, random);
            assertEquals(advice, Advice.of(Knob.SCORE, now, 1, shuffled));
            // Once it is taken, the figures of today are those that were promised.
            var next = Advice.of(Knob.SCORE, advice.then(), 1, samples);
            assertEquals(advice.after(), next.before());
        }
        assertTrue(suggested > 300, "suggested " + suggested);
        assertTrue(chance > 20, "held back " + chance);
    }

    private static int count(List<Sample> samples, double threshold, boolean right) {
        int count = 0;
        for (var sample : samples) {
            count += sample.right() == right && sample.value() >= threshold ? 1 : 0;
        }
        return count;
    }

    /** Where a yes ends is where the verdict itself says so. */
    @Test
    void aYesReachesAsFarAsItsVerdict() {
        var random = new Random(7);
        for (int i = 0; i < 2000; ++i) {
            double p = 0.6 + random.nextDouble() * 0.4;
            var second =
                    random.nextBoolean()
                            ? OptionalDouble.of(0.6 + random.nextDouble() * 0.4)
                            : OptionalDouble.empty();
            var contrast = OptionalDouble.of(0.1);
            var verdict = Verdicts.at(0.5).of(p, contrast, second);
            assertEquals(Verdict.Answer.YES, verdict.answer());
            double reach = Feedback.reach(verdict);
            assertEquals(
                    Verdict.Answer.YES,
                    Verdicts.at(Math.max(0.01, reach - 1e-9)).of(p, contrast, second).answer());
            if (reach + 1e-6 < 1) {
                assertEquals(
                        Verdict.Answer.UNSURE,
                        Verdicts.at(reach + 1e-6).of(p, contrast, second).answer());
            }
        }
    }
}
