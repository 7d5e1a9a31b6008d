// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

/**
 * The time of a live stream. It goes by the clock that never goes back, on which some systems stand
 * still while the machine sleeps; what the clock on the wall gained meanwhile is added, so that a
 * sleep is a pause. The wall's clock being put back, or forward by a little, changes nothing; put
 * forward by more than a few seconds it cannot be told from a sleep.
 */
public final class StreamClock {
    /** The two clocks drift, and the wall's is put right now and then: less is no sleep, ms. */
    private static final double SLEEP = 5000;

    private double steady = Double.NaN;
    private double wall;
    private double slept;
    private double began;

    /**
     * Stream time, seconds from the first call on.
     *
     * @param steadyNow milliseconds of the clock that never goes back
     * @param wallNow milliseconds of the clock on the wall
     */
    public double seconds(double steadyNow, double wallNow) {
        if (Double.isNaN(steady)) {
            began = steadyNow;
        } else {
            double gained = wallNow - wall - (steadyNow - steady);
            slept += gained > SLEEP ? gained : 0;
        }
        steady = steadyNow;
        wall = wallNow;
        return (steadyNow - began + slept) / 1000;
    }
}
