// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.BoxDecoder.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final Suppression HALF = new Suppression(0.5, 100);

    private static Candidate of(int label, double score, double x) {
        return new Candidate(label, score, new Box(x, 0, 10, 10));
    }

    @Test
    void theBestOfThoseThatCoverOneAnotherStays() {
        var kept = HALF.of(List.of(of(0, 0.5, 1), of(0, 0.9, 0), of(0, 0.7, 2)));
        assertEquals(List.of(of(0, 0.9, 0)), kept);
    }

    @Test
    void otherClassesAreLeftAlone() {
        assertEquals(2, HALF.of(List.of(of(0, 0.5, 0), of(1, 0.9, 0))).size());
    }

    @Test
    void justTheLimitIsNotBeyondIt() {
        // Two thirds of a shift of 1/3 cover: intersection 2/3, union 4/3, exactly one half.
        var one = new Candidate(0, 0.9, new Box(0, 0, 3, 1));
        var other = new Candidate(0, 0.8, new Box(1, 0, 3, 1));
        assertEquals(2, HALF.of(List.of(one, other)).size());
        assertEquals(1, new Suppression(0.499, 100).of(List.of(one, other)).size());
    }

    @Test
    void whatIsSuppressedSuppressesNothing() {
        var kept = HALF.of(List.of(of(0, 0.9, 0), of(0, 0.8, 3), of(0, 0.7, 6)));
        assertEquals(List.of(of(0, 0.9, 0), of(0, 0.7, 6)), kept);
    }

    @Test
    void equalScoresKeepTheirOrder() {
        assertEquals(of(0, 0.9, 1), HALF.of(List.of(of(0, 0.9, 1), of(0, 0.9, 0))).get(0));
    }

    @Test
    void noMoreStayThanAreWanted() {
        var many = new ArrayList<Candidate>();
        for (int i = 0; i < 50; ++i) {
            many.add(of(0, i / 50.0, i * 20));
        }
        var kept = new Suppression(0.5, 7).of(many);
        assertEquals(7, kept.size());
        assertEquals(49 / 50.0, kept.get(0).score());
    }

    @Test
    void noTwoThatStayCoverOneAnotherAndEachThatGoesIsCoveredByABetter() {
        var random = new Random(3);
        for (int round = 0; round < 50; ++round) {
            var all = new ArrayList<Candidate>();
            for (int i = 0; i < 60; ++i) {
                var box =
                        new Box(
                                random.nextDouble() * 20,
                                random.nextDouble() * 20,
                                1 + random.nextDouble() * 20,
                                1 + random.nextDouble() * 20);
                all.add(new Candidate(random.nextInt(3), random.nextDouble(), box));
            }
            var kept = HALF.of(all);
            for (var one : all) {
                int covering = 0;
                for (var other : kept) {
                    boolean covers =
                            other != one
                                    && other.label() == one.label()
                                    && other.score() >= one.score()
                                    && other.box().iou(one.box()) > 0.5;
                    covering += covers ? 1 : 0;
                }
                assertTrue(kept.contains(one) == (covering == 0));
            }
        }
    }
}
