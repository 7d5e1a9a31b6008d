// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.ClipChoice;
import java.util.ArrayList;
import java.util.List;

/** Frames of one track that can be shown, the best of each short while, in bounded memory. */
final class ClipTrail {
    /** Frames that are kept. */
    static final int MOST = 64;

    private final List<ClipChoice.Candidate> kept = new ArrayList<>();

    /** Stream time of the latest, seconds. */
    double latest() {
        return kept.isEmpty() ? Double.NEGATIVE_INFINITY : kept.get(kept.size() - 1).t();
    }

    /**
     * One more.
     *
     * @param apart seconds of which only the best is kept
     */
    void add(ClipChoice.Candidate candidate, double apart) {
        int last = kept.size() - 1;
        if (last > 0 && candidate.t() - kept.get(last - 1).t() < apart) {
            if (quality(candidate) > quality(kept.get(last))) {
                kept.set(last, candidate);
            }
            return;
        }
        kept.add(candidate);
        if (kept.size() > MOST) {
            kept.remove(0);
        }
    }

    /** Those since a time. */
    List<ClipChoice.Candidate> since(double from) {
        int first = kept.size();
        while (first > 0 && kept.get(first - 1).t() >= from) {
            --first;
        }
        return List.copyOf(kept.subList(first, kept.size()));
    }

    private static double quality(ClipChoice.Candidate candidate) {
        return candidate.sharpness() * candidate.box().area();
    }
}
