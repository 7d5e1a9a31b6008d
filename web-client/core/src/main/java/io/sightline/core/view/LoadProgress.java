// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

/**
 * How far a load is.
 *
 * @param call number of the load
 * @param stage "ask" before the first report, then fetch, verify, start or check
 * @param done bytes so far
 * @param total bytes in all, 0 when not known
 * @param cached the bytes come from the browser's own store
 * @param rate bytes a second, smoothed; 0 until it is known
 * @param markDone bytes at the start of the rate's present span
 * @param markAt start of that span, milliseconds
 */
public record LoadProgress(
        int call,
        String stage,
        double done,
        double total,
        boolean cached,
        double rate,
        double markDone,
        double markAt) {
    /** Weight of the newest span: about the last two seconds count. */
    private static final double SMOOTHING = 0.25;

    /** The rate is taken over spans of at least this, milliseconds. */
    private static final double SPAN = 400;

    /** A load that was just asked for. */
    public static LoadProgress asked(int call, double now) {
        return new LoadProgress(call, "ask", 0, 0, false, 0, 0, now);
    }

    /** The next report. */
    public LoadProgress next(
            String newStage, double newDone, double newTotal, boolean fromStore, double now) {
        if (!newStage.equals(stage) || newDone < done || fromStore != cached) {
            return new LoadProgress(call, newStage, newDone, newTotal, fromStore, 0, newDone, now);
        }
        double span = now - markAt;
        if (span < SPAN) {
            return new LoadProgress(call, stage, newDone, newTotal, cached, rate, markDone, markAt);
        }
        double fresh = (newDone - markDone) * 1000 / span;
        double smooth = rate > 0 ? rate + SMOOTHING * (fresh - rate) : fresh;
        return new LoadProgress(call, stage, newDone, newTotal, cached, smooth, newDone, now);
    }

    /** 0 to 1, or -1 when there is no measure. */
    public double fraction() {
        return total > 0 && stage.equals("fetch") ? Math.min(1, done / total) : -1;
    }

    /** Seconds left at this rate, or -1 when not known. */
    public double secondsLeft() {
        return rate > 0 && total > 0 ? Math.max(0, total - done) / rate : -1;
    }
}
