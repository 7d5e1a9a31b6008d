// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.Arrays;

/** Which frames of a clip to show to the model. Times are seconds, ascending. */
public final class ClipSampling {
    /** Frames a second, as SmolVLM2 was trained and its processor samples. */
    public static final double RATE = 1;

    /**
     * A change counts as significant when it lies this many deviations above the usual one. The
     * usual is the median and the deviation comes from the median distance to it, so that the
     * changes looked for do not hide themselves.
     */
    private static final double SIGNIFICANT = 4;

    /** What turns the median distance from the median into a normal's standard deviation. */
    private static final double NORMAL = 1.4826;

    private ClipSampling() {}

    /**
     * Frames of a file, evenly, with both ends: the rule of {@code smolvlm_sample_indices_fn} in
     * the reference's {@code video_processing_smolvlm.py}, number by number.
     *
     * @param frames how many the clip has, at least 1
     * @param framesPerSecond the clip's rate
     * @param duration the clip's length, s
     * @param rate frames a second to show, usually {@link #RATE}
     * @param most frames to show at most
     * @param skip seconds left out at either end of a clip that is longer than all shown frames by
     *     more than both; the reference's setting is 1, its default 0
     * @return indices, ascending, all different
     */
    public static int[] uniform(
            int frames,
            double framesPerSecond,
            double duration,
            double rate,
            int most,
            double skip) {
        if (frames < 1 || !(duration > 0) || !(framesPerSecond > 0) || !(rate > 0) || most < 1) {
            throw new IllegalArgumentException(
                    frames + " frames, " + framesPerSecond + "/s, " + duration + " s");
        }
        // Python's round: halves to even.
        int wanted = (int) Math.max(1, Math.min(Math.rint(rate * duration), most));
        int start = 0;
        int end = frames - 1;
        if (skip > 0 && duration - 2 * skip > most * rate) {
            start = (int) (skip * framesPerSecond);
            end = Math.min(end, (int) (frames - skip * framesPerSecond));
        }
        if (start >= end) {
            start = 0;
            end = frames - 1;
        }
        var indices = new int[wanted];
        int count = 0;
        for (int i = 0; i < wanted; ++i) {
            int index = (int) spaced(start, end, i, wanted);
            if (count == 0 || index > indices[count - 1]) {
                indices[count++] = index;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    /**
     * Times evenly over a stretch, with both ends, for sources that are sought by time.
     *
     * @param from the first frame's time
     * @param to the last frame's time (not the clip's end, where many browsers have no frame)
     * @param rate frames a second to show, usually {@link #RATE}
     * @param most frames to show at most
     */
    public static double[] uniformTimes(double from, double to, double rate, int most) {
        if (!(to >= from) || !(rate > 0) || most < 1) {
            throw new IllegalArgumentException(from + " to " + to + " s at " + rate + "/s");
        }
        int wanted = (int) Math.max(1, Math.min(Math.rint(rate * (to - from)), most));
        var times = new double[to > from ? wanted : 1];
        for (int i = 0; i < times.length; ++i) {
            times[i] = spaced(from, to, i, times.length);
        }
        return times;
    }

    /** As numpy's linspace: one value is the start, the last one is the end exactly. */
    private static double spaced(double from, double to, int i, int count) {
        if (count == 1) {
            return from;
        }
        return i == count - 1 ? to : from + i * ((to - from) / (count - 1));
    }

    /**
     * Temporal landmarks: the frames at which something significant changes, and both ends.
     *
     * <p>Candidates are the peaks of the change that stand out from the clip's usual one. The
     * largest are taken first, each only if it is not within half an even share of the clip from
     * one that is taken, so that one busy moment does not take all places. Where nothing changes
     * the two ends tell it all; a few more, as far from the others as can be, are added up to the
     * least.
     *
     * @param times each frame's time
     * @param change how much each frame differs from the one before, 0 or more; the first is not
     *     looked at
     * @param least frames to show at least, if there are so many
     * @param most frames to show at most, at least 2
     * @return indices, ascending
     */
    public static int[] landmarks(double[] times, double[] change, int least, int most) {
        if (times.length == 0 || times.length != change.length || most < 2 || least > most) {
            throw new IllegalArgumentException(
                    times.length + " times, " + change.length + " changes");
        }
        int last = times.length - 1;
        var taken = new boolean[times.length];
        taken[0] = true;
        taken[last] = true;
        int count = last == 0 ? 1 : 2;
        double apart = (times[last] - times[0]) / most / 2;
        double significant = significant(change);
        while (count < most) {
            int best = -1;
            for (int i = 1; i < last; ++i) {
                boolean peak = change[i] >= change[i - 1] || i == 1;
                peak &= change[i] > change[i + 1] || i + 1 == last && change[i] >= change[i + 1];
                boolean better = best < 0 || change[i] > change[best];
                if (peak
                        && better
                        && change[i] > significant
                        && distance(times, taken, i) >= apart
                        && !taken[i]) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            taken[best] = true;
            ++count;
        }
        for (; count < Math.min(least, times.length); ++count) {
            taken[farthest(times, taken)] = true;
        }
        var indices = new int[count];
        int at = 0;
        for (int i = 0; i <= last; ++i) {
            if (taken[i]) {
                indices[at++] = i;
            }
        }
        return indices;
    }

    private static double significant(double[] change) {
        if (change.length < 2) {
            return 0;
        }
        var values = Arrays.copyOfRange(change, 1, change.length);
        double median = median(values);
        for (int i = 0; i < values.length; ++i) {
            values[i] = Math.abs(values[i] - median);
        }
        return median + SIGNIFICANT * NORMAL * median(values);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static double distance(double[] times, boolean[] taken, int i) {
        double distance = Double.POSITIVE_INFINITY;
        for (int j = i; j >= 0; --j) {
            if (taken[j]) {
                distance = times[i] - times[j];
                break;
            }
        }
        for (int j = i; j < times.length; ++j) {
            if (taken[j]) {
                return Math.min(distance, times[j] - times[i]);
            }
        }
        return distance;
    }

    private static int farthest(double[] times, boolean[] taken) {
        int best = -1;
        double far = -1;
        for (int i = 0; i < times.length; ++i) {
            double distance = taken[i] ? -1 : distance(times, taken, i);
            if (distance > far) {
                far = distance;
                best = i;
            }
        }
        return best;
    }

    /**
     * The frames of the last seconds, thinned evenly if there are too many; the latest is always
     * among them.
     *
     * @param times each frame's time, at least one
     * @param seconds how far back from the latest
     * @param most frames to show at most
     * @return indices, ascending
     */
    public static int[] last(double[] times, double seconds, int most) {
        if (times.length == 0 || !(seconds >= 0) || most < 1) {
            throw new IllegalArgumentException("the last " + seconds + " s of " + times.length);
        }
        int end = times.length - 1;
        int start = end;
        while (start > 0 && times[start - 1] >= times[end] - seconds) {
            --start;
        }
        int count = Math.min(most, end - start + 1);
        var indices = new int[count];
        for (int i = 0; i < count; ++i) {
            indices[i] = count == 1 ? end : (int) Math.rint(spaced(start, end, i, count));
        }
        return indices;
    }

    /**
     * Frames for a second look, none of which was in the first: those whose smallest distance in
     * time is the largest possible.
     *
     * @param times each available frame's time
     * @param used indices of the frames of the first look
     * @param count how many are wanted
     * @return indices, ascending; fewer than wanted only where fewer are left
     */
    public static int[] disjoint(double[] times, int[] used, int count) {
        var free = new int[times.length];
        int left = 0;
        var taken = new boolean[times.length];
        for (int i : used) {
            taken[i] = true;
        }
        for (int i = 0; i < times.length; ++i) {
            if (!taken[i]) {
                free[left++] = i;
            }
        }
        int wanted = Math.min(Math.max(0, count), left);
        if (wanted == 0) {
            return new int[0];
        }
        if (wanted == 1) {
            return new int[] {free[left / 2]};
        }
        // The largest distance at which taking from the left finds enough: halved until it is known
        // to a microsecond.
        double low = 0;
        double high = (times[free[left - 1]] - times[free[0]]) / (wanted - 1) + 1e-6;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (pick(times, free, left, middle, null) >= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        var picked = new int[wanted];
        pick(times, free, left, low, picked);
        // Never nearer than the one it replaces.
        picked[wanted - 1] = free[left - 1];
        return picked;
    }

    /** Takes from the left each that is far enough from the one before; how many those are. */
    private static int pick(double[] times, int[] free, int left, double apart, int[] picked) {
        int count = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < left; ++i) {
            if (times[free[i]] - last >= apart) {
                if (picked != null && count < picked.length) {
                    picked[count] = free[i];
                }
                last = times[free[i]];
                ++count;
            }
        }
        return count;
    }
}
