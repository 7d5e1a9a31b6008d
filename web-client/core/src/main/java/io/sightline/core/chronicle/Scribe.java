// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import io.sightline.core.alert.Tally;

/**
 * Writes down what a stream counts, as it goes, until somebody takes it to be kept. A clock that is
 * put forward or back loses no count: what came is of the time that the clock shows.
 */
public final class Scribe {
    /** Signs of life come every second; after so long without any nobody watched, milliseconds. */
    static final double STILL = 10_000;

    private Chronicle pending = new Chronicle();
    private double heard = Double.NaN;

    /**
     * A sign of life, every second or so while there is watching.
     *
     * @param wall now
     * @param tally what was counted since the last one
     */
    public void heard(double wall, Tally tally) {
        double since = wall - heard;
        if (since > 0 && since <= STILL) {
            pending.watched(heard, wall);
        }
        pending.count(wall, tally);
        heard = wall;
    }

    /** Nothing was seen from here to there, or little. */
    public void lapsed(String why, double from, double to) {
        pending.lapsed(why, from, to);
    }

    /** Nobody watches any more. */
    public void stop() {
        heard = Double.NaN;
    }

    /** What came since it was taken last. */
    public Chronicle take() {
        var taken = pending;
        pending = new Chronicle();
        return taken;
    }
}
