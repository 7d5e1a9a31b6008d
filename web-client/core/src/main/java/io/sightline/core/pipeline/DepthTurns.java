// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

/**
 * Which looks at a live stream measure depth: each, where a decision hangs on it or it costs next
 * to nothing. Else it is only told, and is measured while somebody is followed, for at most a third
 * of the time, and not while a case is in haste, but for a while at most.
 */
public final class DepthTurns {
    /** Depth that takes less makes nobody wait, seconds. */
    private static final double FREE = 0.1;

    /** After depth there is none for so many times as long as it took. */
    private static final double REST = 2;

    /** Haste puts it off for no longer, seconds: where something always is new it is told too. */
    private static final double PATIENCE = 5;

    private double cost = Double.NaN;
    private double measuredAt = Double.NEGATIVE_INFINITY;
    private double hastySince = Double.NaN;

    /**
     * Whether the look at this time measures depth.
     *
     * @param now stream time, seconds
     * @param needed a decision hangs on it
     * @param followed somebody is there whose distance could be told
     * @param hasty a case waits for the next looks
     */
    public boolean next(double now, boolean needed, boolean followed, boolean hasty) {
        if (!hasty) {
            hastySince = Double.NaN;
        } else if (Double.isNaN(hastySince)) {
            hastySince = now;
        }
        if (needed || cost <= FREE) {
            return true;
        }
        boolean rested = Double.isNaN(cost) || now - measuredAt >= REST * cost;
        return followed && rested && (!hasty || now - hastySince >= PATIENCE);
    }

    /**
     * Depth was measured.
     *
     * @param now stream time, seconds
     * @param seconds that it took
     */
    public void took(double now, double seconds) {
        cost = seconds;
        measuredAt = now;
        hastySince = Double.NaN;
    }
}
