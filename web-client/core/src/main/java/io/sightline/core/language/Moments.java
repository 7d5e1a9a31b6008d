// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds when something happens in a long clip: the clip is cut into overlapping windows, each is
 * asked about, and the windows that say yes are joined into moments.
 */
public final class Moments {
    private Moments() {}

    /**
     * A stretch of a clip.
     *
     * @param from its start, s
     * @param to its end, s
     */
    public record Window(double from, double to) {
        private boolean touches(double start, double end) {
            return from <= end + 1e-9 && to >= start - 1e-9;
        }
    }

    /**
     * An answered window.
     *
     * @param window which
     * @param p probability of yes
     */
    public record Answered(Window window, double p) {}

    /**
     * When it happened.
     *
     * @param from start of the first window that said yes, s
     * @param to end of the last, s
     * @param best the surest window, for a thumbnail
     * @param p its probability of yes
     */
    public record Moment(double from, double to, Window best, double p) {}

    /**
     * Windows over a clip, the last of which ends with it; one when the clip is not longer.
     *
     * @param from the clip's start, s
     * @param to the clip's end, s
     * @param length a window's, s, above 0
     * @param stride from one's start to the next's, s, above 0; at most the length, so that nothing
     *     is left out
     */
    public static List<Window> windows(double from, double to, double length, double stride) {
        if (!(to >= from) || !(length > 0) || !(stride > 0) || stride > length) {
            throw new IllegalArgumentException(
                    "windows of " + length + " s every " + stride + " s, " + from + " to " + to);
        }
        var windows = new ArrayList<Window>();
        int i = 0;
        // Multiplied, not summed: a sum of many strides drifts.
        while (from + i * stride + length < to - 1e-9) {
            windows.add(new Window(from + i * stride, from + i * stride + length));
            ++i;
        }
        windows.add(new Window(Math.max(from, to - length), to));
        return windows;
    }

    /**
     * The moments of a clip, the surest first. The surest window is taken and stands for all that
     * reach the threshold and overlap or touch it or one another (non-maximum suppression, but for
     * a moment's length, which is theirs together); then the surest of what is left, and so on.
     *
     * @param answered the windows, in any order
     * @param threshold least probability of yes
     * @param most how many moments at most
     */
    public static List<Moment> of(List<Answered> answered, double threshold, int most) {
        var left = new ArrayList<Answered>();
        for (var one : answered) {
            if (one.p() >= threshold) {
                left.add(one);
            }
        }
        left.sort(
                (a, b) -> {
                    int byP = Double.compare(b.p(), a.p());
                    return byP != 0 ? byP : Double.compare(a.window().from(), b.window().from());
                });
        var moments = new ArrayList<Moment>();
        while (!left.isEmpty() && moments.size() < most) {
            var best = left.remove(0);
            double from = best.window().from();
            double to = best.window().to();
            for (int i = 0; i < left.size(); ) {
                var window = left.get(i).window();
                if (window.touches(from, to)) {
                    from = Math.min(from, window.from());
                    to = Math.max(to, window.to());
                    left.remove(i);
                    // It may now touch one that was passed over.
                    i = 0;
                } else {
                    ++i;
                }
            }
            moments.add(new Moment(from, to, best.window(), best.p()));
        }
        return moments;
    }
}
