// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

/** How many results a second come, over the last few of them. */
public final class RateMeter {
    private static final int KEPT = 12;

    /** A pause longer than this is a pause, not a slow frame, milliseconds. */
    private static final double PAUSE = 10_000;

    private final double[] times = new double[KEPT];
    private int count;

    /** Notes a result. */
    public void mark(double now) {
        if (count > 0 && now - times[(count - 1) % KEPT] > PAUSE) {
            count = 0;
        }
        times[count % KEPT] = now;
        ++count;
    }

    /** Forgets everything. */
    public void reset() {
        count = 0;
    }

    /** Results a second, or 0 before there are two. */
    public double perSecond() {
        int kept = Math.min(count, KEPT);
        if (kept < 2) {
            return 0;
        }
        double span = times[(count - 1) % KEPT] - times[(count - kept) % KEPT];
        return span > 0 ? (kept - 1) * 1000 / span : 0;
    }
}
