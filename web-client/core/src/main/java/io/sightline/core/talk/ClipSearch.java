// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.language.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * A search for a moment in a clip: windows that overlap by half, each of a few frames, of which
 * every window shares half with the next, so that no frame is looked at twice.
 *
 * @param windows in order
 */
public record ClipSearch(List<Moments.Window> windows) {
    /** Frames of a window: what happens shows in a few. */
    public static final int FRAMES = 4;

    /** More moments than this are not read. */
    public static final int MOST_FOUND = 6;

    /** Where p(yes) becomes a yes. */
    public static final double THRESHOLD = 0.5;

    /** What people do takes about this long, seconds. */
    private static final double LEAST_WINDOW = 2;

    /** A longer clip gets longer windows: about twice as many windows are asked about. */
    private static final int PARTS = 12;

    /**
     * The search of a clip.
     *
     * @param length seconds
     */
    public static ClipSearch of(double length) {
        double window = Math.min(length, Math.max(LEAST_WINDOW, length / PARTS));
        return new ClipSearch(Moments.windows(0, length, window, window / 2));
    }

    /** When the frames of a window are taken, seconds: in the middle of equal parts of it. */
    public static List<Double> times(Moments.Window window) {
        double part = (window.to() - window.from()) / FRAMES;
        var times = new ArrayList<Double>();
        for (int i = 0; i < FRAMES; ++i) {
            times.add(window.from() + (i + 0.5) * part);
        }
        return times;
    }

    /**
     * What was found: the surest first. Where nothing reaches even odds, the one window that comes
     * closest.
     */
    public static List<Moments.Moment> found(List<Moments.Answered> answered) {
        var moments = Moments.of(answered, THRESHOLD, MOST_FOUND);
        if (!moments.isEmpty() || answered.isEmpty()) {
            return moments;
        }
        var best = answered.get(0);
        for (var one : answered) {
            best = one.p() > best.p() ? one : best;
        }
        return List.of(
                new Moments.Moment(
                        best.window().from(), best.window().to(), best.window(), best.p()));
    }
}
