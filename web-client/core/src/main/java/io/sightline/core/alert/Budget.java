// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

/**
 * How many calls of the language model an hour may cost: a bucket that a quarter of the hour's
 * calls fits into and that the rest trickles into, so that no hour, wherever it begins, has more
 * than its calls.
 */
public final class Budget {
    private static final double HOUR = 3600;

    /** The fewest calls an hour: two questions of three calls each. */
    public static final int LEAST = 6;

    private final double capacity;
    private final double perSecond;
    private double tokens;
    private double at = Double.NEGATIVE_INFINITY;

    /**
     * @param callsPerHour at least {@link #LEAST}
     */
    public Budget(int callsPerHour) {
        if (callsPerHour < LEAST) {
            throw new IllegalArgumentException(callsPerHour + " calls an hour");
        }
        capacity = Math.max(LEAST / 2.0, callsPerHour / 4.0);
        perSecond = (callsPerHour - capacity) / HOUR;
        tokens = capacity;
    }

    /** What is left now. */
    public double left(double now) {
        if (now > at) {
            if (at > Double.NEGATIVE_INFINITY) {
                tokens = Math.min(capacity, tokens + (now - at) * perSecond);
            }
            at = now;
        }
        return tokens;
    }

    /** Takes so many calls, or none if there are not so many. */
    public boolean take(int calls, double now) {
        // What trickled in is a sum of many small parts.
        if (left(now) + 1e-9 < calls) {
            return false;
        }
        tokens = Math.max(0, tokens - calls);
        return true;
    }
}
