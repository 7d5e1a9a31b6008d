// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import java.util.ArrayList;
import java.util.List;

/** The path of one track in bounded memory: when it is full, every other point goes. */
final class Trail {
    /** Points that are kept at most. */
    static final int MOST = 256;

    private final List<Sighting> kept = new ArrayList<>();
    private Sighting latest;
    private int every = 1;
    private int count;

    /** The next point. */
    void add(Sighting sighting) {
        latest = sighting;
        if (count++ % every != 0) {
            return;
        }
        kept.add(sighting);
        if (kept.size() == MOST) {
            int to = 0;
            for (int from = 0; from < MOST; from += 2) {
                kept.set(to++, kept.get(from));
            }
            while (kept.size() > to) {
                kept.remove(kept.size() - 1);
            }
            every *= 2;
        }
    }

    /** How many were added. */
    int count() {
        return count;
    }

    /** The newest. */
    Sighting latest() {
        return latest;
    }

    /** The first. */
    Sighting first() {
        return kept.get(0);
    }

    /** Some of them, evenly, with the first and the latest. */
    List<Sighting> points() {
        if (kept.get(kept.size() - 1) == latest) {
            return List.copyOf(kept);
        }
        var points = new ArrayList<>(kept);
        points.add(latest);
        return List.copyOf(points);
    }
}
