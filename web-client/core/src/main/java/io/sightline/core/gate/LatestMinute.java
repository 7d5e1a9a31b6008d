// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many of the latest minute's frames passed the gate, from counts since the beginning. */
public final class LatestMinute {
    private static final double SECONDS = 60;

    private final Deque<Count> counts = new ArrayDeque<>();

    /**
     * What was counted up to a time.
     *
     * @param seconds stream time
     * @param frames so far
     * @param moving of them, those in which something moved
     * @param looks of them, those that the models saw
     */
    public record Count(double seconds, double frames, double moving, double looks) {}

    /** Takes newer counts; counts that fell belong to another stream. */
    public void take(Count count) {
        if (!counts.isEmpty()
                && (count.seconds() < counts.getLast().seconds()
                        || count.frames() < counts.getLast().frames())) {
            counts.clear();
        }
        counts.addLast(count);
        // The one before the minute stays: the minute is counted from it.
        while (counts.size() > 2 && second().seconds() <= count.seconds() - SECONDS) {
            counts.removeFirst();
        }
    }

    private Count second() {
        var all = counts.iterator();
        all.next();
        return all.next();
    }

    /** Frames of the minute. */
    public int frames() {
        return counts.isEmpty()
                ? 0
                : (int) (counts.getLast().frames() - counts.getFirst().frames());
    }

    /** Share of them in which something moved; 0 where there is none. */
    public double moving() {
        return frames() == 0
                ? 0
                : (counts.getLast().moving() - counts.getFirst().moving()) / frames();
    }

    /** Share of them that the models saw; 0 where there is none. */
    public double looks() {
        return frames() == 0
                ? 0
                : (counts.getLast().looks() - counts.getFirst().looks()) / frames();
    }
}
