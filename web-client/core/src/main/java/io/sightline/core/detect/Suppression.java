// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.detect.BoxDecoder.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Non-maximum suppression within each class, greedy: of boxes that cover one another the best
 * stays. Equal scores keep the order that they came in.
 *
 * @param mostOverlap intersection over union beyond which the lesser box goes
 * @param mostBoxes that stay, the best ones
 * @param mean a box that stays becomes the mean of itself and those it made go, weighted by score:
 *     MediaPipe's {@code WeightedNonMaxSuppression}
 */
public record Suppression(double mostOverlap, int mostBoxes, boolean mean) {
    /**
     * More candidates than this are no detection but a broken output, and would take long; the best
     * are looked at.
     */
    private static final int MOST_CANDIDATES = 2000;

    /** One after which boxes stay as they are. */
    public Suppression(double mostOverlap, int mostBoxes) {
        this(mostOverlap, mostBoxes, false);
    }

    /** Those that stay, best first. */
    public List<Candidate> of(List<Candidate> candidates) {
        var sorted = new ArrayList<>(candidates);
        sorted.sort((a, b) -> Double.compare(b.score(), a.score()));
        var kept = new ArrayList<Candidate>();
        var sums = new ArrayList<Sum>();
        for (var candidate : sorted.subList(0, Math.min(sorted.size(), MOST_CANDIDATES))) {
            int better = better(candidate, kept);
            if (better >= 0) {
                sums.get(better).add(candidate);
            } else if (kept.size() < mostBoxes) {
                kept.add(candidate);
                sums.add(new Sum(candidate));
            } else if (!mean) {
                break;
            }
        }
        if (mean) {
            for (int i = 0; i < kept.size(); ++i) {
                var one = kept.get(i);
                kept.set(i, new Candidate(one.label(), one.score(), sums.get(i).mean()));
            }
        }
        return kept;
    }

    /** The number of the best box that makes a lesser one go; -1 where none does. */
    private int better(Candidate candidate, List<Candidate> kept) {
        for (int i = 0; i < kept.size(); ++i) {
            if (kept.get(i).label() == candidate.label()
                    && kept.get(i).box().iou(candidate.box()) > mostOverlap) {
                return i;
            }
        }
        return -1;
    }

    /** Edges of boxes, weighted by their scores. */
    private static final class Sum {
        private double weight;
        private double left;
        private double top;
        private double right;
        private double bottom;

        Sum(Candidate first) {
            add(first);
        }

        void add(Candidate one) {
            weight += one.score();
            left += one.score() * one.box().x();
            top += one.score() * one.box().y();
            right += one.score() * one.box().right();
            bottom += one.score() * one.box().bottom();
        }

        Box mean() {
            return Box.ofEdges(left / weight, top / weight, right / weight, bottom / weight);
        }
    }
}
