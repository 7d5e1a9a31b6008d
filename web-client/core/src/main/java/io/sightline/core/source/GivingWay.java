// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

/**
 * When a stream's own frames give way to the looks of somebody else at the same worker, so that a
 * look does not wait for a frame: while one look follows another they get a quarter of the time,
 * and never nothing. Times are milliseconds of any clock that goes on.
 */
public final class GivingWay {
    /** Frames that take less hold up nobody. */
    private static final double FREE = 60;

    /** After a look another is likely to come for so long. */
    private static final double SOON = 1000;

    /** After a frame there is none for so many times as long as it took. */
    private static final double REST = 3;

    private double cost;
    private double frameAt = Double.NEGATIVE_INFINITY;
    private double lookAt = Double.NEGATIVE_INFINITY;

    /**
     * A frame of the stream came back.
     *
     * @param took how long the worker was busy with it
     */
    public void frame(double now, double took) {
        frameAt = now;
        cost = took;
    }

    /** Somebody's look ended. */
    public void look(double now) {
        lookAt = now;
    }

    /** How long the stream's next frame gives way from now on; 0 where it does not. */
    public double rest(double now) {
        if (cost <= FREE) {
            return 0;
        }
        return Math.max(0, Math.min(lookAt + SOON, frameAt + REST * cost) - now);
    }
}
