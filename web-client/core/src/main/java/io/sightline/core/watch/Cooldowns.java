// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/** What tracks have to wait for that are not watched any more: a number may come back. */
final class Cooldowns {
    /** Tracks that are remembered; then those that went first are forgotten. */
    static final int MOST = 256;

    private final Map<Integer, Double> until = new LinkedHashMap<>();

    /**
     * Remembers that nothing is to be asked or told about a track before a time, stream seconds.
     */
    void put(int track, double notBefore, double now) {
        until.values().removeIf(time -> time <= now);
        if (notBefore > now) {
            if (until.size() >= MOST) {
                until.remove(until.keySet().iterator().next());
            }
            until.put(track, notBefore);
        }
    }

    /** The time before which nothing is to be asked or told; negative infinity for none. */
    double of(int track) {
        return until.getOrDefault(track, Double.NEGATIVE_INFINITY);
    }

    /** How many are remembered. */
    int size() {
        return until.size();
    }
}
