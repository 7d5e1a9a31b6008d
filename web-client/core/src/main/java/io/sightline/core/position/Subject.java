// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.detect.Box;

/**
 * A tracked thing at one time of the stream: what zones and rules look at.
 *
 * @param track its number, never used twice in a stream
 * @param label as of the detections that made it
 * @param score of its latest detection, 0 to 1
 * @param box in source pixels: detected where {@code seen}, else predicted
 * @param seen true where a detection of this very frame belongs to it
 * @param entered stream time at which it came, seconds
 * @param time stream time now, seconds
 * @param whole how many sure detections of it showed more than what hangs into the frame
 * @param speed metres a second along the floor; NaN where not known
 * @param position null without depth
 * @param moved whether it moved since it is followed; what is at rest is seen as well while
 *     something else moves
 */
public record Subject(
        int track,
        String label,
        double score,
        Box box,
        boolean seen,
        double entered,
        double time,
        int whole,
        double speed,
        Position position,
        boolean moved) {
    /** One that moved. */
    public Subject(
            int track,
            String label,
            double score,
            Box box,
            boolean seen,
            double entered,
            double time,
            int whole,
            double speed,
            Position position) {
        this(track, label, score, box, seen, entered, time, whole, speed, position, true);
    }

    /** One that moved and is seen whole. */
    public Subject(
            int track,
            String label,
            double score,
            Box box,
            boolean seen,
            double entered,
            double time,
            double speed,
            Position position) {
        this(track, label, score, box, seen, entered, time, Integer.MAX_VALUE, speed, position);
    }

    /** Seconds since it came. */
    public double age() {
        return time - entered;
    }
}
