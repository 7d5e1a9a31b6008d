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
 */
public record Suppression(double mostOverlap, int mostBoxes) {
    /**
     * More candidates than this are no detection but a broken output, and would take long; the best
     * are looked at.
     */
    private static final int MOST_CANDIDATES = 2000;

    /** Those that stay, best first. */
    public List<Candidate> of(List<Candidate> candidates) {
        var sorted = new ArrayList<>(candidates);
        sorted.sort((a, b) -> Double.compare(b.score(), a.score()));
        var kept = new ArrayList<Candidate>();
        for (var candidate : sorted.subList(0, Math.min(sorted.size(), MOST_CANDIDATES))) {
            if (kept.size() == mostBoxes) {
                break;
            }
            if (!covered(candidate, kept)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private boolean covered(Candidate candidate, List<Candidate> kept) {
        for (var better : kept) {
            if (better.label() == candidate.label()
                    && better.box().iou(candidate.box()) > mostOverlap) {
                return true;
            }
        }
        return false;
    }
}
