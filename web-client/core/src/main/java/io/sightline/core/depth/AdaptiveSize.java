// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import java.util.Arrays;
import java.util.List;

/**
 * Chooses the size at which frames enter the model so that a wanted rate is held: the largest one
 * that is quick enough, on the evidence of the newest frames.
 *
 * <p>It goes down when the median of the newest frames is too slow, and up when the next size is
 * expected to leave room to spare. What the next size costs is first taken from the number of
 * patches and then learnt as the ratio of the times before and after a change: load slows both
 * alike. A step up that had to be taken back is tried again only after a pause, which doubles each
 * time; so it does not swing.
 */
public final class AdaptiveSize {
    /** Frames that a decision is made from. */
    private static final int KEPT = 9;

    /** Frames that suffice where they are far too slow. */
    private static final int FEW = 3;

    /** Frames after a change that count for nothing: the model is made ready for another size. */
    private static final int WARM_UP = 2;

    /** Slower than this share of the time there is: down. */
    private static final double TOO_SLOW = 1.15;

    private static final double FAR_TOO_SLOW = 2;

    /** Expected to be quicker than this share of it: up. */
    private static final double ROOM = 0.75;

    /** Frames before a step up is tried at first, and at most. */
    private static final int FIRST_PAUSE = 12;

    private static final int LONGEST_PAUSE = 1536;

    /** How a run's cost grows with the patches, a little faster than they do. */
    private static final double GROWTH = 1.1;

    /** How fast a learnt ratio is let go, a frame: it may have been learnt under passing load. */
    private static final double LET_GO = 0.002;

    private final int[] budgets;
    private final double[] ratios;
    private final double[] times = new double[KEPT];
    private final double[] sorted = new double[KEPT];
    private int at;
    private int frames;
    private int wait = FIRST_PAUSE;
    private int pause = FIRST_PAUSE;
    private double timeBefore;
    private int steppedFrom = -1;

    /**
     * @param budgets sizes to choose from, as patches at most, ascending
     * @param start one of them
     */
    public AdaptiveSize(List<Integer> budgets, int start) {
        this.budgets = new int[budgets.size()];
        for (int i = 0; i < this.budgets.length; ++i) {
            this.budgets[i] = budgets.get(i);
        }
        ratios = new double[Math.max(0, this.budgets.length - 1)];
        for (int i = 0; i < ratios.length; ++i) {
            ratios[i] = expected(i);
        }
        at = Math.max(0, budgets.indexOf(start));
    }

    private double expected(int i) {
        return Math.pow((double) budgets[i + 1] / budgets[i], GROWTH);
    }

    /** The size chosen, as patches at most. */
    public int patches() {
        return budgets[at];
    }

    /**
     * Takes what a frame of the chosen size cost and chooses anew.
     *
     * @param milliseconds from taking the frame to its result; one that is not above zero is passed
     *     over
     * @param rate wanted, frames a second
     * @return the size chosen for the next frame
     */
    public int next(double milliseconds, double rate) {
        if (!(milliseconds > 0) || !(rate > 0) || milliseconds == Double.POSITIVE_INFINITY) {
            return patches();
        }
        ++frames;
        if (frames <= WARM_UP) {
            return patches();
        }
        int kept = frames - WARM_UP;
        times[(kept - 1) % KEPT] = milliseconds;
        double time = median(Math.min(kept, KEPT));
        double there = 1000 / rate;
        if (kept == KEPT) {
            learn(time);
        }
        boolean tooSlow =
                kept >= KEPT && time > TOO_SLOW * there
                        || kept >= FEW && time > FAR_TOO_SLOW * there;
        if (tooSlow && at > 0) {
            if (steppedFrom == at - 1) {
                // A step up taken back: the next one waits longer.
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            }
            move(at - 1, time);
        } else if (at + 1 < budgets.length) {
            ratios[at] += LET_GO * (expected(at) - ratios[at]);
            if (kept >= wait && kept >= KEPT && time * ratios[at] < ROOM * there) {
                move(at + 1, time);
            }
        }
        return patches();
    }

    /** What the step just taken did to the times. */
    private void learn(double time) {
        if (steppedFrom < 0) {
            return;
        }
        int lower = Math.min(at, steppedFrom);
        double ratio = steppedFrom < at ? time / timeBefore : timeBefore / time;
        double expected = expected(lower);
        // A change of load during the step looks like a ratio, but a wild one.
        double bounded = Math.max(0.7 * expected, Math.min(1.8 * expected, ratio));
        ratios[lower] = (ratios[lower] + bounded) / 2;
    }

    private void move(int to, double time) {
        steppedFrom = at;
        timeBefore = time;
        at = to;
        frames = 0;
        wait = pause;
    }

    private double median(int count) {
        System.arraycopy(times, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return sorted[count / 2];
    }
}
