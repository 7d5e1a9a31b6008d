// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which frames the language model is shown of a subject, and what of them: spread over the time
 * that there is, and in each part of it the one on which the subject is largest and sharpest. All
 * are cut out to one size, with room around the subject, so that its scale does not jump. The
 * second look has frames of its own.
 *
 * @param first for the question, by time
 * @param again for the second look, by time; none of them is in the first
 */
public record ClipChoice(List<Frame> first, List<Frame> again) {
    /** How large the cut-out is against the longer side of the subject. */
    private static final double CONTEXT = 1.6;

    /** The smallest cut-out, against the shorter side of the frame: less is only blur. */
    private static final double LEAST = 0.3;

    /**
     * A frame that may be shown.
     *
     * @param t stream time, seconds
     * @param box of the subject, source pixels
     * @param sharpness of the frame, on any scale that grows with it, at least 0
     */
    public record Candidate(double t, Box box, double sharpness) {}

    /**
     * A frame that is shown.
     *
     * @param t stream time, seconds
     * @param crop what of it, source pixels, within the frame
     */
    public record Frame(double t, Box crop) {}

    /**
     * Chooses. Where there are too few for both looks they are shared out.
     *
     * @param candidates by time, all at different times
     * @param size of the frames
     * @param count of frames for each look at most, at least 1
     * @param second whether there is a second look
     */
    public static ClipChoice of(
            List<Candidate> candidates, ImageSize size, int count, boolean second) {
        int all = candidates.size();
        var taken = new boolean[all];
        int wanted = second ? Math.min(count, (all + 1) / 2) : Math.min(count, all);
        var first = pick(candidates, taken, wanted);
        var again = second ? pick(candidates, taken, Math.min(count, all - wanted)) : new int[0];
        double side = LEAST * Math.min(size.width(), size.height());
        for (var picked : List.of(first, again)) {
            for (int i : picked) {
                var box = candidates.get(i).box();
                side = Math.max(side, CONTEXT * Math.max(box.width(), box.height()));
            }
        }
        return new ClipChoice(
                cut(candidates, first, size, side), cut(candidates, again, size, side));
    }

    /** As many as wanted of those that are not taken; takes them. */
    private static int[] pick(List<Candidate> candidates, boolean[] taken, int wanted) {
        var picked = new int[wanted];
        int count = 0;
        if (wanted > 0) {
            double from = Double.NaN;
            double to = Double.NaN;
            for (int i = 0; i < taken.length; ++i) {
                if (!taken[i]) {
                    from = Double.isNaN(from) ? candidates.get(i).t() : from;
                    to = candidates.get(i).t();
                }
            }
            double part = (to - from) / wanted;
            for (int slot = 0; slot < wanted; ++slot) {
                boolean last = slot == wanted - 1;
                double end = last ? Double.POSITIVE_INFINITY : from + (slot + 1) * part;
                int best = best(candidates, taken, from + slot * part, end);
                if (best >= 0) {
                    taken[best] = true;
                    picked[count++] = best;
                }
            }
        }
        while (count < wanted) {
            int next = farthest(candidates, taken, picked, count);
            taken[next] = true;
            picked[count++] = next;
        }
        Arrays.sort(picked);
        return picked;
    }

    private static int best(List<Candidate> candidates, boolean[] taken, double from, double end) {
        int best = -1;
        for (int i = 0; i < taken.length; ++i) {
            double t = candidates.get(i).t();
            boolean in = !taken[i] && t >= from && t < end;
            if (in && (best < 0 || quality(candidates.get(i)) > quality(candidates.get(best)))) {
                best = i;
            }
        }
        return best;
    }

    private static double quality(Candidate candidate) {
        return candidate.sharpness() * candidate.box().area();
    }

    /** The one whose nearest picked one is farthest away; the better of equals. */
    private static int farthest(
            List<Candidate> candidates, boolean[] taken, int[] picked, int count) {
        int best = -1;
        double far = -1;
        for (int i = 0; i < taken.length; ++i) {
            if (taken[i]) {
                continue;
            }
            double apart = Double.POSITIVE_INFINITY;
            for (int j = 0; j < count; ++j) {
                double between = candidates.get(i).t() - candidates.get(picked[j]).t();
                apart = Math.min(apart, Math.abs(between));
            }
            boolean better =
                    best >= 0
                            && apart == far
                            && quality(candidates.get(i)) > quality(candidates.get(best));
            if (apart > far || better) {
                far = apart;
                best = i;
            }
        }
        return best;
    }

    private static List<Frame> cut(
            List<Candidate> candidates, int[] picked, ImageSize size, double side) {
        double width = Math.min(side, size.width());
        double height = Math.min(side, size.height());
        var frames = new ArrayList<Frame>();
        for (int i : picked) {
            var box = candidates.get(i).box();
            double x = Math.min(box.centreX() - width / 2, size.width() - width);
            double y = Math.min(box.centreY() - height / 2, size.height() - height);
            var crop = new Box(Math.max(0, x), Math.max(0, y), width, height);
            frames.add(new Frame(candidates.get(i).t(), crop));
        }
        return List.copyOf(frames);
    }
}
