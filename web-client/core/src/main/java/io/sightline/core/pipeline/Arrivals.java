// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Since when what moves has been there: what overlaps from frame to frame is one. A detector knows
 * who comes in late, as by the head alone, or not before its turn; the motion that became what it
 * knows is when that came. Not safe for use by two threads.
 */
final class Arrivals {
    /** Motion that is older may be anything, such as a curtain behind who came, seconds. */
    static final double MOST = 2;

    /** One frame may see no motion, seconds. */
    private static final double BLINK = 0.3;

    private List<Arrival> latest = List.of();

    /**
     * Something that moves.
     *
     * @param box on the frame, source pixels
     * @param since stream time of the first frame with it
     * @param time stream time of this frame
     */
    record Arrival(Box box, double since, double time) {}

    /**
     * Takes the next frame.
     *
     * @param moving what moves on it
     * @return each of them, with its time
     */
    List<Arrival> next(double seconds, List<Detection> moving) {
        var now = new ArrayList<Arrival>();
        for (var blob : moving) {
            double since = seconds;
            for (var before : latest) {
                if (Movers.isWithin(blob.box(), before.box())) {
                    since = Math.min(since, before.since());
                }
            }
            now.add(new Arrival(blob.box(), since, seconds));
        }
        var kept = new ArrayList<>(now);
        for (var before : latest) {
            if (seconds - before.time() <= BLINK) {
                kept.add(before);
            }
        }
        latest = kept;
        return now;
    }

    /** Nothing is known, as after a cut. */
    void reset() {
        latest = List.of();
    }

    /**
     * When what was detected came.
     *
     * @param detection of a frame
     * @param moving what moved on that frame
     * @param seconds stream time of the frame
     */
    static double since(Detection detection, List<Arrival> moving, double seconds) {
        double since = seconds;
        for (var arrival : moving) {
            if (seconds - arrival.since() <= MOST
                    && Movers.isOf(arrival.box(), detection.label(), detection.box(), false)) {
                since = Math.min(since, arrival.since());
            }
        }
        return since;
    }
}
